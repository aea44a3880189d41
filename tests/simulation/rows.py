"""The database's rows as a bystander reads them: plain SQL beside every repository."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from storage.engine import Row, Value
from storage.inline import InlineEngine


class Rows:
    """Looks into the tables between units of work."""

    def __init__(self, engine: InlineEngine) -> None:
        self.connection = engine._opened()
        self._tables: list[str] = []

    def all(self, sql: str, **values: Value) -> list[Row]:
        """Return what a statement finds."""
        cursor = self.connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def value(self, sql: str, **values: Value) -> Any:  # noqa: ANN401 - whatever the column holds
        """Return the first column of the first row, None where there is none."""
        found = self.connection.execute(sql, values).fetchone()
        return found[0] if found else None

    def of_club(self, club: str) -> str:
        """Return a digest of every row of a club."""
        dump = sha256(repr(self.all("SELECT * FROM club WHERE id = :club", club=club)).encode())
        for table in self._club_tables():
            dump.update(repr(self.all(f"SELECT * FROM {table} WHERE club_id = :club", club=club)).encode())  # noqa: S608
        return dump.hexdigest()

    def everything(self) -> str:
        """Return a digest of every row there is."""
        names = self.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        dump = sha256()
        for each in names:
            dump.update(repr(self.all(f"SELECT * FROM {each['name']} ORDER BY rowid")).encode())  # noqa: S608
        return dump.hexdigest()

    def _club_tables(self) -> list[str]:
        if not self._tables:
            self._tables = [
                each["name"]
                for each in self.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                if any(column["name"] == "club_id" for column in self.all(f"PRAGMA table_info({each['name']})"))
            ]
        return self._tables
