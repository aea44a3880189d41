"""SQLite on the event loop's own thread: nothing ever waits, so a seeded run replays exactly."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.connection import MEMORY, make_private, open_file, open_memory, promise
from storage.engine import T, Work
from storage.errors import StorageMisusedError
from storage.repository import statements
from storage.sqlite import empty_log
from storage.unit import LOOK, WRITE, Unit


class InlineEngine:
    """One SQLite database that blocks the loop for the length of each unit of work; for simulations and tools."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection: sqlite3.Connection | None = connection

    @classmethod
    async def open(cls, path: Path | str = MEMORY) -> InlineEngine:
        """Open the database file at `path`, or one in memory."""
        if path == MEMORY:
            return cls(open_memory())
        make_private(Path(path))
        return cls(open_file(Path(path)))

    async def transact(self, work: Work[T]) -> T:
        """Do `work` as a whole or not at all."""
        return Unit(WRITE, work).run(self._opened())

    async def read(self, look: Work[T]) -> T:
        """Return what `look` finds; nothing can come between its statements."""
        connection = self._opened()
        unit = Unit(LOOK, look)
        if connection.in_transaction:
            return unit.run(connection)  # which names the bug
        promise(connection, "query_only", "ON", 1)
        try:
            return unit.run(connection)
        finally:
            promise(connection, "query_only", "OFF", 0)

    async def scrub(self) -> None:
        """Leave no byte of deleted values in the files."""
        empty_log(self._opened())

    def keep_value(self, name: str, value: str) -> None:
        """Keep one of the installation's own words, outside of any unit of work."""
        self._opened().execute(statements("web").keep_installation_value, {"name": name, "value": value})

    def content(self) -> bytes:
        """Return the whole database as a file holds it."""
        return self._opened().serialize()

    async def close(self) -> None:
        """Close the connection; a second time does nothing."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StorageMisusedError("the database is closed")
        return self._connection
