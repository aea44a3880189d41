"""The machine's own clock and chance, and what a demo is played with instead."""

from __future__ import annotations

import random
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


class StoryClock:
    """A clock that stands until it is moved: a story is played on it."""

    def __init__(self, begins_at: datetime) -> None:
        self._now = begins_at

    def now(self) -> datetime:
        """Return where the story stands."""
        return self._now

    def move_to(self, instant: datetime) -> None:
        """Go on to the instant; never back."""
        self._now = max(self._now, instant)


class SeededRandomness:
    """Bytes that are the same in every run: for a story that holds nothing worth guessing, never for a club."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - to be the same again is the point

    def bytes(self, count: int) -> bytes:
        """Return the next `count` bytes."""
        return self._chance.randbytes(count)


class DemoClock:
    """The real time and an offset that only grows from where it began; it is kept before the moved time is used."""

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
