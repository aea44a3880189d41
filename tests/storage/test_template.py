"""A database kept as a template, and data directories that begin with it."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.kernel.clock import MICROSECOND
from storage.datadir import DataDirectory
from storage.errors import DataDirectoryError
from storage.inline import InlineEngine
from storage.migrate import load, migrate, sqlite_migrations
from storage.template import Template

PRESENT = datetime(2027, 2, 1, 9, tzinfo=UTC)
KEY = bytes(range(32))


async def _template(folder: Path) -> Template:
    engine = await InlineEngine.open()
    await migrate(engine, load(sqlite_migrations()), PRESENT)
    template = Template(folder)
    assert not template.is_there
    template.write(engine, KEY, PRESENT)
    await engine.close()
    return template


def _words(database: Path) -> dict[str, str]:
    connection = sqlite3.connect(database)
    try:
        return dict(connection.execute("SELECT name, value FROM installation"))
    finally:
        connection.close()


@pytest.mark.parametrize("ahead", [timedelta(days=90), -timedelta(days=90)])
async def test_a_directory_begins_where_the_template_stands(tmp_path: Path, ahead: timedelta) -> None:
    """Its clock tells the template's instant, before or after the real one; its key opens what the template holds."""
    template = await _template(tmp_path / "template")
    assert template.is_there
    directory = DataDirectory.open(tmp_path / "data")
    template.copy_to(directory, "offset", PRESENT - ahead, {"begun": "making"})
    words = _words(directory.database)
    assert (int(words["offset"]), words["begun"]) == (ahead // MICROSECOND, "making")
    assert directory.master_key(bytes) == KEY
    assert stat.S_IMODE(directory.database.stat().st_mode) == 0o600
    directory.close()


async def test_a_database_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    """Another key would make what is there unreadable, so nothing is touched."""
    template = await _template(tmp_path / "template")
    directory = DataDirectory.open(tmp_path / "data")
    directory.database.write_bytes(b"somebody's club")
    with pytest.raises(DataDirectoryError):
        template.copy_to(directory, "offset", PRESENT, {})
    assert directory.database.read_bytes() == b"somebody's club"
    directory.close()
