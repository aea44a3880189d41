"""Cancelling a decided meeting: everybody hears it, and its date plans nothing any more (R4.9, R4.10)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.attendance.ports import AttendanceBook
from bot.features.meetings.intents import CancelMeeting, CancelNow, ForgetReason, MeetingHeld
from bot.features.meetings.ports import Meeting, Meetings, MeetingState
from bot.features.meetings.service.insisting import insist_coming, insist_not_begun
from bot.features.meetings.service.telling import save_date, tell_all_cancelled
from bot.features.meetings.views.forms import cancel_form
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import Timers, UnitOfWork
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, ViewRef


async def cancel(work: UnitOfWork, actor: Actor, intent: CancelMeeting) -> Answer:  # noqa: ARG001
    """Ask once more, and for a reason on wish; what was written after the command stands in it already."""
    meeting = await insist_coming(work, ClubScope(intent.club))
    insist_not_begun(work, meeting)
    return Answer(form=cancel_form(intent, meeting))


async def cancel_now(work: UnitOfWork, actor: Actor, intent: CancelNow) -> Answer:  # noqa: ARG001
    """Cancel it, and have everybody told."""
    scope = ClubScope(intent.club)
    meeting = await insist_coming(work, scope, intent.meeting)
    insist_not_begun(work, meeting)
    await cancel_meeting(work, scope, meeting, intent.reason or "")
    return Answer(T("Cancelled. Everyone hears it now."), ViewRef("meetings.next", intent.club))


async def cancel_meeting(work: UnitOfWork, scope: ClubScope, meeting: Meeting, reason: str = "") -> None:
    """Cancel a meeting that has not begun, and have everybody told, with the file that takes it out of calendars.

    The turn stays its company's, with brief and tips; what follows for the next date is the polls' to settle. The
    reason is told to members in private and kept no longer than the meeting would have taken.
    """
    cancelled = replace(
        meeting,
        state=MeetingState.CANCELLED,
        sequence=meeting.sequence + 1,
        announced=meeting.announced + 1,
        reason=reason,
    )
    await work.of(Timers).cancel(scope, MeetingHeld(club=scope.club, meeting=meeting.id))
    await work.of(AttendanceBook).void(scope, meeting.id)
    await save_date(work, scope, cancelled)
    if reason:
        await work.of(Timers).set(scope, ForgetReason(club=scope.club, meeting=meeting.id), meeting.ends_at)
    await tell_all_cancelled(work, scope, cancelled)


async def forget_reason(work: UnitOfWork, actor: Actor, intent: ForgetReason) -> Answer:  # noqa: ARG001
    """Timer: why a meeting was cancelled is nobody's business once its time has passed."""
    scope = ClubScope(intent.club)
    meeting = await work.of(Meetings).meeting(scope, intent.meeting)
    await work.of(Meetings).save(scope, replace(meeting, reason=""))
    return NOTHING
