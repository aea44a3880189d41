"""Tips: for each meeting whose date they hear of people give as many as they are like, before it and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.meetings.intents import CalendarFile
from bot.features.tips.intents import GiveTip, SaveAsTip
from bot.kernel.people import ClubId
from tests.fakes.platform import Message
from tests.simulation.filling import tip_words
from tests.simulation.following import go_on
from tests.simulation.tempers import DAY, HOUR
from tests.simulation.world import intents_of

if TYPE_CHECKING:
    from tests.simulation.people import Act, Person

WITHIN = 34 * DAY
MOST = 4


def see(person: Person, message: Message) -> None:
    """Plan tips for the host of a meeting that was decided."""
    for intent in intents_of(message.view):
        if isinstance(intent, CalendarFile):
            for number in range(MOST):
                person.once(
                    ("tip", intent.meeting, str(number)),
                    person.temper.tips / MOST,
                    HOUR,
                    WITHIN,
                    _giving(person, message.place.club or intent.club),
                )


def _giving(person: Person, club: ClubId) -> Act:
    async def act() -> None:
        canary = f"Zq{person.world.watch.eye.canaries.get(club, '')}"
        drawn = person.chance.random()
        if drawn < 0.5:
            heard = await person.hear(GiveTip(club=club), words=tip_words(person, canary))
        elif drawn < 0.85:
            heard = await person.do(GiveTip(club=club))
        else:
            heard = await person.hear(
                SaveAsTip(club=club),
                words=tip_words(person, canary),
                author=_somebody(person, club),
                message=f"m{person.world.tips_written}",
            )
        await go_on(person, heard, person.chance.randint(0, 3))

    return act


def _somebody(person: Person, club: ClubId) -> str:
    """Return whose words are saved: the own ones now and then, mostly those of somebody on the same platform."""
    others = person.world.handles.get((club, person.platform.platform), [])
    return person.chance.choice([person.handle, *others])
