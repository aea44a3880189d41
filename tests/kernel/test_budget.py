"""How many messages a person gets (R9): four a cycle, one a day, and the poll reminder always."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.kernel.budget import Fate, Spent, day_began, fate, tomorrow

REMINDER, OTHER = "polls.reminder", "meetings.rsvp"
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("view", "in_cycle", "today", "rounds", "stale_tomorrow", "expected"),
    [
        (OTHER, 0, 0, 1, False, Fate.SEND),
        (OTHER, 3, 0, 1, False, Fate.SEND),
        (OTHER, 4, 0, 1, False, Fate.FALL),
        (OTHER, 4, 0, 2, False, Fate.SEND),  # one more for each further round of the poll
        (OTHER, 5, 0, 2, False, Fate.FALL),
        (OTHER, 6, 0, 3, False, Fate.FALL),
        (OTHER, 4, 0, 0, False, Fate.FALL),  # before the first round
        (OTHER, 0, 1, 1, False, Fate.WAIT),
        (OTHER, 0, 1, 1, True, Fate.WAIT),
        (OTHER, 4, 1, 1, False, Fate.WAIT),
        (REMINDER, 9, 0, 1, False, Fate.SEND),
        (REMINDER, 9, 1, 1, False, Fate.WAIT),
        (REMINDER, 9, 1, 1, True, Fate.SEND),
    ],
)
def test_fates(view: str, in_cycle: int, today: int, rounds: int, stale_tomorrow: bool, expected: Fate) -> None:
    """Sent, kept for tomorrow, or fallen, by what the person was sent so far."""
    assert fate(view, Spent(in_cycle, today, rounds), stale_tomorrow=stale_tomorrow) is expected


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
