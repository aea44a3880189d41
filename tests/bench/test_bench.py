from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console

from bench import backpack_pdf, start, vote, year
from bench.__main__ import ROWS, Measure, main
from bench.effort import Effort
from bench.ground import Ground
from bench.processes import Page, running, shows_open_poll
from bench.table import Row, row

TINY = Effort(rounds=1, votes_a_round=3, starts=1, papers=1, processes=1, year_weeks=3, settling=timedelta())
FIELDS = ["name", "value", "unit", "yardstick", "ratio", "limit", "ok"]


def measured(value: float, limit: float | None) -> Mapping[str, Measure]:
    """Return one measurement that finds this value beside a yardstick of 1."""
    return {"walk": lambda _ground, _effort: row("walk", value, 1.0, "km", limit)}


class Run:
    """A run of the bench with its words and its file."""

    def __init__(self, folder: Path, rows: Mapping[str, Measure], *names: str) -> None:
        said = io.StringIO()
        self.file = folder / "results.json"
        self.code = main(names, rows=rows, results=self.file, console=Console(file=said, width=120))
        self.said = said.getvalue()


def test_rows_are_shown_and_written(tmp_path: Path) -> None:
    """Each row stands in the table and, with all its fields, in the file."""
    run = Run(tmp_path, measured(2.5, 3.0))
    assert run.code == 0
    assert re.search(r"walk .* 2\.5 km .* 1 km .* 2\.50 .* ≤ 3 .* ok", run.said)
    written = json.loads(run.file.read_text(encoding="utf-8"))
    assert [list(each) for each in written] == [FIELDS]
    assert written[0] == {
        "name": "walk",
        "value": 2.5,
        "unit": "km",
        "yardstick": 1.0,
        "ratio": 2.5,
        "limit": 3.0,
        "ok": True,
    }


def test_a_broken_limit_fails_the_run(tmp_path: Path) -> None:
    """A ratio over its limit is said in the table and the file, and ends the process with 1."""
    run = Run(tmp_path, measured(3.01, 3.0))
    assert run.code == 1
    assert "too much" in run.said
    assert json.loads(run.file.read_text(encoding="utf-8"))[0]["ok"] is False


def test_a_row_without_a_limit_is_only_shown(tmp_path: Path) -> None:
    """However large it is, it breaks nothing."""
    run = Run(tmp_path, measured(1000.0, None))
    assert run.code == 0
    assert "shown only" in run.said
    assert json.loads(run.file.read_text(encoding="utf-8"))[0]["limit"] is None


def test_one_row_runs_alone(tmp_path: Path) -> None:
    """A name picks its row; the others are not measured."""

    def never(_ground: Ground, _effort: Effort) -> Row:
        raise AssertionError

    run = Run(tmp_path, {**measured(1.0, 2.0), "swim": never}, "walk")
    assert run.code == 0
    assert len(json.loads(run.file.read_text(encoding="utf-8"))) == 1


def test_an_unknown_name_is_refused_kindly(tmp_path: Path) -> None:
    """A name that is not there is named beside those that are, and nothing is measured or written."""
    run = Run(tmp_path, ROWS, "fly")
    assert run.code == 2
    assert "fly" in run.said
    assert all(name in run.said for name in ROWS)
    assert not run.file.exists()


def test_a_yardstick_of_nothing_is_a_fault() -> None:
    """A yardstick that measured nothing stops the run rather than flatter a ratio."""
    with pytest.raises(AssertionError, match="measured nothing"):
        row("walk", 1.0, 0.0, "km")


@pytest.mark.parametrize(
    ("state", "shows"),
    [
        ({"room": None}, False),
        ({"room": {"messages": []}}, False),
        ({"room": {"messages": [{"blocks": [{"kind": "text", "text": "Hello"}]}]}}, False),
        ({"room": {"messages": [{"blocks": [{"kind": "choice", "options": [{"tone": "yes"}]}]}]}}, False),
        (
            {
                "room": {
                    "messages": [
                        {"blocks": [{"kind": "choice", "options": [{"tone": tone} for tone in ("yes", "maybe", "no")]}]}
                    ]
                }
            },
            True,
        ),
    ],
)
def test_a_card_is_told_from_other_messages(state: object, shows: bool) -> None:
    """The start is over when the poll's buttons are in the club's room, not before."""
    assert shows_open_poll(json.dumps(state).encode()) is shows


def test_a_process_that_ends_is_not_waited_for() -> None:
    """A page that cannot start is an error at once."""
    with pytest.raises(TimeoutError, match="did not answer /"), running(Page(("-c", ""), (("/", bool),)), {}):
        pass


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The demo's club, made once for all."""
    return Ground(tmp_path_factory.mktemp("bench"))


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", ROWS)
def test_each_row_measures_something(ground: Ground, name: str) -> None:
    """Each row finds a value and a yardstick; what they are is the bench's business, not this test's."""
    found = ROWS[name](ground, TINY)
    assert found.name == name
    assert found.value > 0
    assert found.yardstick > 0
    assert (found.limit is None) is (name in {start.MEMORY, backpack_pdf.LOOP, year.NAME})


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_the_yardstick_writes_what_a_vote_writes(ground: Ground) -> None:
    """A vote's writes are the version, the update seen, the mark, the poll's last tap, the card and the closing."""
    data = ground.demo_data()
    rounds = asyncio.run(vote._prepared(data, TINY))
    ((first, *_),) = asyncio.run(vote._rehearsed(data, rounds))
    tables = [re.sub(r"(INSERT INTO|UPDATE|DELETE FROM) ", "", sql).split()[0] for sql, _ in first]
    assert tables == ["club", "dedup", "mark", "poll", "card", "timer"]
