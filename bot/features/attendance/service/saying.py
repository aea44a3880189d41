"""Coming or cannot: one tap before the meeting (R6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.features.attendance.intents import REASON_LIMIT, AskReason, GiveReason, MarkOwn, SayComing, ShowComing
from bot.features.attendance.model import ASKED_BEFORE
from bot.features.attendance.ports import AttendanceBook, Coming, Rsvp
from bot.features.attendance.service.sheet import has_begun, sheet_of
from bot.features.attendance.service.telling import mark_room
from bot.features.meetings.ports import Meeting, Meetings
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubScope, CompanyId, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import When
from bot.kernel.texts import T, Text
from bot.kernel.views import Answer, Form, FormField, ViewRef

HOST_COMES = T("You are the host: the club comes to you.")
THANKED_EARLY = T("Thank you for saying so early.")
THANKED = T("Thank you for telling.")
NOT_SAID = T("Your company has not said that it cannot come.")


async def show_coming(work: UnitOfWork, actor: Actor, intent: ShowComing) -> Answer:  # noqa: ARG001
    """Show how the own company stands."""
    return Answer(panel=mine(intent))


async def say_coming(work: UnitOfWork, actor: Actor, intent: SayComing) -> Answer:
    """Keep the company's word; the latest by any of its people counts."""
    scope, (company, person) = ClubScope(intent.club), _who(actor)
    meeting = await _open_meeting(work, scope, intent.meeting)
    if company not in (await sheet_of(work, scope, meeting)).companies:
        raise RuleBrokenError(T("Your company is on leave, so it is not counted. /away ends the leave."))
    if company == meeting.host:
        return Answer(HOST_COMES, panel=mine(intent))
    before = (await work.of(AttendanceBook).rsvps(scope, meeting.id)).get(company)
    if before is None or before.coming is not intent.coming:
        await work.of(AttendanceBook).rsvp(scope, meeting.id, Rsvp(company, intent.coming, person, work.now))
        await mark_room(work, scope, meeting)
    return Answer(_thanks(meeting, intent.coming, work.now), panel=mine(intent))


async def ask_reason(work: UnitOfWork, actor: Actor, intent: AskReason) -> Answer:
    """Open the form for why."""
    scope, (company, _) = ClubScope(intent.club), _who(actor)
    meeting = await _open_meeting(work, scope, intent.meeting)
    said = await _cannot(work, scope, meeting, company)
    if said is None:
        return Answer(NOT_SAID, panel=mine(intent))
    label = T("Why (the host and the club lead see it)")
    question = FormField("reason", label, value=said.reason, required=False, limit=REASON_LIMIT)
    action = GiveReason(club=intent.club, meeting=meeting.id)
    return Answer(form=Form(action, T("You cannot come"), (question,), T("Save")))


async def give_reason(work: UnitOfWork, actor: Actor, intent: GiveReason) -> Answer:
    """Keep why the company cannot come; an empty answer takes the reason back."""
    scope, (company, person) = ClubScope(intent.club), _who(actor)
    meeting = await _open_meeting(work, scope, intent.meeting)
    said = await _cannot(work, scope, meeting, company)
    if said is None:
        return Answer(NOT_SAID, panel=mine(intent))
    words = intent.reason or ""
    # Whoever writes the reason is who said it; when it was first said stays.
    await work.of(AttendanceBook).rsvp(scope, meeting.id, replace(said, reason=words, person=person))
    return Answer(T("Saved."), panel=mine(intent))


def mine(intent: ShowComing | SayComing | AskReason | GiveReason | MarkOwn) -> ViewRef:
    """Return the panel of the own company."""
    return ViewRef("attendance.mine", intent.club)


def _thanks(meeting: Meeting, coming: Coming, now: datetime) -> Text:
    if coming is Coming.COMING:
        return T("Saved: you are coming.")
    return THANKED_EARLY if now < meeting.starts_at - ASKED_BEFORE else THANKED


def _who(actor: Actor) -> tuple[CompanyId, PersonId]:
    if actor.company is None or actor.person is None:
        raise StrangerError
    return actor.company, actor.person


async def _open_meeting(work: UnitOfWork, scope: ClubScope, known: str) -> Meeting:
    """Return a meeting that is still to come.

    Raises:
        RuleBrokenError: it was cancelled, or has begun.
    """
    meeting = await work.of(Meetings).meeting(scope, known)
    if meeting.is_cancelled:
        raise RuleBrokenError(T("That meeting was cancelled. /meeting shows what comes next."))
    if has_begun(meeting, work.now):
        when = When(meeting.starts_at)
        raise RuleBrokenError(T("The meeting began {when}. When it is over, /coming shows your mark.", when=when))
    return meeting


async def _cannot(work: UnitOfWork, scope: ClubScope, meeting: Meeting, company: CompanyId) -> Rsvp | None:
    """Return the company's own "cannot"; None when it has not said so, or a colleague has changed it since."""
    said = (await work.of(AttendanceBook).rsvps(scope, meeting.id)).get(company)
    return said if said is not None and said.coming is Coming.CANNOT else None
