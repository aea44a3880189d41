"""Cards show the state, each once, whatever the platform did meanwhile."""

from __future__ import annotations

import asyncio

from bot.features.joining.intents import SetZone
from bot.features.polls.ports import PollState
from bot.kernel.errors import InDoubtError, MessageGoneError
from bot.kernel.people import Place
from bot.kernel.texts import Voice
from bot.kernel.views import View
from bot.kernel.wording import wording
from tests.features.club_world import Letterbox
from tests.features.polls.poll_club import PollClub

STOCKHOLM = 2


class Forgetful(Letterbox):
    """A platform that keeps one message a key; now and then its answer is lost, or somebody deletes the message."""

    def __init__(self) -> None:
        super().__init__()
        self.hangs: dict[str, str] = {}
        self.answers_lost = 0
        self.are_deleted = False

    async def post(self, place: Place, view: View, voice: Voice, key: str) -> str:
        """Keep the first message of a key."""
        if not place.is_private:
            self.hangs.setdefault(key, wording(view, voice))
            if self.answers_lost:
                self.answers_lost -= 1
                raise InDoubtError
        return key

    async def edit(self, place: Place, message: str, view: View, voice: Voice) -> None:  # noqa: ARG002 - one room
        """Change it."""
        if self.are_deleted:
            self.are_deleted = False
            raise MessageGoneError
        self.hangs[message] = wording(view, voice)


def listening(club: PollClub) -> Forgetful:
    """Put the forgetful platform in the place of the one that keeps all."""
    platform = Forgetful()
    for part in (club.world.clockwork._cards, club.world.clockwork._courier):
        part._adapters = {platform.platform: platform}
    return platform


async def test_a_card_whose_receipt_was_lost_hangs_once(club: PollClub) -> None:
    """The card was posted and the answer lost: the second try has the same key, so that a platform can refuse it."""
    platform = listening(club)
    platform.answers_lost = 1
    await club.world.later(days=10)
    assert len(platform.hangs) == 1


async def test_a_card_posted_twice_shows_the_newer_state(club: PollClub) -> None:
    """Somebody answers while the receipt is lost: the first copy stays, and is brought up to date."""
    platform = listening(club)
    platform.answers_lost = 1
    await club.until(PollState.OPEN)
    await club.all_fit("bo")
    await club.world.later(minutes=5)
    (shows,) = platform.hangs.values()
    assert "1 of 4 companies have answered." in shows


async def test_a_deleted_card_hangs_anew_under_another_key(running: PollClub) -> None:
    """Somebody deletes the card: it is posted once more, and not taken for the copy that is gone."""
    platform = listening(running)
    platform.are_deleted = True
    await running.all_fit("bo")
    await running.world.later(minutes=5)
    (key,) = platform.hangs
    assert key.endswith(".1")


async def test_cards_name_the_zone_once_a_member_lives_elsewhere(running: PollClub) -> None:
    """A member moves to another zone: what hangs in the room says from then on which zone its times are in."""
    platform = listening(running)
    await running.world.ask("bo", SetZone(number=STOCKHOLM))
    await running.world.later(minutes=5)
    assert all("Eastern European" in words for words in platform.hangs.values())
    assert platform.hangs


class Slow(Letterbox):
    """A platform where each request takes a moment; it notes how many were under way in a chat at once."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way = 0
        self.at_once = 0

    async def post(self, place: Place, view: View, voice: Voice, key: str) -> str:
        """Take a moment in the room."""
        await self._moment(place)
        return await super().post(place, view, voice, key)

    async def edit(self, place: Place, message: str, view: View, voice: Voice) -> None:
        """The same."""
        await self._moment(place)
        await super().edit(place, message, view, voice)

    async def _moment(self, place: Place) -> None:
        self.under_way += not place.is_private
        self.at_once = max(self.at_once, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= not place.is_private


async def test_a_room_gets_one_request_at_a_time(running: PollClub) -> None:
    """A date is decided: the poll's card changes and the meeting's card is posted, one after the other."""
    platform = Slow()
    running.world.clockwork._cards._adapters = {platform.platform: platform}
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    await running.world.later(hours=1)
    assert len(platform.read["room"]) > 1
    assert platform.at_once == 1
