"""A club whose year is played: what everybody is told between two moments, what the room shows, whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from gettext import NullTranslations

from bot.features.meetings.ports import Meeting, Meetings, MeetingState
from bot.features.polls.ports import Poll, PollState
from bot.features.turns.ports import Turn
from bot.features.turns.year_intents import WhyUs
from bot.kernel.intents import Intent
from bot.kernel.people import CompanyId, Language
from bot.kernel.roster import MemberState
from bot.kernel.texts import Catalogues, Voice
from bot.kernel.views import Choice
from bot.kernel.wording import wording
from tests.features.club_world import HELSINKI, Heard
from tests.features.polls.poll_club import PollClub

News = dict[str, list[str]]
HELD, CANCELLED = MeetingState.HELD, MeetingState.CANCELLED


class YearClub(PollClub):
    """A club of invented companies; nobody takes a turn, answers or marks but those who are told to."""

    voice = Voice(Language.EN, HELSINKI, NullTranslations())

    @classmethod
    async def of(
        cls,
        companies: int = 4,
        *,
        host: str = "Kvarnboden",
        begins: datetime | None = None,
        catalogues: Catalogues | None = None,
    ) -> YearClub:
        """Found a club of so many companies, all in; the first host is named."""
        founded = await cls.founded(companies, host=host, begins=begins, catalogues=catalogues)
        club = cls(founded.world, founded.id)
        club.turns_are_taken = False
        await club.world.settle()
        club.news()
        return club

    def news(self) -> News:
        """Return what was posted since this was asked last: the first line of each message, by who got it."""
        posted = self.world.letters.posted
        seen: dict[str, int] = self.__dict__.setdefault("_seen", {})
        fresh = {who: [each.splitlines()[0] for each in told[seen.get(who, 0) :]] for who, told in posted.items()}
        seen.update({who: len(told) for who, told in posted.items()})
        return {who: lines for who, lines in fresh.items() if lines}

    async def everybody(self) -> list[str]:
        """Return by first name who is in."""
        members = await self.world.members()
        return [each.name.split()[0].lower() for each in members if each.state is MemberState.PLEDGED]

    async def all_agree(self, *but: str) -> Meeting:
        """Let everybody say yes to all times of the next open poll, but some, and a date be decided."""
        await self.until(PollState.OPEN)
        for who in await self.everybody():
            if who not in but:
                heard = await self.all_fit(who)
                assert heard.error is None, heard.error
        meeting = await self.until_decided()
        await self.world.settle()
        return meeting

    async def opened(self) -> Poll:
        """Let time pass until a date poll is open."""
        return await self.until(PollState.OPEN)

    def offered_to(self, who: str, beginning: str) -> dict[str, Intent]:
        """Return what can be tapped on the last message to somebody that begins so, by label."""
        told = [each for each in self.views(who) if wording(each, self.voice).startswith(beginning)]
        blocks = [block for block in told[-1].blocks if isinstance(block, Choice)]
        return {each.label.say(self.voice): each.action for block in blocks for each in block.options}

    async def is_met(self, lead: str = "anna") -> Meeting:
        """Let the coming meeting take place, and the lead confirm who was there."""
        meeting = await self.meeting()
        await self.world.clockwork.advance(self.world.clock, meeting.ends_at + timedelta(minutes=30))
        heard = await self.world.press(lead, await self.world.say(lead, "/attendance"), "Right")
        assert heard.error is None, heard.error
        await self.world.settle()
        return meeting

    async def meets(self, lead: str = "anna") -> Meeting:
        """Let one cycle pass: the host, if one is asked, takes its turn, all agree on a date, and meet."""
        turn = await self.turn()
        if turn is None or not turn.is_accepted:
            await self.until_asked()
            await self.accept_turn()
        await self.all_agree()
        return await self.is_met(lead)

    async def until_turn_of(self, who: str) -> Turn:
        """Let time pass until somebody's company is asked whether it takes the turn."""
        company = await self.company(who)
        for _ in range(100):
            turn = await self.turn()
            if turn is not None and turn.company == company and turn.asked_at is not None:
                return turn
            await self.next_event()
        raise AssertionError(who)

    async def accept_turn(self, who: str | None = None, place: str = "Hamngatan 1, Vasa", webshop: str = "") -> Turn:
        """Let somebody take the turn that is asked about."""
        return await super().accept_turn(who, place, webshop)

    async def days(self, count: float) -> None:
        """Let days pass."""
        await self.world.later(days=count)

    async def latest(self) -> Meeting:
        """Return the meeting decided last, as it is now."""
        return (await self.look(lambda unit: unit.of(Meetings).all(self.scope)))[-1]

    async def history(self) -> list[tuple[str, MeetingState]]:
        """Return every meeting there ever was: at whose, and what became of it."""
        found = await self.look(lambda unit: unit.of(Meetings).all(self.scope))
        return [(await self.name_of(each.host), each.state) for each in found]

    async def the_turn(self) -> Turn:
        """Return the turn at hand, which there is."""
        turn = await self.turn()
        assert turn is not None
        return turn

    async def host_now(self) -> str:
        """Return whose turn it is."""
        return await self.name_of((await self.the_turn()).company)

    async def why(self, who: str, company: str | None = None) -> str:
        """Let somebody ask why a company, the own one unless said, has its turn; return the reason."""
        own: CompanyId = await self.company(who) if company is None else (await self.world.companies())[company].id
        return (await self.world.ask(who, WhyUs(club=self.id, company=own))).words.splitlines()[-1]

    async def gives(self, who: str, words: str) -> Heard:
        """Let somebody give a tip, a minute after what was before."""
        await self.world.later(minutes=1)
        heard = await self.world.say(who, f"/tip {words}")
        assert heard.error is None, heard.error
        return heard

    async def year(self, who: str = "anna") -> list[str]:
        """Return who hosts when, as somebody reads it."""
        read = (await self.world.say(who, "/turns")).words.splitlines()
        return [each for each in read if ": " in each and not each.startswith("Why then?")]


def to_all(people: Iterable[str], *lines: str) -> News:
    """Return that these people and the room were told this, and nothing else."""
    return {who: list(lines) for who in (*people, "room")}
