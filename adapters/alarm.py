"""The bell for the next due thing: APScheduler with nothing but memory; the truth is in the timers' table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.kernel.clock import Clock

_BELL = "bell"
# A machine that slept, or whose clock was set, is noticed within this time: the scheduler looks at the clock again.
LOOK_AGAIN = timedelta(minutes=1)


class BellAlarm:
    """Calls `ring` at an instant of `clock`, whichever time that clock tells; made and closed on the loop."""

    def __init__(self, clock: Clock, ring: Callable[[], None]) -> None:
        self._clock = clock
        self._ring = ring
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        self._scheduler.add_job(_look_around, "interval", seconds=LOOK_AGAIN.total_seconds())
        self._scheduler.start()

    def ring_at(self, instant: datetime | None) -> None:
        """Ring once at the instant; None silences the bell. The last call counts."""
        if instant is None:
            if self._scheduler.get_job(_BELL):
                self._scheduler.remove_job(_BELL)
            return
        wait = max(instant - self._clock.now(), timedelta())
        self._scheduler.add_job(
            self._strike, "date", run_date=datetime.now(UTC) + wait, id=_BELL, replace_existing=True
        )

    def close(self) -> None:
        """Silence the bell for good."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _strike(self) -> None:
        self._ring()


async def _look_around() -> None:
    """Do nothing: that the scheduler ran this is enough for it to compare the real clock with what is due."""
