from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.kernel.supervisor import Health, Supervisor


class Pauses:
    """A clock and a sleep that ends when the test lets it."""

    def __init__(self) -> None:
        self.present = datetime(2026, 8, 31, tzinfo=UTC)
        self.slept: list[float] = []
        self._slept = asyncio.Event()
        self._go_on = asyncio.Event()

    def now(self) -> datetime:
        """Return the present."""
        return self.present

    async def sleep(self, seconds: float) -> None:
        """Wait until the test goes on."""
        self.slept.append(seconds)
        self._slept.set()
        await self._go_on.wait()
        self._go_on.clear()

    async def until_asleep(self) -> None:
        """Wait until somebody sleeps."""
        await asyncio.wait_for(self._slept.wait(), 5)
        self._slept.clear()

    def wake(self) -> None:
        """End the sleep."""
        self._go_on.set()


class Adapter:
    """Crashes as often as told, then runs."""

    def __init__(self, crashes: int, error: BaseException | None = None) -> None:
        self.left = crashes
        self.error = error
        self.runs = 0
        self.up = asyncio.Event()
        self.was_stopped = False

    async def run(self) -> None:
        """Crash or wait."""
        self.runs += 1
        if self.left:
            self.left -= 1
            if self.error is not None:
                raise self.error
            return
        self.up.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.was_stopped = True


@pytest.fixture
async def pauses() -> Pauses:
    """Time in the test's hands."""
    return Pauses()


@pytest.fixture
async def supervisor(pauses: Pauses) -> AsyncIterator[Supervisor]:
    """A supervisor whose sleeps the test ends."""
    opened = Supervisor(pauses, pauses.sleep)
    yield opened
    await opened.close()


@pytest.mark.parametrize("error", [RuntimeError("CANARY"), None, asyncio.CancelledError()])
async def test_what_crashed_starts_afresh(supervisor: Supervisor, pauses: Pauses, error: BaseException | None) -> None:
    """A raise, a return and a stray cancellation are crashes: it runs again after a pause, and health tells."""
    adapter = Adapter(1, error)
    supervisor.start("chat", adapter.run)
    await pauses.until_asleep()
    trouble = type(error).__name__ if error else "ended by itself"
    assert supervisor.health() == {"chat": Health(is_up=False, crashes=1, trouble=trouble)}
    pauses.wake()
    await asyncio.wait_for(adapter.up.wait(), 5)
    assert (supervisor.health()["chat"].is_up, adapter.runs) == (True, 2)


async def test_the_others_go_on(supervisor: Supervisor, pauses: Pauses) -> None:
    """One crash stops nobody else."""
    broken, well = Adapter(9, OSError()), Adapter(0)
    supervisor.start("well", well.run)
    supervisor.start("broken", broken.run)
    await asyncio.wait_for(well.up.wait(), 5)
    await pauses.until_asleep()
    assert (supervisor.health()["well"].is_up, well.was_stopped, well.runs) == (True, False, 1)


async def test_pauses_grow_to_a_minute(supervisor: Supervisor, pauses: Pauses) -> None:
    """Each crash in a row waits twice as long, never longer than a minute; a long good run begins anew."""
    adapter = Adapter(99, OSError())
    supervisor.start("chat", adapter.run)
    for _ in range(8):
        await pauses.until_asleep()
        pauses.wake()
    await pauses.until_asleep()
    assert pauses.slept == [1, 2, 4, 8, 16, 32, 60, 60, 60]


async def test_a_long_good_run_is_a_recovery(supervisor: Supervisor, pauses: Pauses) -> None:
    """Who ran for a while is started again quickly."""

    async def run() -> None:
        pauses.present += timedelta(minutes=5 if len(pauses.slept) < 3 else 20)
        raise OSError

    supervisor.start("chat", run)
    for _ in range(4):
        await pauses.until_asleep()
        pauses.wake()
    assert pauses.slept[:4] == [1, 2, 4, 1]


async def test_closing_stops_all_in_reverse_order(pauses: Pauses) -> None:
    """The last started is stopped first, each to its end; a second close does nothing."""
    stopped: list[str] = []

    def waiting(name: str) -> Adapter:
        adapter = Adapter(0)
        inner = adapter.run

        async def run() -> None:
            try:
                await inner()
            finally:
                await asyncio.sleep(0)
                stopped.append(name)

        adapter.run = run  # type: ignore[method-assign]
        return adapter

    supervisor = Supervisor(pauses, pauses.sleep)
    adapters = {name: waiting(name) for name in ("clockwork", "one", "two")}
    for name, adapter in adapters.items():
        supervisor.start(name, adapter.run)
    for adapter in adapters.values():
        await asyncio.wait_for(adapter.up.wait(), 5)
    await supervisor.close()
    await supervisor.close()
    assert stopped == ["two", "one", "clockwork"]
