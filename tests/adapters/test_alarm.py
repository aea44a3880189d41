from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from adapters.alarm import BellAlarm

DAY = timedelta(days=1)


class AheadClock:
    """A clock that is a year ahead of the real one."""

    def now(self) -> datetime:
        """Return a present far from the machine's."""
        return datetime.now(UTC) + timedelta(days=365)


class Rings:
    """Counts rings and lets a test wait for the next."""

    def __init__(self) -> None:
        self.count = 0
        self._rung = asyncio.Event()

    def __call__(self) -> None:
        """Ring."""
        self.count += 1
        self._rung.set()

    async def next(self) -> None:
        """Wait until it has rung."""
        await asyncio.wait_for(self._rung.wait(), 5)
        self._rung.clear()


@pytest.fixture
async def rings() -> Rings:
    """A bell's listener."""
    return Rings()


@pytest.fixture
async def alarm(rings: Rings) -> AsyncIterator[BellAlarm]:
    """An alarm on a clock that is ahead."""
    opened = BellAlarm(AheadClock(), rings)
    yield opened
    opened.close()


async def test_it_rings_at_the_clocks_own_instant(alarm: BellAlarm, rings: Rings) -> None:
    """An instant of the moved clock is reached after the real time that is left until it."""
    alarm.ring_at(AheadClock().now() + timedelta(milliseconds=50))
    await rings.next()
    assert rings.count == 1


async def test_it_rings_at_once_for_what_is_past(alarm: BellAlarm, rings: Rings) -> None:
    """However long ago it was due, it is not missed."""
    alarm.ring_at(AheadClock().now() - 400 * DAY)
    await rings.next()
    assert rings.count == 1


async def test_the_last_call_counts(alarm: BellAlarm, rings: Rings) -> None:
    """A later wish replaces the earlier one, and None silences it."""
    alarm.ring_at(AheadClock().now() + timedelta(milliseconds=20))
    alarm.ring_at(None)
    alarm.ring_at(None)
    alarm.ring_at(AheadClock().now() + DAY)
    alarm.ring_at(AheadClock().now() + timedelta(milliseconds=60))
    await rings.next()
    assert rings.count == 1


async def test_a_hung_bell_takes_another_wish(alarm: BellAlarm, rings: Rings) -> None:
    """What is wished for after it has rung rings too, and a later wish replaces one that is set."""
    alarm.ring_at(AheadClock().now())
    await rings.next()
    alarm.ring_at(AheadClock().now() + DAY)
    alarm.ring_at(None)
    alarm.ring_at(AheadClock().now() + timedelta(milliseconds=20))
    await rings.next()
    assert rings.count == 2


async def test_a_closed_alarm_keeps_silent(rings: Rings) -> None:
    """Closing twice is fine."""
    alarm = BellAlarm(AheadClock(), rings)
    alarm.ring_at(AheadClock().now() + DAY)
    alarm.close()
    alarm.close()
    assert rings.count == 0
