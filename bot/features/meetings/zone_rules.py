"""A zone's clock changes as calendars want them written: two yearly rules, which every program reads alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

ONE_HOUR = timedelta(hours=1)
ONE_WEEK = timedelta(weeks=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TWICE_A_YEAR = 2


def zone_rules(zone: ZoneInfo, instant: datetime) -> Timezone | None:
    """Return the rules in force at an instant, as from the year before; None for a zone without two changes a year.

    A list of single dates since 1970 would say the same at greater length, and not every program reads it.
    """
    changes = list(_changes(zone, instant.astimezone(zone).year - 1))
    if len(changes) != TWICE_A_YEAR:
        return None
    rules = Timezone()
    rules.add("tzid", zone.key)
    for change in changes:
        rules.add_component(_rule(zone, change))
    return rules


def _changes(zone: ZoneInfo, year: int) -> Iterator[datetime]:
    """Yield the instants of a year at which the zone's clocks change."""
    instant, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while instant < end:
        later = instant + timedelta(days=1)
        if _offset(zone, instant) != _offset(zone, later):
            hours = (instant + ONE_HOUR * n for n in range(1, 25))
            yield next(hour for hour in hours if _offset(zone, hour) == _offset(zone, later))
        instant = later


def _rule(zone: ZoneInfo, change: datetime) -> TimezoneDaylight | TimezoneStandard:
    before, after = _offset(zone, change - ONE_HOUR), _offset(zone, change)
    wall = (change + before).replace(tzinfo=None)
    rule = TimezoneDaylight() if after > before else TimezoneStandard()
    rule.add("dtstart", wall)
    rule.add("rrule", {"freq": "yearly", "bymonth": wall.month, "byday": _which_day(wall)})
    rule.add("tzoffsetfrom", before)
    rule.add("tzoffsetto", after)
    return rule


def _which_day(wall: datetime) -> str:
    """Return `-1SU` for the last Sunday of a month, `2SU` for its second."""
    is_last = (wall + ONE_WEEK).month != wall.month
    number = -1 if is_last else (wall.day - 1) // 7 + 1
    return f"{number}{WEEKDAYS[wall.weekday()]}"


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()
