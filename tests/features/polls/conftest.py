"""Clubs in the state a story begins with."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.features.polls.ports import PollState
from tests.features.polls.poll_club import PollClub


@pytest.fixture
async def club() -> AsyncIterator[PollClub]:
    """A club of four companies, all in; its first poll is planned. Kvarnboden hosts, anna of Kvarnboden leads."""
    club = await PollClub.founded(4)
    yield club
    await club.world.engine.close()


@pytest.fixture
async def drawn(club: PollClub) -> PollClub:
    """The same club when the lead sees the slots, a day before they open."""
    await club.until(PollState.DRAWN)
    return club


@pytest.fixture
async def running(club: PollClub) -> PollClub:
    """The same club with an open poll."""
    await club.until(PollState.OPEN)
    return club
