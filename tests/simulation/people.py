"""The people of a history: what they saw they may press, at once, later, twice, or long after."""

from __future__ import annotations

import random
from collections.abc import Callable, Coroutine, Iterable
from datetime import timedelta
from typing import Any

from bot.features.joining.intents import Leave
from bot.kernel.intents import Intent
from bot.kernel.people import ClubId
from tests.fakes.platform import FakePlatform, Message
from tests.simulation import answering, following, giving
from tests.simulation.filling import filled
from tests.simulation.tempers import Temper
from tests.simulation.world import Heard, World, intents_of

Act = Callable[[], Coroutine[Any, Any, None]]
# What somebody does on seeing a message; each looks for what it knows in it.
HABITS: tuple[Callable[[Person, Message], None], ...]
TAPS_TWICE = 0.03


class Person:
    """Somebody with one account."""

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
        self.chance: random.Random = world.chance(handle)
        self.saw: list[Intent] = []
        self._begun: set[tuple[str, ...]] = set()

    def notice(self, message: Message) -> None:
        """See a message, new or changed, and perhaps do something about it later."""
        self.saw += intents_of(message.view)
        for habit in HABITS:
            habit(self, message)

    # Pressing.

    async def press(self, what: Intent | str) -> tuple[Intent, ...]:
        """Press something in the own lane and return what can be pressed then."""
        return (await self.hear(what)).intents

    async def hear(self, what: Intent | str, **typed: str | tuple[str, ...]) -> Heard:
        """Press something in the own lane and return what was answered; some fingers press twice."""
        if self.chance.random() < TAPS_TWICE:
            self.world.later(timedelta(milliseconds=self.chance.randint(50, 900)), self._again(what, typed))
        heard = await self.world.press(self.handle, self.platform, what, **typed)
        self.saw += heard.intents
        return heard

    def _again(self, what: Intent | str, typed: dict[str, str | tuple[str, ...]]) -> Act:
        async def act() -> None:
            await self.world.press(self.handle, self.platform, what, **typed)

        return act

    async def do(self, what: Intent) -> Heard:
        """Press, fill in what is asked for, and be sure if one is asked whether one is."""
        heard = await self.hear(what)
        if heard.form is not None:
            heard = await self.hear(heard.form.action, **filled(self, heard.form))
        for each in heard.intents:
            if type(each) is type(what) and getattr(each, "sure", False):
                return await self.hear(each)
        return heard

    def pressing(self, what: Intent) -> Act:
        """Return the act of pressing something."""

        async def act() -> None:
            await self.press(what)

        return act

    # When.

    def once(self, about: Iterable[str], how_often: float, least: timedelta, most: timedelta, act: Act) -> None:
        """Plan an act, perhaps, the first time there is cause for it."""
        if tuple(about) in self._begun:
            return
        self._begun.add(tuple(about))
        if self.chance.random() < how_often:
            self.world.later(self.between(least, most), act)

    def between(self, least: timedelta, most: timedelta) -> timedelta:
        """Draw how long something takes."""
        return least + (most - least) * self.chance.random()

    async def leave(self, club: ClubId) -> None:
        """Leave the club, if it lets one go."""
        await self.do(Leave(club=club))


HABITS = (answering.see, following.see, giving.see)
