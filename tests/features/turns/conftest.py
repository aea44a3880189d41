"""Clubs in the state a story of a turn begins with."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.features.polls.ports import PollState
from tests.features.polls.poll_club import PollClub


@pytest.fixture
async def club() -> AsyncIterator[PollClub]:
    """A club of four companies, all in, its first host named: Kvarnboden; anna of Kvarnboden leads."""
    club = await PollClub.founded(4)
    yield club
    await club.world.engine.close()


@pytest.fixture
async def running(club: PollClub) -> PollClub:
    """The same club with an open poll."""
    await club.until(PollState.OPEN)
    return club


@pytest.fixture
async def met(club: PollClub) -> PollClub:
    """The same club right after its first meeting; from now on nobody takes a turn unless told."""
    await club.hold_meeting()
    await club.world.say("anna", "/club")  # so that Reppu does not take the lead for silent (R8)
    club.turns_are_taken = False
    return club


@pytest.fixture
async def decided(running: PollClub) -> PollClub:
    """The same club with a decided date."""
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    await running.until_decided()
    await running.world.settle()
    running.turns_are_taken = False
    return running
