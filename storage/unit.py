"""One unit of work on a plain sqlite3 connection, driven from BEGIN to COMMIT without ever suspending.

A unit of work is a coroutine that awaits nothing but its database, and on SQLite no such call has to wait for
another: so the whole of it runs as one ordinary function call, wherever the engine wants it to run.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Generic, NoReturn, TypeVar, cast

from storage.engine import Row, T, Value, Work
from storage.errors import (
    ConstraintError,
    ForeignAwaitError,
    ReadOnlyError,
    StorageBrokenError,
    StorageBusyError,
    StorageError,
    StorageFullError,
    StorageMisusedError,
)

R = TypeVar("R")

WRITE = "BEGIN IMMEDIATE"
LOOK = "BEGIN"

# What sqlite3 raises for a statement: its own errors, and Python's for values that do not fit (2**63, lone surrogates).
FAULTS = (sqlite3.Error, OverflowError, UnicodeEncodeError)

_PRIMARY_CODE = 0xFF
_MEANING: Mapping[int, type[StorageError]] = {
    sqlite3.SQLITE_FULL: StorageFullError,
    sqlite3.SQLITE_BUSY: StorageBusyError,
    sqlite3.SQLITE_LOCKED: StorageBusyError,
    sqlite3.SQLITE_PROTOCOL: StorageBusyError,
    sqlite3.SQLITE_IOERR: StorageBrokenError,
    sqlite3.SQLITE_CORRUPT: StorageBrokenError,
    sqlite3.SQLITE_NOTADB: StorageBrokenError,
    sqlite3.SQLITE_CANTOPEN: StorageBrokenError,
    sqlite3.SQLITE_NOMEM: StorageBrokenError,
    sqlite3.SQLITE_PERM: StorageBrokenError,
    sqlite3.SQLITE_READONLY: ReadOnlyError,
    sqlite3.SQLITE_CONSTRAINT: ConstraintError,
}


def translated(fault: Exception) -> StorageError:
    """Return what an error of sqlite3 means, in storage's words; the fault itself belongs in its cause."""
    code = getattr(fault, "sqlite_errorcode", None)
    meaning = StorageMisusedError if code is None else _MEANING.get(code & _PRIMARY_CODE, StorageMisusedError)
    if isinstance(fault, UnicodeEncodeError):
        return StorageMisusedError("a text with half a surrogate pair")  # its own message would quote the text
    return meaning(f"{fault} [{getattr(fault, 'sqlite_errorname', type(fault).__name__)}]")


class SqliteDatabase:
    """A database inside one unit of work; every call is done at once, on the thread that makes it."""

    __slots__ = ("_connection", "_failure", "_is_over")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._failure: StorageError | None = None
        self._is_over = False

    async def run(self, sql: str, /, **values: Value) -> int:
        """Do one statement and return how many rows it changed."""
        return self._do(lambda: max(self._connection.execute(sql, values).rowcount, 0))

    async def one(self, sql: str, /, **values: Value) -> Row | None:
        """Return the only row, or None."""
        rows = self._do(lambda: _named(cursor := self._connection.execute(sql, values), cursor.fetchmany(2)))
        if len(rows) > 1:
            self._failure = StorageMisusedError("more than one row where one was asked for")
            raise self._failure
        return rows[0] if rows else None

    async def all(self, sql: str, /, **values: Value) -> list[Row]:
        """Return all rows."""
        return self._do(lambda: _named(cursor := self._connection.execute(sql, values), cursor.fetchall()))

    async def many(self, sql: str, rows: Sequence[Mapping[str, Value]], /) -> None:
        """Do one statement for each of the rows."""
        self._do(lambda: self._connection.executemany(sql, rows))

    def insist_whole(self) -> None:
        """Raise the first failure of the unit again, if somebody swallowed it."""
        if self._failure is not None:
            raise self._failure

    def end(self) -> None:
        """Make every later use of this database an error."""
        self._is_over = True

    def _do(self, statement: Callable[[], R]) -> R:
        if self._is_over:
            raise StorageMisusedError("a database was used after its unit of work was over")
        self.insist_whole()
        try:
            outcome = statement()
        except FAULTS as fault:
            self._failure = translated(fault)
            raise self._failure from fault
        if not self._connection.in_transaction:
            self._failure = StorageMisusedError("a statement ended the transaction of its unit of work")
            raise self._failure
        return outcome


def _named(cursor: sqlite3.Cursor, rows: list[Any]) -> list[Row]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in rows]


class Unit(Generic[T]):
    """One unit of work or look, to be run once."""

    __slots__ = ("_begin", "_is_abandoned", "_work")

    def __init__(self, begin: str, work: Work[T]) -> None:
        self._begin = begin
        self._work = work
        self._is_abandoned = False

    def abandon(self) -> None:
        """Undo the unit if its commit has not begun; to be called from any thread."""
        self._is_abandoned = True

    def run(self, connection: sqlite3.Connection) -> T:
        """Run the unit from BEGIN to COMMIT; whatever happens, the connection is in no transaction afterwards."""
        if connection.in_transaction:
            raise ForeignAwaitError("a unit of work was started within another")
        self._insist_wanted()
        _plain(connection, self._begin)
        database = SqliteDatabase(connection)
        try:
            result = _drive(self._work(database).__await__())
            database.insist_whole()
            self._insist_wanted()
            _plain(connection, "COMMIT")
        except BaseException:
            _undo(connection)
            raise
        finally:
            database.end()
        return result

    def _insist_wanted(self) -> None:
        if self._is_abandoned:
            raise asyncio.CancelledError


def _undo(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:  # a full disk or an I/O error may have rolled back already
        _plain(connection, "ROLLBACK")


def _plain(connection: sqlite3.Connection, sql: str) -> None:
    try:
        connection.execute(sql)
    except FAULTS as fault:
        raise translated(fault) from fault


class _NoLoop:
    """Stands in the place of the running event loop during a unit of work; whoever asks it for anything has a bug."""

    def __init__(self) -> None:
        self.misuse: ForeignAwaitError | None = None

    def __getattr__(self, name: str) -> NoReturn:
        self.misuse = ForeignAwaitError(
            f"a unit of work asked the event loop for {name}; it may await its database only"
        )
        raise self.misuse


def _drive(steps: Generator[Any, None, T]) -> T:
    """Run a coroutine to its end in this call; it has nothing to wait for, so the first wait is a bug."""
    outer, stand_in = asyncio._get_running_loop(), _NoLoop()  # noqa: SLF001 (in asyncio.__all__, for loops and the like)
    # Without this, sleep() or create_task() would work on one engine and fail, unnamed, on the thread of another.
    asyncio._set_running_loop(cast("asyncio.AbstractEventLoop", stand_in))  # noqa: SLF001 (the same)
    try:
        waited_for = next(steps)
    except StopIteration as end:
        if stand_in.misuse is not None:
            raise stand_in.misuse from None
        return cast("T", end.value)
    else:
        _refuse(steps, waited_for)
    finally:
        asyncio._set_running_loop(outer)  # noqa: SLF001 (the same)


def _refuse(steps: Generator[Any, None, Any], waited_for: object) -> NoReturn:
    """Raise the bug at the line that awaited, so that the traceback shows it; then again, if it was swallowed."""
    bug = ForeignAwaitError(f"a unit of work awaited {type(waited_for).__name__}; it may await its database only")
    with suppress(StopIteration, ForeignAwaitError):
        steps.throw(bug)
        steps.close()
    raise bug
