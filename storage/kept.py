"""One number of the installation that must be on the disk before the next line of code runs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.connection import open_file
from storage.repository import statements
from storage.unit import FAULTS, translated


class SqliteKept:
    """A named number in the table `installation`, over a connection of its own that blocks for one small commit."""

    def __init__(self, database: Path, name: str) -> None:
        self._connection: sqlite3.Connection = open_file(database)
        self._name = name

    def read(self) -> int:
        """Return the number kept, 0 where none is."""
        row = self._do(statements("web").installation_value, {"name": self._name}).fetchone()
        return int(row[0]) if row else 0

    def write(self, value: int) -> None:
        """Keep the number; outside of a transaction each statement is its own commit, durable on return."""
        self._do(statements("web").keep_installation_value, {"name": self._name, "value": str(value)})

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        self._connection.close()

    def _do(self, sql: str, values: dict[str, str]) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, values)
        except FAULTS as fault:
            raise translated(fault) from fault
