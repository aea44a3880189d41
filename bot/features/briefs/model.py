"""When a host is reminded of its brief and guests are sent their ten minutes: pure functions of instants."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.features.tips.records import Area
from bot.kernel.calendar import ClubCalendar, NoFreeDayError
from bot.kernel.message_hours import moved_to_fit

MOST_QUESTIONS = 3
GOAL_LIMIT, QUESTION_LIMIT = 300, 200
REMINDED_AFTER = timedelta(days=5)
# A day before the guests prepare, so that what is written then still reaches them in time.
REMINDED_BEFORE = timedelta(days=4)
NOT_WITHIN = timedelta(days=1)
PREPARED_BEFORE = timedelta(days=3)
# What a guest sees of a shop in ten minutes, in the order one walks through it (mission, loop 4).
FIVE_AREAS = (Area.FIRST_IMPRESSION, Area.PRODUCT_PAGES, Area.SEARCH, Area.CHECKOUT, Area.DELIVERY)


def reminder_at(asked_at: datetime, starts_at: datetime) -> datetime | None:
    """Five days after the host was asked, at the latest four days before the meeting.

    None where that is within a day of asking: who has just been asked is not reminded.
    """
    moment = min(asked_at + REMINDED_AFTER, starts_at - REMINDED_BEFORE)
    return moment if moment >= asked_at + NOT_WITHIN else None


def preparation_at(starts_at: datetime, club: ClubCalendar, zone: ZoneInfo) -> datetime:
    """Three days before by the clock on the wall; moved earlier to fall within hours, later out of a pause."""
    try:
        return moved_to_fit(club.shift_by_wall(starts_at, -PREPARED_BEFORE), starts_at, zone, club)
    except NoFreeDayError:
        return starts_at - PREPARED_BEFORE
