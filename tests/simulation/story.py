"""What a history tells: founding, weeks of polls and meetings amid trouble, and a quiet end where all must be right."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from tests.fakes.platform import Message
from tests.simulation.ending import check_end
from tests.simulation.founding import Club, begin, found
from tests.simulation.outsiders import Outsiders
from tests.simulation.weeks import Weeks
from tests.simulation.world import World

DAY = timedelta(days=1)
# Not to the hour, for at full hours much is just beginning.
QUIET_AT_THE_END = timedelta(days=5, minutes=41)


async def story(world: World) -> None:
    """Play one history."""
    await world.open()
    await begin(world)
    clubs: list[Club] = []
    for number in range(world.size.clubs):
        friends = [person for club in clubs for person in club.people[1:2]]
        club = await found(world, number, friends)
        clubs.append(club)
    world.listeners.append(_Crowd(world, clubs).hear)
    world.begin_trouble()
    for club in clubs:
        world.later(3 * DAY, Weeks(world, club).one)
    world.later(DAY, Outsiders(world, clubs).one)
    await asyncio.sleep(timedelta(weeks=world.size.weeks).total_seconds())
    world.end_trouble()
    await asyncio.sleep(QUIET_AT_THE_END.total_seconds())
    await check_end(world, clubs)


class _Crowd:
    """Lets everybody see what is posted where they are."""

    def __init__(self, world: World, clubs: list[Club]) -> None:
        self._clubs = clubs
        self._world = world

    def hear(self, message: Message) -> None:
        """Show a message to those it reaches."""
        if self._world.is_quiet:
            return
        for club in self._clubs:
            for person in club.people:
                is_here = person.platform.platform == message.place.platform
                in_room = message.place.club == club.id and club.id in person.clubs
                if is_here and (message.place.chat == person.handle or in_room):
                    person.notice(message)
