from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.calendar import SUMMER_PAUSE, ClubCalendar, NoFreeDayError, YearlyPause
from bot.kernel.message_hours import is_allowed, next_allowed, previous_allowed

HELSINKI = ZoneInfo("Europe/Helsinki")
STOCKHOLM = ZoneInfo("Europe/Stockholm")
AUCKLAND = ZoneInfo("Pacific/Auckland")
FINLAND = ClubCalendar(HELSINKI, ("FI",), (SUMMER_PAUSE,))


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """An instant given as Finnish clocks show it."""
    return datetime(year, month, day, hour, minute, tzinfo=HELSINKI).astimezone(UTC)


LATE_BY_A_MOMENT = at(2026, 11, 3, 18) + timedelta(seconds=40)


@pytest.mark.parametrize(
    ("due", "following", "preceding"),
    [
        (at(2026, 11, 3, 8), at(2026, 11, 3, 8), at(2026, 11, 3, 8)),
        (at(2026, 11, 3, 18), at(2026, 11, 3, 18), at(2026, 11, 3, 18)),
        (LATE_BY_A_MOMENT, LATE_BY_A_MOMENT, LATE_BY_A_MOMENT),  # a clock still shows 18:00
        (at(2026, 11, 3, 18, 1), at(2026, 11, 4, 8), at(2026, 11, 3, 18)),
        (at(2026, 11, 3, 7, 59), at(2026, 11, 3, 8), at(2026, 11, 2, 18)),
        (at(2026, 6, 19, 12), at(2026, 6, 21, 8), at(2026, 6, 18, 18)),  # Midsummer
        (at(2026, 12, 24, 9), at(2026, 12, 27, 8), at(2026, 12, 23, 18)),  # Christmas; the 27th is a Sunday
        (at(2026, 7, 10, 12), at(2026, 8, 1, 8), at(2026, 6, 30, 18)),  # July
        (at(2026, 10, 25, 3), at(2026, 10, 25, 8), at(2026, 10, 24, 18)),  # the night with 25 hours
        (at(2027, 3, 28, 2), at(2027, 3, 30, 8), at(2027, 3, 27, 18)),  # the night with 23, and Easter
    ],
)
def test_hours(due: datetime, following: datetime, preceding: datetime) -> None:
    """R9: 08:00 to 18:00 inclusive, not on holidays or in pauses; what is due outside moves on, or back if asked."""
    assert next_allowed(due, HELSINKI, FINLAND) == following
    assert previous_allowed(due, HELSINKI, FINLAND) == preceding


def test_the_persons_hours() -> None:
    """R9: hours are those of the person's zone: 18:00 in Finland is 17:00 in Sweden, 08:00 is 07:00."""
    assert next_allowed(at(2026, 11, 3, 19), STOCKHOLM, FINLAND) == at(2026, 11, 3, 19)
    assert next_allowed(at(2026, 11, 3, 8), STOCKHOLM, FINLAND) == at(2026, 11, 3, 9)


def test_the_clubs_days() -> None:
    """R0, R9: pauses count in the club's days, so far away a message may go out after the pause's last day there."""
    in_auckland = next_allowed(at(2026, 7, 10, 12), AUCKLAND, FINLAND)
    assert FINLAND.day_of(in_auckland) == date(2026, 8, 1)
    assert in_auckland.astimezone(AUCKLAND).hour in range(8, 19)


def test_without_a_club() -> None:
    """R9: where no club is concerned only hours bind."""
    assert next_allowed(at(2026, 7, 10, 12), HELSINKI, None) == at(2026, 7, 10, 12)
    assert previous_allowed(at(2026, 12, 25, 20), HELSINKI, None) == at(2026, 12, 25, 18)


def test_no_day_left() -> None:
    """Pauses that leave no day end the search with words instead of never."""
    never = ClubCalendar(HELSINKI, ("FI",), (YearlyPause(1, 1, 12, 31),))
    for search in (next_allowed, previous_allowed):
        with pytest.raises(NoFreeDayError):
            search(at(2026, 11, 3, 12), HELSINKI, never)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001  # hypothesis wants them naive
    st.sampled_from([HELSINKI, STOCKHOLM, AUCKLAND, ZoneInfo("America/Los_Angeles")]),
)
def test_nothing_allowed_lies_between(naive: datetime, zone: ZoneInfo) -> None:
    """R9: the moved instant is allowed, on the right side, and no allowed hour was stepped over."""
    due = naive.replace(tzinfo=UTC)
    following, preceding = next_allowed(due, zone, FINLAND), previous_allowed(due, zone, FINLAND)
    assert preceding <= due <= following
    assert is_allowed(following, zone, FINLAND)
    assert is_allowed(preceding, zone, FINLAND)
    if not is_allowed(due, zone, FINLAND):
        hours_between = (following - preceding) // timedelta(hours=1)
        between = (preceding + timedelta(hours=n) for n in range(1, hours_between))
        assert not any(is_allowed(moment, zone, FINLAND) for moment in between)
