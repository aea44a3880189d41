"""The bell for the next due thing: APScheduler with nothing but memory; the truth is in the timers' table."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.kernel.clock import Clock

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

_BELL = "bell"
# A machine that slept, or whose clock was set, is noticed within this time: the scheduler looks at the clock again.
LOOK_AGAIN = timedelta(minutes=1)


# APScheduler takes longer to load than the first page to draw; the page comes first.
HUNG_AFTER = timedelta(milliseconds=300)


class BellAlarm:
    """Calls `ring` at an instant of `clock`, whichever time that clock tells; made and closed on the loop."""

    def __init__(self, clock: Clock, ring: Callable[[], None]) -> None:
        self._clock = clock
        self._ring = ring
        self._wanted: datetime | None = None
        self._scheduler: AsyncIOScheduler | None = None
        self._hanging = asyncio.get_running_loop().call_later(HUNG_AFTER.total_seconds(), self._hang)

    def ring_at(self, instant: datetime | None) -> None:
        """Ring once at the instant, or soon after it in the first moments; None silences. The last call counts."""
        self._wanted = instant
        if self._scheduler is not None:
            self._set(self._scheduler)

    def close(self) -> None:
        """Silence the bell for good."""
        self._hanging.cancel()
        if self._scheduler is not None and self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _hang(self) -> None:
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        self._scheduler.add_job(_look_around, "interval", seconds=LOOK_AGAIN.total_seconds())
        self._scheduler.start()
        self._set(self._scheduler)

    def _set(self, scheduler: AsyncIOScheduler) -> None:
        if self._wanted is None:
            if scheduler.get_job(_BELL):
                scheduler.remove_job(_BELL)
            return
        wait = max(self._wanted - self._clock.now(), timedelta())
        scheduler.add_job(self._strike, "date", run_date=datetime.now(UTC) + wait, id=_BELL, replace_existing=True)

    async def _strike(self) -> None:
        self._ring()


class NoBell:
    """A bell nobody waits for: a story's clock is moved by hand."""

    def ring_at(self, instant: datetime | None) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


async def _look_around() -> None:
    """Do nothing: that the scheduler ran this is enough for it to compare the real clock with what is due."""
