"""The people of a history: prompt, late, silent, of two minds; and what each does on seeing something."""

from __future__ import annotations

import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.features.joining.intents import Leave
from bot.features.meetings.intents import CalendarFile
from bot.features.polls.intents import (
    AllFit,
    AskForDate,
    ByPhone,
    CloseNow,
    HostWord,
    LeadPoll,
    MyAnswers,
    NoneOfThese,
    OpenNow,
    PhoneVote,
    Redo,
    SlotId,
    Tick,
    Vote,
    WhoIsMissing,
    WhyThisDate,
)
from bot.features.turns.intents import AcceptTurn, PassTurn
from bot.kernel.intents import Intent
from bot.kernel.people import ClubId
from tests.fakes.platform import FakePlatform, Message
from tests.simulation.world import World, intents_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOON = (timedelta(seconds=1), timedelta(seconds=30), HOUR, DAY, 3 * DAY)


@dataclass(frozen=True, slots=True)
class Temper:
    """How somebody answers: after how long, with what share of the slots, and how often they think again."""

    name: str
    first: tuple[timedelta, timedelta] | None
    reminded: float = 0.7
    thorough: float = 1.0
    changes: float = 0.1
    says_no: float = 0.2


PROMPT = Temper("prompt", (HOUR / 4, 20 * HOUR))
LATE = Temper("late", (5 * DAY, 7 * DAY))
WAITS = Temper("waits to be reminded", None)
CHANGER = Temper("changes mind", (HOUR, 3 * DAY), changes=0.9)
HALF = Temper("half", (HOUR, 4 * DAY), thorough=0.5)
REFUSER = Temper("says no to all", (HOUR, 4 * DAY), says_no=1.0)
NEVER = Temper("never", None, reminded=0.0)
TEMPERS = (PROMPT, LATE, WAITS, CHANGER, HALF, REFUSER, NEVER)
WEIGHTS = (8, 3, 4, 4, 2, 1, 2)


def temper(chance: random.Random) -> Temper:
    """Draw how somebody is."""
    (drawn,) = chance.choices(TEMPERS, WEIGHTS)
    return drawn


class Person:
    """Somebody with one account. What they saw they may press, also long after."""

    def __init__(
        self, world: World, handle: str, number: int, company: int, platform: FakePlatform, how: Temper
    ) -> None:
        self.world = world
        self.handle = handle
        self.number = number
        self.company = company
        self.platform = platform
        self.temper = how
        self.clubs: set[ClubId] = set()
        self.chance = world.chance(handle)
        self.saw: list[Intent] = []
        self._begun: set[tuple[str, ...]] = set()

    async def press(self, what: Intent | str) -> tuple[Intent, ...]:
        """Press something in the own lane and return what can be pressed then."""
        heard = await self.world.press(self.handle, self.platform, what)
        self.saw += heard.intents
        return heard.intents

    def notice(self, message: Message) -> None:
        """See a message, new or changed, and perhaps do something about it later."""
        asked = intents_of(message.view)
        self.saw += asked
        for intent in asked:
            match intent:
                case AllFit(poll=poll) if message.place.is_private:
                    self._once(("reminded", poll), self.temper.reminded, HOUR, 20 * HOUR, self._voting(message))
                case AllFit(poll=poll):
                    self._plan_answer(poll, message)
                case HostWord(poll=poll, takes_it=True):
                    self._once(("word", poll), 0.8, HOUR / 2, 30 * HOUR, self._giving_word(intent))
                case AcceptTurn(turn=turn):
                    self._once(("take", turn), 0.8, HOUR, 3 * DAY, self._taking(intent))
                case PassTurn(turn=turn):
                    self._once(("pass", turn), 0.06, HOUR, 4 * DAY, self._pressing(intent))
                case OpenNow(poll=poll):
                    self._once(("draft", poll), 0.4, HOUR / 4, 22 * HOUR, self._tinkering())
                case AskForDate(poll=poll):
                    self._once(("date", poll), 0.9, HOUR, 3 * DAY, self._setting_date(intent))
                case WhyThisDate() | CalendarFile():
                    self._once(("look", intent.code), 0.1, HOUR, 2 * DAY, self._pressing(intent))
                case _:
                    pass

    def _once(self, about: tuple[str, ...], how_often: float, least: timedelta, most: timedelta, act: Act) -> None:
        if about in self._begun:
            return
        self._begun.add(about)
        if self.chance.random() < how_often:
            self.world.later(self._between(least, most), act)

    def _between(self, least: timedelta, most: timedelta) -> timedelta:
        return least + (most - least) * self.chance.random()

    def _plan_answer(self, poll: str, message: Message) -> None:
        if self.temper.first is not None:
            self._once(("answer", poll), 0.97, *self.temper.first, self._voting(message))
        self._once(("ask", poll), 0.05, HOUR, 6 * DAY, self._pressing(MyAnswers()))
        self._once(("mind", poll), 0.5, DAY, 6 * DAY, self._minding(message))

    # What they do then, read off the message as it is by that time.

    def _pressing(self, what: Intent) -> Act:
        async def act() -> None:
            await self.press(what)

        return act

    def _voting(self, message: Message) -> Act:
        async def act() -> None:
            asked = intents_of(message.view)
            votes = [each for each in asked if isinstance(each, Vote)]
            quick = [each for each in asked if isinstance(each, AllFit | NoneOfThese)]
            if not votes:
                votes = [each for each in self.saw if isinstance(each, Vote)][-3:]
            if quick and self.chance.random() < 0.12 + (self.temper.says_no == 1.0):
                is_no = self.chance.random() < max(0.4, self.temper.says_no)
                await self.press(next(each for each in quick if isinstance(each, NoneOfThese) is is_no))
            else:
                for slot in dict.fromkeys(each.slot for each in votes):
                    if self.chance.random() < self.temper.thorough:
                        await self._answer(votes, slot)
            if votes and self.chance.random() < self.temper.changes:
                again = self.chance.choice(votes).slot
                self.world.later(self.chance.choice(SOON), self._pressing(self._one(votes, again)))

        return act

    async def _answer(self, votes: list[Vote], slot: SlotId) -> None:
        await self.press(self._one(votes, slot))
        if self.chance.random() < self.temper.changes / 4:
            await self.press(self._one(votes, slot))

    def _one(self, votes: list[Vote], slot: SlotId) -> Vote:
        no = self.temper.says_no
        (tick,) = self.chance.choices((Tick.YES, Tick.IF_NEED_BE, Tick.NO), (1 - no, 0.15, no))
        found = [each for each in votes if each.slot == slot and each.tick is tick]
        return found[0] if found else self.chance.choice(votes)

    def _giving_word(self, yes: HostWord) -> Act:
        async def act() -> None:
            takes_it = self.chance.random() < 0.7
            await self.press(HostWord(club=yes.club, poll=yes.poll, takes_it=takes_it))

        return act

    def _taking(self, ask: AcceptTurn) -> Act:
        async def act() -> None:
            heard = await self.world.press(self.handle, self.platform, ask)
            if heard.form is not None:
                await self.world.press(self.handle, self.platform, heard.form.action, place="Hamngatan 5", webshop="")

        return act

    # What those who mind the club do; from all others it is refused.

    def _minding(self, message: Message) -> Act:
        async def act() -> None:
            club = message.place.club
            done = self.chance.random()
            panel = await self.press(LeadPoll(club=club))
            if done < 0.6:
                await self._ask_by_phone(club)
            elif done < 0.75:
                for each in [each for each in panel if isinstance(each, CloseNow)]:
                    await self._insist(each)
            elif done < 0.8:
                for again in [each for each in panel if isinstance(each, Redo)]:
                    await self._insist(again)

        return act

    async def _insist(self, what: Intent) -> None:
        """Press, and press the button that asks whether one is sure."""
        for sure in await self.press(what):
            if type(sure) is type(what):
                await self.press(sure)

    async def _ask_by_phone(self, club: ClubId) -> None:
        for call in [each for each in await self.press(WhoIsMissing(club=club)) if isinstance(each, ByPhone)][:2]:
            said = [each for each in await self.press(call) if isinstance(each, PhoneVote)]
            for slot in dict.fromkeys(each.slot for each in said):
                given = self.chance.choice([each for each in said if each.slot == slot])
                await self._insist(given)

    def _tinkering(self) -> Act:
        async def act() -> None:
            panel = await self.press(LeadPoll())
            wanted = self.chance.choice(("pr", "pf", "po"))
            for each in [each for each in panel if each.code == wanted][:1]:
                if wanted == "pf":
                    await self._fill_day(each, 14, 28)
                else:
                    await self.press(each)

        return act

    def _setting_date(self, ask: Intent) -> Act:
        async def act() -> None:
            for _ in range(4):
                if await self._fill_day(ask, 5, 20):
                    return

        return act

    async def _fill_day(self, ask: Intent, least: int, most: int) -> bool:
        """Open the form for a day, fill it in, insist if asked; True when it was taken."""
        heard = await self.world.press(self.handle, self.platform, ask)
        if heard.form is None:
            return True
        day = (self.world.loop.now() + DAY * self.chance.randint(least, most)).date()
        start = self.chance.choice(("17:00", "03:30", "12.15"))
        filled = await self.world.press(self.handle, self.platform, heard.form.action, day=day.isoformat(), start=start)
        for each in filled.intents:
            if each.code == "pk":
                await self.press(each)
        return not filled.is_refused

    async def leave(self, club: ClubId) -> None:
        """Leave the club, if it lets one go."""
        await self._insist(Leave(club=club))


Act = Callable[[], Coroutine[Any, Any, None]]
