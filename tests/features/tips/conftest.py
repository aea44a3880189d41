"""Clubs in which tips can be given."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.features.polls.poll_club import PollClub
from tests.features.tips.tip_club import decided


@pytest.fixture
async def club() -> AsyncIterator[PollClub]:
    """A club of four companies whose date is decided; Kvarnboden hosts, anna of Kvarnboden leads."""
    club = await decided(4)
    yield club
    await club.world.engine.close()


@pytest.fixture
async def six() -> AsyncIterator[PollClub]:
    """The same with six companies: enough for an unnamed tip not to be guessed."""
    club = await decided(6)
    yield club
    await club.world.engine.close()
