"""A club with a host that is asked for its brief."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.features.polls.ports import PollState
from tests.features.polls.poll_club import PollClub


@pytest.fixture
async def decided() -> AsyncIterator[PollClub]:
    """A club of four whose meeting is decided on 9 September: Thursday 24 September, 17:00, bo's Sydöster hosts."""
    club = await PollClub.founded(4, host="Sydöster")
    await club.until(PollState.OPEN)
    for who in ("anna", "bo", "cia", "dan"):
        await club.all_fit(who)
    await club.until_decided()
    await club.world.settle()
    yield club
    await club.world.engine.close()
