"""Housekeeping's statements, wherever the table they purge has its others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from bot.kernel.clock import from_micros, to_micros
from bot.kernel.errors import BugError
from storage.repository import Repository, statements


class SqlKeeping(Repository):
    """Keeps `bot.kernel.housekeeping.Keeping`."""

    file = "housekeeping"

    async def purge(self, table: str, before: datetime) -> int:
        """Delete what is past its time."""
        sql = purge_statements().get(f"purge_{table}")
        if sql is None:
            raise BugError(f"nothing purges {table}")
        return await self._db.run(sql, before=to_micros(before))

    async def forget_keys(self, before: datetime) -> int:
        """Destroy the data keys of clubs that closed before."""
        return await self._db.run(self._sql.forget_keys, before=to_micros(before))

    async def kept_at(self) -> datetime | None:
        """Return when the house was kept last."""
        row = await self._db.one(self._sql.kept_at)
        return from_micros(int(row["value"])) if row else None

    async def note(self, at: datetime) -> None:
        """Note that the house was kept."""
        await self._db.run(self._sql.note_kept, now=str(to_micros(at)))


@cache
def purge_statements() -> Mapping[str, str]:
    """Return every statement that purges a table, by its name."""
    folder = files("storage") / "sql"
    names = sorted(each.name.removesuffix(".sql") for each in folder.iterdir() if each.name.endswith(".sql"))
    return {
        name: getattr(statements(file), name)
        for file in names
        for name in statements(file).names()
        if name.startswith("purge_")
    }
