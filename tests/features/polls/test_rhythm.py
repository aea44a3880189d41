from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.features.polls.model.rhythm import Misfit, Refusal, Rhythm, Spans, first_target, next_target, refusal
from bot.kernel.calendar import YearlyPause
from tests.features.polls.builders import EVENINGS, FINLAND

TODAY = date(2026, 8, 3)


def test_first_target() -> None:
    """R4.1: the first meeting is aimed at 21 days after set-up is done."""
    assert first_target(date(2026, 8, 3), EVENINGS) == date(2026, 8, 24)


def test_next_target() -> None:
    """R4.1: the next meeting is aimed at six weeks after the last held one, or at the club's own cadence."""
    assert next_target(date(2026, 11, 5), EVENINGS) == date(2026, 12, 17)
    assert next_target(date(2026, 11, 5), replace(EVENINGS, cadence_weeks=4)) == date(2026, 12, 3)


@pytest.mark.parametrize("weeks", [4, 6, 26])
def test_cadence_within_bounds(weeks: int) -> None:
    """R4.1: 4 to 26 weeks fit; at four weeks 21 days and a window of 7 just make 28."""
    assert refusal(replace(EVENINGS, cadence_weeks=weeks), FINLAND, TODAY) is None


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (replace(EVENINGS, cadence_weeks=3), Refusal(Misfit.CADENCE, (4, 26), 4, 3)),
        (replace(EVENINGS, cadence_weeks=27), Refusal(Misfit.CADENCE, (4, 26), 4, 27)),
        (replace(EVENINGS, weekdays=()), Refusal(Misfit.NO_WEEKDAY, (1,), 1, 0)),
        (replace(EVENINGS, weekdays=(1, 7)), Refusal(Misfit.NO_WEEKDAY, (1,), 1, 1)),
        (replace(EVENINGS, length=timedelta(0)), Refusal(Misfit.LENGTH, (1, 1440), 1, 0)),
        (replace(EVENINGS, length=timedelta(hours=25)), Refusal(Misfit.LENGTH, (1, 1440), 1, 1500)),
        (
            replace(EVENINGS, spans=Spans(poll_days=10)),
            Refusal(Misfit.POLL_AND_NOTICE, (10, 7, 7), 24, 21),
        ),
        (
            replace(EVENINGS, cadence_weeks=4, spans=Spans(opening_days=28)),
            Refusal(Misfit.OPENING_AND_WINDOW, (28, 7), 35, 28),
        ),
    ],
)
def test_settings_that_do_not_fit(settings: Rhythm, expected: Refusal) -> None:
    """R4.1: settings whose dates do not fit are refused with the sum to be shown."""
    assert refusal(settings, FINLAND, TODAY) == expected


def test_pauses_that_leave_no_room() -> None:
    """R4.1: a rhythm is refused when no stretch between pauses holds a poll and its window of 28 days."""
    mostly_closed = replace(FINLAND, pauses=(YearlyPause(1, 1, 11, 30), YearlyPause(12, 25, 12, 31)))
    assert refusal(EVENINGS, mostly_closed, TODAY) == Refusal(Misfit.PAUSES, (21, 7), 28, 24)
