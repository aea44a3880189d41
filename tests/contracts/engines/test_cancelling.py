"""A cancelled unit of work is whole or absent, and over."""

from __future__ import annotations

import asyncio
import random
from threading import Event

import pytest

from storage.engine import Database, Engine
from storage.sqlite import SqliteEngine
from tests.contracts.engines.thing import ids, put


async def test_a_cancelled_unit_is_whole_or_absent(engine: Engine) -> None:
    """However units are cancelled, each has both its rows or none, and the engine goes on."""
    chance = random.Random(4)
    tasks = [asyncio.ensure_future(engine.transact(put(n, n + 1000))) for n in range(100)]
    for turn in range(10):
        for _ in range(turn):
            await asyncio.sleep(0)
        chance.choice(tasks).cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    found = await ids(engine)
    assert [n + 1000 for n in found if n < 1000] == [n for n in found if n >= 1000]
    assert {n for n, outcome in enumerate(outcomes) if outcome is None} <= set(found)
    await engine.transact(put(5000))


async def test_a_cancelled_unit_is_over_when_the_cancellation_arrives(beside_loop: SqliteEngine) -> None:
    """A unit cancelled in its midst is undone as a whole before its caller is told."""
    loop, begun, told = asyncio.get_running_loop(), asyncio.Event(), Event()
    over = False

    async def work(db: Database) -> None:
        nonlocal over
        await put(1)(db)
        loop.call_soon_threadsafe(begun.set)
        assert told.wait(timeout=10)
        await put(2)(db)
        over = True

    task = asyncio.ensure_future(beside_loop.transact(work))
    await begun.wait()
    task.cancel()
    await asyncio.sleep(0)
    told.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert over
    assert await ids(beside_loop) == []


async def test_a_unit_cancelled_while_it_waits_never_begins(beside_loop: SqliteEngine) -> None:
    """Who gives up in the queue has not done anything."""
    loop, begun, told = asyncio.get_running_loop(), asyncio.Event(), Event()

    have_begun: list[str] = []

    async def first(db: Database) -> None:
        loop.call_soon_threadsafe(begun.set)
        assert told.wait(timeout=10)
        await put(1)(db)

    async def second(_: Database) -> None:
        have_begun.append("second")

    tasks = [asyncio.ensure_future(beside_loop.transact(work)) for work in (first, second, put(3))]
    await begun.wait()
    tasks[1].cancel()
    await asyncio.sleep(0)
    told.set()
    await asyncio.gather(tasks[0], tasks[2])
    with pytest.raises(asyncio.CancelledError):
        await tasks[1]
    assert await ids(beside_loop) == [1, 3]
    assert have_begun == []
