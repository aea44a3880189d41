"""When a poll opens and closes, around pauses and holidays (R4.3, R4.4, R4.8, R4.10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.features.polls.model.rhythm import Rhythm
from bot.features.polls.model.slots import (
    FEWEST_SLOTS,
    ONE_WEEK,
    USUAL_SLOTS,
    WIDENINGS,
    Slot,
    draw_slots,
    earliest_slot_day,
)
from bot.kernel.calendar import ONE_DAY, ClubCalendar, Pause
from bot.kernel.errors import ReppuError
from bot.kernel.message_hours import is_allowed

OPENING_TIME = time(9)
CLOSING_TIME = time(18)
OLD_ENOUGH_TO_CLOSE = timedelta(days=4)
UNTOUCHED_FOR = timedelta(hours=48)
A_LITTLE_LATE = timedelta(hours=1)
# Each try moves the opening by a week or beyond a pause; a hundred reach past two years.
MOST_TRIES = 100


class NoRoomForMeetingError(ReppuError):
    """Within two years no opening has two free slots: the pauses or the host's absences leave no room."""


@dataclass(frozen=True, slots=True)
class Plan:
    """When the lead sees the slots, when the poll opens and closes, and the slots as they stand now.

    The instants are in UTC. `slots` are a forecast until `draws_at`, when they are drawn for good.
    """

    target: date
    draws_at: datetime
    opens_at: datetime
    closes_at: datetime
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a plan depends on beside the target: the club, its host, and what the platforms hold."""

    rhythm: Rhythm
    calendar: ClubCalendar
    absences: tuple[Pause, ...] = ()
    tried: frozenset[date] = frozenset()
    capacity: int = USUAL_SLOTS


def plan(target: date, given: Circumstances, not_before: datetime) -> Plan:
    """The poll for a target, from now on (R4.1 to R4.4).

    How the rules are read:
    - Opening is at 09:00 on a working day: three weeks before the target, else the first working day after.
    - The lead's 24 hours with the slots are kept, so drawing (not only opening) is at `not_before` or later.
    - A poll that would have to be withdrawn for a pause (R4.3) is not opened before it.
    - With fewer than two slots the target moves beyond the pause that lies before or in the widest window;
      when no pause does (the host is away, say) the opening moves by a week at a time.

    Args:
        target: the day the rhythm asks for.
        given: the club, its host and its platforms as they are now.
        not_before: now, or when a host has accepted.

    Raises:
        NoRoomForMeetingError: no date can be found within two years.
        NoFreeDayError: the pauses leave no day.
    """
    calendar, spans = given.calendar, given.rhythm.spans
    day = calendar.working_day_on_or_after(target - ONE_DAY * spans.opening_days)
    while calendar.shift_by_wall(_opening_on(day, calendar), -spans.preview) < not_before:
        day = calendar.working_day_on_or_after(max(day + ONE_DAY, calendar.day_of(not_before)))
    return _settle(_opening_on(day, calendar), target, given, not_before)


def plan_after_failed_round(closed_at: datetime, given: Circumstances) -> Plan:
    """The next round: its slots are shown to the lead at closing and open by themselves 48 h later (R4.8).

    Where 48 h later is no moment for it (before 08:00, after 18:00, no working day) it opens on the next
    working day at 09:00.
    """
    opens_at = next_fit_opening(given.calendar.shift_by_wall(closed_at, UNTOUCHED_FOR), given.calendar)
    return replace(plan_from_opening(opens_at, given, closed_at), draws_at=closed_at)


def next_fit_opening(instant: datetime, calendar: ClubCalendar) -> datetime:
    """The instant itself on a working day from 08:00 to 18:00, else the next working day's 09:00 (R4.3)."""
    day = calendar.day_of(instant)
    if calendar.is_working_day(day) and is_allowed(instant, calendar.zone, None):
        return instant
    before_nine = calendar.local(instant).time() <= OPENING_TIME
    fit = calendar.working_day_on_or_after(day) if before_nine else calendar.next_working_day(day)
    return _opening_on(fit, calendar)


def plan_at_drawing(opens_at: datetime, target: date, given: Circumstances, now: datetime) -> Plan:
    """The plan when its slots are to be drawn: the opening that was foreseen holds.

    A clockwork is always a moment late; after a longer time out of order the lead's 24 hours come first (R4.2).
    """
    late = now - given.calendar.shift_by_wall(opens_at, -given.rhythm.spans.preview)
    return _settle(opens_at, target, given, now) if late <= A_LITTLE_LATE else plan(target, given, now)


def plan_after_cancelling(cancelled_at: datetime, given: Circumstances) -> Plan:
    """The poll after a cancelled meeting opens on the next working day at 09:00 (R4.10)."""
    next_day = given.calendar.next_working_day(given.calendar.day_of(cancelled_at))
    return plan_from_opening(_opening_on(next_day, given.calendar), given, cancelled_at)


def plan_from_opening(opens_at: datetime, given: Circumstances, now: datetime) -> Plan:
    """The poll for a fixed opening: the slots lie 14 to 28 days from it, so its target is the 21st (R4.8, R4.10)."""
    target = given.calendar.day_of(opens_at) + ONE_DAY * given.rhythm.spans.opening_days
    return _settle(opens_at, target, given, now)


def closing_of(opens_at: datetime, rhythm: Rhythm, calendar: ClubCalendar) -> datetime | None:
    """When a poll closes: after seven days at 18:00, or at 18:00 on the last working day before a pause.

    None when a pause begins before the poll would be four days old: it is withdrawn, or never opens (R4.3).
    A short pause between opening and closing counts like any other: no poll is open in a pause.
    """
    opened_on = calendar.day_of(opens_at)
    usual = opened_on + ONE_DAY * rhythm.spans.poll_days
    pause = calendar.first_pause_within(opened_on, usual)
    if pause is None:
        return calendar.instant(usual, CLOSING_TIME)
    closes_at = calendar.instant(calendar.last_working_day_before(pause.first), CLOSING_TIME)
    old_enough = calendar.shift_by_wall(closes_at, -OLD_ENOUGH_TO_CLOSE) >= opens_at
    return closes_at if old_enough else None


def _opening_on(day: date, calendar: ClubCalendar) -> datetime:
    return calendar.instant(day, OPENING_TIME)


def _settle(opens_at: datetime, target: date, given: Circumstances, not_before: datetime) -> Plan:
    """Move an opening onward until its poll can run and has at least two slots."""
    calendar, opening_days = given.calendar, given.rhythm.spans.opening_days
    for _ in range(MOST_TRIES):
        target = max(target, calendar.day_of(opens_at) + ONE_DAY * opening_days)
        closes_at = closing_of(opens_at, given.rhythm, calendar)
        slots = _slots(target, closes_at, given) if closes_at else ()
        if closes_at and len(slots) >= FEWEST_SLOTS:
            draws_at = calendar.shift_by_wall(opens_at, -given.rhythm.spans.preview)
            return Plan(target, max(draws_at, not_before), opens_at, closes_at, slots)
        opens_at = _opening_on(_later_opening_day(opens_at, target, given), calendar)
    raise NoRoomForMeetingError


def _slots(target: date, closes_at: datetime, given: Circumstances) -> tuple[Slot, ...]:
    earliest = earliest_slot_day(closes_at, given.rhythm, given.calendar)
    return draw_slots(
        target,
        given.rhythm,
        given.calendar,
        earliest,
        absences=given.absences,
        tried=given.tried,
        capacity=given.capacity,
    )


def _later_opening_day(opens_at: datetime, target: date, given: Circumstances) -> date:
    """The first working day after the pause that is in the way, else a week later."""
    calendar = given.calendar
    opened_on = calendar.day_of(opens_at)
    widest = target + ONE_DAY * given.rhythm.spans.window_days + ONE_WEEK * WIDENINGS
    pause = calendar.first_pause_within(opened_on, widest)
    if pause:
        return calendar.next_working_day(pause.last)
    return calendar.working_day_on_or_after(opened_on + ONE_WEEK)
