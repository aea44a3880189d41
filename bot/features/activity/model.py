"""What a company's counted acts add up to (R8): pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TypeVar

from bot.features.absences.records import Absence, AbsenceKind
from bot.features.activity.records import Nudge
from bot.features.attendance.model import THERE, Attended, Presence
from bot.features.meetings.records import Meeting, MeetingId
from bot.kernel.calendar import ONE_DAY, SEARCH_DAYS, ClubCalendar
from bot.kernel.people import CompanyId

M = TypeVar("M")
WINDOW = 8
LATE_FOR_ONE_MISSED = 2
MISSED_OR_LATE = frozenset({Presence.ABSENT, Presence.LATE})
LINE_AFTER, CALL_AFTER = 2, 3
NOT_MET_AFTER = timedelta(weeks=9)
# The lead sees what a company gave only over so many meetings, the others the spread over so many companies (R7.3).
TIPS_SHOWN_AFTER, SPREAD_SHOWN_OVER = 3, 5


@dataclass(frozen=True, slots=True)
class Visit:
    """One held meeting as a company stood to it; None is unknown and counts as neither (R6)."""

    meeting: MeetingId
    presence: Presence | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """What the window adds up to: at how many a company was, of how many that are known, and how many it missed."""

    there: int
    known: int
    missed: int


def window(
    company: CompanyId,
    joined_at: datetime | None,
    held: Iterable[Meeting],
    marks: Mapping[MeetingId, Mapping[CompanyId, Attended]],
    absences: Iterable[Absence],
) -> list[Visit]:
    """Return the last eight held meetings in which the company was active, oldest first.

    Active from its joining on, and not on declared leave when the meeting began: a leave stops the window, so that it
    reaches further back.
    """
    leaves = [each for each in absences if each.company == company and each.kind is AbsenceKind.LEAVE]
    own = [
        Visit(meeting.id, _known(marks.get(meeting.id, {}).get(company)))
        for meeting in sorted(held, key=lambda each: each.starts_at)
        if joined_at is not None and joined_at <= meeting.starts_at and not _is_within(leaves, meeting.starts_at)
    ]
    return own[-WINDOW:]


def counted(visits: Iterable[Visit]) -> Attendance:
    """Return what visits add up to: late twice is one missed, excused is not there but not missed either."""
    known = [each.presence for each in visits if each.presence is not None]
    late = sum(each is Presence.LATE for each in known)
    missed = sum(each is Presence.ABSENT for each in known) + late // LATE_FOR_ONE_MISSED
    return Attendance(sum(each in THERE for each in known), len(known), missed)


def still_told(visits: Iterable[Visit], nudges: Iterable[Nudge]) -> list[Nudge]:
    """Return what a company was told that still stands: after a meeting in the window that is still missed or late.

    What was told of a meeting the company was at after all is void (R6), and told anew when it is true again.
    """
    missed = {each.meeting for each in visits if each.presence in MISSED_OR_LATE}
    return [each for each in nudges if each.meeting in missed]


def is_further_miss(visits: Sequence[Visit], nudges: Iterable[Nudge]) -> bool:
    """True when the newest meeting makes the missed ones more than the company was told of already."""
    if not visits or visits[-1].presence not in MISSED_OR_LATE:
        return False
    told = max((each.missed for each in still_told(visits, nudges)), default=LINE_AFTER - 1)
    return counted(visits).missed > told


def not_met_at(began: date, calendar: ClubCalendar, patience: timedelta) -> date:
    """Return the day on which the club has not met for so long, days in pauses not counted."""
    outside = (day for day in _days_after(began) if not calendar.is_in_pause(day))
    return next(islice(outside, patience // ONE_DAY - 1, None), began + timedelta(days=SEARCH_DAYS))


def patience_of(cadence_weeks: int) -> timedelta:
    """Return how long a club may not meet before a word: nine weeks, or half as long again as its own rhythm."""
    return max(NOT_MET_AFTER, timedelta(weeks=cadence_weeks) * 3 / 2)


def spread(given: Iterable[int]) -> tuple[int, int] | None:
    """Return the least and the most of what companies gave; None where it would tell who gave what.

    Among fewer than five an author is easily guessed (R7.3), and where least and most are one all are told apart.
    """
    counts = sorted(given)
    if len(counts) < SPREAD_SHOWN_OVER or counts[0] == counts[-1]:
        return None
    return counts[0], counts[-1]


def summed_up(meetings: Sequence[M]) -> Sequence[M]:
    """Return the meetings over which tips are counted by company: always three more at a time, in their order.

    So nobody finds out what a company gave at one meeting by looking before and after it (R7.3).
    """
    return meetings[: len(meetings) - len(meetings) % TIPS_SHOWN_AFTER]


def _days_after(day: date) -> Iterator[date]:
    return (day + timedelta(days=ahead) for ahead in range(1, SEARCH_DAYS))


def _known(mark: Attended | None) -> Presence | None:
    """Return a mark; one that nobody set says only who was excused (R6)."""
    if mark is None or (mark.is_assumed and mark.presence is not Presence.EXCUSED):
        return None
    return mark.presence


def _is_within(leaves: Iterable[Absence], instant: datetime) -> bool:
    return any(each.begins_at <= instant and (each.ends_at is None or instant < each.ends_at) for each in leaves)
