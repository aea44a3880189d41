"""A unit of work is done as a whole or not at all; a look sees one moment."""

from __future__ import annotations

import asyncio
import sqlite3
from contextvars import ContextVar
from pathlib import Path

import pytest

from storage.engine import Database, Engine
from storage.errors import (
    ConstraintError,
    ReadOnlyError,
    StorageMisusedError,
)
from storage.sqlite import SqliteEngine
from tests.contracts.engines.thing import GET, PUT, RAISE, ids, put


class GaveUpError(Exception):
    """A unit of work that changes its mind."""


async def test_committed_work_is_seen_by_every_later_look(engine: Engine) -> None:
    """What a unit of work wrote is there as soon as it has returned."""
    await engine.transact(put(1, 2))
    assert await ids(engine) == [1, 2]


async def test_a_unit_returns_what_its_work_returns(engine: Engine) -> None:
    """The result of the work is the result of the unit, and it sees its own writes."""

    async def work(db: Database) -> object:
        await db.run(PUT, id=7, value="seven")
        return await db.one(GET, id=7)

    assert await engine.transact(work) == {"value": "seven"}


@pytest.mark.parametrize("error", [GaveUpError(), asyncio.CancelledError(), KeyboardInterrupt()])
async def test_any_error_undoes_the_whole_unit(engine: Engine, error: BaseException) -> None:
    """A unit that raises leaves nothing behind, passes its error on, and does not harm the next."""

    async def work(db: Database) -> None:
        await put(1, 2)(db)
        raise error

    with pytest.raises(type(error)):
        await engine.transact(work)
    assert await ids(engine) == []
    await engine.transact(put(3))
    assert await ids(engine) == [3]


async def test_a_swallowed_failure_still_undoes_the_unit(engine: Engine) -> None:
    """A failed call dooms its unit of work, even if nobody looks at the error."""

    async def work(db: Database) -> None:
        await db.run(PUT, id=1, value=None)
        for _ in range(2):
            with pytest.raises(ConstraintError):
                await db.run(PUT, id=1, value=None)

    with pytest.raises(ConstraintError):
        await engine.transact(work)
    assert await ids(engine) == []


async def test_foreign_keys_are_kept(engine: Engine) -> None:
    """A row may not point at one that does not exist."""
    with pytest.raises(ConstraintError):
        await engine.transact(lambda db: db.run("INSERT INTO thing (id, other) VALUES (1, 99)"))


async def test_a_constraint_that_fails_at_commit_undoes_the_unit(engine: Engine) -> None:
    """A deferred constraint is an error of the unit like any other."""
    await engine.transact(
        lambda db: db.run("CREATE TABLE late (id INTEGER REFERENCES thing (id) DEFERRABLE INITIALLY DEFERRED)")
    )
    with pytest.raises(ConstraintError):
        await engine.transact(lambda db: db.run("INSERT INTO late (id) VALUES (99)"))
    assert await engine.transact(lambda db: db.all("SELECT id FROM late")) == []


async def test_a_look_cannot_write(engine: Engine) -> None:
    """A write within a look fails, and writing works again after it."""
    with pytest.raises(ReadOnlyError):
        await engine.read(put(1))
    await engine.transact(put(2))
    assert await ids(engine) == [2]


async def test_a_look_sees_one_moment(beside_loop: SqliteEngine, tmp_path: Path) -> None:
    """A commit in the midst of a look is not seen by it, and does not wait for it."""
    other = sqlite3.connect(tmp_path / "reppu.sqlite3", isolation_level=None, check_same_thread=False)

    async def look(db: Database) -> tuple[int, int]:
        before = await db.all("SELECT id FROM thing")
        other.execute("INSERT INTO thing (id) VALUES (1)")
        return len(before), len(await db.all("SELECT id FROM thing"))

    assert await beside_loop.read(look) == (0, 0)
    assert await ids(beside_loop) == [1]
    other.close()


async def test_looks_go_on_while_a_unit_is_at_work(beside_loop: SqliteEngine) -> None:
    """A unit of work under way neither blocks a look nor shows itself in it."""
    looked = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def work(db: Database) -> None:
        await db.run(PUT, id=1, value=None)
        seen = asyncio.run_coroutine_threadsafe(ids(beside_loop), loop).result(timeout=10)
        loop.call_soon_threadsafe(looked.set)
        assert seen == []

    await beside_loop.transact(work)
    await looked.wait()
    assert await ids(beside_loop) == [1]


async def test_concurrent_units_lose_nothing(engine: Engine) -> None:
    """A hundred units that read, add one and write back make a hundred."""

    async def add_one(db: Database) -> None:
        row = await db.one(GET, id=1)
        assert row is not None
        await db.run(RAISE, id=1, value=row["value"] + 1)

    await engine.transact(lambda db: db.run(PUT, id=1, value=0))
    await asyncio.gather(*(engine.transact(add_one) for _ in range(100)))
    assert await engine.read(lambda db: db.one(GET, id=1)) == {"value": 100}


async def test_units_run_in_the_order_asked_for(engine: Engine) -> None:
    """First come, first served."""
    order: list[int] = []

    async def work(_: Database, number: int) -> None:
        order.append(number)

    await asyncio.gather(*(engine.transact(lambda db, n=n: work(db, n)) for n in range(20)))  # type: ignore[misc]
    assert order == list(range(20))


async def test_context_variables_reach_the_work(engine: Engine) -> None:
    """What is bound to the caller's context, such as a log's fields, is there in the unit."""
    bound: ContextVar[str] = ContextVar("bound", default="lost")
    bound.set("kept")

    async def work(_: Database) -> str:
        return bound.get()

    assert await engine.transact(work) == "kept"


async def test_a_closed_engine_says_so(engine: Engine) -> None:
    """Closing twice is fine; using a closed engine is a bug with a name."""
    await engine.close()
    await engine.close()
    for use in (engine.transact, engine.read):
        with pytest.raises(StorageMisusedError, match="closed"):
            await use(put(1))


async def test_closing_finishes_what_was_asked_for(beside_loop: SqliteEngine, tmp_path: Path) -> None:
    """Units already in the queue are done before the engine lets go."""
    tasks = [asyncio.ensure_future(beside_loop.transact(put(n))) for n in range(20)]
    await asyncio.sleep(0)
    await beside_loop.close()
    await asyncio.gather(*tasks)
    again = await SqliteEngine.open(tmp_path / "reppu.sqlite3")
    assert await ids(again) == list(range(20))
    await again.close()
