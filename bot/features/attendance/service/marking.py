"""The lead's card: marks by tap, "Right", and a company's own correction (R6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.features.attendance.intents import (
    ConfirmAttendance,
    MarkCompany,
    MarkOwn,
    OpenMark,
    ShowAttendance,
    Tap,
)
from bot.features.attendance.model import host_came, settled_at, still_to_mark
from bot.features.attendance.ports import AttendanceBook, Attended, Presence
from bot.features.attendance.service.saying import mine as own_panel
from bot.features.attendance.service.sheet import Sheet, has_begun, meeting_to_mark, sheet_of
from bot.features.attendance.service.telling import mark_room, show_change, tell_missed
from bot.features.meetings.ports import Meeting, MeetingId, Meetings
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubScope, CompanyId, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import When
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef

PRESENCE_OF: Mapping[Tap, Presence] = {each: Presence(each.value) for each in Tap if each is not Tap.UNKNOWN}


async def show_attendance(work: UnitOfWork, actor: Actor, intent: ShowAttendance) -> Answer:  # noqa: ARG001
    """Show the card of the latest meeting that has begun."""
    meeting = await meeting_to_mark(work, ClubScope(intent.club))
    if meeting is None:
        raise RuleBrokenError(T("No meeting has begun yet. The attendance card is here when it has."))
    return Answer(panel=card_of(ClubScope(intent.club), meeting.id))


async def open_mark(work: UnitOfWork, actor: Actor, intent: OpenMark) -> Answer:  # noqa: ARG001
    """Show the card with one company's answers open."""
    scope = ClubScope(intent.club)
    meeting, _ = await _to_mark(work, scope, intent.meeting, intent.company)
    return Answer(panel=card_of(scope, meeting.id, intent.company))


async def mark_company(work: UnitOfWork, actor: Actor, intent: MarkCompany) -> Answer:
    """Keep what the lead says a company was; before "Right" it is one more line of the card, afterwards it counts."""
    scope = ClubScope(intent.club)
    meeting, sheet = await _to_mark(work, scope, intent.meeting, intent.company)
    presence, person = PRESENCE_OF.get(intent.tap), _person(actor)
    if presence is None:
        await work.of(AttendanceBook).unmark(scope, meeting.id, intent.company, person, work.now)
    elif not _is_kept(sheet, intent.company, presence):
        mark = Attended(intent.company, presence, person, work.now)
        await work.of(AttendanceBook).mark(scope, meeting.id, mark)
        if intent.company == actor.company and meeting.confirmed_at is not None:
            await show_change(work, scope, meeting, mark)
    if meeting.confirmed_at is not None:
        await close(work, scope, meeting, meeting.confirmed_at)
    return Answer(panel=card_of(scope, meeting.id))


async def confirm(work: UnitOfWork, actor: Actor, intent: ConfirmAttendance) -> Answer:
    """Take the card as it stands: what nobody touched is as prefilled, and sure from now on."""
    scope = ClubScope(intent.club)
    meeting, sheet = await _to_mark(work, scope, intent.meeting)
    if meeting.confirmed_at is None:
        await _mark_rest(work, scope, sheet, _person(actor))
    else:
        await _make_sure(work, scope, sheet, _person(actor))
    await close(work, scope, meeting, meeting.confirmed_at or work.now)
    return Answer(T("Thank you. The attendance is kept."), panel=card_of(scope, meeting.id))


async def mark_own(work: UnitOfWork, actor: Actor, intent: MarkOwn) -> Answer:
    """Let a company correct its own mark for seven days; each change is shown to the lead (R6)."""
    scope, meeting = ClubScope(intent.club), await work.of(Meetings).meeting(ClubScope(intent.club), intent.meeting)
    sheet = await sheet_of(work, scope, meeting)
    await _insist_correctable(work, scope, meeting)
    if actor.company is None or actor.company not in sheet.companies:
        raise RuleBrokenError(T("Your company was on leave or not in the club then, so it has no mark."))
    if _is_kept(sheet, actor.company, intent.presence):
        return Answer(panel=own_panel(intent))
    mark = Attended(actor.company, intent.presence, _person(actor), work.now)
    await work.of(AttendanceBook).mark(scope, meeting.id, mark)
    await show_change(work, scope, meeting, mark)
    if meeting.confirmed_at is not None:
        await close(work, scope, meeting, meeting.confirmed_at)
    return Answer(T("Saved. The club lead sees the change."), panel=own_panel(intent))


async def assume(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """After seven days without "Right": "cannot" is excused, "coming" present for R5.4 only, the rest unknown (R6)."""
    await _mark_rest(work, scope, await sheet_of(work, scope, meeting), None)
    await close(work, scope, meeting, work.now)


async def close(work: UnitOfWork, scope: ClubScope, meeting: Meeting, at: datetime) -> None:
    """Keep when the card was confirmed and whether the host was there, and let those who were missed hear of it."""
    marks = await work.of(AttendanceBook).marks(scope, meeting.id)
    host = marks.get(meeting.host)
    kept = replace(meeting, confirmed_at=at, host_came=host_came(host.presence if host else None))
    if kept != meeting:
        await work.of(Meetings).save(scope, kept)
        await mark_room(work, scope, meeting)
    await tell_missed(work, scope, kept, [each for each in marks.values() if each.presence is Presence.ABSENT])


def card_of(scope: ClubScope, meeting: MeetingId, company: str = "") -> ViewRef:
    """Return the lead's card, with one company's answers open."""
    return ViewRef("attendance.card", scope.club, {"meeting": meeting, "company": company})


def panel(intent: MarkCompany | ConfirmAttendance) -> ViewRef:
    """Return the card an act was done on."""
    return card_of(ClubScope(intent.club), intent.meeting)


def _is_kept(sheet: Sheet, company: CompanyId, presence: Presence) -> bool:
    """True when somebody has set this very mark already."""
    mark = sheet.marks.get(company)
    return mark is not None and mark.presence is presence and not mark.is_assumed


async def _mark_rest(work: UnitOfWork, scope: ClubScope, sheet: Sheet, by: PersonId | None) -> None:
    left = still_to_mark(sheet.stood, sheet.marks.keys(), sheet.unknown)
    for company in (each for each in sheet.companies if each in left):
        mark = Attended(company, left[company], by, work.now, is_assumed=by is None)
        await work.of(AttendanceBook).mark(scope, sheet.meeting.id, mark)


async def _make_sure(work: UnitOfWork, scope: ClubScope, sheet: Sheet, by: PersonId) -> None:
    """Take over what was assumed: the lead has looked at the card after all."""
    for mark in sheet.marks.values():
        if mark.is_assumed:
            sure = replace(mark, marked_by=by, marked_at=work.now, is_assumed=False)
            await work.of(AttendanceBook).mark(scope, sheet.meeting.id, sure)


async def _to_mark(
    work: UnitOfWork, scope: ClubScope, known: str, company: CompanyId | None = None
) -> tuple[Meeting, Sheet]:
    """Return the meeting a card is about, which has begun and is the latest.

    Raises:
        RuleBrokenError: it was cancelled, has not begun, or the club has met again since.
    """
    meeting = await work.of(Meetings).meeting(scope, known)
    if meeting.is_cancelled:
        raise RuleBrokenError(T("That meeting was cancelled: nobody is marked."))
    if not has_begun(meeting, work.now):
        raise RuleBrokenError(T("The meeting begins {when}. Mark who came when it has.", when=When(meeting.starts_at)))
    latest = await meeting_to_mark(work, scope)
    if latest is None or latest.id != meeting.id:
        raise RuleBrokenError(T("The club has met again since. /attendance shows the latest card."))
    sheet = await sheet_of(work, scope, meeting)
    if company is not None and company not in sheet.companies:
        raise StrangerError
    return meeting, sheet


async def _insist_correctable(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    if not meeting.is_held:
        raise RuleBrokenError(T("A mark can be corrected once the meeting is over."))
    frame = await work.of(Roster).frame(scope)
    until = settled_at(meeting.ends_at, frame.calendar)
    if work.now >= until:
        words = T("Marks could be corrected until {when}. Your club lead can still do it.", when=When(until))
        raise RuleBrokenError(words)


def _person(actor: Actor) -> PersonId:
    if actor.person is None:
        raise StrangerError
    return actor.person
