"""What tests of features share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.features.club_world import World, found


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
