"""Keeps what must run running: a crash of one starts that one again, with back-off; the others go on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.kernel.clock import Clock

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=60)
# Whoever ran this long is taken to be well again.
RECOVERED_AFTER = timedelta(minutes=10)
Run = Callable[[], Awaitable[None]]
Sleep = Callable[[float], Awaitable[None]]
log = structlog.get_logger("supervisor")


@dataclass(frozen=True, slots=True)
class Health:
    """How one of the supervised stands. `trouble` is the kind of the last error, never its words."""

    is_up: bool
    crashes: int = 0
    trouble: str | None = None


class Supervisor:
    """Runs each of its charges until closed."""

    def __init__(self, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._tasks: list[asyncio.Task[None]] = []
        self._health: dict[str, Health] = {}

    def start(self, name: str, run: Run) -> None:
        """Run something and keep it running; a return counts as a crash, for none of them may end by itself."""
        self._health[name] = Health(is_up=True)
        self._tasks.append(asyncio.get_running_loop().create_task(self._keep_running(name, run), name=name))

    def health(self) -> Mapping[str, Health]:
        """Return how each stands now."""
        return dict(self._health)

    async def close(self) -> None:
        """Stop all, the last started first, and wait until each has stopped; a second time does nothing."""
        while self._tasks:
            task = self._tasks.pop()
            task.cancel()
            await asyncio.wait([task])

    async def _keep_running(self, name: str, run: Run) -> None:
        pause = FIRST_PAUSE
        while True:
            began = self._clock.now()
            await self._run_once(name, run)
            if _is_being_stopped():
                return  # it went down with an error of its own, and the cancellation is spent
            if self._clock.now() - began >= RECOVERED_AFTER:
                pause = FIRST_PAUSE
            await self._sleep(pause.total_seconds())
            pause = min(pause * 2, LONGEST_PAUSE)
            self._health[name] = replace(self._health[name], is_up=True)

    async def _run_once(self, name: str, run: Run) -> None:
        try:
            await run()
        except asyncio.CancelledError as error:
            if _is_being_stopped():
                raise
            self._note(name, error)
        except Exception as error:  # noqa: BLE001 - whatever it was, the others go on and this one starts afresh
            self._note(name, error)
        else:
            self._note(name, None)

    def _note(self, name: str, error: BaseException | None) -> None:
        trouble = type(error).__name__ if error else "ended by itself"
        self._health[name] = Health(is_up=False, crashes=self._health[name].crashes + 1, trouble=trouble)
        log.error("crashed and starts afresh", what=name, trouble=trouble, exc_info=error)


def _is_being_stopped() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
