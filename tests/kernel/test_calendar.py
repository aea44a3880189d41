from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.calendar import (
    SUMMER_PAUSE,
    ClubCalendar,
    ImpossiblePauseError,
    NoFreeDayError,
    NoSuchLocalTimeError,
    Pause,
    UnknownCountryError,
    YearlyPause,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
FINLAND = ClubCalendar(HELSINKI, ("FI",), (SUMMER_PAUSE,))
SWEDEN = ClubCalendar(ZoneInfo("Europe/Stockholm"), ("SE",), ())
ALAND = ClubCalendar(ZoneInfo("Europe/Mariehamn"), ("AX",), ())
CHRISTMAS = YearlyPause(12, 20, 1, 6)


@pytest.mark.parametrize(
    ("calendar", "day", "is_holiday"),
    [
        (FINLAND, date(2026, 6, 19), True),  # Midsummer Eve
        (SWEDEN, date(2026, 6, 19), True),  # equal to a holiday by the Annual Leave Act
        (FINLAND, date(2026, 12, 6), True),  # Finland's independence
        (SWEDEN, date(2026, 12, 6), False),
        (SWEDEN, date(2026, 6, 6), True),  # Sweden's national day
        (FINLAND, date(2026, 12, 24), True),
        (SWEDEN, date(2026, 12, 24), True),
        (SWEDEN, date(2026, 12, 31), True),
        (FINLAND, date(2026, 12, 31), False),
        (ALAND, date(2026, 6, 9), True),  # Åland's autonomy
        (FINLAND, date(2026, 6, 9), False),
        (ALAND, date(2026, 12, 6), True),  # and Finland's days as well
        (FINLAND, date(2027, 5, 6), True),  # Ascension Day
    ],
)
def test_holidays(calendar: ClubCalendar, day: date, is_holiday: bool) -> None:
    """R0: a public holiday is one of the club's own country; Åland has Finland's and its own."""
    assert calendar.is_public_holiday(day) is is_holiday


def test_plain_sundays() -> None:
    """R0: Sundays that a calendar lists are no extra holidays, yet Easter Sunday is one."""
    assert not SWEDEN.is_public_holiday(date(2026, 11, 8))
    assert SWEDEN.is_free(date(2026, 11, 8))
    assert SWEDEN.is_public_holiday(date(2026, 4, 5))


def test_several_countries() -> None:
    """R0: a club over a border keeps the holidays of both countries."""
    both = ClubCalendar(HELSINKI, ("FI", "SE"), ())
    assert both.is_public_holiday(date(2026, 6, 6))
    assert both.is_public_holiday(date(2026, 12, 6) + timedelta(days=365))


def test_unknown_country() -> None:
    """A country without a known calendar is refused by name, not taken for one without holidays."""
    with pytest.raises(UnknownCountryError) as refused:
        ClubCalendar(HELSINKI, ("QQ",), ()).is_free(date(2026, 1, 5))
    assert refused.value.country == "QQ"


@pytest.mark.parametrize("year", [2026, 2027, 2031])
def test_summer_pause_every_year(year: int) -> None:
    """R4: the summer pause is July, both ends included, and comes back every year."""
    assert not FINLAND.is_in_pause(date(year, 6, 30))
    assert FINLAND.is_in_pause(date(year, 7, 1))
    assert FINLAND.pause_of(date(year, 7, 31)) == Pause(date(year, 7, 1), date(year, 7, 31))
    assert not FINLAND.is_in_pause(date(year, 8, 1))


def test_pause_across_new_year() -> None:
    """A yearly pause that ends before it begins in the year runs across New Year."""
    whole = Pause(date(2026, 12, 20), date(2027, 1, 6))
    assert CHRISTMAS.containing(date(2026, 12, 31)) == whole
    assert CHRISTMAS.containing(date(2027, 1, 6)) == whole
    assert CHRISTMAS.containing(date(2027, 1, 7)) is None
    assert CHRISTMAS.containing(date(2026, 12, 19)) is None


def test_leap_day_pause() -> None:
    """A yearly pause to 29 February ends on the 28th in years without it."""
    winter = YearlyPause(2, 23, 2, 29)
    assert winter.beginning_in(2027).last == date(2027, 2, 28)
    assert winter.beginning_in(2028).last == date(2028, 2, 29)


def test_impossible_pauses() -> None:
    """A pause that ends before it begins, or on 31 June, is refused."""
    with pytest.raises(ImpossiblePauseError):
        Pause(date(2026, 7, 2), date(2026, 7, 1))
    with pytest.raises(ImpossiblePauseError):
        YearlyPause(6, 1, 6, 31)


def test_working_days_around_midsummer_and_july() -> None:
    """R0: a working day is Monday to Friday, no holiday, outside pauses; searches step over all three."""
    assert FINLAND.next_working_day(date(2026, 6, 18)) == date(2026, 6, 22)
    assert FINLAND.next_working_day(date(2026, 6, 30)) == date(2026, 8, 3)
    assert FINLAND.working_day_on_or_after(date(2026, 8, 3)) == date(2026, 8, 3)
    assert FINLAND.last_working_day_before(date(2027, 8, 2)) == date(2027, 6, 30)
    assert FINLAND.working_day_on_or_after(date(2026, 12, 24)) == date(2026, 12, 28)


def test_adjoining_pauses() -> None:
    """Two pauses that touch are stepped over together."""
    calendar = ClubCalendar(HELSINKI, ("FI",), (SUMMER_PAUSE, Pause(date(2026, 8, 1), date(2026, 8, 9))))
    assert calendar.next_working_day(date(2026, 7, 31)) == date(2026, 8, 10)


def test_first_pause_within() -> None:
    """The pause that comes first in a span is found, also one that began before it."""
    assert FINLAND.first_pause_within(date(2026, 6, 1), date(2026, 6, 30)) is None
    july = Pause(date(2026, 7, 1), date(2026, 7, 31))
    assert FINLAND.first_pause_within(date(2026, 6, 1), date(2026, 7, 1)) == july
    assert FINLAND.first_pause_within(date(2026, 7, 31), date(2026, 9, 1)) == july


def test_no_free_day() -> None:
    """Pauses that leave no day end the search with words instead of never."""
    with pytest.raises(NoFreeDayError):
        ClubCalendar(HELSINKI, ("FI",), (YearlyPause(1, 1, 12, 31),)).next_working_day(date(2026, 1, 1))


def test_gap() -> None:
    """R4.11: on 28 March 2027 clocks in Finland skip 03:00 to 04:00, and a time between is refused with its parts."""
    with pytest.raises(NoSuchLocalTimeError) as refused:
        FINLAND.instant(date(2027, 3, 28), time(3, 30))
    assert (refused.value.day, refused.value.time, refused.value.zone) == (date(2027, 3, 28), time(3, 30), HELSINKI)
    assert FINLAND.instant(date(2027, 3, 28), time(2, 59)) == datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    assert FINLAND.instant(date(2027, 3, 28), time(4)) == datetime(2027, 3, 28, 1, tzinfo=UTC)


def test_overlap() -> None:
    """R4.11: on 25 October 2026 clocks in Finland show 03:30 twice, and the first is meant."""
    assert FINLAND.instant(date(2026, 10, 25), time(3, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert FINLAND.instant(date(2026, 10, 25), time(3, 30, fold=1)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_day_of_is_the_clubs() -> None:
    """R0: day D counts in the club's zone."""
    assert FINLAND.day_of(datetime(2026, 11, 3, 22, 30, tzinfo=UTC)) == date(2026, 11, 4)


@pytest.mark.parametrize(
    ("instant", "by", "expected"),
    [
        # Over the night with 25 hours, over the one with 23, into the gap, into the overlap.
        (datetime(2026, 10, 26, 16, tzinfo=UTC), -timedelta(days=2), datetime(2026, 10, 24, 15, tzinfo=UTC)),
        (datetime(2027, 3, 29, 15, tzinfo=UTC), -timedelta(days=2), datetime(2027, 3, 27, 16, tzinfo=UTC)),
        (datetime(2027, 3, 30, 0, 30, tzinfo=UTC), -timedelta(days=2), datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 24, 0, 30, tzinfo=UTC), timedelta(days=1), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_shift_by_wall(instant: datetime, by: timedelta, expected: datetime) -> None:
    """R4.6: a shift in wall time keeps the hour across both DST nights; in gap and overlap it is the earlier."""
    assert FINLAND.shift_by_wall(instant, by) == expected


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.times())
def test_instant_and_local_agree(day: date, wall: time) -> None:
    """Whatever time exists comes back as it was given."""
    try:
        instant = FINLAND.instant(day, wall)
    except NoSuchLocalTimeError:
        assert day.month == 3
        return
    assert FINLAND.local(instant).replace(tzinfo=None, fold=0) == datetime.combine(day, wall.replace(fold=0))


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_next_and_last_working_day_are_inverse(day: date) -> None:
    """Between a day and its next working day there is none."""
    following = FINLAND.next_working_day(day)
    assert following > day
    assert FINLAND.is_working_day(following)
    assert FINLAND.last_working_day_before(following) <= day
