"""An event loop without I/O: whole microseconds of virtual time, and a seeded choice among what is ready."""

from __future__ import annotations

import asyncio
import heapq
import random
from collections.abc import Callable, Coroutine
from contextvars import Context
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from bot.kernel.clock import MICROSECOND

T = TypeVar("T")
MICROS = 1_000_000


class NothingLeftError(Exception):
    """Everything waits for something else, so nothing can ever happen again."""


class VirtualLoop(asyncio.AbstractEventLoop):
    """Runs what is ready in an order drawn from a seed; when nothing is, time jumps to the next thing that is due.

    Time is counted in whole microseconds: as a float of seconds it would stand still after some months.
    """

    def __init__(self, chance: random.Random, begins: datetime) -> None:
        self._chance = chance
        self._begins = begins
        self._passed = 0
        self._ready: list[asyncio.Handle] = []
        self._later: list[tuple[int, int, asyncio.TimerHandle]] = []
        self._order = count()
        self._is_closed = False
        self.steps = 0
        self.troubles: list[dict[str, Any]] = []

    def now(self) -> datetime:
        """Return the present, as the clock the core is given."""
        return self._begins + self._passed * MICROSECOND

    def run(self, main: Coroutine[Any, Any, T]) -> T:
        """Run until `main` is done and return what it returned.

        Raises:
            NothingLeftError: everything waits for something else.
        """
        task = self.create_task(main)
        asyncio._set_running_loop(self)
        try:
            while not task.done():
                self._step()
        finally:
            asyncio._set_running_loop(None)
        done: T = task.result()
        return done

    def wind_up(self) -> None:
        """Cancel whatever still waits, and let it go."""
        asyncio._set_running_loop(self)
        try:
            while tasks := [task for task in asyncio.all_tasks(self) if not task.done()]:
                for task in tasks:
                    task.cancel()
                while self._ready:
                    self._step()
        finally:
            asyncio._set_running_loop(None)
            self.close()

    def _step(self) -> None:
        if not self._ready:
            self._let_time_pass()
        at = self._chance.randrange(len(self._ready))
        handle = self._ready[at]
        self._ready[at] = self._ready[-1]
        self._ready.pop()
        if not handle.cancelled():
            self.steps += 1
            handle._run()

    def _let_time_pass(self) -> None:
        while self._later and self._later[0][2].cancelled():
            heapq.heappop(self._later)
        if not self._later:
            raise NothingLeftError
        self._passed = max(self._passed, self._later[0][0])
        while self._later and self._later[0][0] <= self._passed:
            self._ready.append(heapq.heappop(self._later)[2])

    def at(self, instant: datetime, callback: Callable[[], object]) -> asyncio.TimerHandle:
        """Call back at an instant, at once when it is past; exact to the microsecond."""
        return self._due((instant - self._begins) // MICROSECOND, callback, ())

    def _due(self, micros: int, callback: Callable[..., object], args: tuple[Any, ...]) -> asyncio.TimerHandle:
        handle = asyncio.TimerHandle(micros / MICROS, callback, args, self)
        heapq.heappush(self._later, (max(micros, self._passed), next(self._order), handle))
        return handle

    # What asyncio asks of a loop.

    def time(self) -> float:
        """Return the seconds passed."""
        return self._passed / MICROS

    def call_soon(  # type: ignore[override]  # a callback of any kind
        self,
        callback: Any,  # noqa: ANN401 - asyncio's own signature
        *args: Any,  # noqa: ANN401 - the same
        context: Context | None = None,
    ) -> asyncio.Handle:
        """Make a callback ready."""
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_later(  # type: ignore[override]  # the same
        self,
        delay: float,
        callback: Any,  # noqa: ANN401 - asyncio's own signature
        *args: Any,  # noqa: ANN401 - the same
        context: Context | None = None,  # noqa: ARG002 - callers of ours set none
    ) -> asyncio.TimerHandle:
        """Make a callback ready after so many seconds."""
        return self._due(self._passed + round(timedelta(seconds=delay) / MICROSECOND), callback, args)

    def call_at(  # type: ignore[override]  # the same
        self,
        when: float,
        callback: Any,  # noqa: ANN401 - the same
        *args: Any,  # noqa: ANN401 - the same
        context: Context | None = None,  # noqa: ARG002 - callers of ours set none
    ) -> asyncio.TimerHandle:
        """Make a callback ready at a time of `time`."""
        return self._due(round(when * MICROS), callback, args)

    def create_future(self) -> asyncio.Future[Any]:
        """Return a future of this loop."""
        return asyncio.Future(loop=self)

    def create_task(self, coro: Any, **named: Any) -> asyncio.Task[Any]:  # noqa: ANN401 - asyncio's own signature
        """Start a task on this loop."""
        return asyncio.Task(coro, loop=self, **named)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Keep what nobody caught; whoever runs the loop looks at it."""
        self.troubles.append(context)

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Leave a cancelled handle to be passed over when its time comes."""

    def get_debug(self) -> bool:
        """No debug mode."""
        return False

    def is_running(self) -> bool:
        """It runs while it is used."""
        return not self._is_closed

    def is_closed(self) -> bool:
        """True once closed."""
        return self._is_closed

    def close(self) -> None:
        """Forget everything."""
        self._is_closed = True
        self._ready.clear()
        self._later.clear()
