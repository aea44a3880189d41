"""What statements take and give back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.engine import Database, Engine
from storage.errors import (
    ConstraintError,
    StorageMisusedError,
)
from storage.inline import InlineEngine
from tests.contracts.engines.thing import GET, PUT, RAISE, TABLE, ids, put


@given(
    value=st.one_of(
        st.none(), st.binary(), st.integers(-(2**63), 2**63 - 1), st.text(st.characters(exclude_categories=["Cs"]))
    )
)
async def test_values_come_back_as_they_were(value: str | int | bytes | None) -> None:
    """Every text, byte string, 64-bit integer and NULL survives the database."""
    opened = await InlineEngine.open()
    await opened.transact(lambda db: db.run(TABLE))
    await opened.transact(lambda db: db.run(PUT, id=1, value=value))
    row = await opened.read(lambda db: db.one(GET, id=1))
    await opened.close()
    assert row == {"value": value}
    assert row is not None
    assert type(row["value"]) is type(value)


@pytest.mark.parametrize(
    "value",
    [
        "Pörriäinen på Åland",
        "🎒 \u200f\u05e9\u05dc\u05d5\u05dd\u200e",
        "nul\0within",
        "",
        b"",
        b"\0\xff",
        0,
        -(2**63),
        2**63 - 1,
        None,
    ],
)
async def test_the_odd_values_too(engine: Engine, value: str | int | bytes | None) -> None:
    """The values that databases stumble over come back on every engine."""
    await engine.transact(lambda db: db.run(PUT, id=1, value=value))
    assert await engine.read(lambda db: db.one(GET, id=1)) == {"value": value}


@pytest.mark.parametrize("value", [2**63, "half a pair \ud83c"])
async def test_values_that_do_not_fit_are_refused(engine: Engine, value: str | int) -> None:
    """A value that the database cannot hold is a named error that does not repeat it."""
    with pytest.raises(StorageMisusedError) as caught:
        await engine.transact(lambda db: db.run(PUT, id=1, value=value))
    assert "pair \\ud83c" not in repr(caught.value)


async def test_a_missing_value_is_a_named_bug(engine: Engine) -> None:
    """A statement whose value is not given is not done."""
    with pytest.raises(StorageMisusedError, match="value"):
        await engine.transact(lambda db: db.run(PUT, id=1))


async def test_wrong_sql_is_a_named_bug(engine: Engine) -> None:
    """A typing error in a statement is told as such."""
    with pytest.raises(StorageMisusedError, match="syntax"):
        await engine.transact(lambda db: db.run("SELEKT 1"))


async def test_run_counts_the_rows_it_changed(engine: Engine) -> None:
    """The number of rows tells whether an act found anything to do."""

    async def work(db: Database) -> list[int]:
        return [
            await db.run("CREATE TABLE other (id INTEGER)"),
            await db.run(PUT, id=1, value=1),
            await db.run(PUT + " ON CONFLICT DO NOTHING", id=1, value=1),
            await db.run(RAISE, id=1, value=2),
            await db.run(RAISE, id=9, value=2),
            await db.run("SELECT 1"),
            await db.run("DELETE FROM thing"),
        ]

    assert await engine.transact(work) == [0, 1, 0, 1, 0, 0, 1]


async def test_one_row_means_one(engine: Engine) -> None:
    """No row is None; a second row where one was asked for is a bug that undoes the unit."""
    await engine.transact(put(1, 2))
    assert await engine.read(lambda db: db.one(GET, id=3)) is None
    with pytest.raises(StorageMisusedError, match="more than one row"):
        await engine.read(lambda db: db.one("SELECT id FROM thing"))


async def test_returning_gives_rows(engine: Engine) -> None:
    """A write may answer with the rows it touched."""
    row = await engine.transact(lambda db: db.one(PUT + " RETURNING id, value", id=5, value="five"))
    assert row == {"id": 5, "value": "five"}
    assert await ids(engine) == [5]


async def test_many_does_all_rows_or_none(engine: Engine) -> None:
    """One statement for many rows is part of its unit like any other."""
    await engine.transact(lambda db: db.many(PUT, [{"id": n, "value": "x"} for n in range(5)]))
    await engine.transact(lambda db: db.many(PUT, []))
    with pytest.raises(ConstraintError):
        await engine.transact(lambda db: db.many(PUT, [{"id": 10, "value": "x"}, {"id": 1, "value": "x"}]))
    assert await ids(engine) == [0, 1, 2, 3, 4]
