"""Which days and hours a date poll asks about (R4.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, auto

from bot.features.polls.model.rhythm import Rhythm
from bot.kernel.calendar import ONE_DAY, ClubCalendar, NoSuchLocalTimeError, Pause

FEWEST_SLOTS = 2
USUAL_SLOTS = 4
MOST_SLOTS = 5
MOST_IN_A_WEEK = 2
WIDENINGS = 2
ONE_WEEK = timedelta(weeks=1)
# A club meets at least every half year; a day beyond a year is a slip of the finger.
LONGEST_AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A day and an hour on the club's clock; the earlier sorts first."""

    day: date
    start: time

    @property
    def wall(self) -> datetime:
        """Day and hour as the club's clock shows them, without a zone: for comparing wall times only."""
        return datetime.combine(self.day, self.start)


class SlotProblem(Enum):
    """What is wrong with a slot the lead has put in place of a drawn one."""

    TOO_FEW = auto()
    TOO_MANY = auto()
    TWICE = auto()
    NO_SUCH_TIME = auto()
    PAST = auto()
    TOO_SOON = auto()
    TOO_FAR = auto()
    IN_PAUSE = auto()
    HOLIDAY = auto()
    HOST_AWAY = auto()

    @property
    def lead_may_insist(self) -> bool:
        """A holiday or an absence is worth a question, everything else is refused (R4.2)."""
        return self in {SlotProblem.HOLIDAY, SlotProblem.HOST_AWAY}


def draw_slots(
    target: date,
    rhythm: Rhythm,
    calendar: ClubCalendar,
    earliest: date,
    *,
    absences: Collection[Pause] = (),
    tried: Collection[date] = (),
    capacity: int = USUAL_SLOTS,
) -> tuple[Slot, ...]:
    """The slots for a target, sorted by date; fewer than two mean that no poll can open (R4.2).

    How R4.2 is read:
    - At each step the weekday drawn least often so far wins ("different weekdays before the same"), among
      those the nearest to the target, among those the earlier.
    - A week is a calendar week, Monday to Sunday; Sundays and Saturdays are used only if they are usual weekdays.
    - Fewer than four, whatever the capacity, widen the window by a week to both sides and the whole is drawn
      anew; twice at most. `earliest` holds in every window, so widening often reaches only forward.
    - A slot in a DST gap is left out, as if that day were not free (R4.11).

    Args:
        target: the day the rhythm asks for.
        rhythm: the club's usual weekdays and hour.
        calendar: its zone, holidays and pauses.
        earliest: no slot lies before it; see `earliest_slot_day`.
        absences: the host's declared ones.
        tried: days a failed round has asked about already; "new dates" means others (R4.8).
        capacity: four, or five where all the club's platforms hold them.
    """
    drawn: tuple[Slot, ...] = ()
    for widening in range(WIDENINGS + 1):
        reach = ONE_DAY * rhythm.spans.window_days + ONE_WEEK * widening
        window = Pause(target - reach, target + reach)
        usable = (day for day in _days(window) if day >= earliest and day not in tried)
        free = [day for day in usable if _is_usable(day, rhythm, calendar, absences)]
        drawn = tuple(Slot(day, rhythm.start) for day in sorted(_pick(free, target, capacity)))
        if len(drawn) >= min(USUAL_SLOTS, capacity):
            break
    return drawn


def earliest_slot_day(closes_at: datetime, rhythm: Rhythm, calendar: ClubCalendar) -> date:
    """The first day whose usual hour is at least seven days after closing, by the clock on the wall (R4.4)."""
    from_then = calendar.local(closes_at).replace(tzinfo=None, fold=0) + ONE_DAY * rhythm.spans.notice_days
    return from_then.date() if rhythm.start >= from_then.time() else from_then.date() + ONE_DAY


def problems_of(
    slots: Collection[Slot],
    rhythm: Rhythm,
    calendar: ClubCalendar,
    now: datetime,
    closes_at: datetime,
    *,
    absences: Collection[Pause] = (),
    capacity: int = USUAL_SLOTS,
) -> tuple[tuple[Slot | None, SlotProblem], ...]:
    """Everything that is wrong with slots the lead has chosen, each beside its slot or beside None for their number."""
    found: list[tuple[Slot | None, SlotProblem]] = []
    if len(slots) < FEWEST_SLOTS:
        found.append((None, SlotProblem.TOO_FEW))
    if len(slots) > capacity:
        found.append((None, SlotProblem.TOO_MANY))
    found.extend((slot, SlotProblem.TWICE) for slot, times in Counter(slots).items() if times > 1)
    first = calendar.local(closes_at).replace(tzinfo=None, fold=0) + ONE_DAY * rhythm.spans.notice_days
    for slot in sorted(set(slots)):
        problem = _problem_of(slot, calendar, now, first, absences)
        if problem:
            found.append((slot, problem))
    return tuple(found)


def problem_of(slot: Slot, calendar: ClubCalendar, now: datetime, first_at: datetime) -> SlotProblem | None:
    """What is wrong with a date the lead sets by hand: it may not begin before `first_at`."""
    first = calendar.local(first_at).replace(tzinfo=None, fold=0)
    return _problem_of(slot, calendar, now, first, absences=())


def _problem_of(
    slot: Slot, calendar: ClubCalendar, now: datetime, first: datetime, absences: Collection[Pause]
) -> SlotProblem | None:
    """The first thing wrong; an hour of today that has passed is too soon rather than past, as people say it."""
    try:
        calendar.instant(slot.day, slot.start)
    except NoSuchLocalTimeError:
        return SlotProblem.NO_SUCH_TIME
    checks = (
        (slot.day < calendar.day_of(now), SlotProblem.PAST),
        (slot.wall < first, SlotProblem.TOO_SOON),
        (slot.day > calendar.day_of(now + LONGEST_AHEAD), SlotProblem.TOO_FAR),
        (calendar.is_in_pause(slot.day), SlotProblem.IN_PAUSE),
        (calendar.is_public_holiday(slot.day), SlotProblem.HOLIDAY),
        (any(slot.day in absence for absence in absences), SlotProblem.HOST_AWAY),
    )
    return next((problem for applies, problem in checks if applies), None)


def _days(window: Pause) -> Iterator[date]:
    return (window.first + ONE_DAY * n for n in range((window.last - window.first).days + 1))


def _is_usable(day: date, rhythm: Rhythm, calendar: ClubCalendar, absences: Collection[Pause]) -> bool:
    if day.weekday() not in rhythm.weekdays or not calendar.is_free(day):
        return False
    if any(day in absence for absence in absences):
        return False
    try:
        calendar.instant(day, rhythm.start)
    except NoSuchLocalTimeError:
        return False
    return True


def _pick(free: Collection[date], target: date, capacity: int) -> list[date]:
    """Take one day after another by the order of R4.2 until the capacity is reached or no day is left."""
    left, picked = set(free), list[date]()
    while left and len(picked) < capacity:
        times_drawn = Counter(day.weekday() for day in picked)
        best = min(left, key=lambda day: (times_drawn[day.weekday()], abs(day - target), day))
        picked.append(best)
        in_week = Counter(_week(day) for day in picked)
        left = {day for day in left - {best} if in_week[_week(day)] < MOST_IN_A_WEEK}
    return picked


def _week(day: date) -> date:
    return day - ONE_DAY * day.weekday()
