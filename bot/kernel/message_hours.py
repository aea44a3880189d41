"""When a message that is bound to hours may be sent (R9): pure functions from instant to instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.kernel.calendar import ONE_DAY, SEARCH_DAYS, ClubCalendar, NoFreeDayError

FIRST_HOUR = time(8)
LAST_HOUR = time(18)
MIDNIGHT = time(0)
# One person's day may touch two of the club's days, so each day searched takes at most three steps.
SEARCH_STEPS = SEARCH_DAYS * 3


def is_allowed(instant: datetime, zone: ZoneInfo, calendar: ClubCalendar | None) -> bool:
    """True from 08:00 to 18:00 inclusive in the person's zone, on a day that is free in the club's."""
    return _is_in_hours(instant, zone) and _is_free(instant, calendar)


def next_allowed(instant: datetime, zone: ZoneInfo, calendar: ClubCalendar | None) -> datetime:
    """The instant itself, if it is allowed, else the first allowed one after it, in UTC.

    Hours are the person's, holidays and pauses the club's in the club's days; without a calendar only hours bind.

    Raises:
        NoFreeDayError: the pauses leave no day.
    """
    moment = instant.astimezone(UTC)
    for _ in range(SEARCH_STEPS):
        if not _is_in_hours(moment, zone):
            moment = _next_opening(moment, zone)
        elif calendar and not _is_free(moment, calendar):
            moment = _instant(calendar.day_of(moment) + ONE_DAY, MIDNIGHT, calendar.zone)
        else:
            return moment
    raise NoFreeDayError


def previous_allowed(instant: datetime, zone: ZoneInfo, calendar: ClubCalendar | None) -> datetime:
    """The instant itself, if it is allowed, else the last allowed one before it, in UTC: moved earlier, never later.

    Raises:
        NoFreeDayError: the pauses leave no day.
    """
    moment = instant.astimezone(UTC)
    for _ in range(SEARCH_STEPS):
        if not _is_in_hours(moment, zone):
            moment = _previous_closing(moment, zone)
        elif calendar and not _is_free(moment, calendar):
            moment = _instant(calendar.day_of(moment), MIDNIGHT, calendar.zone) - timedelta.resolution
        else:
            return moment
    raise NoFreeDayError


def moved_to_fit(instant: datetime, latest: datetime, zone: ZoneInfo, calendar: ClubCalendar) -> datetime:
    """The last allowed instant before one that does not fit; where a pause lies there its end, if that is early enough.

    What is due in a pause waits for its end (R9), rather than come weeks before it is of use.

    Raises:
        NoFreeDayError: the pauses leave no day.
    """
    earlier, later = previous_allowed(instant, zone, calendar), next_allowed(instant, zone, calendar)
    over_a_pause = calendar.first_pause_within(calendar.day_of(earlier), calendar.day_of(instant)) is not None
    return later if over_a_pause and later < latest else earlier


def _is_in_hours(instant: datetime, zone: ZoneInfo) -> bool:
    return FIRST_HOUR <= _minute(instant, zone) <= LAST_HOUR


def _minute(instant: datetime, zone: ZoneInfo) -> time:
    """The minute on the person's clock: 18:00 is allowed as long as a clock shows it; sending takes a moment."""
    return instant.astimezone(zone).time().replace(second=0, microsecond=0)


def _is_free(instant: datetime, calendar: ClubCalendar | None) -> bool:
    return calendar is None or calendar.is_free(calendar.day_of(instant))


def _next_opening(instant: datetime, zone: ZoneInfo) -> datetime:
    local = instant.astimezone(zone)
    day = local.date() if local.time() < FIRST_HOUR else local.date() + ONE_DAY
    return _instant(day, FIRST_HOUR, zone)


def _previous_closing(instant: datetime, zone: ZoneInfo) -> datetime:
    local = instant.astimezone(zone)
    day = local.date() if _minute(instant, zone) > LAST_HOUR else local.date() - ONE_DAY
    return _instant(day, LAST_HOUR, zone)


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant of a wall time; in a gap the same distance after it, for a search needs a moment and no refusal."""
    return datetime.combine(day, at, zone).astimezone(UTC)
