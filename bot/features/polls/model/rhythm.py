"""How often a club meets, when a poll opens and closes for it, and which settings can work (R4.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import Enum, auto

from bot.kernel.calendar import ONE_DAY, ClubCalendar

DAYS_IN_WEEK = 7
FEWEST_WEEKS, MOST_WEEKS = 4, 26
LONGEST_MEETING = timedelta(hours=24)
# The pauses of two years show whether a rhythm can ever fit between them.
PAUSES_LOOKED_AT = timedelta(days=730)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """The days a date poll is made of; each is a default that a club may change."""

    opening_days: int = 21  # from opening to target (R4.3)
    poll_days: int = 7  # from opening to closing (R4.4)
    notice_days: int = 7  # from closing to the first slot (R4.4)
    window_days: int = 7  # to either side of the target (R4.1)
    preview: timedelta = ONE_DAY  # the lead sees the slots before opening (R4.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """A club's usual weekdays (Monday is 0), hour and length, every so many weeks."""

    weekdays: tuple[int, ...]
    start: time
    length: timedelta
    cadence_weeks: int = 6
    spans: Spans = field(default_factory=Spans)


class Misfit(Enum):
    """What keeps settings from working."""

    NO_WEEKDAY = auto()
    LENGTH = auto()
    CADENCE = auto()
    POLL_AND_NOTICE = auto()  # a poll and the notice end after the window has begun
    OPENING_AND_WINDOW = auto()  # the window ends after the next meeting is due
    PAUSES = auto()  # no stretch between pauses holds a poll and its window


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why settings are refused, with the sum to be shown: the terms make up `needed`, there are `available`.

    For CADENCE and LENGTH the terms are the lowest and highest allowed and `available` is what was given
    (weeks, or minutes); elsewhere all numbers are days.
    """

    misfit: Misfit
    terms: tuple[int, ...]
    needed: int
    available: int


def first_target(ready_on: date, rhythm: Rhythm) -> date:
    """21 days after set-up is done and three companies are active (R4.1)."""
    return ready_on + ONE_DAY * rhythm.spans.opening_days


def next_target(held_on: date, rhythm: Rhythm) -> date:
    """Six weeks, or the club's cadence, after the last held meeting (R4.1)."""
    return held_on + timedelta(weeks=rhythm.cadence_weeks)


def refusal(rhythm: Rhythm, calendar: ClubCalendar, today: date) -> Refusal | None:
    """The first reason why these settings cannot work, or None when they fit (R4.1)."""
    refusals = (_weekdays(rhythm), _length(rhythm), *_sums(rhythm), _pauses(rhythm, calendar, today))
    return next((found for found in refusals if found), None)


def _weekdays(rhythm: Rhythm) -> Refusal | None:
    usable = [day for day in rhythm.weekdays if day in range(DAYS_IN_WEEK)]
    all_known = len(usable) == len(rhythm.weekdays)
    return None if usable and all_known else Refusal(Misfit.NO_WEEKDAY, (1,), 1, len(usable))


def _length(rhythm: Rhythm) -> Refusal | None:
    minute = timedelta(minutes=1)
    if minute <= rhythm.length <= LONGEST_MEETING:
        return None
    return Refusal(Misfit.LENGTH, (1, LONGEST_MEETING // minute), 1, rhythm.length // minute)


def _sums(rhythm: Rhythm) -> tuple[Refusal | None, ...]:
    spans, weeks = rhythm.spans, rhythm.cadence_weeks
    cadence = Refusal(Misfit.CADENCE, (FEWEST_WEEKS, MOST_WEEKS), FEWEST_WEEKS, weeks)
    before_slots = (spans.poll_days, spans.notice_days, spans.window_days)
    to_window_end = (spans.opening_days, spans.window_days)
    return (
        None if FEWEST_WEEKS <= weeks <= MOST_WEEKS else cadence,
        _too_long(Misfit.POLL_AND_NOTICE, before_slots, spans.opening_days),
        _too_long(Misfit.OPENING_AND_WINDOW, to_window_end, weeks * DAYS_IN_WEEK),
    )


def _too_long(misfit: Misfit, terms: tuple[int, ...], available: int) -> Refusal | None:
    needed = sum(terms)
    return Refusal(misfit, terms, needed, available) if needed > available else None


def _pauses(rhythm: Rhythm, calendar: ClubCalendar, today: date) -> Refusal | None:
    """Somewhere in the next two years a poll, from its opening to the end of its window, must lie outside pauses."""
    longest = stretch = 0
    for days in range(PAUSES_LOOKED_AT.days):
        stretch = 0 if calendar.is_in_pause(today + ONE_DAY * days) else stretch + 1
        longest = max(longest, stretch)
    return _too_long(Misfit.PAUSES, (rhythm.spans.opening_days, rhythm.spans.window_days), longest)
