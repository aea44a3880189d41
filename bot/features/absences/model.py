"""The pure rules of being away and on leave (R0): which days can be declared, and what they are in instants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bot.features.absences.records import Absence, AbsenceKind

ONE_DAY = timedelta(days=1)
LONGEST_AWAY = timedelta(days=366)
FARTHEST = timedelta(days=730)


class DaysFault(Enum):
    """What keeps days from being declared."""

    ENDS_BEFORE = auto()
    PAST = auto()
    TOO_LONG = auto()
    TOO_FAR = auto()
    KNOWN = auto()
    OVERLAPS = auto()


@dataclass(frozen=True, slots=True)
class Days:
    """The days somebody wants to declare; `last` is None for a leave without an end yet."""

    first: date
    last: date | None


def days_fault(kind: AbsenceKind, days: Days, declared: Iterable[Absence], today: date) -> DaysFault | None:
    """Return why days cannot be declared, None when they can.

    One leave at a time; days away may overlap, but the same ones are declared once.
    """
    first, last = days.first, days.last
    if last is not None and last < first:
        return DaysFault.ENDS_BEFORE
    if (last or first) < today or (kind is AbsenceKind.LEAVE and first < today):
        return DaysFault.PAST
    if first - today > FARTHEST:
        return DaysFault.TOO_FAR
    if kind is AbsenceKind.AWAY and last is not None and last - first >= LONGEST_AWAY:
        return DaysFault.TOO_LONG
    return _clash(kind, days, declared)


def instants(days: Days, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
    """Return the first instant of the days, and the first after them, on the club's own clock (R4.11)."""
    return _midnight(days.first, zone), None if days.last is None else _midnight(days.last + ONE_DAY, zone)


def is_over(absence: Absence, now: datetime) -> bool:
    """True once nothing of it lies ahead."""
    return absence.ends_at is not None and absence.ends_at <= now


def is_on(absence: Absence, now: datetime) -> bool:
    """True while it lasts."""
    return absence.begins_at <= now and not is_over(absence, now)


def leave_now(declared: Iterable[Absence], now: datetime) -> Absence | None:
    """Return the leave a company is on."""
    return next((each for each in declared if each.kind is AbsenceKind.LEAVE and is_on(each, now)), None)


def ahead(declared: Iterable[Absence], now: datetime) -> list[Absence]:
    """Return what lasts or is to come, earliest first."""
    return sorted((each for each in declared if not is_over(each, now)), key=lambda each: (each.begins_at, each.id))


def _clash(kind: AbsenceKind, days: Days, declared: Iterable[Absence]) -> DaysFault | None:
    for each in declared:
        if each.kind is not kind:
            continue
        if kind is AbsenceKind.AWAY and (each.first, each.last) == (days.first, days.last):
            return DaysFault.KNOWN
        if kind is AbsenceKind.LEAVE and _overlap(each, days):
            return DaysFault.OVERLAPS
    return None


def _overlap(absence: Absence, days: Days) -> bool:
    begins_in_time = days.last is None or absence.first <= days.last
    ends_in_time = absence.last is None or absence.last >= days.first
    return begins_in_time and ends_in_time


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when a day begins; where a zone's clocks skip midnight, the same distance after it."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
