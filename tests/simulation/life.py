"""One life of the program, from a start to a crash; and the database as that life sees it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import NoReturn, Protocol

from bot.compose import open_core, running
from bot.core import Core, Listener
from bot.features import ALL
from bot.kernel.feature import Feature
from bot.kernel.ports import ChatAdapter
from storage.engine import Database, T, Work
from storage.inline import InlineEngine
from tests.fakes.platform import Moment, Update
from tests.fakes.renderer import RecordRenderer
from tests.simulation.loop import VirtualLoop

# What somebody did, while the program handles it; None while the program acts by itself.
ACT: ContextVar[Update | None] = ContextVar("act", default=None)
KEY = b"a key for histories that never were".ljust(32)[:32]


class LifeEndedError(Exception):
    """The program has crashed; whatever of it still moves gets nowhere."""


class CutOffError(Exception):
    """The power went before the commit."""


class Cut(Enum):
    """Where around a unit of work the program crashes."""

    BEFORE = auto()
    BEFORE_COMMIT = auto()
    AFTER_COMMIT = auto()


class Witness(Protocol):
    """Sees every unit of work."""

    async def before(self, act: Update | None) -> None:
        """Look before a unit begins."""
        ...

    async def after(self, act: Update | None, result: object) -> None:
        """Look when a unit is committed."""
        ...


@dataclass(slots=True)
class Crashes:
    """When the program crashes: at one of so many chances, while it is allowed to."""

    chance: random.Random
    one_in: int
    are_allowed: bool = False

    def strikes(self) -> bool:
        """True when the program ends here."""
        return self.are_allowed and self.one_in > 0 and self.chance.randrange(self.one_in) == 0

    def around_unit(self) -> Cut | None:
        """Return where around the next unit of work the program ends, if it does."""
        return self.chance.choice(tuple(Cut)) if self.strikes() else None


@dataclass(slots=True)
class Life:
    """Everything one start of the program keeps in memory."""

    crashes: Crashes
    is_over: bool = False
    core: Core | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def begin(self, engine: LivingEngine, seams: Surroundings) -> Core:
        """Start the program on what the database holds."""
        opened = open_core(
            engine,
            KEY,
            clock=seams.loop,
            randomness=seams.randomness,
            bell=lambda ring: LoopBell(seams.loop, ring),
            adapters=lambda _: seams.adapters,
            features=seams.features,
            renderer=RecordRenderer(),
        )
        self.core = await self._open.enter_async_context(opened)
        return self.core

    async def go_on(self) -> None:
        """Let time pass and updates come in."""
        assert self.core is not None
        await self._open.enter_async_context(running(self.core))

    async def end(self) -> NoReturn:
        """Crash: nothing of this life does anything from now on."""
        self.is_over = True
        self.ended.set()
        await asyncio.get_running_loop().create_future()
        raise LifeEndedError

    async def bury(self) -> None:
        """Let go of the memory of a life that is over."""
        self.is_over = True
        await self._open.aclose()

    async def cut(self, moment: Moment) -> None:  # noqa: ARG002 - every moment is as bad
        """Crash here, if it is to be."""
        if self.crashes.strikes():
            await self.end()


@dataclass(slots=True)
class Bytes:
    """Replayable random bytes."""

    chance: random.Random

    def bytes(self, count: int) -> bytes:
        """Return `count` of them."""
        return self.chance.randbytes(count)


@dataclass(slots=True)
class Surroundings:
    """What outlives the program: time, chance, the platforms."""

    loop: VirtualLoop
    randomness: Bytes
    adapters: tuple[ChatAdapter, ...]
    features: tuple[Feature, ...] = ALL


class LoopBell:
    """Rings on the virtual loop."""

    def __init__(self, loop: VirtualLoop, ring: Listener) -> None:
        self._loop = loop
        self._ring = ring
        self._set: asyncio.TimerHandle | None = None

    def ring_at(self, instant: datetime | None) -> None:
        """Ring once at the instant; the last call counts."""
        self.close()
        if instant is not None:
            self._set = self._loop.at(instant, self._ring)

    def close(self) -> None:
        """Silence it."""
        if self._set is not None:
            self._set.cancel()


class LivingEngine:
    """The database in one life: crashes come around its commits, and after the end nothing reaches it."""

    def __init__(self, inner: InlineEngine, life: Life, witness: Witness, chance: random.Random) -> None:
        self._inner = inner
        self._life = life
        self._witness = witness
        self._chance = chance

    async def transact(self, work: Work[T]) -> T:
        """Do `work` as a whole or not at all, and perhaps crash."""
        await self._wait()
        cut = self._life.crashes.around_unit()
        if cut is Cut.BEFORE:
            await self._life.end()
        await self._witness.before(ACT.get())
        try:
            result = await self._inner.transact(_cut_off(work) if cut is Cut.BEFORE_COMMIT else work)
        except CutOffError:
            await self._life.end()
        await self._witness.after(ACT.get(), result)
        if cut is Cut.AFTER_COMMIT:
            await self._life.end()
        return result

    async def read(self, look: Work[T]) -> T:
        """Return what `look` finds."""
        await self._wait()
        return await self._inner.read(look)

    async def scrub(self) -> None:
        """Leave no deleted byte."""
        await self._inner.scrub()

    async def close(self) -> None:
        """Keep the database: it outlives the program."""

    async def _wait(self) -> None:
        """Let others go first at times, as the thread of the real engine does."""
        if self._chance.random() < 0.25:
            await asyncio.sleep(0)
        if self._life.is_over:
            raise LifeEndedError


def _cut_off(work: Callable[[Database], Awaitable[T]]) -> Work[T]:
    async def cut(database: Database) -> T:
        await work(database)
        raise CutOffError

    return cut
