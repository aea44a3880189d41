"""The demo club's days: at noon and in the evening its people look at what is asked of them, and do it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TypeVar

from bot.demo.cast import CAST, LEAD, SHOPS, Shop
from bot.demo.stage import Stage
from bot.demo.tips import TIPS_FOR, Advice
from bot.features.attendance.intents import ConfirmAttendance, MarkCompany, SayComing, Tap
from bot.features.attendance.ports import Coming
from bot.features.backpack.intents import PickTip, SayOutcome, ShareBackpack
from bot.features.backpack.ports import Backpacks, Outcome
from bot.features.briefs.intents import WriteBrief
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.intents import AllFit, Tick, Vote
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.tips.intents import BackTip, GiveTip, SetArea, SetEffect, SetEffort, SetNamed
from bot.features.tips.ports import Level, Tip, Tips
from bot.features.turns.intents import AcceptTurn
from bot.features.turns.ports import Turns
from bot.kernel.errors import BugError
from bot.kernel.people import ClubId, ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork

R = TypeVar("R")
NOON, EVENING = time(12, 15), time(20, 10)
ONE_DAY, THREE_WEEKS = timedelta(days=1), timedelta(weeks=3)
LONGEST_DAYS = 400
# Cannot-come is said this long before.
DAYS_BEFORE = 4
# Who stays silent in the poll of a cycle and is reminded; who did not come to its meeting; who said so in time.
SILENT = {1: "Saunatonttula", 2: "Saunatonttula", 3: "Northlight Bikes"}
ABSENT = {1: ("Saunatonttula",), 2: ("Saunatonttula",)}
CANNOT = {0: ("Björkbarks Skafferi",), 2: ("Northlight Bikes",), 3: ("Kesäyön Keramiikka",)}


@dataclass(slots=True)
class Year:
    """One club's days, told through its people's acts; `companies` are by the shops' names."""

    stage: Stage
    club: ClubId
    companies: dict[str, CompanyId]
    _done: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def scope(self) -> ClubScope:
        """The club's proof for its repositories."""
        return ClubScope(self.club)

    async def live_until_asked(self, cycle: int) -> Poll:
        """Let day after day pass, each with what its people do, until the date poll of a cycle is open."""
        for moment in self._moments():
            await self.stage.core.clockwork.advance(self.stage.clock, moment)
            poll = await self._look(lambda unit: unit.of(Polls).live(self.scope))
            if poll is not None and (poll.cycle, poll.state) == (cycle, PollState.OPEN):
                return poll
            await self._take_turn()
            await self._answer_poll()
            await self._prepare_meeting()
            await self._after_meeting()
            await self.stage.core.clockwork.settle()
        raise BugError("the demo's date poll does not open")

    def _moments(self) -> Iterator[datetime]:
        zone = self.stage.core.seams.zone
        first = self.stage.clock.now().astimezone(zone).date()
        for days in range(LONGEST_DAYS):
            for at in (NOON, EVENING):
                moment = datetime.combine(first + ONE_DAY * days, at, zone)
                if moment > self.stage.clock.now():
                    yield moment

    # The turn and the date.

    async def _take_turn(self) -> None:
        turn = await self._look(lambda unit: unit.of(Turns).current(self.scope))
        if turn is None or turn.is_accepted or turn.asked_at is None or turn.asked_at > self.stage.clock.now():
            return
        shop = self._shop(turn.company)
        if self._is_new("turn", turn.id):
            await self.stage.ask(
                shop.people[0], AcceptTurn(club=self.club, turn=turn.id, place=shop.place, webshop=shop.webshop)
            )

    async def _answer_poll(self) -> None:
        poll = await self._look(lambda unit: unit.of(Polls).live(self.scope))
        if poll is None or poll.state is not PollState.OPEN:
            return
        days = (self.stage.clock.now() - poll.opens_at) // ONE_DAY
        for number, shop in enumerate(SHOPS):
            is_silent = SILENT.get(poll.cycle) == shop.name
            if number % 4 <= days and not is_silent and self._is_new("poll", poll.id, shop.name):
                await self._answer(poll, shop, number)

    async def _answer(self, poll: Poll, shop: Shop, number: int) -> None:
        """The host says yes to all; the others mostly, each in their own way."""
        who = shop.people[number % len(shop.people)]
        if self.companies[shop.name] == poll.host:
            await self.stage.ask(who, AllFit(club=self.club, poll=poll.id))
            return
        ticks = {0: Tick.NO, 1: Tick.IF_NEED_BE}
        for place, slot in enumerate(poll.slots):
            tick = ticks.get((number * 3 + place * 5 + poll.cycle) % 7, Tick.YES)
            await self.stage.ask(who, Vote(club=self.club, slot=slot, tick=tick))

    # The meeting to come.

    async def _prepare_meeting(self) -> None:
        meeting = await self._look(lambda unit: unit.of(Meetings).coming(self.scope))
        if meeting is None:
            return
        now, cycle = self.stage.clock.now(), await self._cycle_of(meeting)
        host = self._shop(meeting.host)
        if now >= meeting.decided_at + ONE_DAY and self._is_new("brief", meeting.turn):
            await self._write_brief(host)
        advice = TIPS_FOR.get(host.name, ())
        given = {3: 2, 2: 3, 1: 4, 0: len(advice)}
        days_left = max((meeting.day - now.astimezone(meeting.zone).date()).days, 0)
        await self._give(meeting, advice[: given.get(days_left, 0)])
        for name in CANNOT.get(cycle, ()):
            if days_left <= DAYS_BEFORE and self._is_new("cannot", meeting.id, name):
                who = self._shop_named(name).people[0]
                await self.stage.ask(who, SayComing(club=self.club, meeting=meeting.id, coming=Coming.CANNOT))

    async def _give(self, meeting: Meeting, advice: Sequence[Advice]) -> None:
        """Let tips be given that were not given yet, each with what its author taps; some are backed."""
        for number, each in enumerate(advice):
            if self._is_new("tip", meeting.turn, each.words):
                await self._give_one(meeting, number, each)

    async def _give_one(self, meeting: Meeting, number: int, advice: Advice) -> None:
        who = CAST[advice.who]
        await self.stage.ask(who, GiveTip(club=self.club, words=advice.words))
        tip = await self._tip(meeting, advice)
        if advice.area is not None:
            await self.stage.ask(who, SetArea(club=self.club, tip=tip.id, area=advice.area))
        if advice.effort:
            await self.stage.ask(who, SetEffort(club=self.club, tip=tip.id, dots=advice.effort))
        if advice.effect:
            await self.stage.ask(who, SetEffect(club=self.club, tip=tip.id, dots=advice.effect))
        if not advice.named:
            await self.stage.ask(who, SetNamed(club=self.club, tip=tip.id, named=False))
        for place in range((number * 7) % 4):
            shop = SHOPS[(number * 3 + place * 2) % len(SHOPS)]
            if self.companies[shop.name] not in {tip.company, meeting.host}:
                await self.stage.ask(shop.people[-1], BackTip(club=self.club, tip=tip.id, backs=True))

    async def _tip(self, meeting: Meeting, advice: Advice) -> Tip:
        tips = await self._look(lambda unit: unit.of(Tips).of_turn(self.scope, meeting.turn))
        return next(each for each in tips if each.words == advice.words)

    async def _write_brief(self, host: Shop) -> None:
        asked = {f"question_{number}": words for number, words in enumerate(host.questions, start=1)}
        brief = WriteBrief(club=self.club, goal=host.goal, webshop=host.webshop, **asked)
        await self.stage.ask(host.people[0], brief)

    # What comes after it.

    async def _after_meeting(self) -> None:
        held = await self._look(lambda unit: unit.of(Meetings).held(self.scope))
        for cycle, meeting in enumerate(held):
            if self._is_new("attendance", meeting.id):
                await self._mark_attendance(meeting, cycle)
            await self._pick(meeting)
            await self._say_outcomes(meeting)

    async def _mark_attendance(self, meeting: Meeting, cycle: int) -> None:
        for name in ABSENT.get(cycle, ()):
            mark = MarkCompany(club=self.club, meeting=meeting.id, company=self.companies[name], tap=Tap.ABSENT)
            await self.stage.ask(LEAD, mark)
        await self.stage.ask(LEAD, ConfirmAttendance(club=self.club, meeting=meeting.id))

    async def _pick(self, meeting: Meeting) -> None:
        """The host takes three first, and shares its backpack."""
        packed = await self._look(lambda unit: unit.of(Backpacks).backpack(self.scope, meeting.turn))
        if packed is None or not self._is_new("picks", meeting.turn):
            return
        who = self._shop(meeting.host).people[0]
        tips = await self._look(lambda unit: unit.of(Tips).of_turn(self.scope, meeting.turn))
        for tip in [each for each in tips if each.effect is Level.MUCH and each.effort is Level.LITTLE][:3]:
            await self.stage.ask(who, PickTip(club=self.club, tip=tip.id, wanted=True))
        if self._shop(meeting.host).name != "Bärkorgen":
            await self.stage.ask(who, ShareBackpack(club=self.club, turn=meeting.turn))

    async def _say_outcomes(self, meeting: Meeting) -> None:
        """After three weeks the host says what became of them: done, on its way, did not work."""
        asked_at = meeting.ends_at + THREE_WEEKS
        if self.stage.clock.now() < asked_at + 2 * ONE_DAY or not self._is_new("outcomes", meeting.turn):
            return
        who = self._shop(meeting.host).people[0]
        picks = await self._look(lambda unit: unit.of(Backpacks).picks(self.scope, meeting.turn))
        for pick, outcome in zip(picks, (Outcome.DONE, Outcome.ON_ITS_WAY, Outcome.DID_NOT_WORK), strict=False):
            await self.stage.ask(who, SayOutcome(club=self.club, tip=pick.tip, outcome=outcome))

    # Looking.

    async def _look(self, at: Callable[[UnitOfWork], Awaitable[R]]) -> R:
        return await self.stage.core.storage.read(at)

    async def _cycle_of(self, meeting: Meeting) -> int:
        return (await self._look(lambda unit: unit.of(Turns).turn(self.scope, meeting.turn))).cycle

    def _shop(self, company: str) -> Shop:
        return self._shop_named(next(name for name, each in self.companies.items() if each == company))

    def _shop_named(self, name: str) -> Shop:
        return next(shop for shop in SHOPS if shop.name == name)

    def _is_new(self, *what: str) -> bool:
        """True the first time something is to be done."""
        is_new = what not in self._done
        self._done.add(what)
        return is_new
