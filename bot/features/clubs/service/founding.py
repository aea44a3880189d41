"""What an organizer does: found clubs, bind chats, see counts (R1, R3.1)."""

from __future__ import annotations

from datetime import time, timedelta

from bot.features.clubs import views
from bot.features.clubs.intents import BindRoom, Counts, FoundClub, RenewLeadLink, ShowOrganizer
from bot.features.clubs.ports import Clubs, NewClub
from bot.features.joining.service.inviting import found_lead, make_link
from bot.features.polls.model.rhythm import Rhythm
from bot.kernel.calendar import SUMMER_PAUSE
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubId, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import MemberState, Places, Post, Roster
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef

TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3
USUAL_RHYTHM = Rhythm(weekdays=(TUESDAY, WEDNESDAY, THURSDAY), start=time(17), length=timedelta(hours=2, minutes=30))


async def show_organizer(work: UnitOfWork, actor: Actor, asked: ShowOrganizer) -> Answer:  # noqa: ARG001 - every act has its unit
    """Show what an organizer can do."""
    return Answer(panel=ViewRef(views.ORGANIZER))


async def found_club(work: UnitOfWork, actor: Actor, asked: FoundClub) -> Answer:
    """Found a club with its first company and its lead, whose link is shown once."""
    if asked.name is None or asked.lead_name is None or asked.lead_company is None or asked.language is None:
        return Answer(form=views.found_form(actor.language))
    if actor.person is None:
        raise StrangerError
    scope = ClubScope(ClubId(work.new_id()))
    new = NewClub(asked.name, asked.language, actor.zone, actor.person, USUAL_RHYTHM, (SUMMER_PAUSE,))
    await work.of(Clubs).found(scope, new)
    token = await found_lead(work, scope, asked.lead_company, asked.lead_name)
    return Answer(view=views.founded(asked.name, asked.lead_name, token))


async def renew_lead_link(work: UnitOfWork, actor: Actor, asked: RenewLeadLink) -> Answer:  # noqa: ARG001
    """Make the first lead's link anew; once it was opened, the club's people are the lead's business."""
    scope = ClubScope(asked.club)
    lead = next((m for m in await work.of(Roster).members(scope) if m.post is Post.LEAD), None)
    if lead is None or lead.state is not MemberState.INVITED:
        raise RuleBrokenError(T("The lead has opened the invitation already. Ask the lead."))
    frame = await work.of(Roster).frame(scope)
    return Answer(view=views.links(frame.name, [(lead.name, await make_link(work, scope, lead.id))]))


async def bind_room(work: UnitOfWork, actor: Actor, asked: BindRoom) -> Answer:
    """Make the chat this is said in a room of the club."""
    scope = ClubScope(asked.club)
    frame = await work.of(Roster).frame(scope)
    if actor.where is None or actor.where.is_private:
        raise RuleBrokenError(T("Write this in the chat that the club shares, not here."))
    await work.of(Places).bind_room(scope, actor.where)
    return Answer(toast=T("This chat is a room of the club now: {club}.", club=frame.name))


async def counts(work: UnitOfWork, actor: Actor, asked: Counts) -> Answer:  # noqa: ARG001
    """Show an organizer's clubs in counts."""
    if actor.person is None:
        raise StrangerError
    return Answer(view=views.counted(await work.of(Clubs).counts(actor.person)))
