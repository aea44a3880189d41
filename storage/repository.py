"""What every repository stands on: the unit it works in, and sealed columns by club."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import ClassVar, Protocol

from bot.kernel.clock import to_micros
from bot.kernel.errors import StrangerError
from bot.kernel.intents import Codec
from bot.kernel.people import ClubId, ClubScope
from bot.kernel.roster import lapsed_until
from storage.engine import Database
from storage.sealer import AesSealer, DataKey
from storage.sql import Statements


class Desk(Protocol):
    """One unit of work as repositories see it."""

    db: Database
    now: datetime
    sealer: AesSealer
    codec: Codec
    key_cache: dict[ClubId, DataKey]

    def new_id(self) -> str:
        """Return an id of 16 base32 characters."""
        ...


class Repository:
    """Base of all repositories; one is made for each unit of work that asks for it. `file` names its `.sql` file."""

    file: ClassVar[str] = "kernel"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._db = desk.db
        self._sql = statements(self.file)

    async def seal(self, scope: ClubScope, table: str, row: str, words: str) -> bytes:
        """Seal a text for one row of one club's table."""
        return (await self._key(scope)).seal(table, row, words)

    async def unseal(self, scope: ClubScope, table: str, row: str, sealed: bytes) -> str:
        """Open what `seal` made for the same row."""
        return (await self._key(scope)).open(table, row, sealed)

    def lapsed(self) -> int:
        """Return until when a pledge was given that has lapsed by now (R3.3), in microseconds."""
        return to_micros(lapsed_until(self._desk.now))

    async def _key(self, scope: ClubScope) -> DataKey:
        cached = self._desk.key_cache.get(scope.club)
        if cached is not None:
            return cached
        row = await self._db.one(statements("kernel").club_data_key, club=scope.club)
        if row is None:
            raise StrangerError
        key = self._desk.sealer.unwrap(row["data_key"], scope.club)
        self._desk.key_cache[scope.club] = key
        return key


@cache
def statements(name: str) -> Statements:
    """Return the named statements of one `.sql` file, read once."""
    return Statements(files("storage") / "sql" / f"{name}.sql")
