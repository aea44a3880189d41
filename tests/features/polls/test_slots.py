from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.polls.model.rhythm import Rhythm
from bot.features.polls.model.slots import Slot, SlotProblem, draw_slots, earliest_slot_day, problems_of
from bot.kernel.calendar import ClubCalendar, Pause
from tests.features.polls.builders import (
    A_CALENDAR,
    A_DAY,
    A_PAUSE,
    A_RHYTHM,
    EVENINGS,
    FINLAND,
    STOCKHOLM,
    THURSDAYS,
    at,
    days,
)

LONG_AGO = date(2026, 1, 1)


def test_nearest_first_two_a_week_different_weekdays() -> None:
    """R4.2: around Thursday 12.11. the nearest of each weekday come first, and a week holds two at most."""
    slots = draw_slots(date(2026, 11, 12), EVENINGS, FINLAND, LONG_AGO)
    assert days(slots) == ["Wed 11.11.", "Thu 12.11.", "Tue 17.11.", "Wed 18.11."]
    assert {slot.start for slot in slots} == {time(17)}


@pytest.mark.parametrize(
    ("target", "drawn"),
    [
        # Ascension Day is Thursday 14.5.; Tuesday 19.5. would be nearer than Thursday 21.5.
        (date(2026, 5, 7), ["Tue 5.5.", "Thu 7.5.", "Tue 12.5.", "Thu 21.5."]),
        # Christmas Eve is a Thursday; Tuesday 29.12. would be nearer than New Year's Eve.
        (date(2026, 12, 17), ["Tue 15.12.", "Thu 17.12.", "Tue 22.12.", "Thu 31.12."]),
    ],
)
def test_different_weekdays_before_the_same(target: date, drawn: list[str]) -> None:
    """R4.2: the weekday drawn least often so far comes before a nearer day of another."""
    rhythm = replace(EVENINGS, weekdays=(1, 3))
    assert days(draw_slots(target, rhythm, FINLAND, target - timedelta(days=6))) == drawn


def test_earlier_on_ties() -> None:
    """R4.2: of two days equally near the earlier is drawn."""
    wednesdays = replace(EVENINGS, weekdays=(2,))
    slots = draw_slots(date(2026, 11, 8), replace(EVENINGS, weekdays=(2, 5)), FINLAND, LONG_AGO, capacity=1)
    assert days(slots) == ["Sat 7.11."]
    away = (Pause(date(2026, 11, 11), date(2026, 11, 11)),)
    assert days(draw_slots(date(2026, 11, 11), wednesdays, FINLAND, LONG_AGO, absences=away, capacity=1)) == [
        "Wed 4.11."
    ]


def test_widened_by_a_week_at_a_time() -> None:
    """R4.2: fewer than four widen the window: Thursdays alone give three in it and a fourth, the earlier, beyond."""
    assert days(draw_slots(date(2026, 11, 12), THURSDAYS, FINLAND, LONG_AGO)) == [
        "Thu 29.10.",
        "Thu 5.11.",
        "Thu 12.11.",
        "Thu 19.11.",
    ]


def test_widened_twice_only() -> None:
    """R4.2: the window is widened twice, to three weeks to either side, and no further."""
    from_target = draw_slots(date(2026, 11, 12), THURSDAYS, FINLAND, date(2026, 11, 13))
    assert days(from_target) == ["Thu 19.11.", "Thu 26.11.", "Thu 3.12."]


def test_five_where_they_fit_but_four_do_not_widen() -> None:
    """R4.2: where all platforms hold five, five are drawn, yet four are enough not to widen."""
    five = draw_slots(date(2026, 11, 12), EVENINGS, FINLAND, LONG_AGO, capacity=5)
    assert days(five) == ["Thu 5.11.", "Wed 11.11.", "Thu 12.11.", "Tue 17.11.", "Wed 18.11."]
    four = draw_slots(date(2026, 11, 12), EVENINGS, FINLAND, date(2026, 11, 9), capacity=5)
    assert len(four) == 4


def test_outside_christmas_and_midsummer() -> None:
    """R4.2: no slot lies on Christmas Eve or Midsummer Eve, in Sweden neither."""
    fridays = Rhythm(weekdays=(3, 4), start=time(17), length=timedelta(hours=2))
    for calendar in (FINLAND, ClubCalendar(STOCKHOLM, ("SE",), ())):
        christmas = draw_slots(date(2026, 12, 24), fridays, calendar, LONG_AGO)
        midsummer = draw_slots(date(2026, 6, 19), fridays, calendar, LONG_AGO)
        assert date(2026, 12, 24) not in {slot.day for slot in christmas}
        assert date(2026, 6, 19) not in {slot.day for slot in midsummer}


def test_tried_days_are_not_asked_again() -> None:
    """R4.8: new dates are other dates."""
    tried = {date(2026, 11, 11), date(2026, 11, 12)}
    slots = draw_slots(date(2026, 11, 12), EVENINGS, FINLAND, LONG_AGO, tried=tried)
    assert not tried & {slot.day for slot in slots}
    assert len(slots) == 4


def test_gap_slot_is_left_out() -> None:
    """R4.11: a night club's slot at 03:30 on 28 March 2027 does not exist and is not offered."""
    sundays = Rhythm(weekdays=(6,), start=time(3, 30), length=timedelta(hours=1))
    no_holidays = replace(FINLAND, countries=())
    slots = draw_slots(date(2027, 3, 28), sundays, no_holidays, LONG_AGO)
    assert days(slots) == ["Sun 14.3.", "Sun 21.3.", "Sun 4.4.", "Sun 11.4."]


def test_overlap_slot_is_kept() -> None:
    """R4.11: a slot at 03:30 on 25 October 2026 exists, twice even, and is offered."""
    sundays = Rhythm(weekdays=(6,), start=time(3, 30), length=timedelta(hours=1))
    assert date(2026, 10, 25) in {slot.day for slot in draw_slots(date(2026, 10, 25), sundays, FINLAND, LONG_AGO)}


def test_seven_days_of_notice_by_the_clock() -> None:
    """R4.4: a meeting at 17:00 on the seventh day after an 18:00 closing is an hour too soon, one at 18:00 is not."""
    closes_at = at(2026, 11, 3, 18)
    assert earliest_slot_day(closes_at, EVENINGS, FINLAND) == date(2026, 11, 11)
    assert earliest_slot_day(closes_at, replace(EVENINGS, start=time(18)), FINLAND) == date(2026, 11, 10)


def test_notice_across_the_clocks_change() -> None:
    """R4.4, R4.11: seven days are counted on the wall, over the night with 25 hours as well."""
    evenings = replace(EVENINGS, start=time(18))
    assert earliest_slot_day(at(2026, 10, 20, 18), evenings, FINLAND) == date(2026, 10, 27)
    assert earliest_slot_day(at(2027, 3, 23, 18), evenings, FINLAND) == date(2027, 3, 30)


def test_what_is_wrong_with_the_leads_slots() -> None:
    """R4.2, R4.11: the lead's own slots are refused when past, skipped by the clocks, too soon, paused or doubled."""
    slots = [
        Slot(date(2026, 10, 1), time(17)),
        Slot(date(2026, 11, 5), time(17)),
        Slot(date(2027, 3, 28), time(3, 30)),
        Slot(date(2027, 7, 6), time(17)),
        Slot(date(2026, 12, 24), time(17)),
        Slot(date(2026, 11, 24), time(17)),
        Slot(date(2026, 11, 19), time(17)),
        Slot(date(2026, 11, 19), time(17)),
    ]
    away = (Pause(date(2026, 11, 24), date(2026, 11, 24)),)
    now, closes_at = at(2026, 10, 27, 9), at(2026, 11, 3, 18)
    assert problems_of(slots, EVENINGS, FINLAND, now, closes_at, absences=away) == (
        (None, SlotProblem.TOO_MANY),
        (slots[6], SlotProblem.TWICE),
        (slots[0], SlotProblem.PAST),
        (slots[1], SlotProblem.TOO_SOON),
        (slots[5], SlotProblem.HOST_AWAY),
        (slots[4], SlotProblem.HOLIDAY),
        (slots[2], SlotProblem.NO_SUCH_TIME),
        (slots[3], SlotProblem.IN_PAUSE),
    )
    assert problems_of(slots[6:7], EVENINGS, FINLAND, now, closes_at) == ((None, SlotProblem.TOO_FEW),)
    assert {problem for problem in SlotProblem if problem.lead_may_insist} == {
        SlotProblem.HOLIDAY,
        SlotProblem.HOST_AWAY,
    }


@given(A_DAY, A_RHYTHM, A_CALENDAR, st.integers(-30, 10), st.lists(A_PAUSE, max_size=2), st.sampled_from([4, 5]))
def test_drawn_slots_hold_the_rule(
    target: date, rhythm: Rhythm, calendar: ClubCalendar, offset: int, away: list[Pause], capacity: int
) -> None:
    """R4.2: whatever the calendar, slots are free, on usual weekdays, two a week at most, distinct and in order."""
    earliest = target + timedelta(days=offset)
    slots = draw_slots(target, rhythm, calendar, earliest, absences=away, capacity=capacity)
    drawn = [slot.day for slot in slots]
    assert len(drawn) <= capacity
    assert drawn == sorted(set(drawn))
    assert max(Counter(tuple(day.isocalendar()[:2]) for day in drawn).values(), default=0) <= 2
    for day in drawn:
        assert day >= earliest
        assert abs(day - target) <= timedelta(days=21)
        assert calendar.is_free(day)
        assert day.weekday() in rhythm.weekdays
        assert not any(day in absence for absence in away)
        calendar.instant(day, rhythm.start)


@given(A_DAY, A_RHYTHM, A_CALENDAR)
def test_the_drawn_slots_cannot_be_told_wrong(target: date, rhythm: Rhythm, calendar: ClubCalendar) -> None:
    """R4.2: what Reppu draws is never refused when the lead hands it back unchanged."""
    closes_at = calendar.instant(target - timedelta(days=14), time(18))
    earliest = earliest_slot_day(closes_at, rhythm, calendar)
    slots = draw_slots(target, rhythm, calendar, earliest)
    problems = problems_of(slots, rhythm, calendar, closes_at, closes_at)
    assert all(problem is SlotProblem.TOO_FEW for _, problem in problems)
