"""The pure rules of days away and leave (R0)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.features.absences.model import (
    FARTHEST,
    LONGEST_AWAY,
    ONE_DAY,
    Days,
    DaysFault,
    ahead,
    days_fault,
    instants,
    is_on,
    leave_now,
)
from bot.features.absences.ports import Absence, AbsenceId, AbsenceKind
from bot.kernel.people import CompanyId

TODAY = date(2026, 9, 7)
HELSINKI = ZoneInfo("Europe/Helsinki")
AWAY, LEAVE = AbsenceKind.AWAY, AbsenceKind.LEAVE


def declared(kind: AbsenceKind, first: date, last: date | None) -> Absence:
    begins_at, ends_at = instants(Days(first, last), HELSINKI)
    return Absence(AbsenceId(f"{first}"), CompanyId("kvarn"), kind, first, last, begins_at, ends_at)


def test_today_alone_is_a_day_away() -> None:
    """One day, today, can be declared."""
    assert days_fault(AWAY, Days(TODAY, TODAY), [], TODAY) is None


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        (Days(TODAY + ONE_DAY, TODAY), DaysFault.ENDS_BEFORE),
        (Days(TODAY - 2 * ONE_DAY, TODAY - ONE_DAY), DaysFault.PAST),
        (Days(TODAY, TODAY + LONGEST_AWAY), DaysFault.TOO_LONG),
        (Days(TODAY, TODAY + LONGEST_AWAY - ONE_DAY), None),
        (Days(TODAY + FARTHEST + ONE_DAY, TODAY + FARTHEST + ONE_DAY), DaysFault.TOO_FAR),
    ],
)
def test_days_away_are_refused_at_their_limits(days: Days, fault: DaysFault | None) -> None:
    """Turned over, past, longer than a year, farther than two years; the last day that can be used is used."""
    assert days_fault(AWAY, days, [], TODAY) is fault


def test_days_away_that_began_yesterday_can_still_be_declared() -> None:
    """What has begun matters until it ends; a leave begins today at the earliest, for counts are not made undone."""
    days = Days(TODAY - ONE_DAY, TODAY + ONE_DAY)
    assert days_fault(AWAY, days, [], TODAY) is None
    assert days_fault(LEAVE, days, [], TODAY) is DaysFault.PAST


def test_the_same_days_away_are_declared_once() -> None:
    """Days that overlap others are fine; the very same ones are known."""
    known = [declared(AWAY, TODAY, TODAY + ONE_DAY)]
    assert days_fault(AWAY, Days(TODAY, TODAY + ONE_DAY), known, TODAY) is DaysFault.KNOWN
    assert days_fault(AWAY, Days(TODAY, TODAY), known, TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "clashes"),
    [(8, None, True), (5, 9, True), (5, 20, True), (5, 7, False), (13, None, False), (12, 12, True)],
)
def test_leaves_do_not_overlap(first: int, last: int | None, *, clashes: bool) -> None:
    """A company is on one leave at a time, whether or not its end is known."""
    known = [declared(LEAVE, TODAY + 8 * ONE_DAY, TODAY + 12 * ONE_DAY)]
    days = Days(TODAY + first * ONE_DAY, None if last is None else TODAY + last * ONE_DAY)
    assert days_fault(LEAVE, days, known, TODAY) is (DaysFault.OVERLAPS if clashes else None)


def test_days_last_from_midnight_to_midnight_on_the_clubs_clock() -> None:
    """The first instant is the club's midnight; the end is the one after the last day, clock change or not."""
    begins_at, ends_at = instants(Days(date(2026, 10, 25), date(2026, 10, 25)), HELSINKI)
    assert begins_at == datetime(2026, 10, 24, 21, tzinfo=UTC)
    assert ends_at == datetime(2026, 10, 25, 22, tzinfo=UTC)


def test_a_leave_is_on_until_its_last_instant() -> None:
    """At its end it is over, not before; one without an end goes on."""
    leave = declared(LEAVE, TODAY, TODAY)
    assert leave.ends_at is not None
    assert is_on(leave, leave.ends_at - timedelta.resolution)
    assert not is_on(leave, leave.ends_at)
    assert not is_on(leave, leave.begins_at - timedelta.resolution)
    open_ended = declared(LEAVE, TODAY, None)
    assert leave_now([declared(AWAY, TODAY, TODAY), open_ended], leave.ends_at + FARTHEST) == open_ended


def test_what_lies_ahead_is_in_order() -> None:
    """What is over is left out, the rest is earliest first."""
    later, sooner, over = (declared(AWAY, TODAY + days * ONE_DAY, TODAY + days * ONE_DAY) for days in (9, 3, -3))
    assert ahead([later, sooner, over], datetime(2026, 9, 7, 9, tzinfo=UTC)) == [sooner, later]
