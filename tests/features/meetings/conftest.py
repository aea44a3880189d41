"""A club with a decided date."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.features.polls.ports import PollState
from tests.features.polls.poll_club import PollClub


@pytest.fixture
async def decided() -> AsyncIterator[PollClub]:
    """A club of four companies whose first meeting is decided: Thursday 24 September, 17:00, at Kvarnboden."""
    club = await PollClub.founded(4)
    await club.until(PollState.OPEN)
    for who in ("anna", "bo", "cia", "dan"):
        await club.all_fit(who)
    await club.until_decided()
    await club.world.settle()
    yield club
    await club.world.engine.close()
