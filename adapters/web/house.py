"""The demo's house: opens a data set, goes on with it after a stop, throws it away to start over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from adapters.web.stage import Beginning, Gate, Stage
from adapters.web.state import OPERATOR_CODE
from bot.browser import Installation, Persona, Personas
from bot.kernel.people import Language
from bot.kernel.ports import UnitOfWork

BEGUN = "demo_begun"
MAKING, MADE = "making", "made"
OPERATOR = Persona("operator", "Operator", Language.EN, is_operator=True)

Opened = Callable[[], AbstractAsyncContextManager[Stage]]
Place = Callable[[], Awaitable[None]]
Issue = Callable[[UnitOfWork], Awaitable[str]]


class NotADemoError(Exception):
    """The folder holds data that the demo did not make; it is left as it is."""


class DemoHouse:
    """One data set at a time.

    `opened` opens what is in the folder, `wipe` deletes it, `place` puts the demo club there, `issue` makes a founding
    code.
    """

    def __init__(self, opened: Opened, wipe: Callable[[], None], place: Place, issue: Issue) -> None:
        self._opened = opened
        self._wipe = wipe
        self._place = place
        self._issue = issue
        self._gate = Gate()
        self._ready = asyncio.Event()
        self._closing = AsyncExitStack()
        self._stage: Stage | None = None
        self._last_request = ""

    async def open(self, beginning: Beginning = Beginning.DEMO) -> None:
        """Go on with the data set that is there, or make one; a half-made one is made anew.

        Raises:
            NotADemoError: there is a data set of somebody else.
        """
        stage = await self._enter()
        begun = await stage.core.storage.read(_begun)
        if begun != MADE:
            if begun is None and not await stage.core.storage.read(_is_untouched):
                await self._leave()
                raise NotADemoError
            await self._make_anew(beginning)
        self._ready.set()

    @asynccontextmanager
    async def stage(self) -> AsyncIterator[Stage]:
        """Hold the present data set open while it is used."""
        await self._ready.wait()
        async with self._gate.passing():
            assert self._stage is not None  # noqa: S101 - it is there whenever the house is ready and the gate open
            yield self._stage

    async def start_over(self, beginning: Beginning, request: str) -> None:
        """Throw the data set away and make a new one; a repeated request does nothing."""
        async with self._gate.alone():
            if request != self._last_request:
                await self._make_anew(beginning)
                self._last_request = request

    async def close(self) -> None:
        """Close what is open; a second time does nothing."""
        await self._leave()

    async def _make_anew(self, beginning: Beginning) -> None:
        await self._leave()
        self._wipe()
        if beginning is Beginning.DEMO:
            await self._place()
        stage = await self._enter()
        await stage.core.storage.transact(_note_making)
        await stage.core.storage.transact(self._let_operator_in)

    async def _let_operator_in(self, unit: UnitOfWork) -> None:
        """Add the operator with a code to hand to an organizer; with that the data set is made."""
        await unit.of(Personas).add(OPERATOR, made_by="operator")
        await unit.of(Installation).keep_secret(OPERATOR_CODE, await self._issue(unit))
        await unit.of(Installation).keep(BEGUN, MADE)

    async def _enter(self) -> Stage:
        self._stage = await self._closing.enter_async_context(self._opened())
        return self._stage

    async def _leave(self) -> None:
        self._stage = None
        await self._closing.aclose()


async def _begun(unit: UnitOfWork) -> str | None:
    return await unit.of(Installation).value(BEGUN)


async def _is_untouched(unit: UnitOfWork) -> bool:
    return await unit.of(Installation).is_untouched()


async def _note_making(unit: UnitOfWork) -> None:
    await unit.of(Installation).keep(BEGUN, MAKING)
