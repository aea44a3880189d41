"""The pure rules of setting a club up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.clubs.model import (
    Entry,
    LineFault,
    PauseFault,
    Step,
    after,
    may_take,
    pause_fault,
    pause_of,
    read_listing,
)
from bot.kernel.calendar import SUMMER_PAUSE, Pause, YearlyPause

TODAY = date(2026, 9, 7)


@pytest.mark.parametrize(
    "line",
    [
        "Kvarnboden – Anna Lind",
        "Kvarnboden - Anna Lind",
        "  Kvarnboden —  Anna   Lind ",
        "Kvarnboden: Anna Lind",
        "Kvarnboden; Anna Lind",
        "Kvarnboden, Anna Lind",
        "1. Kvarnboden – Anna Lind",
        "• Kvarnboden – Anna Lind",
        "- Kvarnboden - Anna Lind",
    ],
)
def test_a_line_is_read_however_it_is_written(line: str) -> None:
    """Any dash, a colon, a comma, a bullet or a number: the company and its contact person are found."""
    assert read_listing(line).entries == (Entry("Kvarnboden", "Anna Lind"),)


def test_a_dash_within_a_name_stays_in_it() -> None:
    """Only a dash with spaces around it parts company and person."""
    assert read_listing("Å-Bygg & Co, Vasa – Eva-Lis Öst").entries == (Entry("Å-Bygg & Co, Vasa", "Eva-Lis Öst"),)


def test_a_list_is_read_line_by_line() -> None:
    """Empty lines are passed over, a line twice counts once, two people of one company are two entries."""
    listing = read_listing("Kvarnboden – Anna\n\nkvarnboden – anna\nKvarnboden – Bo\n")
    assert listing.entries == (Entry("Kvarnboden", "Anna"), Entry("Kvarnboden", "Bo"))
    assert listing.faults == ()


def test_faulty_lines_are_named_by_number() -> None:
    """A line without a person, and one with a name too long, are named as the lead counts them."""
    listing = read_listing(f"Kvarnboden – Anna\nSydöster\n\nNorr – {'x' * 61}\n– Anna")
    assert [(each.number, each.fault) for each in listing.faults] == [
        (2, LineFault.NO_CONTACT),
        (4, LineFault.TOO_LONG),
        (5, LineFault.NO_CONTACT),
    ]


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_read_or_named(words: str) -> None:
    """No text breaks the reading, and each line that says something is an entry or a fault."""
    listing = read_listing(words)
    said = [line for line in words.splitlines() if line.strip()]
    assert len(listing.entries) + len(listing.faults) <= len(said)
    assert all(entry.company and entry.contact for entry in listing.entries)


def test_a_pause_ends_after_it_begins() -> None:
    """R4: a pause with its days the wrong way round, or over a year long, is refused; one day is a pause."""
    assert pause_of(date(2026, 12, 20), date(2026, 12, 19), yearly=False) is PauseFault.ENDS_BEFORE
    assert pause_of(date(2026, 1, 1), date(2027, 1, 2), yearly=False) is PauseFault.TOO_LONG
    assert pause_of(TODAY, TODAY, yearly=False) == Pause(TODAY, TODAY)


def test_a_yearly_pause_may_cross_new_year() -> None:
    """Days typed with their years make a pause that comes back each winter, whichever way round they lie."""
    winter = YearlyPause(12, 20, 1, 7)
    assert pause_of(date(2026, 12, 20), date(2027, 1, 7), yearly=True) == winter
    assert pause_of(date(2026, 12, 20), date(2026, 1, 7), yearly=True) == winter


def test_a_pause_that_changes_nothing_is_named() -> None:
    """One that is over, and one that is in the list, are refused; one that goes on today is not."""
    assert pause_fault(Pause(date(2026, 1, 1), date(2026, 9, 6)), (), TODAY) is PauseFault.PAST
    assert pause_fault(Pause(date(2026, 1, 1), TODAY), (), TODAY) is None
    assert pause_fault(SUMMER_PAUSE, (SUMMER_PAUSE,), TODAY) is PauseFault.KNOWN


def test_steps_come_one_after_the_other() -> None:
    """The next step and those done may be taken; saving an earlier one again does not go back."""
    assert may_take(Step.HOURS, Step.HOURS)
    assert may_take(Step.REGION, Step.HOST)
    assert not may_take(Step.HOST, Step.HOURS)
    assert after(Step.REGION, Step.REGION) is Step.HOURS
    assert after(Step.REGION, Step.HOST) is Step.HOST
    assert after(Step.INVITATIONS, Step.INVITATIONS) is Step.DONE
    assert after(Step.INVITATIONS, Step.DONE) is Step.DONE


def test_setting_up_takes_five_steps() -> None:
    """A club is set up in at most five steps."""
    assert len([step for step in Step if step is not Step.DONE]) == 5
