"""What makes time pass: due timers, due envelopes, changed cards, and the bell for the next of them."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.kernel.cardkeeper import CardKeeper
from bot.kernel.courier import Courier
from bot.kernel.door import Door
from bot.kernel.housekeeping import Housekeeping
from bot.kernel.ports import Alarm, Outbox, Storage, Timer, Timers, UnitOfWork

BATCH = 20
TRY_AGAIN = timedelta(minutes=10)
log = structlog.get_logger("clockwork")


class SettableClock(Protocol):
    """A clock that can be moved forward: the demo's and the simulation's."""

    def now(self) -> datetime:
        """Return the present of this clock."""
        ...

    def move_to(self, instant: datetime) -> None:
        """Make the instant the present; never backwards."""
        ...


class Clockwork:
    """Runs whatever has fallen due, in order, and asks the bell to ring for the next thing."""

    def __init__(
        self,
        storage: Storage,
        door: Door,
        courier: Courier,
        cards: CardKeeper,
        alarm: Alarm,
        housekeeping: Housekeeping,
    ) -> None:
        self._storage = storage
        self._door = door
        self._courier = courier
        self._cards = cards
        self._alarm = alarm
        self._housekeeping = housekeeping
        self._woken = asyncio.Event()
        self._turn = asyncio.Lock()

    def wake(self) -> None:
        """Say that something may be due; cheap, may be called from anywhere on the loop."""
        self._woken.set()

    async def run(self) -> None:
        """Recover what a crash left, then run what is due whenever woken, until cancelled."""
        await self._courier.recover()
        self._woken.set()
        while True:
            await self._woken.wait()
            self._woken.clear()
            await self.settle()

    async def settle(self) -> None:
        """Run all that is due now, until nothing more is; then set the bell."""
        async with self._turn:
            while await self._run_timers() + await self._cards.show_changed() + await self._courier.deliver_due():
                pass
            self._alarm.ring_at(await self._house_kept())

    async def next_due(self) -> datetime | None:
        """Return when the next timer, envelope or held-back edit is due."""
        return await self._storage.read(self._next_due)

    async def advance(self, clock: SettableClock, until: datetime) -> None:
        """Move a settable clock forward to `until`, stopping at everything that falls due on the way, in order."""
        await self.settle()
        while (due := await self.next_due()) is not None and due <= until:
            if due > clock.now():
                clock.move_to(due)
            await self.settle()
        clock.move_to(until)
        await self.settle()

    async def _next_due(self, unit: UnitOfWork) -> datetime | None:
        timer, letter = await unit.of(Timers).next(), await unit.of(Outbox).next_due()
        ahead = (timer.due_at if timer else None, letter, self._cards.next_due())
        return min((due for due in ahead if due is not None), default=None)

    async def _house_kept(self) -> datetime:
        """Keep the house if it is time; return when the bell is to ring next, for that or for anything else."""

        async def look(unit: UnitOfWork) -> tuple[bool, datetime]:
            keeping, ahead = await self._housekeeping.due_at(unit), await self._next_due(unit)
            return keeping <= unit.now, min(keeping, ahead or keeping)

        is_due, next_due = await self._storage.read(look)
        if is_due:
            await self._housekeeping.run()
            _, next_due = await self._storage.read(look)
        return next_due

    async def _run_timers(self) -> int:
        async def look(unit: UnitOfWork) -> list[Timer]:
            return await unit.of(Timers).due(unit.now, BATCH)

        due = await self._storage.read(look)
        for timer in due:
            await self._run_timer(timer)
        return len(due)

    async def _run_timer(self, timer: Timer) -> None:
        try:
            await self._door.run_timer(timer)
        except Exception:  # whatever it was, the other timers go on
            log.exception("a timer failed and is put off", timer=timer.id, club=timer.club)

            async def put_off(unit: UnitOfWork) -> None:
                await unit.of(Timers).put_off(timer.id, unit.now + TRY_AGAIN)

            await self._storage.transact(put_off)
