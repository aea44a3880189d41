"""The demo club's days: at noon and in the evening its people look at what is asked of them, and do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.demo.cast import CAST, LEAD, SHOPS, Shop
from bot.demo.club import PlayedClub, shop_named
from bot.demo.happenings import CORRECTS, Happenings, days_to
from bot.demo.tips import LATE_TIPS_FOR, TIPS_FOR, Advice
from bot.features.attendance.intents import ConfirmAttendance, GiveReason, MarkCompany, SayComing, Tap
from bot.features.attendance.ports import Coming
from bot.features.attendance.service.sheet import sheet_of
from bot.features.backpack.intents import PickTip, SayOutcome, ShareBackpack, TellClub
from bot.features.backpack.ports import Backpacks, Outcome
from bot.features.briefs.intents import WriteBrief
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.intents import AllFit, Tick, Vote
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.tips.intents import BackTip, GiveTip, SetArea, SetEffect, SetEffort, SetNamed
from bot.features.tips.model.groups import groups_of
from bot.features.tips.ports import Level, Tip
from bot.features.turns.intents import AcceptTurn
from bot.features.turns.ports import Turns
from bot.kernel.errors import BugError

NOON, EVENING = time(12, 15), time(20, 10)
ONE_DAY, THREE_WEEKS = timedelta(days=1), timedelta(weeks=3)
LONGEST_DAYS = 400
# Cannot-come is said this long before.
DAYS_BEFORE = 4
# Tips that come when the backpack is packed already.
DAYS_LATE = 3
# Who is silent in the poll of a cycle and is reminded; who did not come to its meeting; who said so in time, and why.
SILENT = {1: "Saunatonttula", 2: "Saunatonttula", 3: "Björkbarks Skafferi"}
ABSENT = {1: ("Saunatonttula",), 2: ("Saunatonttula", CORRECTS[2])}
CANNOT = {
    0: {"Björkbarks Skafferi": ""},
    2: {"Northlight Bikes": "Sam is at a fair in Tampere and I mind the shop."},
    3: {"Kesäyön Keramiikka": "Uunia poltetaan juuri sinä iltana."},
}


@dataclass(frozen=True, slots=True)
class Year:
    """One club's days, told through its people's acts."""

    club: PlayedClub

    async def live_until_asked(self, cycle: int) -> Poll:
        """Let day after day pass, each with what its people do, until the date poll of a cycle is open."""
        for moment in self._moments():
            await self.club.stage.core.clockwork.advance(self.club.stage.clock, moment)
            poll = await self.club.look(lambda unit: unit.of(Polls).live(self.club.scope))
            if poll is not None and (poll.cycle, poll.state) == (cycle, PollState.OPEN):
                return poll
            await self._take_turn()
            await self._answer_poll()
            await self._prepare_meeting()
            await self._after_meeting()
            await Happenings(self.club).happen()
            await self.club.stage.core.clockwork.settle()
        raise BugError("the demo's date poll does not open")

    def _moments(self) -> Iterator[datetime]:
        zone = self.club.stage.core.seams.zone
        first = self.club.now.astimezone(zone).date()
        for days in range(LONGEST_DAYS):
            for at in (NOON, EVENING):
                moment = datetime.combine(first + ONE_DAY * days, at, zone)
                if moment > self.club.now:
                    yield moment

    # The turn and the date.

    async def _take_turn(self) -> None:
        turn = await self.club.look(lambda unit: unit.of(Turns).current(self.club.scope))
        if turn is None or turn.is_accepted or turn.asked_at is None or turn.asked_at > self.club.now:
            return
        shop = self.club.shop(turn.company)
        if self.club.is_new("turn", turn.id):
            await self.club.stage.ask(
                shop.people[0], AcceptTurn(club=self.club.id, turn=turn.id, place=shop.place, webshop=shop.webshop)
            )

    async def _answer_poll(self) -> None:
        poll = await self.club.look(lambda unit: unit.of(Polls).live(self.club.scope))
        if poll is None or poll.state is not PollState.OPEN:
            return
        days = (self.club.now - poll.opens_at) // ONE_DAY
        for number, shop in enumerate(SHOPS):
            is_silent = SILENT.get(poll.cycle) == shop.name
            if number % 4 <= days and not is_silent and self.club.is_new("poll", poll.id, shop.name):
                await self._answer(poll, shop, number)

    async def _answer(self, poll: Poll, shop: Shop, number: int) -> None:
        """The host says yes to all; the others mostly, each in their own way."""
        who = shop.people[number % len(shop.people)]
        if self.club.companies[shop.name] == poll.host:
            await self.club.stage.ask(who, AllFit(club=self.club.id, poll=poll.id))
            return
        ticks = {0: Tick.NO, 1: Tick.IF_NEED_BE}
        for place, slot in enumerate(poll.slots):
            tick = ticks.get((number * 3 + place * 5 + poll.cycle) % 7, Tick.YES)
            await self.club.stage.ask(who, Vote(club=self.club.id, slot=slot, tick=tick))

    # The meeting to come.

    async def _prepare_meeting(self) -> None:
        meetings = await self.club.meetings()
        cycle, meeting = next(((number, each) for number, each in meetings.items() if each.is_coming), (0, None))
        if meeting is None:
            return
        now = self.club.now
        host = self.club.shop(meeting.host)
        if now >= meeting.decided_at + ONE_DAY and self.club.is_new("brief", meeting.turn):
            await self._write_brief(host)
        advice = TIPS_FOR.get(host.name, ())
        given = {3: 2, 2: 3, 1: 4, 0: len(advice)}
        days_left = days_to(meeting, now.astimezone(meeting.zone).date())
        await self._give(meeting, advice[: given.get(days_left, 0)])
        if days_left <= DAYS_BEFORE:
            await self._cannot(meeting, cycle)
        if days_left <= 1:
            await self._come(meeting, cycle)

    async def _come(self, meeting: Meeting, cycle: int) -> None:
        """Who was asked says yes, often a colleague of the one who was."""
        stood = (await self.club.look(lambda unit: sheet_of(unit, self.club.scope, meeting))).stood
        for name, company in self.club.companies.items():
            is_absent = name in ABSENT.get(cycle, ())
            if company in stood.silent and not is_absent and self.club.is_new("coming", meeting.id, name):
                coming = SayComing(club=self.club.id, meeting=meeting.id, coming=Coming.COMING)
                await self.club.stage.ask(shop_named(name).people[-1], coming)

    async def _cannot(self, meeting: Meeting, cycle: int) -> None:
        """Some say in time that they cannot come, most of them why."""
        for name, reason in CANNOT.get(cycle, {}).items():
            if self.club.is_new("cannot", meeting.id, name):
                who = shop_named(name).people[0]
                await self.club.stage.ask(who, SayComing(club=self.club.id, meeting=meeting.id, coming=Coming.CANNOT))
                if reason:
                    await self.club.stage.ask(who, GiveReason(club=self.club.id, meeting=meeting.id, reason=reason))

    async def _give(self, meeting: Meeting, advice: Sequence[Advice]) -> None:
        """Let tips be given that were not given yet, each with what its author taps; some are backed."""
        for number, each in enumerate(advice):
            if self.club.is_new("tip", meeting.turn, each.words):
                await self._give_one(meeting, number, each)

    async def _give_one(self, meeting: Meeting, number: int, advice: Advice) -> None:
        who = CAST[advice.who]
        await self.club.stage.ask(who, GiveTip(club=self.club.id, words=advice.words))
        tip = await self._tip(meeting, advice)
        if advice.area is not None:
            await self.club.stage.ask(who, SetArea(club=self.club.id, tip=tip.id, area=advice.area))
        if advice.effort:
            await self.club.stage.ask(who, SetEffort(club=self.club.id, tip=tip.id, dots=advice.effort))
        if advice.effect:
            await self.club.stage.ask(who, SetEffect(club=self.club.id, tip=tip.id, dots=advice.effect))
        if not advice.named:
            await self.club.stage.ask(who, SetNamed(club=self.club.id, tip=tip.id, named=False))
        if meeting.is_coming:
            await self._back(meeting, number, tip)

    async def _back(self, meeting: Meeting, number: int, tip: Tip) -> None:
        """Some tips are backed by a company or two, some by none."""
        for place in range((number * 7) % 4):
            shop = SHOPS[(number * 3 + place * 2) % len(SHOPS)]
            if self.club.companies[shop.name] not in {tip.company, meeting.host}:
                await self.club.stage.ask(shop.people[-1], BackTip(club=self.club.id, tip=tip.id, backs=True))

    async def _tip(self, meeting: Meeting, advice: Advice) -> Tip:
        return next(each for each in await self.club.tips_for(meeting) if each.words == advice.words)

    async def _write_brief(self, host: Shop) -> None:
        asked = {f"question_{number}": words for number, words in enumerate(host.questions, start=1)}
        brief = WriteBrief(club=self.club.id, goal=host.goal, webshop=host.webshop, **asked)
        await self.club.stage.ask(host.people[0], brief)

    # What comes after it.

    async def _after_meeting(self) -> None:
        held = await self.club.look(lambda unit: unit.of(Meetings).held(self.club.scope))
        for cycle, meeting in enumerate(held):
            if self.club.is_new("attendance", meeting.id):
                await self._mark_attendance(meeting, cycle)
            await self._pick(meeting)
            if self.club.now >= meeting.ends_at + ONE_DAY * DAYS_LATE:
                await self._give(meeting, LATE_TIPS_FOR.get(self.club.shop(meeting.host).name, ()))
            await self._say_outcomes(meeting)

    async def _mark_attendance(self, meeting: Meeting, cycle: int) -> None:
        for name in ABSENT.get(cycle, ()):
            mark = MarkCompany(club=self.club.id, meeting=meeting.id, company=self.club.companies[name], tap=Tap.ABSENT)
            await self.club.stage.ask(LEAD, mark)
        await self.club.stage.ask(LEAD, ConfirmAttendance(club=self.club.id, meeting=meeting.id))

    async def _pick(self, meeting: Meeting) -> None:
        """The host takes three first, and shares its backpack."""
        packed = await self.club.look(lambda unit: unit.of(Backpacks).backpack(self.club.scope, meeting.turn))
        if packed is None or not self.club.is_new("picks", meeting.turn):
            return
        who = self.club.shop(meeting.host).people[0]
        tips = await self.club.tips_for(meeting)
        leads = [group.lead for group in groups_of(tips)]
        for tip in sorted(leads, key=lambda each: (-(each.effect or 0), each.effort or Level.MUCH))[:3]:
            await self.club.stage.ask(who, PickTip(club=self.club.id, tip=tip.id, wanted=True))
        if self.club.shop(meeting.host).name != "Bärkorgen":
            await self.club.stage.ask(who, ShareBackpack(club=self.club.id, turn=meeting.turn))

    async def _say_outcomes(self, meeting: Meeting) -> None:
        """After three weeks the host says what became of them: done, on its way, did not work."""
        asked_at = meeting.ends_at + THREE_WEEKS
        if self.club.now < asked_at + 2 * ONE_DAY or not self.club.is_new("outcomes", meeting.turn):
            return
        who = self.club.shop(meeting.host).people[0]
        picks = await self.club.look(lambda unit: unit.of(Backpacks).picks(self.club.scope, meeting.turn))
        for pick, outcome in zip(picks, (Outcome.DONE, Outcome.ON_ITS_WAY, Outcome.DID_NOT_WORK), strict=False):
            await self.club.stage.ask(who, SayOutcome(club=self.club.id, tip=pick.tip, outcome=outcome))
            if outcome is Outcome.DONE:
                await self._let_room_hear(meeting, pick.tip)

    async def _let_room_hear(self, meeting: Meeting, known: str) -> None:
        """Host and author agree that the room hears of a tip that worked."""
        tip = next(each for each in await self.club.tips_for(meeting) if each.id == known)
        given = TIPS_FOR[self.club.shop(meeting.host).name]
        author = next(each.who for each in given if each.words == tip.words)
        for who in (self.club.shop(meeting.host).people[0], CAST[author]):
            await self.club.stage.ask(who, TellClub(club=self.club.id, tip=tip.id))
