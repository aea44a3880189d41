"""Which days a club counts on, and which instant a clock on the wall means (R0, R4.11)."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.kernel.errors import ReppuError

ONE_DAY = timedelta(days=1)
# Nobody plans further than this; a search that long means the pauses leave no day at all.
SEARCH_DAYS = 800
SATURDAY = 5


class NoSuchLocalTimeError(ReppuError):
    """The clocks skip this wall time on this day (R4.11)."""

    def __init__(self, day: date, at: time, zone: ZoneInfo) -> None:
        super().__init__(f"{day} {at} does not exist in {zone.key}")
        self.day = day
        self.time = at
        self.zone = zone


class UnknownCountryError(ReppuError):
    """No calendar of public holidays is known for this country code."""

    def __init__(self, country: str) -> None:
        super().__init__(country)
        self.country = country


class ImpossiblePauseError(ReppuError):
    """A pause ends before it begins, or names a day that no year has."""


class NoFreeDayError(ReppuError):
    """The pauses leave no day within the two years searched."""


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """Days without polls, meetings and messages, both ends included; an absence has the same shape."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a span that ends before it begins."""
        if self.last < self.first:
            raise ImpossiblePauseError(f"{self.first} > {self.last}")

    def __contains__(self, day: date) -> bool:
        """True on both ends and between them."""
        return self.first <= day <= self.last

    def containing(self, day: date) -> Pause | None:
        """The pause itself, if the day lies in it."""
        return self if day in self else None


@dataclass(frozen=True, slots=True)
class YearlyPause:
    """A pause that comes back every year; it runs across New Year when it ends earlier in the year than it begins.

    29 February is 28 February in years without it.
    """

    first_month: int
    first_day: int
    last_month: int
    last_day: int

    def __post_init__(self) -> None:
        """Refuse days that no year has."""
        try:
            date(2024, self.first_month, self.first_day)
            date(2024, self.last_month, self.last_day)
        except ValueError as wrong:
            raise ImpossiblePauseError(str(wrong)) from wrong

    def beginning_in(self, year: int) -> Pause:
        """The pause whose first day lies in the given year."""
        crosses = (self.last_month, self.last_day) < (self.first_month, self.first_day)
        return Pause(
            _day_of_year(year, self.first_month, self.first_day),
            _day_of_year(year + crosses, self.last_month, self.last_day),
        )

    def containing(self, day: date) -> Pause | None:
        """This year's or last year's pause, if the day lies in it."""
        recent = (self.beginning_in(day.year - 1), self.beginning_in(day.year))
        return next((pause for pause in recent if day in pause), None)


SUMMER_PAUSE = YearlyPause(7, 1, 7, 31)


@dataclass(frozen=True, slots=True)
class ClubCalendar:
    """A club's zone, public holidays and pauses.

    `countries` are ISO codes; Åland (AX) is a country of its own here: Finland's holidays and 9 June.
    """

    zone: ZoneInfo
    countries: tuple[str, ...] = ("FI",)
    pauses: tuple[Pause | YearlyPause, ...] = (SUMMER_PAUSE,)

    def is_public_holiday(self, day: date) -> bool:
        """True on a public holiday of any of the club's countries; plain Sundays are none (R0)."""
        return any(day in public_holidays(country, day.year) for country in self.countries)

    def pause_of(self, day: date) -> Pause | None:
        """The pause the day lies in."""
        found = (pause.containing(day) for pause in self.pauses)
        return next((pause for pause in found if pause), None)

    def is_in_pause(self, day: date) -> bool:
        """True on every day of a pause, its ends included."""
        return self.pause_of(day) is not None

    def first_pause_within(self, first: date, last: date) -> Pause | None:
        """The pause that comes first between two days, both included; it may reach beyond them."""
        span = (first + ONE_DAY * n for n in range((last - first).days + 1))
        return next((pause for day in span if (pause := self.pause_of(day))), None)

    def is_free(self, day: date) -> bool:
        """True outside pauses and public holidays."""
        return not self.is_in_pause(day) and not self.is_public_holiday(day)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, no public holiday, outside pauses (R0)."""
        return day.weekday() < SATURDAY and self.is_free(day)

    def next_working_day(self, day: date) -> date:
        """The first working day strictly after the day.

        Raises:
            NoFreeDayError: the pauses leave none.
        """
        return self._first_working(day + ONE_DAY * n for n in range(1, SEARCH_DAYS))

    def working_day_on_or_after(self, day: date) -> date:
        """The day itself, if it is a working day, else the next one.

        Raises:
            NoFreeDayError: the pauses leave none.
        """
        return self._first_working(day + ONE_DAY * n for n in range(SEARCH_DAYS))

    def last_working_day_before(self, day: date) -> date:
        """The last working day strictly before the day.

        Raises:
            NoFreeDayError: the pauses leave none.
        """
        return self._first_working(day - ONE_DAY * n for n in range(1, SEARCH_DAYS))

    def instant(self, day: date, at: time) -> datetime:
        """The instant, in UTC, that a clock in the club shows this time; the first of two in an overlap (R4.11).

        Raises:
            NoSuchLocalTimeError: the clocks skip it.
        """
        wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
        instant = wall.replace(tzinfo=self.zone).astimezone(UTC)
        if self.local(instant).replace(tzinfo=None, fold=0) != wall:
            raise NoSuchLocalTimeError(day, at, self.zone)
        return instant

    def local(self, instant: datetime) -> datetime:
        """The instant as clocks in the club show it."""
        return instant.astimezone(self.zone)

    def day_of(self, instant: datetime) -> date:
        """The club's day in which the instant falls."""
        return self.local(instant).date()

    def shift_by_wall(self, instant: datetime, by: timedelta) -> datetime:
        """The instant, in UTC, whose wall time differs by the duration, however the clocks changed between.

        Where that wall time does not exist or exists twice, the earlier instant.
        """
        wall = self.local(instant).replace(tzinfo=None, fold=0) + by
        # In a gap the second fold gives the instant before it, in an overlap the first does.
        return min(wall.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))

    def _first_working(self, days: Iterator[date]) -> date:
        for day in days:
            if self.is_working_day(day):
                return day
        raise NoFreeDayError


@lru_cache(maxsize=256)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """The public holidays of a country in one year, without plain Sundays.

    Sweden's eves (Midsummer, Christmas, New Year) are equal to public holidays by its Annual Leave Act, section 7.

    Raises:
        UnknownCountryError: the code is not known.
    """
    from holidays import country_holidays  # 0.1 s of import that a start need not wait for

    try:
        if country == "SE":
            listed = country_holidays("SE", years=year, categories=("public", "de_facto"), include_sundays=False)
        else:
            listed = country_holidays(country, years=year)
    except NotImplementedError as unknown:
        raise UnknownCountryError(country) from unknown
    return frozenset(listed)


def _day_of_year(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, months.monthrange(year, month)[1]))
