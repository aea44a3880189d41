"""The demo club, made on whatever day somebody tries it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from bot.browser import WEB, WebMessages
from bot.compose import open_core
from bot.demo.cast import LEAD, SHOPS
from bot.demo.story import seed
from bot.features.polls.ports import Poll, Polls, PollState
from bot.kernel.people import Account, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from storage.inline import InlineEngine
from tests.features.club_world import Silence

# Working days and Sundays, nights, around Christmas, Easter and both changes of the clock, before and within July.
DAYS = tuple(datetime(2027, 1, 1, 3, 30, tzinfo=UTC) + timedelta(days=11 * step, hours=5 * step) for step in range(34))


class Steps:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """Return the present."""
        return self._now

    def move_to(self, instant: datetime) -> None:
        """Go there, never back."""
        self._now = max(self._now, instant)


class Chance:
    """Bytes that are the same in every run."""

    def __init__(self) -> None:
        self._chance = random.Random(3)

    def bytes(self, count: int) -> bytes:
        """Return some."""
        return self._chance.randbytes(count)


class Bell(Silence):
    """A bell that nobody waits for."""

    def close(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize("now", DAYS, ids=lambda now: f"{now:%m-%d %H}")
async def test_the_demo_club_comes_together_on_any_day(now: datetime) -> None:
    """All ten companies are in, the date poll is open with half of the answers, and its card hangs in the room."""
    clock, chance = Steps(now), Chance()
    async with open_core(
        await InlineEngine.open(), chance.bytes(32), clock=clock, randomness=chance, bell=lambda _: Bell()
    ) as core:
        await seed(core, clock)

        async def look(unit: UnitOfWork) -> tuple[Poll | None, int, list[str]]:
            lead = await unit.of(Roster).person_of(Account(WEB, LEAD.handle))
            assert lead is not None
            (club,) = await unit.of(Roster).clubs_of(lead.id)
            scope = ClubScope(club)
            companies = [each for each in await unit.of(Roster).companies(scope) if each.is_active]
            shown = [each.body for each in await unit.of(WebMessages).latest(club, 10)]
            return await unit.of(Polls).live(scope), len(companies), shown

        poll, companies, shown = await core.storage.read(look)
        assert poll is not None
        assert poll.state is PollState.OPEN
        assert companies == len(SHOPS)
        assert any("5 av 10" in body for body in shown)
