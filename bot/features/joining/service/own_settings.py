"""What a person sets for themselves."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.features.joining import views
from bot.features.joining.intents import ZONES, ChooseLanguage, ChooseZone, SetLanguage, SetZone
from bot.features.joining.ports import People
from bot.kernel.errors import StrangerError
from bot.kernel.people import Actor, ClubScope, PersonId
from bot.kernel.ports import Cards, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef


async def choose_language(work: UnitOfWork, actor: Actor, asked: ChooseLanguage) -> Answer:  # noqa: ARG001 - the ask is all
    """Show the languages."""
    await _present(work, actor)
    return Answer(panel=ViewRef(views.LANGUAGES))


async def set_language(work: UnitOfWork, actor: Actor, asked: SetLanguage) -> Answer:
    """Speak this language to the actor from the next word on."""
    await work.of(People).set_language(await _present(work, actor), asked.language)
    return Answer(toast=T("From now on in English."), panel=ViewRef(views.LANGUAGES))


async def choose_zone(work: UnitOfWork, actor: Actor, asked: ChooseZone) -> Answer:  # noqa: ARG001
    """Show the zones."""
    await _present(work, actor)
    return Answer(panel=ViewRef(views.ZONES_PANEL))


async def set_zone(work: UnitOfWork, actor: Actor, asked: SetZone) -> Answer:
    """Say times in this zone to the actor."""
    person = await _present(work, actor)
    if not 0 <= asked.number < len(ZONES):
        raise StrangerError
    zone = ZoneInfo(ZONES[asked.number])
    await work.of(People).set_zone(person, zone)
    for club in await work.of(Roster).clubs_of(person):
        await work.of(Cards).mark_all(ClubScope(club))  # the zone is named there once members live in several (R4.11)
    return Answer(
        toast=T("Times are said in this zone now: {zone}.", zone=views.ZoneName(zone)), panel=ViewRef(views.ZONES_PANEL)
    )


async def _present(work: UnitOfWork, actor: Actor) -> PersonId:
    """Only who stands in some club or organizes has settings; to all others, former members too, there is nothing."""
    if actor.person is None:
        raise StrangerError
    roster = work.of(Roster)
    if not await roster.clubs_of(actor.person) and not await roster.is_organizer(actor.person):
        raise StrangerError
    return actor.person
