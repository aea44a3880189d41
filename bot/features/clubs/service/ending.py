"""Closing a club for good (R1): the lead and the deputy both, or the lead and the organizer."""

from __future__ import annotations

from bot.features.clubs import views
from bot.features.clubs.intents import CloseClub, ConfirmClosing, KeepClub
from bot.features.clubs.model import CLOSING_WAITS, may_confirm_closing
from bot.features.clubs.ports import Closing, Clubs
from bot.features.meetings.ports import Meetings
from bot.features.meetings.service.cancelling import cancel_meeting
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubScope, PersonId, Role
from bot.kernel.ports import Cards, MessageClass, UnitOfWork
from bot.kernel.roster import Member, Post, Roster
from bot.kernel.tell import News, people_of, pledged, tell, tell_organizer
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef

NOBODY_ASKS = T("Nobody is asking to close the club now.")


async def close_club(work: UnitOfWork, actor: Actor, asked: CloseClub) -> Answer:
    """Ask the second of two to close the club, after a step that says what happens; for 7 days."""
    scope = ClubScope(asked.club)
    frame = await work.of(Roster).frame(scope)
    me, others = await _minders(work, scope, actor)
    second = bool(others) or (me.post is Post.LEAD and await has_organizer(work, frame.founded_by))
    if not second:
        said = T("Two close a club. Name a deputy first: open /members, choose the person, press Deputy.")
        raise RuleBrokenError(said)
    if not asked.sure:
        return Answer(view=views.closing_question(scope.club, frame.name))
    await work.of(Clubs).ask_closing(scope, Closing(work.now, me.id))
    view, about = ViewRef(views.CLOSING_ASKED, scope.club), f"closing:{work.new_id()}"
    news = News(view, MessageClass.DUTY, about, not_after=work.now + CLOSING_WAITS, holds_up=True)
    await tell(work, people_of(others), news)
    if me.post is Post.LEAD:
        await tell_organizer(work, scope, news)
    return Answer(T("Asked. Once the second agrees, the club closes."), ViewRef(views.CLUB, scope.club))


async def confirm_closing(work: UnitOfWork, actor: Actor, asked: ConfirmClosing) -> Answer:
    """Close the club as the second of two; in this commit everything ends."""
    scope = ClubScope(asked.club)
    asker = await closing_asker(work, scope)
    if asker is None:
        return Answer(NOBODY_ASKS)
    if asker.person == actor.person or not may_confirm_closing(asker.post, roles=actor.roles):
        raise RuleBrokenError(T("Somebody else has to agree: the deputy, the lead or the organizer."))
    frame = await work.of(Roster).frame(scope)
    people = people_of(pledged(await work.of(Roster).members(scope)))
    cancelled = await _cancel_what_comes(work, scope)
    await work.of(Clubs).stop(scope, work.now)
    await tell(work, people, News(ViewRef(views.CLOSED, scope.club, cancelled), MessageClass.MUST, "closed"))
    await work.of(Clubs).close(scope, work.now)
    await work.of(Cards).mark_all(scope)
    return Answer(T("{club} has closed. Everybody is told.", club=frame.name))


async def _cancel_what_comes(work: UnitOfWork, scope: ClubScope) -> dict[str, str]:
    """Cancel a meeting that was decided and has not begun; the farewell tells it, for all else that is due ends."""
    coming = await work.of(Meetings).coming(scope)
    if coming is None or work.now >= coming.starts_at:
        return {}
    await cancel_meeting(work, scope, coming)
    return {"meeting": coming.id}


async def keep_club(work: UnitOfWork, actor: Actor, asked: KeepClub) -> Answer:  # noqa: ARG001 - every act knows its actor
    """Take back that the club is to close; either of the two may."""
    scope = ClubScope(asked.club)
    if await closing_asker(work, scope) is None:
        return Answer(NOBODY_ASKS, ViewRef(views.CLUB, scope.club))
    await work.of(Clubs).ask_closing(scope, None)
    return Answer(T("The club goes on."), ViewRef(views.CLUB, scope.club))


async def closing_asker(work: UnitOfWork, scope: ClubScope) -> Member | None:
    """Return who asks to close the club: not longer than 7 days ago, and holding the post still."""
    closing = await work.of(Clubs).closing(scope)
    if closing is None or work.now >= closing.asked_at + CLOSING_WAITS:
        return None
    minding = [m for m in pledged(await work.of(Roster).members(scope)) if m.post is not Post.NONE]
    return next((m for m in minding if m.id == closing.asked_by), None)


async def has_organizer(work: UnitOfWork, founder: PersonId | None) -> bool:
    """True while the club's founder is an organizer."""
    return founder is not None and await work.of(Roster).is_organizer(founder)


async def _minders(work: UnitOfWork, scope: ClubScope, actor: Actor) -> tuple[Member, list[Member]]:
    """Return the actor, who holds a post, and the holder of the other one."""
    minding = [m for m in pledged(await work.of(Roster).members(scope)) if m.post is not Post.NONE]
    me = next((m for m in minding if m.id == actor.membership), None)
    if me is None or not actor.is_any(frozenset({Role.LEAD, Role.DEPUTY})):
        raise StrangerError
    return me, [m for m in minding if m.id != me.id]
