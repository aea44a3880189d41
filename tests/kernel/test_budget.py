"""How many messages a person gets (R9): four a cycle, one a day, the lighter fall first, the poll reminder never."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.budget import PER_CYCLE, Fate, Spent, day_began, duty_falls, expected, fate, tomorrow
from bot.kernel.ports import Weight

HELSINKI = ZoneInfo("Europe/Helsinki")
THANKS, WISH, PREPARATION, RSVP = Weight.THANKS, Weight.WISH, Weight.PREPARATION, Weight.RSVP
MISSED, REMINDER, RESULT = Weight.MISSED, Weight.REMINDER, Weight.RESULT
WEIGHTS = st.sampled_from(list(Weight))


@pytest.mark.parametrize(
    ("weight", "in_cycle", "today", "rounds", "stale_tomorrow", "is_sent"),
    [
        (RSVP, 0, 0, 1, False, Fate.SEND),
        (RSVP, 3, 0, 1, False, Fate.SEND),
        (RSVP, 4, 0, 1, False, Fate.FALL),
        (RSVP, 4, 0, 2, False, Fate.SEND),  # one more for each further round of the poll
        (RSVP, 5, 0, 2, False, Fate.FALL),
        (RSVP, 6, 0, 3, False, Fate.FALL),
        (RSVP, 4, 0, 0, False, Fate.FALL),  # before the first round
        (RSVP, 0, 1, 1, False, Fate.WAIT),
        (RSVP, 0, 1, 1, True, Fate.WAIT),
        (RSVP, 4, 1, 1, False, Fate.WAIT),
        (REMINDER, 9, 0, 1, False, Fate.SEND),
        (REMINDER, 9, 1, 1, False, Fate.WAIT),
        (REMINDER, 9, 1, 1, True, Fate.SEND),
        (RESULT, 3, 0, 1, False, Fate.SEND),
        (RESULT, 4, 0, 1, False, Fate.WAIT),
        (RESULT, 0, 1, 1, True, Fate.WAIT),
    ],
)
def test_fates(weight: Weight, in_cycle: int, today: int, rounds: int, stale_tomorrow: bool, is_sent: Fate) -> None:
    """Sent, kept for tomorrow, or fallen, by what the person was sent so far."""
    assert fate(weight, Spent(in_cycle, today, rounds), stale_tomorrow=stale_tomorrow) is is_sent


@pytest.mark.parametrize(
    ("weight", "came", "is_sent"),
    [
        (THANKS, {}, True),
        (THANKS, {THANKS: 1}, False),  # preparation, RSVP and reminder are still to come
        (THANKS, {REMINDER: 1}, True),
        (THANKS, {MISSED: 1}, False),
        (THANKS, {REMINDER: 1, PREPARATION: 1, RSVP: 1}, True),
        (THANKS, {REMINDER: 1, PREPARATION: 1, RSVP: 1, MISSED: 1}, False),
        (PREPARATION, {MISSED: 1, REMINDER: 1}, True),
        (PREPARATION, {MISSED: 1, REMINDER: 1, THANKS: 1}, False),  # the last place is the RSVP's
        (RSVP, {MISSED: 1, REMINDER: 1, THANKS: 1}, True),
        (MISSED, {THANKS: 1, WISH: 1}, True),
        (MISSED, {THANKS: 2, WISH: 1}, False),  # the last place is the reminder's
    ],
)
def test_the_lighter_leaves_room_for_the_weightier(weight: Weight, came: Mapping[Weight, int], is_sent: bool) -> None:
    """What falls first does so while there is still room for what a cycle brings later."""
    spent = Spent(sum(came.values()), 0, 1, came)
    assert (fate(weight, spent, stale_tomorrow=False) is Fate.SEND) is is_sent


def test_a_colleague_is_left_no_room_for_what_only_contacts_get() -> None:
    """Who is not the contact person gets thanks up to the budget, for nothing else is to come."""
    spent = Spent(3, 0, 1, {THANKS: 3}, is_contact=False)
    assert fate(THANKS, spent, stale_tomorrow=False) is Fate.SEND
    assert fate(THANKS, replace(spent, awaited=frozenset({RSVP})), stale_tomorrow=False) is Fate.FALL


@given(
    weights=st.lists(st.sampled_from([THANKS, WISH]), max_size=6),
    places=st.lists(st.integers(0, 3), min_size=6, max_size=6),
    brings=st.sets(st.sampled_from([REMINDER, PREPARATION, RSVP])),
)
def test_a_cycle_keeps_the_budget_and_the_order(weights: list[Weight], places: list[int], brings: set[Weight]) -> None:
    """However thanks and wishes fall into a cycle, four are sent at most, and nothing it brings falls for them."""
    order: list[Weight] = [each for each in (REMINDER, PREPARATION, RSVP) if each in brings]
    for weight, place in zip(weights, places, strict=False):
        order.insert(min(place, len(order)), weight)
    sent, fallen = _played(order)
    assert len(sent) <= PER_CYCLE
    assert not brings & set(fallen)


@given(order=st.lists(st.sampled_from([THANKS, PREPARATION, RSVP, REMINDER, WISH, MISSED]), max_size=12))
def test_only_reminders_go_beyond_four(order: list[Weight]) -> None:
    """Whatever comes in whatever order, the fifth message of a cycle of one round is a poll reminder or is not sent."""
    sent, _ = _played(order)
    assert set(sent[PER_CYCLE:]) <= {REMINDER}


@given(
    weight=WEIGHTS,
    in_cycle=st.integers(0, 8),
    today=st.integers(0, 2),
    rounds=st.integers(0, 3),
    awaited=st.frozensets(WEIGHTS),
    stale=st.booleans(),
)
def test_a_weightier_message_never_falls_where_a_lighter_is_sent(
    weight: Weight, in_cycle: int, today: int, rounds: int, awaited: frozenset[Weight], stale: bool
) -> None:
    """In one and the same state whatever is sent, everything weightier would have been sent too."""
    spent = Spent(in_cycle, today, rounds, {}, awaited)
    if fate(weight, spent, stale_tomorrow=stale) is Fate.SEND:
        heavier = [each for each in (*Weight,) if weight < each < RESULT and each is not MISSED]
        assert all(fate(each, spent, stale_tomorrow=stale) is Fate.SEND for each in heavier)


@given(weight=WEIGHTS, rounds=st.integers(0, 3), awaited=st.frozensets(WEIGHTS), is_contact=st.booleans())
def test_room_is_left_for_the_weightier_alone(
    weight: Weight, rounds: int, awaited: frozenset[Weight], is_contact: bool
) -> None:
    """No message makes way for a lighter one, nor for one of its own kind."""
    assert all(each > weight for each in expected(weight, Spent(0, 0, rounds, {}, awaited, is_contact)))


@pytest.mark.parametrize(("sent", "holds_up", "falls"), [(5, False, False), (6, False, True), (60, True, False)])
def test_six_duties_a_cycle(sent: int, holds_up: bool, falls: bool) -> None:
    """The seventh duty of a cycle falls, unless the club stands still without it."""
    assert duty_falls(sent, holds_up=holds_up) is falls


@pytest.mark.parametrize(
    ("now", "began", "next_began"),
    [
        ((2026, 9, 7, 9), (2026, 9, 6, 21), (2026, 9, 7, 21)),
        ((2026, 9, 6, 21), (2026, 9, 6, 21), (2026, 9, 7, 21)),
        ((2026, 10, 25, 12), (2026, 10, 24, 21), (2026, 10, 25, 22)),  # the day of 25 hours
        ((2027, 3, 28, 12), (2027, 3, 27, 22), (2027, 3, 28, 21)),  # the day of 23 hours
    ],
)
def test_days_are_the_persons_own(
    now: tuple[int, int, int, int], began: tuple[int, int, int, int], next_began: tuple[int, int, int, int]
) -> None:
    """A day begins at midnight of the person's clock, also on the two days that are shorter or longer."""
    at = datetime(*now, tzinfo=UTC)
    assert day_began(at, HELSINKI) == datetime(*began, tzinfo=UTC)
    assert tomorrow(at, HELSINKI) == datetime(*next_began, tzinfo=UTC)


def _played(order: list[Weight]) -> tuple[list[Weight], list[Weight]]:
    """Return what is sent and what falls of a cycle's messages, one a day, of one round."""
    sent: list[Weight] = []
    fallen: list[Weight] = []
    for each in order:
        came = {weight: sent.count(weight) for weight in set(sent)}
        is_sent = fate(each, Spent(len(sent), 0, 1, came), stale_tomorrow=False) is Fate.SEND
        (sent if is_sent else fallen).append(each)
    return sent, fallen
