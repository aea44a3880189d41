"""Days, times and lists as people of each language write them (Babel's locale data; voice.md, last paragraph)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_timezone_name
from babel.lists import format_list

from bot.kernel.people import Language
from bot.kernel.texts import Text, Value, Voice

_LOCALES = {Language.SV: "sv_FI", Language.FI: "fi_FI", Language.EN: "en_GB"}
_DAY = {Language.SV: "cccccc d.M", Language.FI: "ccc d.M.", Language.EN: "ccc d MMM"}
_LONG_DAY = {Language.SV: "cccc d MMMM y", Language.FI: "cccc d. MMMM'ta' y", Language.EN: "cccc d MMMM y"}
_DATE = {Language.SV: "d MMMM", Language.FI: "d. MMMM", Language.EN: "d MMMM"}
_HOUR_WORD = {Language.SV: "kl. ", Language.FI: "klo ", Language.EN: ""}


@lru_cache(maxsize=8)
def locale_of(language: Language) -> Locale:
    """Return Babel's locale for a language."""
    return Locale.parse(_LOCALES[language])


def said_day(day: date, language: Language) -> str:
    """Return a short day with its weekday: `to 10.12`, `to 10.12.`, `Thu 10 Dec`."""
    return format_date(day, _DAY[language], locale=locale_of(language))


def said_hour(moment: datetime, language: Language) -> str:
    """Return the bare hour: 17, 17.30 in Swedish and Finnish, 17:00 in English."""
    if language is Language.EN:
        return f"{moment:%H:%M}"
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else str(moment.hour)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, weekday always with it."""

    day: date

    def say(self, voice: Voice) -> str:
        """Return the day in the voice's language."""
        return said_day(self.day, voice.language)


@dataclass(frozen=True, slots=True)
class LongDay:
    """A calendar day in full words, with the year."""

    day: date

    def say(self, voice: Voice) -> str:
        """Return `torsdag 10 december 2026`."""
        if voice.language is Language.FI:
            return format_date(self.day, "cccc d. MMMM y", locale=locale_of(voice.language))
        return format_date(self.day, _LONG_DAY[voice.language], locale=locale_of(voice.language))


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day somewhere around which something happens, without weekday and year."""

    day: date

    def say(self, voice: Voice) -> str:
        """Return `21 januari`, `21. tammikuuta`, `21 January`."""
        return format_date(self.day, _DATE[voice.language], locale=locale_of(voice.language))


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its year."""

    day: date

    def say(self, voice: Voice) -> str:
        """Return `mars 2025`, `maaliskuu 2025`, `March 2025`."""
        return format_date(self.day, "LLLL y", locale=locale_of(voice.language))


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday by its number, Monday = 0."""

    number: int

    def say(self, voice: Voice) -> str:
        """Return the weekday's full name."""
        return str(locale_of(voice.language).days["stand-alone"]["wide"][self.number])


@dataclass(frozen=True, slots=True)
class When:
    """An instant as a day and an hour in the reader's zone: `to 10.12 kl. 17`."""

    instant: datetime
    comma: bool = True

    def say(self, voice: Voice) -> str:
        """Return the day and hour, with the zone named when members live in several (voice.md)."""
        local = self.instant.astimezone(voice.zone)
        comma = "," if voice.language is Language.EN and self.comma else ""
        hour = f"{_HOUR_WORD[voice.language]}{said_hour(local, voice.language)}"
        return f"{said_day(local.date(), voice.language)}{comma} {hour}{_zone(local, voice)}"


@dataclass(frozen=True, slots=True)
class WallTime:
    """A day and an hour on the club's own clock, in no zone: what a lead has just written."""

    day: date
    start: time

    def say(self, voice: Voice) -> str:
        """Return the day and hour as written."""
        comma = "," if voice.language is Language.EN else ""
        hour = said_hour(datetime.combine(self.day, self.start), voice.language)
        return f"{said_day(self.day, voice.language)}{comma} {_HOUR_WORD[voice.language]}{hour}"


@dataclass(frozen=True, slots=True)
class Hour:
    """An instant's hour of the day: `kl. 17`."""

    instant: datetime

    def say(self, voice: Voice) -> str:
        """Return the hour in the reader's zone."""
        local = self.instant.astimezone(voice.zone)
        return f"{_HOUR_WORD[voice.language]}{said_hour(local, voice.language)}"


@dataclass(frozen=True, slots=True)
class Span:
    """From an instant for a while: `to 10.12 kl. 17–19.30`."""

    start: datetime
    length: timedelta

    def say(self, voice: Voice) -> str:
        """Return the day with both hours."""
        start = self.start.astimezone(voice.zone)
        end = (self.start + self.length).astimezone(voice.zone)
        comma = "," if voice.language is Language.EN else ""
        hours = f"{said_hour(start, voice.language)}–{said_hour(end, voice.language)}"
        day = said_day(start.date(), voice.language)
        return f"{day}{comma} {_HOUR_WORD[voice.language]}{hours}{_zone(start, voice)}"


@dataclass(frozen=True, slots=True)
class Listed:
    """Several things as a list: `a, b och c`."""

    items: tuple[Value, ...]

    def say(self, voice: Voice) -> str:
        """Return the list with the language's own last word."""
        return format_list([voice.say(item) for item in self.items], locale=locale_of(voice.language))


@dataclass(frozen=True, slots=True)
class Begun:
    """A sentence that may begin with a day: its first letter is made a capital."""

    sentence: Text

    def say(self, voice: Voice) -> str:
        """Return the sentence as a sentence begins."""
        words = voice.say(self.sentence)
        return words[:1].upper() + words[1:]


def _zone(local: datetime, voice: Voice) -> str:
    if not voice.zone_named or not isinstance(local.tzinfo, ZoneInfo):
        return ""
    name = get_timezone_name(local.tzinfo, locale=locale_of(voice.language))
    return f" ({name})"
