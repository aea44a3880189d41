"""What contract tests share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.features.club_world import World


@pytest.fixture
async def empty() -> AsyncIterator[World]:
    """An installation nobody has used."""
    world = await World.open()
    yield world
    await world.engine.close()
