"""Leaving ends what was due, also what was on its way at that moment (R3.5)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.joining.intents import Leave
from bot.features.polls.ports import PollState
from bot.kernel.errors import SurelyNotSentError
from bot.kernel.people import Place
from bot.kernel.texts import Voice
from bot.kernel.views import View
from tests.features.club_world import Letterbox
from tests.features.polls.poll_club import PollClub


class Busy(Letterbox):
    """A platform that refuses the first messages to bo, who leaves the club just then."""

    def __init__(self, club: PollClub) -> None:
        super().__init__()
        self.club = club

    async def post(self, place: Place, view: View, voice: Voice, key: str) -> str:
        """Keep a message, unless it is the first one to bo."""
        if place.chat == "bo" and not self.read.get("bo"):
            self.read["bo"] = []
        if place.chat == "bo" and await self._leaves():
            raise SurelyNotSentError(timedelta(seconds=30))
        return await super().post(place, view, voice, key)

    async def _leaves(self) -> bool:
        heard = await self.club.world.ask("bo", Leave(club=self.club.id, sure=True))
        return heard.error is None


async def test_a_refused_message_does_not_reach_who_left_meanwhile(running: PollClub) -> None:
    """The platform asks to wait, the person leaves the club, the wait is over: nothing of the club reaches them."""
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    platform = Busy(running)
    for part in (running.world.clockwork._cards, running.world.clockwork._courier):
        part._adapters = {platform.platform: platform}
    await running.world.later(hours=1)
    assert (await running.rounds())[-1].state is PollState.DECIDED
    assert platform.read["anna"]
    assert platform.read["bo"] == []
