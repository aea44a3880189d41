"""Who stands how, what a card is prefilled with, and when what is due (R6): pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.attendance.model import (
    Coming,
    Presence,
    Standing,
    asked_at,
    card_due,
    host_came,
    prefilled,
    settled_at,
    standing,
    still_to_mark,
)
from bot.kernel.calendar import ClubCalendar, Pause
from bot.kernel.message_hours import is_allowed
from bot.kernel.people import CompanyId

HELSINKI = ZoneInfo("Europe/Helsinki")
FINLAND = ClubCalendar(HELSINKI)
COMPANIES = tuple(CompanyId(f"c{number}") for number in range(6))
HOST = COMPANIES[0]
SOME = st.sets(st.sampled_from(COMPANIES))
SAID = st.dictionaries(st.sampled_from(COMPANIES), st.sampled_from(Coming))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant by Finnish clocks."""
    return datetime.combine(day, time(hour, minute), HELSINKI).astimezone(UTC)


@given(companies=SOME, said=SAID, polled=SOME, away=SOME)
def test_everybody_stands_exactly_one_way(
    companies: set[CompanyId], said: dict[CompanyId, Coming], polled: set[CompanyId], away: set[CompanyId]
) -> None:
    """Coming, cannot and neither part the companies; the host comes, and the own word beats poll and absence."""
    stood = standing(companies, HOST, said, polled, away)
    assert stood.coming | stood.cannot | stood.silent == companies
    assert stood.companies == len(companies)
    assert HOST not in stood.cannot | stood.silent
    for each in companies - {HOST}:
        if each in said:
            assert each in (stood.coming if said[each] is Coming.COMING else stood.cannot)
        elif (each in polled) is (each in away):
            assert each in stood.silent
        else:
            assert each in (stood.coming if each in polled else stood.cannot)


@given(said=SAID, polled=SOME, marked=SOME, unknown=SOME)
def test_right_adds_only_what_nobody_touched(
    said: dict[CompanyId, Coming], polled: set[CompanyId], marked: set[CompanyId], unknown: set[CompanyId]
) -> None:
    """R6: coming is present, cannot is excused, who said neither stays unknown, what was tapped stays as tapped."""
    stood = standing(COMPANIES, HOST, said, polled, ())
    added = still_to_mark(stood, marked, unknown)
    assert set(added) == (stood.coming | stood.cannot) - marked - unknown
    assert set(added.values()) <= {Presence.PRESENT, Presence.EXCUSED}
    assert all((presence is Presence.PRESENT) is (each in stood.coming) for each, presence in added.items())


def test_the_prefill_knows_two_marks() -> None:
    """Nobody is ever prefilled as absent or late."""
    one, two, three = COMPANIES[:3]
    stood = Standing(frozenset({one}), frozenset({two}), frozenset({three}))
    assert prefilled(stood) == {one: Presence.PRESENT, two: Presence.EXCUSED}


@pytest.mark.parametrize(
    ("mark", "came"),
    [
        (None, True),
        (Presence.PRESENT, True),
        (Presence.COLLEAGUE, True),
        (Presence.LATE, True),
        (Presence.EXCUSED, False),
        (Presence.ABSENT, False),
    ],
)
def test_a_host_came_unless_it_is_marked_away(mark: Presence | None, came: bool) -> None:
    """An unmarked host was there: the club has met at its place."""
    assert host_came(mark) is came


@given(day=st.dates(date(2026, 1, 1), date(2028, 12, 31)), hour=st.integers(7, 20))
def test_the_question_comes_48_hours_before_or_earlier(day: date, hour: int) -> None:
    """Within hours and free days, never later than 48 h before by the clock on the wall, unless out of a pause."""
    begins = at(day, hour)
    asked = asked_at(begins, HELSINKI, FINLAND)
    assert asked is not None
    wall = begins.astimezone(HELSINKI).replace(tzinfo=None) - asked.astimezone(HELSINKI).replace(tzinfo=None)
    assert wall >= timedelta(hours=48) or FINLAND.pause_of(day - timedelta(days=3))
    assert is_allowed(asked, HELSINKI, FINLAND)


def test_clocks_that_change_between_do_not_move_the_question() -> None:
    """Monday 26 October 2026 at 17:00 is asked about on Saturday at 17:00, although the night had 25 hours."""
    assert asked_at(at(date(2026, 10, 26), 17), HELSINKI, FINLAND) == at(date(2026, 10, 24), 17)


def test_no_free_day_no_question() -> None:
    """A club in a pause without end is asked nothing."""
    forever = ClubCalendar(HELSINKI, ("FI",), (Pause(date(2020, 1, 1), date(2040, 1, 1)),))
    begins = at(date(2026, 9, 24), 17)
    assert asked_at(begins, HELSINKI, forever) is None
    assert card_due(begins, begins, HELSINKI, forever) == begins


@pytest.mark.parametrize(
    ("begins", "ends", "due"),
    [
        ((17, 0), (19, 30), (24, 18)),
        ((9, 0), (11, 0), (24, 11)),
        ((15, 30), (18, 0), (24, 18)),
        ((18, 30), (20, 30), (25, 8)),
    ],
)
def test_the_card_comes_on_the_day(begins: tuple[int, int], ends: tuple[int, int], due: tuple[int, int]) -> None:
    """R9: at the end, of an evening at 18:00; one that begins after hours has it the next morning."""
    day = date(2026, 9, 24)
    found = card_due(at(day, *begins), at(day, *ends), HELSINKI, FINLAND)
    assert found == at(date(2026, 9, due[0]), due[1])


def test_a_week_is_a_week_on_the_wall() -> None:
    """Seven days after Thursday 19:30 is Thursday 19:30, also when the clocks have changed."""
    assert settled_at(at(date(2026, 10, 22), 19, 30), FINLAND) == at(date(2026, 10, 29), 19, 30)
