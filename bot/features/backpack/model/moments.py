"""When a backpack is packed, closed and asked about: pure functions of the club's calendar (R7.6, R7.7)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.kernel.calendar import ClubCalendar, NoSuchLocalTimeError

NOON = time(12)
MORNING = time(9)
ONE_DAY = timedelta(days=1)
LATER_TIPS = timedelta(days=7)
THREE_WEEKS = timedelta(weeks=3)
BEFORE_THE_NEXT = timedelta(days=3)
# Asked after three weeks and before the next meeting; closer together than this, once is enough.
APART = timedelta(days=7)
MOST_ASKS = 2


def packed_by(calendar: ClubCalendar, meeting_day: date) -> datetime:
    """Return when a backpack is packed by itself: at noon the day after the meeting."""
    return _instant(calendar, meeting_day + ONE_DAY, NOON)


def closed_at(packed_at: datetime) -> datetime:
    """Return when later tips are packed: on the seventh day, when tips close."""
    return packed_at + LATER_TIPS


def first_asked_at(calendar: ClubCalendar, packed_at: datetime) -> datetime:
    """Return when the host is asked what came of it: in the morning, three weeks after packing."""
    return _instant(calendar, calendar.day_of(packed_at + THREE_WEEKS), MORNING)


def asked_again_at(
    calendar: ClubCalendar, asked_at: datetime, asks: int, next_meeting: date | None, now: datetime
) -> datetime | None:
    """Return when the host is asked once more, before the next meeting; None when it is not, or not yet known."""
    if asks >= MOST_ASKS or next_meeting is None:
        return None
    due = _instant(calendar, next_meeting - BEFORE_THE_NEXT, MORNING)
    return due if due >= asked_at + APART and due > now else None


def _instant(calendar: ClubCalendar, day: date, at: time) -> datetime:
    """Return a wall time's instant; an hour that the clocks skip is taken an hour later."""
    try:
        return calendar.instant(day, at)
    except NoSuchLocalTimeError:
        return calendar.instant(day, at.replace(hour=at.hour + 1))
