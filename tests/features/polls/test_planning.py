from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.polls.model.planning import (
    Circumstances,
    NoRoomForMeetingError,
    closing_of,
    plan,
    plan_after_cancelling,
    plan_after_failed_round,
    plan_from_opening,
)
from bot.features.polls.model.rhythm import Rhythm
from bot.features.polls.model.slots import earliest_slot_day
from bot.kernel.calendar import ClubCalendar, Pause
from tests.features.polls.builders import (
    A_CALENDAR,
    A_DAY,
    A_PAUSE,
    A_RHYTHM,
    EVENINGS,
    FINLAND,
    THURSDAYS,
    at,
    club,
    days,
)

EARLY = at(2026, 1, 1)


def paused(first: date, last: date) -> ClubCalendar:
    """A Finnish club with one pause of its own."""
    return replace(FINLAND, pauses=(Pause(first, last),))


def test_an_ordinary_poll() -> None:
    """R4.3, R4.4: drawn a day before, opened at 09:00 three weeks before the target, closed a week later at 18:00."""
    ordinary = plan(date(2026, 11, 12), club(), EARLY)
    assert ordinary.target == date(2026, 11, 12)
    assert ordinary.draws_at == at(2026, 10, 21, 9)
    assert ordinary.opens_at == at(2026, 10, 22, 9)
    assert ordinary.closes_at == at(2026, 10, 29, 18)
    assert days(ordinary.slots) == ["Wed 11.11.", "Thu 12.11.", "Tue 17.11.", "Wed 18.11."]


def test_opening_on_a_working_day() -> None:
    """R4.3: an opening that would fall on All Saints' Saturday moves to Monday, and its target with it."""
    moved = plan(date(2026, 11, 21), club(), EARLY)
    assert moved.opens_at == at(2026, 11, 2, 9)
    assert moved.target == date(2026, 11, 23)


def test_opening_around_midsummer() -> None:
    """R4.3: no poll opens on Midsummer Eve."""
    moved = plan(date(2026, 7, 10), club(calendar=replace(FINLAND, pauses=())), EARLY)
    assert moved.opens_at == at(2026, 6, 22, 9)


def test_late_start_moves_the_target() -> None:
    """R4.3: an opening later than three weeks before the target moves the target to 21 days after it."""
    late = plan(date(2026, 11, 12), club(), at(2026, 11, 2, 12))
    assert late.opens_at == at(2026, 11, 4, 9)
    assert late.target == date(2026, 11, 25)


def test_the_lead_has_a_day_with_the_slots() -> None:
    """R4.2: the 24 hours before opening are kept: ready at 09:00 opens the next day, ready at 09:01 the day after."""
    assert plan(date(2026, 8, 24), club(), at(2026, 8, 4, 9)).opens_at == at(2026, 8, 5, 9)
    assert plan(date(2026, 8, 24), club(), at(2026, 8, 4, 9, 1)).opens_at == at(2026, 8, 6, 9)


def test_a_target_in_july() -> None:
    """R4.3: with no two free slots around a July target the poll opens on the first working day of August."""
    summer = plan(date(2026, 7, 9), club(), EARLY)
    assert summer.opens_at == at(2026, 8, 3, 9)
    assert summer.target == date(2026, 8, 24)
    assert summer.draws_at == at(2026, 8, 2, 9)


def test_an_opening_in_july() -> None:
    """R4.3: a poll due to open in the pause opens after it, and the target moves to 21 days from there."""
    summer = plan(date(2026, 8, 13), club(), EARLY)
    assert summer.opens_at == at(2026, 8, 3, 9)
    assert summer.target == date(2026, 8, 24)


def test_two_slots_suffice_before_a_pause() -> None:
    """R4.2, R4.3: two free slots before the pause are enough to keep the target, one is not."""
    mondays_and_tuesdays = replace(EVENINGS, weekdays=(0, 1))
    enough = plan(date(2026, 7, 2), club(mondays_and_tuesdays), EARLY)
    assert (enough.opens_at, enough.target) == (at(2026, 6, 11, 9), date(2026, 7, 2))
    assert days(enough.slots) == ["Mon 29.6.", "Tue 30.6."]
    too_few = plan(date(2026, 7, 2), club(), EARLY)
    assert (too_few.opens_at, too_few.target) == (at(2026, 8, 3, 9), date(2026, 8, 24))


def test_slots_beyond_a_pause() -> None:
    """R4.2, R4.3: widening may reach beyond the pause, and two slots there keep the poll before it."""
    across = plan(date(2026, 7, 15), club(), EARLY)
    assert (across.opens_at, across.closes_at) == (at(2026, 6, 24, 9), at(2026, 6, 30, 18))
    assert days(across.slots) == ["Tue 4.8.", "Wed 5.8."]


def test_a_pause_in_the_middle_closes_early() -> None:
    """R4.3: a poll four days old closes at 18:00 on the last working day before the pause."""
    autumn = paused(date(2026, 10, 27), date(2026, 11, 1))
    early = plan(date(2026, 11, 12), club(calendar=autumn), EARLY)
    assert early.opens_at == at(2026, 10, 22, 9)
    assert early.closes_at == at(2026, 10, 26, 18)


def test_a_pause_in_the_middle_withdraws() -> None:
    """R4.3: a poll that would not be four days old does not open before the pause but on its first day after."""
    autumn = paused(date(2026, 10, 26), date(2026, 11, 1))
    assert closing_of(at(2026, 10, 22, 9), EVENINGS, autumn) is None
    afresh = plan(date(2026, 11, 12), club(calendar=autumn), EARLY)
    assert afresh.opens_at == at(2026, 11, 2, 9)
    assert afresh.target == date(2026, 11, 23)


def test_four_days_to_the_minute() -> None:
    """R4.3: a poll opened at 18:00 is old enough four days later at 18:00, over the night with 25 hours as well."""
    autumn = paused(date(2026, 10, 27), date(2026, 11, 1))
    assert closing_of(at(2026, 10, 22, 18), EVENINGS, autumn) == at(2026, 10, 26, 18)
    assert closing_of(at(2026, 10, 22, 18, 1), EVENINGS, autumn) is None


def test_a_short_pause_inside_a_poll() -> None:
    """R4.3: no poll is open in a pause, one of a single day neither, even where it would close after it."""
    one_day = paused(date(2026, 10, 28), date(2026, 10, 28))
    assert closing_of(at(2026, 10, 22, 9), EVENINGS, one_day) == at(2026, 10, 27, 18)
    assert closing_of(at(2026, 10, 26, 9), EVENINGS, one_day) is None


def test_weekend_before_a_pause() -> None:
    """R4.3: before a pause that starts on Monday the poll closes on Friday, the last working day."""
    autumn = paused(date(2026, 11, 2), date(2026, 11, 8))
    assert closing_of(at(2026, 10, 26, 9), EVENINGS, autumn) == at(2026, 10, 30, 18)


def test_the_host_is_away_for_long() -> None:
    """R4.2, R4.3: where only the host's absence is in the way the opening moves on by a week at a time."""
    away = (Pause(date(2026, 10, 25), date(2026, 12, 10)),)
    later = plan(date(2026, 11, 12), club(absences=away), EARLY)
    assert later.opens_at == at(2026, 11, 5, 9)
    assert days(later.slots) == ["Tue 15.12.", "Wed 16.12."]


def test_no_room_at_all() -> None:
    """A host who is away for years is named as no room, not searched for without end."""
    with pytest.raises(NoRoomForMeetingError):
        plan(date(2026, 11, 12), club(absences=(Pause(date(2026, 1, 1), date(2036, 1, 1)),)), EARLY)


def test_round_after_a_failed_one() -> None:
    """R4.8: new slots are shown at closing, open by themselves after 48 h and lie 14 to 28 days from then."""
    closed_at = at(2026, 11, 3, 18)
    again = plan_after_failed_round(closed_at, replace(club(), tried=frozenset({date(2026, 11, 24)})))
    assert again.draws_at == closed_at
    assert again.opens_at == at(2026, 11, 5, 18)
    assert again.closes_at == at(2026, 11, 12, 18)
    assert days(again.slots) == ["Wed 25.11.", "Thu 26.11.", "Tue 1.12.", "Wed 2.12."]


@pytest.mark.parametrize(
    ("closed_at", "opens_at"),
    [
        (at(2026, 11, 5, 18), at(2026, 11, 9, 9)),  # 48 h later is Saturday
        (at(2026, 11, 3, 3), at(2026, 11, 5, 9)),  # at night: the same morning
        (at(2026, 11, 3, 21), at(2026, 11, 6, 9)),  # in the evening: the next
        (at(2026, 10, 23, 18), at(2026, 10, 26, 9)),  # over the night with 25 hours
        (at(2026, 6, 29, 18), at(2026, 8, 3, 9)),  # into the pause
    ],
)
def test_a_round_opens_at_a_decent_hour(closed_at: datetime, opens_at: datetime) -> None:
    """R4.8: where 48 h after closing is no working hour, the round opens on the next working day at 09:00."""
    assert plan_after_failed_round(closed_at, club()).opens_at == opens_at


def test_after_cancelling() -> None:
    """R4.10: after a cancelled meeting the poll opens on the next working day at 09:00, slots 14 to 28 days on."""
    again = plan_after_cancelling(at(2026, 11, 6, 12), club())
    assert again.opens_at == at(2026, 11, 9, 9)
    assert again.draws_at == at(2026, 11, 8, 9)
    assert again.target == date(2026, 11, 30)
    assert all(date(2026, 11, 23) <= slot.day <= date(2026, 12, 7) for slot in again.slots)
    same_day = plan_after_cancelling(at(2026, 11, 9, 12), club())
    assert same_day.draws_at == at(2026, 11, 9, 12)


def test_opened_by_hand() -> None:
    """R4.4: a poll the lead opens now closes seven days on at 18:00."""
    now = at(2026, 11, 3, 14, 20)
    by_hand = plan_from_opening(now, club(), now)
    assert (by_hand.draws_at, by_hand.opens_at, by_hand.closes_at) == (now, now, at(2026, 11, 10, 18))


@pytest.mark.parametrize(
    ("target", "opens", "closes"),
    [
        (date(2026, 11, 11), at(2026, 10, 21, 9), at(2026, 10, 28, 18)),
        (date(2027, 4, 15), at(2027, 3, 25, 9), at(2027, 4, 1, 18)),
    ],
)
def test_clock_changes_during_a_poll(target: date, opens: datetime, closes: datetime) -> None:
    """R4.11: opening and closing keep their wall times across both DST nights."""
    across = plan(target, club(), EARLY)
    assert (across.opens_at, across.closes_at) == (opens, closes)
    assert across.closes_at - across.opens_at != timedelta(days=7, hours=9)


@given(
    A_DAY, A_RHYTHM, A_CALENDAR, st.lists(A_PAUSE, max_size=2).map(tuple), st.timedeltas(timedelta(-60), timedelta(60))
)
def test_every_plan_holds_the_rules(
    target: date, rhythm: Rhythm, calendar: ClubCalendar, away: tuple[Pause, ...], offset: timedelta
) -> None:
    """R4.2 to R4.4: whatever the pauses, a poll opens on a working day, runs outside pauses and gives its notice."""
    now = at(target.year, target.month, target.day) + offset
    given_now = Circumstances(rhythm=rhythm, calendar=calendar, absences=away)
    found = plan(target, given_now, now)
    opened_on, closed_on = calendar.day_of(found.opens_at), calendar.day_of(found.closes_at)
    assert now <= found.draws_at <= found.opens_at - timedelta(hours=23)
    assert calendar.is_working_day(opened_on)
    assert calendar.first_pause_within(opened_on, closed_on) is None
    assert timedelta(days=4) <= found.closes_at - found.opens_at <= timedelta(days=7, hours=10)
    assert found.target >= max(target, opened_on + timedelta(days=21))
    assert 2 <= len(found.slots) <= 4
    assert found.slots[0].day >= earliest_slot_day(found.closes_at, rhythm, calendar)


@given(st.integers(0, 400))
def test_the_rhythm_never_stops(start: int) -> None:
    """R4.1: from any day on, year in, year out, each held meeting leads to the next within 15 weeks."""
    held = date(2026, 1, 1) + timedelta(days=start)
    for _ in range(5):
        now = FINLAND.instant(held, THURSDAYS.start)
        following = plan(held + timedelta(weeks=6), club(THURSDAYS), now)
        assert following.slots[0].day - held <= timedelta(weeks=15)
        held = following.slots[-1].day
