"""The demo club's story: the same whenever it is played, and kept as the template that each demo begins with."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.cli import TEMPLATE, story
from bot.compose import write_story

DATABASE = "reppu.sqlite3"
Rows = dict[str, list[tuple[object, ...]]]


def _rows(folder: Path) -> Rows:
    """Return every row of every table of a database, as it is kept."""
    connection = sqlite3.connect(f"file:{folder / DATABASE}?immutable=1", uri=True)
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {each: list(connection.execute(f"SELECT * FROM {each}")) for each in sorted(tables)}  # noqa: S608
    finally:
        connection.close()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story, played anew."""
    folder = tmp_path_factory.mktemp("story")

    asyncio.run(write_story(folder, story()))
    return folder


def test_the_template_is_the_story_played(played: Path) -> None:
    """Played anew through the real acts, the story ends row by row where the kept template stands."""
    assert (TEMPLATE / DATABASE).exists(), "make builds it: make test"
    kept, anew = _rows(TEMPLATE), _rows(played)
    assert kept.keys() == anew.keys()
    assert {name: rows for name, rows in kept.items() if rows != anew[name]} == {}
    assert len(kept["membership"]) > 20


# What half a year has left behind, each by a count of rows.
LEFT_BEHIND = {
    "an agreed swap": "SELECT count(*) FROM swap WHERE settled_at IS NOT NULL",
    "tips joined by their host": "SELECT count(*) FROM tip WHERE joined_to IS NOT NULL",
    "an unnamed tip": "SELECT count(*) FROM tip WHERE NOT is_named",
    "a message saved as a tip": "SELECT count(*) FROM tip WHERE origin <> ''",
    "a second edition": "SELECT count(*) FROM backpack WHERE second_at IS NOT NULL AND edition = 2",
    "a backpack the host keeps to itself": "SELECT count(*) FROM backpack WHERE shared_at IS NULL",
    "a reason for not coming": "SELECT count(*) FROM rsvp WHERE length(reason) > 0",
    "a company away": "SELECT count(*) FROM absence",
    "somebody who wants quiet": "SELECT count(*) FROM membership WHERE snoozed_until IS NOT NULL",
    "somebody at the door": "SELECT count(*) FROM membership WHERE knocks AND pledged_at IS NULL",
    "who was missed, asked in private": "SELECT count(*) FROM nudge",
    "an open date poll": "SELECT count(*) FROM poll WHERE state = 'open' AND cycle = 4",
}


@pytest.mark.parametrize("what", LEFT_BEHIND)
def test_half_a_year_has_left_something_behind(played: Path, what: str) -> None:
    """Whoever opens the demo finds each of these without doing anything first."""
    connection = sqlite3.connect(f"file:{played / DATABASE}?immutable=1", uri=True)
    try:
        assert connection.execute(LEFT_BEHIND[what]).fetchone()[0] > 0
    finally:
        connection.close()


def test_half_of_the_companies_have_answered_the_open_poll(played: Path) -> None:
    """Enough to see counts move, few enough to have something left to do."""
    connection = sqlite3.connect(f"file:{played / DATABASE}?immutable=1", uri=True)
    try:
        asked = "SELECT count(DISTINCT company_id) FROM mark JOIN slot ON slot.id = mark.slot_id JOIN poll ON"
        answered = connection.execute(f"{asked} poll.id = slot.poll_id WHERE poll.state = 'open'").fetchone()[0]
    finally:
        connection.close()
    assert answered == 5
