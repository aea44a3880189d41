"""When a company is asked to host, reminded, and taken to have let its turn lapse (R5.2): pure functions."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.kernel.calendar import ONE_DAY, ClubCalendar
from bot.kernel.message_hours import next_allowed

ASKING_TIME = time(9)
REMINDED_AFTER = timedelta(days=5)
ANSWERED_BEFORE_OPENING = timedelta(days=5)
LEAST_TO_ANSWER = timedelta(hours=24)
STAND_IN_ASKED_FOR = timedelta(hours=24)
STILL_YOURS_ASKED_FOR = timedelta(hours=48)


def asked_after(held_at: datetime, calendar: ClubCalendar) -> datetime:
    """The day after a held meeting at 09:00 by the club's clock."""
    return calendar.instant(calendar.day_of(held_at) + ONE_DAY, ASKING_TIME)


def answer_by(asked_at: datetime, opens_at: datetime, calendar: ClubCalendar) -> datetime:
    """Until when a company may answer: five days before the poll opens, and those asked after that until it opens.

    Nobody gets less than 24 hours, counted from when it may be written to; the poll waits for that long.
    """
    fair = next_allowed(asked_at, calendar.zone, calendar) + LEAST_TO_ANSWER
    usual = calendar.shift_by_wall(opens_at, -ANSWERED_BEFORE_OPENING)
    return usual if fair <= usual else max(opens_at, fair)


def reminded_at(asked_at: datetime, until: datetime, calendar: ClubCalendar) -> datetime | None:
    """Five days after asking; None when there is nothing left to remind of by then."""
    at = calendar.shift_by_wall(asked_at, REMINDED_AFTER)
    return at if at < until else None
