"""Housekeeping: once a day what is past its time is deleted, and no byte of what was deleted stays in the files.

The last run stands in the database, so that a restart neither forgets nor repeats it; the clockwork asks whenever it
has settled. A timer would not do: timers belong to a club, and the demo's clock bar names them as events of its life.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.kernel.feature import Table
from bot.kernel.ports import Storage, UnitOfWork

EVERY = timedelta(days=1)
TRY_AGAIN = timedelta(minutes=10)
# As long as former members may get their own data (R1).
CLOSED_KEPT = timedelta(days=730)
log = structlog.get_logger("housekeeping")


class Keeping(Protocol):
    """What is deleted for good, and when that was done last."""

    async def purge(self, table: str, before: datetime) -> int:
        """Delete the rows of a table that are past their time; return how many."""
        ...

    async def forget_keys(self, before: datetime) -> int:
        """Destroy the data keys of clubs that closed before, and all that stands beside them; return how many."""
        ...

    async def kept_at(self) -> datetime | None:
        """Return when the house was kept last; None when that was never, or somebody was erased since."""
        ...

    async def note(self, at: datetime) -> None:
        """Note that the house was kept."""
        ...


class Housekeeping:
    """Keeps the tables it is given to the time they declare."""

    def __init__(self, storage: Storage, tables: Iterable[Table]) -> None:
        self._storage = storage
        self._lasting = tuple((each.name, each.kept) for each in tables if each.kept is not None)
        self._not_before: datetime | None = None

    async def due_at(self, unit: UnitOfWork) -> datetime:
        """Return when the house is to be kept next; the present when it is overdue."""
        kept_at = await unit.of(Keeping).kept_at()
        due = unit.now if kept_at is None else max(kept_at + EVERY, unit.now)
        return due if self._not_before is None else max(due, self._not_before)

    async def run(self) -> None:
        """Delete, scrub, note; when the files are busy the rest is tried again in a while."""

        async def work(unit: UnitOfWork) -> dict[str, int]:
            purged = {name: await unit.of(Keeping).purge(name, unit.now - kept) for name, kept in self._lasting}
            return purged | {"data key": await unit.of(Keeping).forget_keys(unit.now - CLOSED_KEPT)}

        # What one table lets go of may free another's rows; every statement leaves what is still referred to.
        while sum((purged := await self._storage.transact(work)).values()):
            log.info("purged", **{name: count for name, count in purged.items() if count})
        scrubbed = await self._storage.scrub()

        async def end(unit: UnitOfWork) -> datetime:
            if scrubbed:
                await unit.of(Keeping).note(unit.now)
            return unit.now

        now = await self._storage.transact(end)
        self._not_before = None if scrubbed else now + TRY_AGAIN
