"""Opens sqlite3 connections that keep what was promised, and proves it on each of them."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Final

from storage.errors import StorageBrokenError
from storage.unit import FAULTS, translated

MEMORY: Final = ":memory:"
PATIENCE: Final = timedelta(seconds=5)
_STATEMENTS_KEPT: Final = 512  # prepared statements are reused; the default of 128 is fewer than we have

# (name, what is set, what must be read back). FULL: with NORMAL a power cut loses acknowledged commits in WAL mode.
_PROMISES: Final[tuple[tuple[str, str, object], ...]] = (
    ("busy_timeout", str(PATIENCE // timedelta(milliseconds=1)), 5000),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("trusted_schema", "OFF", 0),
)


def open_file(path: Path, *, look_only: bool = False) -> sqlite3.Connection:
    """Open the database file with write-ahead log; the thread that calls is the only one that may use it."""
    promises = (*_PROMISES, ("journal_mode", "WAL", "wal"))
    return _open(str(path), (*promises, ("query_only", "ON", 1)) if look_only else promises)


def open_memory() -> sqlite3.Connection:
    """Open a database that lives in memory and dies with its connection."""
    return _open(MEMORY, (*_PROMISES, ("journal_mode", "MEMORY", "memory")))


def make_private(path: Path) -> None:
    """Make the database file (mode 0600, so SQLite gives its companions the same) and its directory (0700)."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Never opened and closed here: closing any handle of a file drops the locks this process holds on it.
    if path.exists():
        path.chmod(0o600)
    else:
        path.touch(mode=0o600, exist_ok=False)


def promise(connection: sqlite3.Connection, name: str, value: str, expected: object) -> None:
    """Set a pragma and read it back.

    Raises:
        StorageBrokenError: it reads back otherwise; SQLite is silent about pragmas it does not follow.
    """
    connection.execute(f"PRAGMA {name}={value}")
    (actual,) = connection.execute(f"PRAGMA {name}").fetchone() or (None,)
    if actual != expected:
        raise StorageBrokenError(f"the database keeps {name}={actual} where {name}={expected} was asked for")


def _open(path: str, promises: tuple[tuple[str, str, object], ...]) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, isolation_level=None, cached_statements=_STATEMENTS_KEPT)
    except sqlite3.Error as fault:
        raise translated(fault) from fault
    try:
        for name, value, expected in promises:
            promise(connection, name, value, expected)
    except FAULTS as fault:
        connection.close()
        raise translated(fault) from fault
    except BaseException:
        connection.close()
        raise
    return connection
