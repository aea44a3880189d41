"""The machine's own clock and chance, and the demo's clock that can be moved forward."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.kernel.clock import MICROSECOND

Present = Callable[[], datetime]


class Kept(Protocol):
    """One number that outlives the process: how far the demo's clock is ahead of the real one."""

    def read(self) -> int:
        """Return the number kept, 0 where none is."""
        ...

    def write(self, value: int) -> None:
        """Keep the number; it is on the disk before this returns."""
        ...


def real_present() -> datetime:
    """Return the machine's present instant in UTC."""
    return datetime.now(UTC)


class SystemClock:
    """The machine's clock, held still when it is set back, so that it never goes backwards within a process."""

    def __init__(self, present: Present = real_present) -> None:
        self._present = present
        self._latest = present()

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        self._latest = max(self._latest, self._present())
        return self._latest


class SystemRandomness:
    """Unguessable bytes of the operating system."""

    def bytes(self, count: int) -> bytes:
        """Return `count` random bytes."""
        return secrets.token_bytes(count)


class DemoClock:
    """The real time and an offset that only grows; the offset is kept before the moved time is used."""

    def __init__(self, kept: Kept, present: Present = real_present) -> None:
        self._real = SystemClock(present)
        self._kept = kept
        self._offset = timedelta(microseconds=kept.read())

    def now(self) -> datetime:
        """Return the present of the demo."""
        return self._real.now() + self._offset

    def move_to(self, instant: datetime) -> None:
        """Make the instant the present; an earlier one changes nothing."""
        ahead = instant - self.now()
        if ahead <= timedelta():
            return
        offset = self._offset + ahead
        self._kept.write(offset // MICROSECOND)
        self._offset = offset
