"""Rules of a club in words: hours of the clock, lengths, countries, pauses, languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from babel.dates import format_date

from bot.features.clubs.model import AnyPause
from bot.features.joining.views import OWN_NAMES
from bot.features.polls.model.rhythm import Rhythm
from bot.kernel.calendar import Pause
from bot.kernel.people import Language
from bot.kernel.spoken import Day, Hour, Listed, Weekday, locale_of
from bot.kernel.texts import T, Text, Voice

_MONTH_DAY = {Language.SV: "d MMMM", Language.FI: "d. MMMM", Language.EN: "d MMMM"}
# A year that has every day.
_ANY_YEAR = 2024
_ONE_HOUR, _ONE_MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time on the wall, in whatever zone."""

    time: time

    def say(self, voice: Voice) -> str:
        """Return `kl. 17`."""
        moment = datetime.combine(date(_ANY_YEAR, 1, 1), self.time, voice.zone)
        return Hour(moment.astimezone(UTC)).say(voice)


@dataclass(frozen=True, slots=True)
class CountryName:
    """A country by its code."""

    code: str

    def say(self, voice: Voice) -> str:
        """Return `Finland`, `Suomi`, …."""
        return str(locale_of(voice.language).territories[self.code])


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of any year."""

    month: int
    day: int

    def say(self, voice: Voice) -> str:
        """Return `1 juli`, `1. heinäkuuta`."""
        day = date(_ANY_YEAR, self.month, self.day)
        return format_date(day, _MONTH_DAY[voice.language], locale=locale_of(voice.language))


def length_words(length: timedelta) -> Text:
    """Return a length as people say it."""
    hours, rest = divmod(length, _ONE_HOUR)
    minutes = rest // _ONE_MINUTE
    if not hours:
        return T("{minutes} min", minutes=minutes)
    if not minutes:
        return T("{hours} h", hours=hours)
    return T("{hours} h {minutes} min", hours=hours, minutes=minutes)


def pause_words(pause: AnyPause) -> Text:
    """Return a pause with both its ends."""
    if isinstance(pause, Pause):
        return T("{first} – {last}", first=Day(pause.first), last=Day(pause.last))
    return T(
        "every year {first} – {last}",
        first=MonthDay(pause.first_month, pause.first_day),
        last=MonthDay(pause.last_month, pause.last_day),
    )


def languages_words(languages: tuple[Language, ...]) -> Text:
    """Return languages, each in its own words."""
    return Listed(tuple(OWN_NAMES[each] for each in languages))


def hours_words(rhythm: Rhythm) -> Text:
    """Return the usual weekdays with hour and length."""
    return T(
        "{days}, {hour}, {length}",
        days=Listed(tuple(Weekday(each) for each in rhythm.weekdays)),
        hour=ClockTime(rhythm.start),
        length=length_words(rhythm.length),
    )
