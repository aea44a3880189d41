"""Asking the host for its brief, reminding it once, and sending guests their preparation (R9)."""

from __future__ import annotations

from datetime import datetime

from bot.features.attendance.ports import AttendanceBook, Coming
from bot.features.briefs.intents import Prepare, RemindOfBrief
from bot.features.briefs.model import preparation_at, reminder_at
from bot.features.briefs.service.common import Visit, visit_to_come
from bot.features.meetings.ports import Meeting
from bot.features.polls.ports import Polls
from bot.features.polls.service.common import contacts_of
from bot.kernel.intents import Intent
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import Envelope, MessageClass, Outbox, Timers, UnitOfWork, Weight
from bot.kernel.roster import Member, Roster
from bot.kernel.tell import News, tell_company
from bot.kernel.views import NOTHING, Answer, ViewRef


async def follow(work: UnitOfWork, scope: ClubScope) -> None:
    """Bring asking and preparation in step with the meeting: decided, moved, cancelled, in other hands."""
    visit = await visit_to_come(work, scope)
    if visit is None or visit.meeting is None or visit.has_begun(work.now):
        await work.of(Timers).cancel(scope, RemindOfBrief(club=scope.club))
        await work.of(Timers).cancel(scope, Prepare(club=scope.club))
        return
    await _ask(work, scope, visit, visit.meeting)
    await _send_due(work, scope, visit, visit.meeting)
    await _set_preparation(work, scope, visit.meeting)


async def remind(work: UnitOfWork, actor: Actor, intent: RemindOfBrief) -> Answer:  # noqa: ARG001 - every handler has both
    """Timer: the host is reminded, if nothing is written by now."""
    scope = ClubScope(intent.club)
    visit = await visit_to_come(work, scope)
    if visit is not None and visit.meeting is not None and visit.brief is None:
        await tell_company(work, scope, visit.turn.company, _wish("briefs.reminder", scope, visit, visit.meeting))
    return NOTHING


async def prepare(work: UnitOfWork, actor: Actor, intent: Prepare) -> Answer:  # noqa: ARG001 - every handler has both
    """Timer: those guests whose moment has come get their preparation; the rest when theirs comes."""
    scope = ClubScope(intent.club)
    visit = await visit_to_come(work, scope)
    if visit is not None and visit.meeting is not None:
        await _send_due(work, scope, visit, visit.meeting)
        await _set_preparation(work, scope, visit.meeting)
    return NOTHING


async def _ask(work: UnitOfWork, scope: ClubScope, visit: Visit, meeting: Meeting) -> None:
    """Ask the host once, and have it reminded; a brief that is there needs neither."""
    if visit.brief is not None:
        await work.of(Timers).cancel(scope, RemindOfBrief(club=scope.club))
        return
    await tell_company(work, scope, visit.turn.company, _wish("briefs.asked", scope, visit, meeting))
    asked_at = max(meeting.decided_at, visit.turn.accepted_at or meeting.decided_at)
    await _set_if_to_come(work, scope, RemindOfBrief(club=scope.club), reminder_at(asked_at, meeting.starts_at))


def _wish(view: str, scope: ClubScope, visit: Visit, meeting: Meeting) -> News:
    """The question for the host: once a turn and meeting, and stale once the guests are there."""
    ids = {"meeting": meeting.id, "turn": visit.turn.id}
    about = f"{view}:{meeting.id}:{visit.turn.id}"
    return News(ViewRef(view, scope.club, ids), MessageClass.DUTY, about, not_after=meeting.starts_at)


async def _send_due(work: UnitOfWork, scope: ClubScope, visit: Visit, meeting: Meeting) -> None:
    """Send the preparation to those whose moment has come, once a company; with nothing to look at it waits."""
    if not visit.has_something or work.now >= meeting.starts_at:
        return
    for contact, moment in await _moments(work, scope, meeting):
        if moment <= work.now and contact.person is not None:
            envelope = Envelope(
                id=work.new_id(),
                club=scope.club,
                to=contact.person,
                kind=MessageClass.ASK,
                view=ViewRef("briefs.preparation", scope.club, {"meeting": meeting.id}),
                key=f"preparation:{meeting.id}:{contact.company}",
                not_before=work.now,
                not_after=meeting.starts_at,
                weight=Weight.PREPARATION,
            )
            await work.of(Outbox).put(envelope)


async def _set_preparation(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """Set the earliest of the guests' own moments that is still to come."""
    moments = [moment for _, moment in await _moments(work, scope, meeting) if moment > work.now]
    await _set_if_to_come(work, scope, Prepare(club=scope.club), min(moments, default=None))


async def _moments(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> list[tuple[Member, datetime]]:
    """Return when each guest company's contact person prepares; who has said that they cannot come is left in peace."""
    frame = await work.of(Roster).frame(scope)
    said = await work.of(AttendanceBook).rsvps(scope, meeting.id)
    staying = {company for company, rsvp in said.items() if rsvp.coming is Coming.CANNOT}
    active = await work.of(Polls).active_companies(scope)
    return [
        (each, preparation_at(meeting.starts_at, frame.calendar, each.zone or frame.zone))
        for each in contacts_of(await work.of(Roster).members(scope)).values()
        if each.company in active - staying - {meeting.host}
    ]


async def _set_if_to_come(work: UnitOfWork, scope: ClubScope, timer: Intent, moment: datetime | None) -> None:
    """Set a timer whose moment is to come; one that is overdue stays as it is and runs at once."""
    if moment is not None and moment > work.now:
        await work.of(Timers).set(scope, timer, moment)
