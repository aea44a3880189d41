"""A unit of work awaits its database and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest

from storage.engine import Database, Engine
from storage.errors import (
    ForeignAwaitError,
    StorageMisusedError,
)
from tests.contracts.engines.thing import PUT, ids, put


async def foreign_sleep(_: Database) -> None:
    await asyncio.sleep(1)


async def foreign_turn(_: Database) -> None:
    await asyncio.sleep(0)


async def swallowed_sleep(_: Database) -> None:
    with suppress(Exception):
        await asyncio.sleep(1)


async def swallowed_turn(_: Database) -> None:
    with suppress(Exception):
        await asyncio.sleep(0)


async def stubborn_turns(_: Database) -> None:
    for _turn in range(3):
        with suppress(Exception):
            await asyncio.sleep(0)


@pytest.mark.parametrize("foreign", [foreign_sleep, foreign_turn, swallowed_sleep, swallowed_turn, stubborn_turns])
async def test_awaiting_anything_else_is_a_named_bug(
    engine: Engine, foreign: Callable[[Database], Awaitable[None]]
) -> None:
    """A unit that waits for something foreign is undone and told so, whether or not it swallows the error."""

    async def work(db: Database) -> None:
        await put(1)(db)
        await foreign(db)

    with pytest.raises(ForeignAwaitError, match="may await its database only"):
        await engine.transact(work)
    assert await ids(engine) == []


async def test_the_foreign_await_is_named_where_it_stands(engine: Engine) -> None:
    """The traceback of the bug leads to the line that awaited."""
    with pytest.raises(ForeignAwaitError) as caught:
        await engine.transact(foreign_turn)
    assert "foreign_turn" in [frame.name for frame in caught.traceback]


async def test_a_future_of_the_loop_is_foreign_too(engine: Engine) -> None:
    """Waiting for another task's answer within a unit is a bug with a name."""
    future = asyncio.get_running_loop().create_future()

    async def work(_: Database) -> None:
        await future

    with pytest.raises(ForeignAwaitError, match="Future"):
        await engine.transact(work)


async def test_a_unit_within_a_unit_is_a_named_bug(engine: Engine) -> None:
    """Units of work do not nest, nor does a look begin in one."""
    for inner in (engine.transact, engine.read):

        async def work(db: Database, inner: Callable[..., Awaitable[Any]] = inner) -> None:
            await put(1)(db)
            await inner(put(2))

        with pytest.raises(ForeignAwaitError):
            await engine.transact(work)
    assert await ids(engine) == []
    await engine.transact(put(3))


async def test_a_database_is_of_no_use_after_its_unit(engine: Engine) -> None:
    """Whoever keeps the database of a finished unit cannot write outside of a transaction with it."""
    kept: list[Database] = []

    async def work(db: Database) -> None:
        kept.append(db)

    await engine.transact(work)
    with pytest.raises(StorageMisusedError, match="after its unit of work was over"):
        await kept[0].run(PUT, id=1, value=None)


@pytest.mark.parametrize("statement", ["COMMIT", "ROLLBACK"])
async def test_a_unit_cannot_end_its_own_transaction(engine: Engine, statement: str) -> None:
    """Committing by hand is a bug, and what follows it in the unit is not written."""

    async def work(db: Database) -> None:
        with pytest.raises(StorageMisusedError):
            await db.run(statement)
        await db.run(PUT, id=1, value=None)

    with pytest.raises(StorageMisusedError):
        await engine.transact(work)
    assert await ids(engine) == []
