"""What a company's visits add up to (R8): the window, missed meetings, told once for each count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import cast
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.features.absences.ports import Absence, AbsenceId, AbsenceKind
from bot.features.activity.model import (
    WINDOW,
    Visit,
    counted,
    is_further_miss,
    not_met_at,
    patience_of,
    spread,
    summed_up,
    window,
)
from bot.features.activity.ports import Nudge
from bot.features.attendance.ports import Attended, Presence
from bot.features.meetings.ports import Meeting, MeetingId
from bot.kernel.calendar import ClubCalendar, Pause
from bot.kernel.people import CompanyId

US = CompanyId("us")
FIRST = datetime(2026, 1, 15, 15, tzinfo=UTC)
APART = timedelta(weeks=6)
MARKS = st.none() | st.sampled_from(Presence)


@dataclass(frozen=True)
class Held:
    """What of a held meeting counts."""

    id: MeetingId
    starts_at: datetime


def held(count: int) -> list[Meeting]:
    """Return meetings six weeks apart."""
    return [cast("Meeting", Held(MeetingId(str(n)), FIRST + n * APART)) for n in range(count)]


def marked(marks: Sequence[Presence | None], *, is_assumed: bool = False) -> dict[MeetingId, dict[CompanyId, Attended]]:
    """Return our mark of each meeting."""
    return {
        MeetingId(str(n)): {US: Attended(US, mark, None, FIRST, is_assumed)} if mark else {}
        for n, mark in enumerate(marks)
    }


def visits(*marks: Presence | None) -> list[Visit]:
    """Return our window over meetings with these marks."""
    return window(US, FIRST, held(len(marks)), marked(marks), [])


def leave(first: datetime, last: datetime | None) -> Absence:
    """Return a leave between two instants."""
    days = (first.date(), last.date() if last else None)
    return Absence(AbsenceId("leave"), US, AbsenceKind.LEAVE, *days, first, last)


@given(marks=st.lists(MARKS, max_size=14))
def test_the_window_is_the_last_eight(marks: list[Presence | None]) -> None:
    """At most eight, the newest, oldest first; unknown ones are in it and count as neither."""
    own = visits(*marks)
    assert [each.presence for each in own] == marks[-WINDOW:]
    stands = counted(own)
    assert stands.there + stands.missed <= stands.known + stands.missed
    assert stands.known == sum(each is not None for each in marks[-WINDOW:])


@given(marks=st.lists(MARKS, max_size=8), more=st.sampled_from([Presence.EXCUSED, Presence.PRESENT, None]))
def test_neither_excuse_nor_presence_nor_the_unknown_is_missed(marks: list[Presence | None], more: Presence) -> None:
    """Another such visit never makes more missed ones."""
    assert counted(visits(*marks, more)).missed <= counted(visits(*marks)).missed


def test_late_twice_is_one_missed() -> None:
    """One late is none, two are one, three are one, and who was late was there."""
    late = Presence.LATE
    assert [counted(visits(*[late] * n)).missed for n in range(5)] == [0, 0, 1, 1, 2]
    assert counted(visits(late, late)).there == 2


def test_what_nobody_set_counts_as_neither() -> None:
    """R6: an assumed presence is unknown here, an assumed excuse is an excuse."""
    assumed = marked([Presence.PRESENT, Presence.EXCUSED], is_assumed=True)
    assert [each.presence for each in window(US, FIRST, held(2), assumed, [])] == [None, Presence.EXCUSED]


def test_before_joining_nothing_counts() -> None:
    """Meetings before the first pledge are not the company's."""
    absent = marked([Presence.ABSENT] * 3)
    assert len(window(US, FIRST + APART, held(3), absent, [])) == 2
    assert window(US, None, held(3), absent, []) == []


@given(marks=st.lists(st.sampled_from(Presence), min_size=9, max_size=12), at=st.integers(0, 8))
def test_a_leave_stops_the_window(marks: list[Presence], at: int) -> None:
    """A meeting in a leave is left out, and the window reaches one further back instead."""
    away = FIRST + at * APART
    own = window(
        US, FIRST, held(len(marks)), marked(marks), [leave(away - timedelta(days=3), away + timedelta(days=3))]
    )
    assert [each.presence for each in own] == [mark for n, mark in enumerate(marks) if n != at][-WINDOW:]


@given(marks=st.lists(st.sampled_from(Presence), max_size=20))
def test_told_once_for_each_count(marks: list[Presence]) -> None:
    """Whatever happens, within one window no count is told twice, and only a new miss is told."""
    nudges: list[Nudge] = []
    for n in range(1, len(marks) + 1):
        own = visits(*marks[:n])
        if is_further_miss(own, nudges):
            nudges.append(Nudge(US, own[-1].meeting, counted(own).missed, FIRST))
            assert marks[n - 1] in {Presence.ABSENT, Presence.LATE}
            assert nudges[-1].missed >= 2
        inside = {each.meeting for each in own}
        told = [each.missed for each in nudges if each.meeting in inside]
        assert len(told) == len(set(told))


def test_the_second_and_the_third_are_told() -> None:
    """Nothing at one, a line at two, a call at three."""
    absent = Presence.ABSENT
    assert not is_further_miss(visits(absent), [])
    assert is_further_miss(visits(absent, absent), [])
    two = Nudge(US, MeetingId("1"), 2, FIRST)
    assert not is_further_miss(visits(absent, absent), [two])
    assert is_further_miss(visits(absent, absent, absent), [two])


def test_pauses_do_not_count_as_not_meeting() -> None:
    """Nine weeks outside pauses: a July in between moves the day by its length; rare rhythms have more patience."""
    zone = ZoneInfo("Europe/Helsinki")
    plain = ClubCalendar(zone, ("FI",), ())
    pause = ClubCalendar(zone, ("FI",), (Pause(date(2026, 7, 1), date(2026, 7, 31)),))
    began = date(2026, 5, 20)
    assert not_met_at(began, plain, patience_of(6)) == date(2026, 7, 22)
    assert not_met_at(began, pause, patience_of(6)) == date(2026, 8, 22)
    assert patience_of(26) == timedelta(weeks=39)


def test_the_spread_names_nobody() -> None:
    """The least and the most, over five companies and more, and never when all gave the same."""
    assert spread([14, 4, 9, 4, 7]) == (4, 14)
    assert spread([14, 4, 9, 7]) is None
    assert spread([4] * 6) is None


@given(meetings=st.integers(0, 30))
def test_tips_are_summed_up_three_meetings_at_a_time(meetings: int) -> None:
    """R7.3: however often somebody looks, what is added between two looks is of three meetings or more."""
    sums = [len(summed_up(range(count))) for count in range(meetings + 1)]
    assert sums[-1] <= meetings
    assert {after - before for before, after in pairwise(sums)} <= {0, 3}
