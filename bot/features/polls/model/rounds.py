"""When a round ends, who is reminded when, and what follows a failed one (R4.4, R4.6, R4.8)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bot.features.polls.model.ballot import Standing, is_complete
from bot.features.polls.model.choice import Want
from bot.features.polls.model.slots import Slot
from bot.kernel.calendar import ONE_DAY, ClubCalendar
from bot.kernel.message_hours import previous_allowed
from bot.kernel.people import CompanyId

QUIET_BEFORE_CLOSING = timedelta(minutes=10)
REMINDER_BEFORE_CLOSING = timedelta(hours=48)
NO_REMINDER_AFTER_OPENING = ONE_DAY
FAILED_ROUNDS = 2


class NextStep(Enum):
    """What follows a failed round (R4.8)."""

    NEW_ROUND = auto()
    TURN_LAPSES = auto()
    LEAD_SETS_DATE = auto()


def after_failed_rounds(wants: Sequence[Want]) -> NextStep:
    """What follows the latest of a turn's failed rounds; two for the same want, in a row or not, end it (R4.8).

    Args:
        wants: for want of what each of this turn's rounds failed, the latest last; at least one.
    """
    if wants.count(wants[-1]) < FAILED_ROUNDS:
        return NextStep.NEW_ROUND
    return NextStep.TURN_LAPSES if wants[-1] is Want.HOST else NextStep.LEAD_SETS_DATE


def complete_at(
    standing: Standing, slots: Collection[Slot], active: Collection[CompanyId], last_tap_at: datetime | None
) -> datetime | None:
    """When the poll closes early: ten minutes after the last tap, if every active company is complete (R4.4).

    None while a company is missing, or when there is none. It may lie in the past: after a company has left.
    """
    everyone = bool(active) and all(is_complete(standing, company, slots) for company in active)
    return last_tap_at + QUIET_BEFORE_CLOSING if everyone and last_tap_at else None


def closing_due(closes_at: datetime, early_at: datetime | None, now: datetime) -> bool:
    """True once the planned or the early closing has come (R4.4)."""
    return now >= min(closes_at, early_at or closes_at)


def reminder_at(
    opens_at: datetime, closes_at: datetime, person_zone: ZoneInfo, calendar: ClubCalendar
) -> datetime | None:
    """When one person is reminded: 48 h before closing by the club's clock, earlier if hours ask for it (R4.6, R9).

    None when that is less than 24 h after opening, by the same clock.
    """
    planned = calendar.shift_by_wall(closes_at, -REMINDER_BEFORE_CLOSING)
    moved = previous_allowed(planned, person_zone, calendar)
    return moved if moved >= calendar.shift_by_wall(opens_at, NO_REMINDER_AFTER_OPENING) else None
