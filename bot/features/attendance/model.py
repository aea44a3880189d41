"""Who stands as coming, what the lead's card is prefilled with, what silence makes of it, and when what is due (R6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.kernel.calendar import ClubCalendar, NoFreeDayError
from bot.kernel.message_hours import moved_to_fit, next_allowed, previous_allowed
from bot.kernel.people import CompanyId, PersonId

ASKED_BEFORE = timedelta(hours=48)
CORRECTED_FOR = timedelta(days=7)


class Coming(StrEnum):
    """What a company says before the meeting (R6)."""

    COMING = "c"
    CANNOT = "n"


class Presence(StrEnum):
    """What a company was at a meeting (R6); a company without a mark is unknown and counts as neither."""

    PRESENT = "p"
    COLLEAGUE = "k"
    LATE = "l"
    EXCUSED = "e"
    ABSENT = "a"


THERE = frozenset({Presence.PRESENT, Presence.COLLEAGUE, Presence.LATE})


@dataclass(frozen=True, slots=True)
class Rsvp:
    """A company's latest word on a meeting, said by a person; `reason` is optional and sealed."""

    company: CompanyId
    coming: Coming
    person: PersonId
    said_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """A company's mark of one meeting.

    `is_assumed` is a mark nobody set: the card stayed unconfirmed for seven days (R6).
    """

    company: CompanyId
    presence: Presence
    marked_by: PersonId | None
    marked_at: datetime
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How each active company stands before a meeting; who stands neither way is in `silent`.

    A declared absence stands as "cannot"; together with a yes in the poll it stands neither way, and is asked.
    """

    coming: frozenset[CompanyId]
    cannot: frozenset[CompanyId]
    silent: frozenset[CompanyId]

    @property
    def companies(self) -> int:
        """How many companies there are to come."""
        return len(self.coming) + len(self.cannot) + len(self.silent)


def standing(
    companies: Collection[CompanyId],
    host: CompanyId,
    said: Mapping[CompanyId, Coming],
    polled: Collection[CompanyId],
    away: Collection[CompanyId],
) -> Standing:
    """Return how the companies stand: the host comes, then counts their own word, then the poll's yes (R6)."""
    coming, cannot = set[CompanyId](), set[CompanyId]()
    for each in companies:
        own = said.get(each)
        if each == host or own is Coming.COMING or (own is None and each in polled and each not in away):
            coming.add(each)
        elif own is Coming.CANNOT or (each in away and each not in polled):
            cannot.add(each)
    return Standing(frozenset(coming), frozenset(cannot), frozenset(companies) - coming - cannot)


def prefilled(stood: Standing) -> dict[CompanyId, Presence]:
    """Return what the card shows before anybody marks: coming was there, "cannot" told before the start (R6)."""
    present = dict.fromkeys(stood.coming, Presence.PRESENT)
    return present | dict.fromkeys(stood.cannot, Presence.EXCUSED)


def still_to_mark(
    stood: Standing, marked: Collection[CompanyId], unknown: Collection[CompanyId]
) -> dict[CompanyId, Presence]:
    """Return the marks that "Right", or seven days of silence, adds to those somebody has set."""
    touched = set(marked) | set(unknown)
    return {company: presence for company, presence in prefilled(stood).items() if company not in touched}


def host_came(mark: Presence | None) -> bool:
    """False when the host's mark says that it was not there; a turn without its host is not served (R5.6)."""
    return mark is None or mark in THERE


def asked_at(starts_at: datetime, zone: ZoneInfo, calendar: ClubCalendar) -> datetime | None:
    """When the silent are asked: 48 h before in wall time, earlier to fall within hours, later out of a pause."""
    try:
        return moved_to_fit(calendar.shift_by_wall(starts_at, -ASKED_BEFORE), starts_at, zone, calendar)
    except NoFreeDayError:
        return None


def card_due(starts_at: datetime, ends_at: datetime, zone: ZoneInfo, calendar: ClubCalendar) -> datetime:
    """Return when the lead gets the card: on the meeting's day, as late as hours allow, never before it has begun.

    Of an evening meeting that is 18:00, while everybody is still there; of one that begins later, the next morning.
    """
    try:
        last = previous_allowed(ends_at, zone, calendar)
        return last if last >= starts_at else next_allowed(ends_at, zone, calendar)
    except NoFreeDayError:
        return ends_at


def settled_at(ends_at: datetime, calendar: ClubCalendar) -> datetime:
    """Return until when a company corrects its mark, and the lead confirms the card."""
    return calendar.shift_by_wall(ends_at, CORRECTED_FOR)
