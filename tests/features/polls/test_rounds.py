from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.polls.model.choice import Want
from bot.features.polls.model.rounds import NextStep, after_failed_rounds, closing_due, complete_at, reminder_at
from bot.kernel.message_hours import is_allowed
from tests.features.polls.builders import FINLAND, HELSINKI, HOST, SLOTS, STOCKHOLM, answers, at, company


@pytest.mark.parametrize(
    ("wants", "step"),
    [
        ([Want.HOST], NextStep.NEW_ROUND),
        ([Want.QUORUM], NextStep.NEW_ROUND),
        ([Want.HOST, Want.HOST], NextStep.TURN_LAPSES),
        ([Want.QUORUM, Want.QUORUM], NextStep.LEAD_SETS_DATE),
        ([Want.HOST, Want.QUORUM], NextStep.NEW_ROUND),
        ([Want.HOST, Want.QUORUM, Want.HOST], NextStep.TURN_LAPSES),
        ([Want.QUORUM, Want.HOST, Want.QUORUM], NextStep.LEAD_SETS_DATE),
    ],
)
def test_after_failed_rounds(wants: list[Want], step: NextStep) -> None:
    """R4.8: two rounds for want of the host lapse the turn, two for want of quorum leave the date to the lead."""
    assert after_failed_rounds(wants) is step


def test_closes_early_when_all_are_complete() -> None:
    """R4.4: ten minutes after the last tap, once every active company is complete."""
    tapped = at(2026, 11, 3, 12)
    everyone = [HOST, company(1)]
    assert complete_at(answers("yyyy", "nnnn"), SLOTS, everyone, tapped) == at(2026, 11, 3, 12, 10)
    assert complete_at(answers("yyyy", "nnn-"), SLOTS, everyone, tapped) is None


def test_a_leaving_company_can_complete_a_poll() -> None:
    """R0, R4.4: when the last missing company leaves, the poll is complete as of the last tap."""
    now, tapped = answers("yyyy", "nnnn", "----"), at(2026, 11, 3, 12)
    assert complete_at(now, SLOTS, [HOST, company(1), company(2)], tapped) is None
    assert complete_at(now, SLOTS, [HOST, company(1)], tapped) == at(2026, 11, 3, 12, 10)


def test_nobody_left_completes_nothing() -> None:
    """R4.4: without an active company, or without a tap, nothing is complete."""
    assert complete_at(answers("yyyy"), SLOTS, [], at(2026, 11, 3, 12)) is None
    assert complete_at(answers("yyyy"), SLOTS, [HOST], None) is None


def test_closing_due() -> None:
    """R4.4: a poll is due to close at its planned or its early closing, whichever comes first."""
    closes_at, early = at(2026, 11, 5, 18), at(2026, 11, 3, 12, 10)
    assert not closing_due(closes_at, None, at(2026, 11, 5, 17, 59))
    assert closing_due(closes_at, None, closes_at)
    assert not closing_due(closes_at, early, early - timedelta(seconds=1))
    assert closing_due(closes_at, early, early)
    assert closing_due(closes_at, at(2026, 11, 5, 18, 5), closes_at)


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "reminded_at"),
    [
        (at(2026, 11, 3, 9), at(2026, 11, 10, 18), at(2026, 11, 8, 18)),
        (at(2026, 10, 20, 9), at(2026, 10, 26, 18), at(2026, 10, 24, 18)),  # over the night with 25 hours
        (at(2027, 3, 23, 9), at(2027, 3, 29, 18), at(2027, 3, 27, 18)),  # over the night with 23
        (at(2026, 6, 15, 9), at(2026, 6, 22, 18), at(2026, 6, 18, 18)),  # from Midsummer Day to before the Eve
        (at(2026, 12, 21, 9), at(2026, 12, 28, 18), at(2026, 12, 23, 18)),  # from Boxing Day to before Christmas
        (at(2026, 11, 3, 9), at(2026, 11, 10, 21), at(2026, 11, 8, 18)),
        (at(2026, 11, 3, 9), at(2026, 11, 10, 7), at(2026, 11, 7, 18)),
    ],
)
def test_reminder(opens_at: datetime, closes_at: datetime, reminded_at: datetime) -> None:
    """R4.6: 48 h before closing in wall time; moved earlier, never later, to fall within hours and off holidays."""
    assert reminder_at(opens_at, closes_at, HELSINKI, FINLAND) == reminded_at


def test_reminder_in_the_persons_hours() -> None:
    """R4.6, R9: 18:00 in a Swedish club is past hours for a member in Finland, who hears an hour earlier."""
    swedish = replace(FINLAND, zone=STOCKHOLM)
    closes_at = at(2026, 11, 10, 19)  # 18:00 in Sweden
    assert reminder_at(at(2026, 11, 3, 10), closes_at, STOCKHOLM, swedish) == at(2026, 11, 8, 19)
    assert reminder_at(at(2026, 11, 3, 10), closes_at, HELSINKI, swedish) == at(2026, 11, 8, 18)


def test_no_reminder_within_a_day_of_opening() -> None:
    """R4.6: a reminder that would come within 24 h of opening is not sent; exactly 24 h after is late enough."""
    opens_at = at(2026, 11, 3, 18)
    assert reminder_at(opens_at, at(2026, 11, 6, 18), HELSINKI, FINLAND) == at(2026, 11, 4, 18)
    assert reminder_at(opens_at, at(2026, 11, 6, 17), HELSINKI, FINLAND) is None


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)), st.integers(1, 24 * 10))  # noqa: DTZ001
def test_a_reminder_is_never_late(opened: datetime, hours: int) -> None:
    """R4.6: a reminder leaves about 48 h to answer, falls within hours and not within a day of opening."""
    opens_at = opened.replace(tzinfo=HELSINKI)
    closes_at = opens_at + timedelta(hours=hours)
    reminded_at = reminder_at(opens_at, closes_at, HELSINKI, FINLAND)
    if reminded_at:
        assert closes_at - reminded_at >= timedelta(hours=47)
        assert reminded_at - opens_at >= timedelta(hours=23)
        assert is_allowed(reminded_at, HELSINKI, FINLAND)
