"""SQLite beside the event loop: one thread that writes, one that looks, one hop for a whole unit of work."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

from storage.connection import MEMORY, make_private, open_file
from storage.engine import T, Work
from storage.errors import StorageBusyError, StorageMisusedError
from storage.unit import LOOK, WRITE, Unit, translated

R = TypeVar("R")
_Execute = Callable[..., Awaitable[R]]


class _Lane:
    """A connection on a thread of its own, that does one thing after the other, each in one hop."""

    def __init__(self, opened: Callable[[], sqlite3.Connection]) -> None:
        self._connection: sqlite3.Connection | None = None
        self._opened = opened
        self._failure: Exception | None = None
        self._thread = aiosqlite.Connection(self._connect, iter_chunk_size=64)
        self._is_closed = False

    async def open(self) -> None:
        """Start the thread and open the connection on it; nothing is left running if that fails."""
        await self._thread
        if self._failure is not None:
            await self.close()
            raise self._failure

    async def hop(self, act: Callable[[sqlite3.Connection], R]) -> R:
        """Do `act` on the thread, after everything asked for before."""
        if self._is_closed or self._connection is None:
            raise StorageMisusedError("the database is closed")
        # aiosqlite offers a hop for each statement only, which costs more than most statements. This is the function
        # that its own methods go through; a test holds it to what is needed here.
        # The caller's context variables go along, as they would in a task.
        execute = cast("_Execute[R]", self._thread._execute)  # noqa: SLF001
        return await execute(copy_context().run, act, self._connection)

    async def unit(self, unit: Unit[T]) -> T:
        """Run a unit of work; when cancelled, the unit is over before the cancellation is passed on."""
        try:
            return await self.hop(unit.run)
        except asyncio.CancelledError:
            unit.abandon()
            if not self._is_closed:
                await self.hop(_nothing)
            raise

    async def close(self) -> None:
        """Finish what was asked for, close the connection, end the thread."""
        if not self._is_closed:
            self._is_closed = True
            await self._thread.close()

    def _connect(self) -> sqlite3.Connection:
        try:
            self._connection = self._opened()
        except Exception as failure:  # noqa: BLE001 (raised again by `open`)
            # Raised here, the thread would end whenever it likes; a lane that did open can be closed and waited for.
            self._failure = failure
        return self._connection or sqlite3.connect(MEMORY)


class SqliteEngine:
    """One SQLite file, its writer and its reader."""

    def __init__(self, writer: _Lane, reader: _Lane) -> None:
        self._writer = writer
        self._reader = reader

    @classmethod
    async def open(cls, path: Path) -> SqliteEngine:
        """Open the database file at `path`, made if missing, readable by its owner alone.

        Raises:
            StorageBrokenError: not a database, or it does not keep what we ask of it.
        """
        make_private(path)
        writer = _Lane(partial(open_file, path))
        await writer.open()
        reader = _Lane(partial(open_file, path, look_only=True))
        try:
            await reader.open()
        except BaseException:
            await writer.close()
            raise
        return cls(writer, reader)

    async def transact(self, work: Work[T]) -> T:
        """Do `work` as a whole or not at all."""
        return await self._writer.unit(Unit(WRITE, work))

    async def read(self, look: Work[T]) -> T:
        """Return what `look` finds in one moment of the database."""
        return await self._reader.unit(Unit(LOOK, look))

    async def scrub(self) -> None:
        """Leave no byte of deleted values in the files."""
        await self._writer.hop(empty_log)

    async def close(self) -> None:
        """Finish what was asked for, then let go of files and threads."""
        try:
            await self._reader.close()
        finally:
            await self._writer.close()


def empty_log(connection: sqlite3.Connection) -> None:
    """Bring the write-ahead log into the database file and cut it to nothing; secure_delete did the rest."""
    try:
        (is_busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as fault:
        raise translated(fault) from fault
    if is_busy:
        raise StorageBusyError("a look at the database was under way for too long")


def _nothing(_: sqlite3.Connection) -> None:
    """Take a turn in the lane; whoever waits for it knows that all before is done."""
