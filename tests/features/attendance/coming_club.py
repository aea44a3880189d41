"""A club that says who comes and marks who came, played through the real door."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.features.attendance.ports import AttendanceBook, Attended, Rsvp
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.ports import PollState
from bot.kernel.people import CompanyId
from bot.kernel.texts import Catalogues
from tests.features.club_world import HELSINKI, Heard
from tests.features.polls.poll_club import PEOPLE, PollClub

BEGIN = datetime(2026, 9, 24, 17, tzinfo=HELSINKI)
END = datetime(2026, 9, 24, 19, 30, tzinfo=HELSINKI)
ASKED = datetime(2026, 9, 22, 17, tzinfo=HELSINKI)
CARD = datetime(2026, 9, 24, 18, tzinfo=HELSINKI)
WHO = {company: who for who, (_, company) in PEOPLE.items()}


class ComingClub(PollClub):
    """A club with a decided date: Thursday 24 September, 17:00–19:30, at Kvarnboden."""

    @classmethod
    def of(cls, club: PollClub) -> ComingClub:
        """Look at a club in this way."""
        return cls(club.world, club.id)

    @classmethod
    async def with_date(cls, catalogues: Catalogues | None = None) -> ComingClub:
        """Found a club of five; anna hosts and leads, bo said yes, cia if need be, dan no, eva nothing."""
        club = cls.of(await cls.founded(5, catalogues=catalogues))
        await club.until(PollState.OPEN)
        await club.all_fit("anna")
        await club.all_fit("bo")
        await club.fill("cia", "mmmm")
        await club.fill("dan", "nnnn")
        await club.until_decided()
        await club.world.settle()
        return club

    async def latest(self) -> Meeting:
        """Return the meeting decided last, as it is now."""
        return (await self.look(lambda unit: unit.of(Meetings).all(self.scope)))[-1]

    async def said(self) -> dict[str, Rsvp]:
        """Return what companies said themselves, by who is behind each."""
        known = (await self.latest()).id
        rsvps = await self.look(lambda unit: unit.of(AttendanceBook).rsvps(self.scope, known))
        return {await self._who(company): each for company, each in rsvps.items()}

    async def presences(self) -> dict[str, Attended]:
        """Return the marks of the latest meeting, by who is behind each company."""
        known = (await self.latest()).id
        marks = await self.look(lambda unit: unit.of(AttendanceBook).marks(self.scope, known))
        return {await self._who(company): each for company, each in marks.items()}

    async def states(self) -> dict[str, str]:
        """Return the marks as words."""
        return {who: each.presence.name.lower() for who, each in (await self.presences()).items()}

    async def go(self, instant: datetime) -> None:
        """Let time pass until an instant."""
        await self.world.clockwork.advance(self.world.clock, instant)

    async def after(self, **passed: float) -> None:
        """Let time pass until so long after the meeting's end."""
        await self.go(END + timedelta(**passed))

    async def says(self, who: str, label: str) -> Heard:
        """Let somebody open their panel and tap an answer."""
        heard = await self.world.press(who, await self.world.say(who, "/coming"), label)
        assert heard.error is None, heard.error
        return heard

    async def marked(self, who: str, label: str, by: str = "anna") -> Heard:
        """Let the lead open a company's answers on the card and tap one."""
        card = await self.world.say(by, "/attendance")
        row = next(each for each in card.buttons if each.startswith(f"{PEOPLE[who][1]}: "))
        heard = await self.world.press(by, await self.world.press(by, card, row), label)
        assert heard.error is None, heard.error
        return heard

    async def right(self, by: str = "anna") -> Heard:
        """Let the lead say that the card is right."""
        heard = await self.world.press(by, await self.world.say(by, "/attendance"), "Right")
        assert heard.error is None, heard.error
        return heard

    async def _who(self, company: CompanyId) -> str:
        return WHO[await self.name_of(company)]
