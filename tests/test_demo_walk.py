"""What the tutorial says is to be seen: each row of its tables is walked at a playground, in few acts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.program import Program
from tests.walk import TABLE, Sight, Walker, sights

# Two minutes, at ten seconds each.
MOST_ACTS = 12
SIGHTS = sights()
# The bullets of a whole cycle, each by words of the row that shows it.
SHOWN = (
    ("passed", "accepted", "lapsed", "swap", "volunteers", "falls out", "why us", "twelve months"),
    ("link", "let in", "leaving", "removed", "handed over", "contact person", "away", "on leave"),
    ("decided", "moved", "cancelled", "brief", "preparation", "coming", "attendance card", "corrects"),
    ("by command", "by button", "in reply", "saved when", "backed", "joined", "unnamed"),
    ("PDF", "packed", "shared", "second edition", "came of the tips", "author hears"),
    ("record", "private line", "flag", "silent", "quiet for a while", "no questions"),
)


@pytest.fixture(scope="module")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One playground for all rows; each begins anew in it."""
    program = Program(tmp_path_factory.mktemp("walk") / "club")
    program.start()
    yield program
    program.stop()
    assert program.complaints() == ""


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_it_is_seen_within_two_minutes(playground: Program, sight: Sight) -> None:
    """The steps of a row can be done as they are written, are few, and show what they should."""
    walker = Walker(playground.address)
    walker.walk(sight)
    assert sight.seen
    assert [words for words in sight.seen if not walker.sees(words)] == []
    assert walker.acts <= MOST_ACTS


def test_a_backpack_is_three_files(playground: Program) -> None:
    """The picture, the page and the PDF of a backpack are there when they are asked for."""
    walker = Walker(playground.address)
    walker.walk(next(each for each in SIGHTS if "PDF" in each.name))
    picture, page, paper = walker.files()
    assert picture.startswith(b"\x89PNG")
    assert b"Lumon Lanka" in page
    assert paper.startswith(b"%PDF")


def test_a_question_that_has_its_answer_is_closed(playground: Program) -> None:
    """Whether one is sure is asked once: after the yes there is nothing left to press under it."""
    walker = Walker(playground.address)
    walker.walk(next(each for each in SIGHTS if each.name == "leaving"))
    assert walker.sees("Leave Nätbodarna?")
    assert not walker.offers("Keep all as it is")


@pytest.mark.parametrize("words", [each for group in SHOWN for each in group])
def test_each_part_of_a_cycle_has_its_row(words: str) -> None:
    """Nothing that the club can do in a cycle is missing from the tables."""
    assert any(words in sight.name for sight in SIGHTS)


def test_the_tables_are_read_whole() -> None:
    """Every row that names a person to choose is one that is walked."""
    tables = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line for line in tables if line.startswith("| ") and not line.startswith("| what | how")]
    assert len(rows) == len(SIGHTS)
