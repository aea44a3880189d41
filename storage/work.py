"""Units of work over any engine: one transaction, its repositories, its instant."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar, cast

from bot.kernel.clock import Clock, Randomness, new_id, new_secret
from bot.kernel.errors import BugError
from bot.kernel.intents import Codec
from bot.kernel.people import ClubId
from bot.kernel.ports import UnitOfWork
from storage.engine import Database, Engine
from storage.errors import StorageBusyError
from storage.repository import Repository
from storage.sealer import AesSealer, DataKey

P = TypeVar("P")
R = TypeVar("R")
Repositories = Mapping[type[Any], type[Repository]]


class SqlUnit:
    """One unit of work; made by `SqlStorage`, of no use after it."""

    def __init__(self, db: Database, storage: SqlStorage) -> None:
        self.db = db
        self.now: datetime = storage.clock.now()
        self.sealer = storage.sealer
        self.codec = storage.codec
        self.key_cache = storage.key_cache
        self._storage = storage
        self._made: dict[type[Any], Repository] = {}

    def new_id(self) -> str:
        """Return an id of 16 base32 characters."""
        return new_id(self._storage.randomness)

    def new_secret(self) -> str:
        """Return a link token of 128 random bits."""
        return new_secret(self._storage.randomness)

    def of(self, port: type[P]) -> P:
        """Return this unit's repository for a port."""
        made = self._made.get(port)
        if made is None:
            kind = self._storage.repositories.get(port)
            if kind is None:
                raise BugError(f"no repository keeps {port.__name__}")
            made = self._made[port] = kind(self)
        return cast("P", made)


class SqlStorage:
    """Opens units of work on an engine. `repositories` says which class keeps which port."""

    def __init__(
        self,
        engine: Engine,
        repositories: Repositories,
        *,
        clock: Clock,
        randomness: Randomness,
        sealer: AesSealer,
        codec: Codec,
    ) -> None:
        self._engine = engine
        self.repositories = repositories
        self.clock = clock
        self.randomness = randomness
        self.sealer = sealer
        self.codec = codec
        self.key_cache: dict[ClubId, DataKey] = {}

    async def transact(self, work: Callable[[UnitOfWork], Awaitable[R]]) -> R:
        """Run `work` and commit; roll back when it raises."""
        return await self._engine.transact(lambda db: work(SqlUnit(db, self)))

    async def read(self, look: Callable[[UnitOfWork], Awaitable[R]]) -> R:
        """Run `look` on a snapshot."""
        return await self._engine.read(lambda db: look(SqlUnit(db, self)))

    async def scrub(self) -> bool:
        """Leave no byte of deleted values in the files; False when they are busy."""
        try:
            await self._engine.scrub()
        except StorageBusyError:
            return False
        return True
