"""An engine that notes what each unit of work writes, so that the yardstick can write the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storage.engine import Database, Engine, Row, T, Value, Work

Write = tuple[str, Mapping[str, Value]]
_READING = ("SELECT", "WITH")


@dataclass
class RecordingDatabase:
    """Passes everything on, and keeps what writes."""

    inner: Database
    written: list[Write]

    async def run(self, sql: str, /, **values: Value) -> int:
        """Note, then run."""
        self._note(sql, values)
        return await self.inner.run(sql, **values)

    async def one(self, sql: str, /, **values: Value) -> Row | None:
        """Note, then look for one."""
        self._note(sql, values)
        return await self.inner.one(sql, **values)

    async def all(self, sql: str, /, **values: Value) -> list[Row]:
        """Note, then look for all."""
        self._note(sql, values)
        return await self.inner.all(sql, **values)

    async def many(self, sql: str, rows: Sequence[Mapping[str, Value]], /) -> None:
        """Note each, then do them all."""
        for row in rows:
            self._note(sql, row)
        await self.inner.many(sql, rows)

    def _note(self, sql: str, values: Mapping[str, Value]) -> None:
        if not sql.lstrip().upper().startswith(_READING):
            self.written.append((sql, values))


@dataclass
class RecordingEngine:
    """Passes everything on; `units` has a list for each unit of work that was committed, in order."""

    inner: Engine
    units: list[list[Write]] = field(default_factory=list)

    async def transact(self, work: Work[T]) -> T:
        """Do the work and keep what it wrote."""
        written: list[Write] = []
        result = await self.inner.transact(lambda db: work(RecordingDatabase(db, written)))
        self.units.append(written)
        return result

    async def read(self, look: Work[T]) -> T:
        """Look."""
        return await self.inner.read(look)

    async def scrub(self) -> None:
        """Scrub."""
        await self.inner.scrub()

    async def close(self) -> None:
        """Close."""
        await self.inner.close()
