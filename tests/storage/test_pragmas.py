"""What is set on every connection, and that it is seen to be so."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiosqlite
import pytest

from storage import connection as opening
from storage.connection import open_file, promise
from storage.engine import Database, Engine
from storage.errors import StorageBrokenError, StorageBusyError
from storage.inline import InlineEngine
from storage.sqlite import SqliteEngine

PROMISED = {
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 5000,
    "temp_store": 2,
    "trusted_schema": 0,
}


async def pragmas(db: Database) -> dict[str, Any]:
    found = {}
    for name in (*PROMISED, "journal_mode", "query_only"):
        row = await db.one(f"PRAGMA {name}")
        assert row is not None
        (found[name],) = row.values()
    return found


async def test_writer_and_reader_keep_every_promise(tmp_path: Path) -> None:
    """Both connections of a file have the write-ahead log, full syncs, and the rest; the reader cannot write."""
    engine = await SqliteEngine.open(tmp_path / "reppu.sqlite3")
    assert await engine.transact(pragmas) == PROMISED | {"journal_mode": "wal", "query_only": 0}
    assert await engine.read(pragmas) == PROMISED | {"journal_mode": "wal", "query_only": 1}
    await engine.close()


async def test_the_inline_engine_keeps_them_too(tmp_path: Path) -> None:
    """The simulation's engine differs in its journal only, and only in memory."""
    for place, journal in ((tmp_path / "reppu.sqlite3", "wal"), (":memory:", "memory")):
        engine = await InlineEngine.open(place)
        assert await engine.transact(pragmas) == PROMISED | {"journal_mode": journal, "query_only": 0}
        assert (await engine.read(pragmas))["query_only"] == 1
        await engine.close()


def test_a_pragma_that_is_not_followed_is_an_error() -> None:
    """SQLite ignores what it cannot do without a word; we do not."""
    connection = sqlite3.connect(":memory:")
    with pytest.raises(StorageBrokenError, match="journal_mode=memory"):
        promise(connection, "journal_mode", "WAL", "wal")
    connection.close()


async def test_opening_fails_where_a_promise_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine whose connection does not keep its promises does not open, and leaves no thread behind."""
    monkeypatch.setattr(opening, "_PROMISES", (("synchronous", "NORMAL", 2),))
    with pytest.raises(StorageBrokenError, match="synchronous"):
        await SqliteEngine.open(tmp_path / "reppu.sqlite3")
    with pytest.raises(StorageBrokenError, match="synchronous"):
        await InlineEngine.open()


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """Foreign contents are not touched, and not taken for an empty club."""
    file = tmp_path / "reppu.sqlite3"
    file.write_bytes(b"a shopping list, " * 100)
    for opened in (SqliteEngine.open(file), InlineEngine.open(file)):
        with pytest.raises(StorageBrokenError, match="not a database"):
            await opened
    assert file.read_bytes() == b"a shopping list, " * 100


async def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    """A database with a torn page says that it is broken, and does not answer from it."""
    file = tmp_path / "reppu.sqlite3"
    engine = await SqliteEngine.open(file)
    await engine.transact(lambda db: db.run("CREATE TABLE thing (id INTEGER PRIMARY KEY, text TEXT)"))
    await engine.transact(
        lambda db: db.many("INSERT INTO thing (text) VALUES (:text)", [{"text": "x" * 900}] * 100),
    )
    await engine.close()
    page = 4096
    whole = file.read_bytes()
    file.write_bytes(whole[:page] + b"\xa5" * (len(whole) - page))
    engine = await SqliteEngine.open(file)
    with pytest.raises(StorageBrokenError):
        await engine.read(lambda db: db.all("SELECT text FROM thing"))
    await engine.close()


async def test_a_held_database_is_busy_not_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits in vain for another program's lock is told that it was busy, and nothing was done."""
    monkeypatch.setattr(opening, "_PROMISES", (("busy_timeout", "1", 1),))
    file = tmp_path / "reppu.sqlite3"
    engine = await SqliteEngine.open(file)
    await engine.transact(lambda db: db.run("CREATE TABLE thing (id INTEGER)"))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageBusyError):
        await engine.transact(lambda db: db.run("INSERT INTO thing VALUES (1)"))
    with pytest.raises(StorageBusyError):
        await engine.scrub()
    other.execute("ROLLBACK")
    assert await engine.transact(lambda db: db.run("INSERT INTO thing VALUES (1)")) == 1
    other.close()
    await engine.close()


@pytest.mark.parametrize("open_engine", [SqliteEngine.open, InlineEngine.open])
async def test_files_are_the_owners_alone(open_engine: Callable[[Path], Awaitable[Engine]], tmp_path: Path) -> None:
    """The database and its companions are mode 0600 in a directory of mode 0700, also where they were looser."""
    directory = tmp_path / "club"
    for _ in range(2):
        engine = await open_engine(directory / "reppu.sqlite3")
        await engine.transact(lambda db: db.run("CREATE TABLE IF NOT EXISTS thing (id INTEGER)"))
        assert modes(directory) == {".": 0o700, "reppu.sqlite3": 0o600, "reppu.sqlite3-wal": 0o600, **SHARED}
        await engine.close()
        (directory / "reppu.sqlite3").chmod(0o644)


SHARED = {"reppu.sqlite3-shm": 0o600}


def modes(directory: Path) -> dict[str, int]:
    found = {file.name: file.stat().st_mode & 0o777 for file in directory.iterdir()}
    return found | {".": directory.stat().st_mode & 0o777}


async def test_opening_again_keeps_the_locks_of_the_first(tmp_path: Path) -> None:
    """A second engine on the same file does not make the first forget that it holds the database."""
    file = tmp_path / "reppu.sqlite3"
    first = await InlineEngine.open(file)
    await first.transact(lambda db: db.run("CREATE TABLE thing (id INTEGER)"))
    second = await InlineEngine.open(file)
    await second.transact(lambda db: db.run("INSERT INTO thing VALUES (1)"))
    assert await first.read(lambda db: db.all("SELECT id FROM thing")) == [{"id": 1}]
    await second.close()
    await first.close()


async def test_the_function_we_borrow_from_aiosqlite_is_what_we_take_it_for() -> None:
    """`_execute` runs a plain call on the connection's thread, in order, and hands back its result or its error."""
    thread = aiosqlite.Connection(lambda: sqlite3.connect(":memory:"), iter_chunk_size=1)
    await thread
    execute: Callable[..., Awaitable[Any]] = thread._execute
    order: list[int] = []
    await asyncio.gather(*(execute(order.append, n) for n in range(50)))
    assert order == list(range(50))
    assert await execute(max, 3, 4) == 4
    with pytest.raises(ZeroDivisionError):
        await execute(divmod, 1, 0)
    await thread.close()


def test_a_look_only_connection_refuses_writes(tmp_path: Path) -> None:
    """The reader's connection cannot write even if asked outside of a look."""
    open_file(tmp_path / "reppu.sqlite3").close()
    reader = open_file(tmp_path / "reppu.sqlite3", look_only=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("CREATE TABLE thing (id INTEGER)")
    reader.close()
