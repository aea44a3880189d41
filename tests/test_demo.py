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
