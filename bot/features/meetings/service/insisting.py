"""What an act on a meeting needs, refused with words that tell how it stands."""

from __future__ import annotations

from bot.features.meetings.ports import Meeting, MeetingId, Meetings
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import When
from bot.kernel.texts import T


async def insist_coming(work: UnitOfWork, scope: ClubScope, which: MeetingId | None = None) -> Meeting:
    """Return the coming meeting, which must be the one that is meant, if one is."""
    coming = await work.of(Meetings).coming(scope)
    if which is not None and (coming is None or coming.id != which):
        await _say_what_became_of(work, scope, which)
    if coming is None:
        raise RuleBrokenError(T("No meeting is decided. Write /meeting to see what is coming."))
    return coming


def insist_not_begun(work: UnitOfWork, meeting: Meeting) -> None:
    """Refuse to touch the date of a meeting people have come to: the attendance card says who did (R6)."""
    if work.now >= meeting.starts_at:
        raise RuleBrokenError(T("The meeting began {when}; its date and place stay.", when=When(meeting.starts_at)))


def insist_unchanged(meeting: Meeting, sequence: int) -> None:
    """Refuse what was asked about a meeting that somebody has changed since."""
    if meeting.sequence != sequence:
        raise RuleBrokenError(
            T("Somebody has changed the meeting meanwhile. It is {when} now.", when=When(meeting.starts_at))
        )


async def _say_what_became_of(work: UnitOfWork, scope: ClubScope, which: MeetingId) -> None:
    """Refuse an act on a meeting that is over or will not be; one the club never had is a stranger's."""
    meeting = await work.of(Meetings).meeting(scope, which)
    when = When(meeting.starts_at)
    if meeting.is_cancelled:
        raise RuleBrokenError(T("The meeting {when} is cancelled already.", when=when))
    raise RuleBrokenError(T("The meeting {when} is over.", when=when))
