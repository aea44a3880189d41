"""Everything about who comes to one meeting and who was there, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.features.absences.ports import AbsenceKind, Absences
from bot.features.attendance.model import Standing, prefilled, standing
from bot.features.attendance.ports import AttendanceBook, Attended, Presence, Rsvp
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.intents import PollId
from bot.features.polls.model.ballot import Answer
from bot.features.polls.model.ballot import standing as answers
from bot.features.polls.ports import Polls
from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Company, Roster


@dataclass(frozen=True, slots=True)
class Sheet:
    """One meeting's companies in joining order, what they said, how they stand, what they were marked as.

    `polled` are those with a yes on the date in the poll, `unknown` those somebody made unknown.
    """

    meeting: Meeting
    companies: Mapping[CompanyId, Company]
    said: Mapping[CompanyId, Rsvp]
    polled: frozenset[CompanyId]
    stood: Standing
    marks: Mapping[CompanyId, Attended]
    unknown: frozenset[CompanyId]

    def presence(self, company: CompanyId) -> Presence | None:
        """Return what the card shows of a company: its mark, else what it is prefilled with, None for unknown."""
        if company in self.marks:
            return self.marks[company].presence
        if company in self.unknown or self.meeting.confirmed_at is not None:
            return None
        return prefilled(self.stood).get(company)


async def sheet_of(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> Sheet:
    """Return a meeting's sheet as it is now."""
    book = work.of(AttendanceBook)
    said = await book.rsvps(scope, meeting.id)
    marks = await book.marks(scope, meeting.id)
    companies = {
        each.id: each for each in await work.of(Roster).companies(scope) if each.id in marks or _is_in(each, meeting)
    }
    polled = await _polled(work, scope, meeting)
    words = {company: each.coming for company, each in said.items()}
    return Sheet(
        meeting=meeting,
        companies=companies,
        said=said,
        polled=polled,
        stood=standing(list(companies), meeting.host, words, polled, await _away(work, scope, meeting)),
        marks=marks,
        unknown=await book.unknown(scope, meeting.id),
    )


async def current_meeting(work: UnitOfWork, scope: ClubScope) -> Meeting | None:
    """Return the meeting that RSVPs and attendance are about: the coming one, else the one held last."""
    coming = await work.of(Meetings).coming(scope)
    held = await work.of(Meetings).held(scope)
    return coming or (held[-1] if held else None)


async def meeting_to_mark(work: UnitOfWork, scope: ClubScope) -> Meeting | None:
    """Return the latest meeting that has begun."""
    coming = await work.of(Meetings).coming(scope)
    if coming is not None and has_begun(coming, work.now):
        return coming
    held = await work.of(Meetings).held(scope)
    return held[-1] if held else None


def has_begun(meeting: Meeting, now: datetime) -> bool:
    """True from its start on, for a meeting that was not cancelled."""
    return not meeting.is_cancelled and now >= meeting.starts_at


def _is_in(company: Company, meeting: Meeting) -> bool:
    """True for an active company that was in before the meeting ended."""
    return company.is_active and company.joined_at is not None and company.joined_at <= meeting.ends_at


async def _polled(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> frozenset[CompanyId]:
    """Return who said yes to the date: none to one that was moved, the host alone to one that the lead has set."""
    poll = await work.of(Polls).poll(scope, PollId(meeting.poll))
    slot = poll.slots.get(poll.chosen) if poll.chosen else None
    if meeting.is_moved or slot is None:
        return frozenset()
    given = answers(await work.of(Polls).marks(scope, poll))
    return frozenset(company for company, each in given.items() if each.get(slot) is Answer.YES)


async def _away(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> frozenset[CompanyId]:
    """Return who has declared to be away on the meeting's day."""
    declared = await work.of(Absences).of_club(scope)
    return frozenset(
        each.company
        for each in declared
        if each.kind is AbsenceKind.AWAY and each.first <= meeting.day <= (each.last or meeting.day)
    )
