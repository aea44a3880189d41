"""Strangers, former members and people of other clubs, who press whatever was ever seen, anywhere."""

from __future__ import annotations

from datetime import timedelta

from tests.simulation.founding import Club
from tests.simulation.world import World

STRANGERS = ("stray", "nosy")
# What no member presses by mistake: forgetting, leaving, removing, closing, and whatever ends a round or a meeting.
GRAVE = frozenset(
    {"df", "jl", "jx", "jy", "pz", "pc", "px", "pn", "jh", "jd", "mc", "mx", "mt", "cz", "cv", "un", "al"}
)


class Outsiders:
    """Strangers, former members and people of other clubs press whatever was ever seen, anywhere."""

    def __init__(self, world: World, clubs: list[Club]) -> None:
        self._world = world
        self._clubs = clubs
        self._chance = world.chance("outsiders")

    async def one(self) -> None:
        """Press one old button as somebody, and another one some hours later."""
        self._world.later(timedelta(hours=self._chance.uniform(1, 12)), self.one)
        if not self._world.pressed:
            return
        people = [person.handle for club in self._clubs for person in club.people]
        who = self._chance.choice([*STRANGERS, self._chance.choice(people)])
        club = self._chance.choice(self._clubs)
        person = next((each for each in club.people if each.handle == who), None)
        platform = person.platform if person else self._world.platforms["rich"]
        rooms = [each.room_on(platform) for each in self._clubs]
        chat = self._chance.choice([who, who, *rooms, "elsewhere"])
        data = self._chance.choice(self._world.pressed)
        if self._chance.random() < 0.1:
            data = data[:-1] + self._chance.choice("a7.é")
        if who in STRANGERS or data.split(".", 1)[0] not in GRAVE:
            await self._world.press_in(who, platform, chat, data)
