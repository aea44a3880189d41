"""What tests of features share."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.contracts.messages import held_against_the_table
from tests.features.club_world import World, found


@pytest.fixture(autouse=True)
def told_as_the_table_says() -> Iterator[None]:
    """Hold every message of every story against R9's table: its class, and to whom it goes."""
    with held_against_the_table() as faults:
        yield
    assert not faults


@pytest.fixture
async def empty() -> AsyncIterator[World]:
    """An installation nobody has used."""
    world = await World.open()
    yield world
    await world.engine.close()


@pytest.fixture
async def founded(empty: World) -> World:
    """A club that `organizer` founded and whose lead `anna` has joined."""
    await found(empty)
    return empty
