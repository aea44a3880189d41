"""Follows what becomes of a meeting: timers of the coming one, none of a cancelled one (R4.10, R6)."""

from __future__ import annotations

from bot.features.attendance.intents import AskSilent, CardDue, Unconfirmed
from bot.features.attendance.model import card_due, settled_at
from bot.features.attendance.service import telling
from bot.features.attendance.service.marking import assume
from bot.features.attendance.service.sheet import has_begun
from bot.features.meetings.ports import Meeting, Meetings
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import Timers, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.views import NOTHING, Answer

# Older meetings have their card behind them: a cancelled one was followed in the commit that cancelled it.
LATEST = 3


async def settle(work: UnitOfWork, scope: ClubScope) -> None:
    """Bring the timers of the latest meetings in step with their state."""
    decided = sorted(await work.of(Meetings).all(scope), key=lambda each: each.decided_at)
    for meeting in decided[-LATEST:]:
        await _follow(work, scope, meeting)


async def ask_silent(work: UnitOfWork, actor: Actor, intent: AskSilent) -> Answer:  # noqa: ARG001
    """Timer: ask those who stand neither way; the rest when their moment comes."""
    scope = ClubScope(intent.club)
    meeting = await work.of(Meetings).meeting(scope, intent.meeting)
    if meeting.is_coming and not has_begun(meeting, work.now):
        await telling.ask_silent(work, scope, meeting)
        await telling.set_asking(work, scope, meeting)
    return NOTHING


async def hand_card(work: UnitOfWork, actor: Actor, intent: CardDue) -> Answer:  # noqa: ARG001
    """Timer: the lead gets the card."""
    scope = ClubScope(intent.club)
    meeting = await work.of(Meetings).meeting(scope, intent.meeting)
    if has_begun(meeting, work.now) and meeting.confirmed_at is None:
        await telling.hand_card(work, scope, meeting)
    return NOTHING


async def unconfirmed(work: UnitOfWork, actor: Actor, intent: Unconfirmed) -> Answer:  # noqa: ARG001
    """Timer: what the lead has not confirmed for seven days is assumed."""
    scope = ClubScope(intent.club)
    meeting = await work.of(Meetings).meeting(scope, intent.meeting)
    if meeting.is_held and meeting.confirmed_at is None:
        await assume(work, scope, meeting)
    return NOTHING


async def _follow(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    timers, known = work.of(Timers), meeting.id
    if meeting.is_cancelled:
        for kind in (AskSilent, CardDue, Unconfirmed):
            await timers.cancel(scope, kind(club=scope.club, meeting=known))
        return
    if meeting.confirmed_at is not None:
        await timers.cancel(scope, Unconfirmed(club=scope.club, meeting=known))
        return
    calendar = (await work.of(Roster).frame(scope)).calendar
    due = card_due(meeting.starts_at, meeting.ends_at, calendar.zone, calendar)
    if meeting.is_coming and not has_begun(meeting, work.now):
        await telling.set_asking(work, scope, meeting)
        await timers.set(scope, CardDue(club=scope.club, meeting=known), due)
    elif due <= work.now < settled_at(meeting.ends_at, calendar):
        await telling.hand_card(work, scope, meeting)  # nobody gets it twice; who leads only since then gets it now
    await timers.set(scope, Unconfirmed(club=scope.club, meeting=known), settled_at(meeting.ends_at, calendar))
