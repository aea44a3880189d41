"""An engine that fails at its n-th statement, to show what a failure at every place leaves behind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from storage.engine import Database, Engine, Row, Value

T = TypeVar("T")


class PowerCutError(Exception):
    """The statement that never came back."""


@dataclass
class FailingDatabase:
    """A database whose n-th statement fails."""

    inner: Database
    engine: FailingEngine

    async def run(self, sql: str, /, **values: Value) -> int:
        """Count, then run."""
        self.engine.count_down()
        return await self.inner.run(sql, **values)

    async def one(self, sql: str, /, **values: Value) -> Row | None:
        """Count, then look for one."""
        self.engine.count_down()
        return await self.inner.one(sql, **values)

    async def all(self, sql: str, /, **values: Value) -> list[Row]:
        """Count, then look for all."""
        self.engine.count_down()
        return await self.inner.all(sql, **values)

    async def many(self, sql: str, rows: Sequence[Mapping[str, Value]], /) -> None:
        """Count once, then run many."""
        self.engine.count_down()
        await self.inner.many(sql, rows)


@dataclass
class FailingEngine:
    """An engine that fails at its n-th statement, whichever unit it is in."""

    inner: Engine
    left: int

    def count_down(self) -> None:
        """Fail if this is the statement that fails."""
        if self.left == 0:
            raise PowerCutError
        self.left -= 1

    async def transact(self, work: Callable[[Database], Awaitable[T]]) -> T:
        """Do the work on a database that counts."""
        return await self.inner.transact(lambda db: work(FailingDatabase(db, self)))

    async def read(self, look: Callable[[Database], Awaitable[T]]) -> T:
        """Look on a database that counts."""
        return await self.inner.read(lambda db: look(FailingDatabase(db, self)))

    async def scrub(self) -> None:
        """Scrub without counting."""
        await self.inner.scrub()

    async def close(self) -> None:
        """Close the engine behind."""
        await self.inner.close()
