"""What the playground plays on: one data set with its core, which starting over replaces by another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from adapters.web.adapter import WebAdapter
from bot.core import Core
from bot.kernel.clockwork import SettableClock


class Beginning(StrEnum):
    """What a data set starts with."""

    DEMO = "demo"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Stage:
    """An opened data set."""

    core: Core
    clock: SettableClock
    adapter: WebAdapter


class House(Protocol):
    """Whoever opens data sets."""

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """Hold the present data set open while it is used."""
        ...

    async def start_over(self, beginning: Beginning, request: str) -> None:
        """Throw the data set away and open a new one; a repeated request does nothing."""
        ...


class Gate:
    """Lets many through, and one alone who waits until all are out and keeps the others outside meanwhile."""

    def __init__(self) -> None:
        self._change = asyncio.Condition()
        self._inside = 0
        self._is_shut = False

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """Be one of many."""
        async with self._change:
            await self._change.wait_for(lambda: not self._is_shut)
            self._inside += 1
        try:
            yield
        finally:
            async with self._change:
                self._inside -= 1
                self._change.notify_all()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Be the only one."""
        async with self._change:
            await self._change.wait_for(lambda: not self._is_shut)
            self._is_shut = True
            await self._change.wait_for(lambda: self._inside == 0)
        try:
            yield
        finally:
            async with self._change:
                self._is_shut = False
                self._change.notify_all()
