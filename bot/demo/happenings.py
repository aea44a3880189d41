"""What does not happen in every cycle: two trade their turns, somebody corrects a mark, talks, is away, knocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, timedelta

from bot.demo.cast import CAST, KNOCKER, Somebody
from bot.demo.club import PlayedClub, shop_named
from bot.demo.talk import ON_THE_WAY, TALK, WHILE_THE_POLL_IS_OPEN, Line, Saved
from bot.features.absences.intents import AddAway
from bot.features.activity.intents import SnoozeUntil
from bot.features.attendance.intents import MarkOwn
from bot.features.attendance.ports import Presence
from bot.features.joining.intents import AcceptPledge, Knock, MakeCompanyLink, OpenInvitation
from bot.features.meetings.ports import Meeting
from bot.features.tips.intents import AnswerAsked, JoinTips, SaveAsTip, SetArea, SetEffect, SetEffort
from bot.features.tips.model.groups import groups_of
from bot.features.tips.ports import Tips, TipState
from bot.features.turns.intents import AcceptTurn
from bot.features.turns.ports import Swaps, SwapState, Turns
from bot.features.turns.year_intents import OfferSwap, TakeSwap
from bot.kernel.people import Where

SWAP_CYCLE, GIVER, TAKER = 2, "Lumon Lanka", "Skärgårdslyktan"
# Marked absent by mistake, and set right by the company itself a day later.
CORRECTS = {2: "Vindskogens Ull"}
AWAY, AWAY_FROM, AWAY_FOR = "Kesäyön Keramiikka", timedelta(days=54), timedelta(days=13)
SNOOZED, QUIET_FOR = "greta", timedelta(days=20)
ONE_DAY = timedelta(days=1)
# From this hour on, in UTC, it is evening in Helsinki all year round.
EVENING_HOUR = 15


@dataclass(frozen=True, slots=True)
class Happenings:
    """Each is done once, as soon as its moment has come."""

    club: PlayedClub

    async def happen(self) -> None:
        """Let happen what is due."""
        meetings = await self.club.meetings()
        await self._swap()
        await self._talk(meetings)
        await self._save_as_tip(meetings, ON_THE_WAY)
        for cycle, meeting in meetings.items():
            if meeting.is_held:
                await self._join_alike(meeting)
                await self._correct(cycle, meeting)

    async def end(self) -> None:
        """Bring about what the demo is shown with: talk, somebody away, somebody quiet, somebody who knocks."""
        for who, words in WHILE_THE_POLL_IS_OPEN:
            await self.club.stage.talk(CAST[who], self.club.id, words)
        today = self.club.now.date()
        away = AddAway(club=self.club.id, first=today + AWAY_FROM, last=today + AWAY_FROM + AWAY_FOR)
        await self.club.stage.ask(shop_named(AWAY).people[-1], away)
        await self.club.stage.ask(CAST[SNOOZED], SnoozeUntil(club=self.club.id, until=today + QUIET_FOR))
        await self._knock(KNOCKER, "Northlight Bikes")

    async def _swap(self) -> None:
        """Two companies trade their turns once the first has taken its own; the other says where."""
        turn = await self.club.look(lambda unit: unit.of(Turns).current(self.club.scope))
        if turn is None or (turn.cycle, turn.is_accepted) != (SWAP_CYCLE, True):
            return
        giver, taker = shop_named(GIVER), shop_named(TAKER)
        swaps = await self.club.look(lambda unit: unit.of(Swaps).all(self.club.scope))
        open_now = next((each for each in swaps if each.state is SwapState.OFFERED), None)
        if self.club.is_new("swap"):
            other = self.club.companies[TAKER]
            offer = OfferSwap(club=self.club.id, company=other, own_cycle=SWAP_CYCLE, other_cycle=SWAP_CYCLE + 1)
            await self.club.stage.ask(giver.people[0], offer)
        elif open_now is not None:
            await self.club.stage.ask(taker.people[0], TakeSwap(club=self.club.id, swap=open_now.id))
            taken = await self.club.look(lambda unit: unit.of(Turns).current(self.club.scope))
            if taken is not None:
                where = AcceptTurn(club=self.club.id, turn=taken.id, place=taker.place, webshop=taker.webshop)
                await self.club.stage.ask(taker.people[0], where)

    async def _talk(self, meetings: dict[int, Meeting]) -> None:
        for line in TALK:
            if self._is_time(meetings, line) and self.club.is_new("said", line.words):
                await self.club.stage.talk(CAST[line.who], self.club.id, line.words)

    def _is_time(self, meetings: dict[int, Meeting], line: Line) -> bool:
        meeting = meetings.get(line.cycle)
        if meeting is None:
            return False
        today = self.club.now.astimezone(meeting.zone).date()
        is_evening = self.club.now.astimezone(UTC).hour >= EVENING_HOUR
        return today == meeting.day + ONE_DAY * line.days and is_evening == line.in_evening

    async def _save_as_tip(self, meetings: dict[int, Meeting], saved: Saved) -> None:
        """Somebody saves another's line as a tip; half a day later its author agrees and says more."""
        stage, author = self.club.stage, CAST[saved.line.who]
        if self._is_time(meetings, saved.line) and self.club.is_new("saved", saved.line.words):
            message = await stage.talk(author, self.club.id, saved.line.words)
            save = SaveAsTip(club=self.club.id, words=saved.line.words, author=author.handle, message=message)
            await stage.ask(CAST[saved.by], save, Where(stage.platform, self.club.id))
            return
        meeting = meetings.get(saved.line.cycle)
        asked = [each for each in await self.club.tips_for(meeting) if each.state is TipState.ASKED] if meeting else []
        for tip in asked:
            await stage.ask(author, AnswerAsked(club=self.club.id, tip=tip.id, agrees=True))
            await stage.ask(author, SetArea(club=self.club.id, tip=tip.id, area=saved.area))
            await stage.ask(author, SetEffort(club=self.club.id, tip=tip.id, dots=saved.effort))
            await stage.ask(author, SetEffect(club=self.club.id, tip=tip.id, dots=saved.effect))

    async def _join_alike(self, meeting: Meeting) -> None:
        """In the evening of the visit the host joins the tips that say the same."""
        if not self.club.is_new("alike", meeting.id):
            return
        pairs = await self.club.look(lambda unit: unit.of(Tips).pairs(self.club.scope, meeting.turn))
        host = self.club.shop(meeting.host).people[0]
        for pair in pairs:
            groups = groups_of(await self.club.tips_for(meeting))
            if not any({pair.one, pair.other} <= {tip.id for tip in group.tips} for group in groups):
                await self.club.stage.ask(host, JoinTips(club=self.club.id, one=pair.one, other=pair.other))

    async def _correct(self, cycle: int, meeting: Meeting) -> None:
        name = CORRECTS.get(cycle)
        if name is None or self.club.now < meeting.ends_at + 2 * ONE_DAY or not self.club.is_new("corrected", name):
            return
        who = shop_named(name).people[1]
        await self.club.stage.ask(who, MarkOwn(club=self.club.id, meeting=meeting.id, presence=Presence.PRESENT))

    async def _knock(self, who: Somebody, company: str) -> None:
        """Somebody has a company's link, says their name, accepts the rules, and waits to be let in."""
        stage, host = self.club.stage, shop_named(company).people[0]
        made = await stage.ask(host, MakeCompanyLink(club=self.club.id, company=self.club.companies[company]))
        token = stage.tokens(made)[0]
        await stage.ask(who, OpenInvitation(token=token))
        await stage.ask(who, Knock(token=token, name=who.name))
        await stage.ask(who, AcceptPledge(club=self.club.id))


def days_to(meeting: Meeting, today: date) -> int:
    """Return how many days a meeting is away."""
    return max((meeting.day - today).days, 0)
