"""A meeting of the club, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from bot.features.turns.records import TurnId
from bot.kernel.people import CompanyId

MeetingId = NewType("MeetingId", str)


class MeetingState(StrEnum):
    """Held: its end has passed and it was not cancelled (R0)."""

    DECIDED = "decided"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A decided meeting: local wall time and zone are what was fixed, the instants follow from them (R4.11).

    `sequence` counts its changes, as calendars do; `is_moved` when the date is no longer the one the poll decided.
    `announced` counts the cards that made it known after the first: one for each move, one for the cancellation, whose
    `reason` the members are told in private.
    `host_came` is False after the attendance card has said so; `confirmed_at` is when that card was confirmed, or seven
    days after the meeting.
    """

    id: MeetingId
    poll: str
    turn: TurnId
    host: CompanyId
    place: str
    day: date
    start: time
    zone: ZoneInfo
    starts_at: datetime
    ends_at: datetime
    state: MeetingState
    sequence: int
    decided_at: datetime
    is_moved: bool = False
    announced: int = 0
    reason: str = ""
    host_came: bool = True
    confirmed_at: datetime | None = None

    @property
    def is_held(self) -> bool:
        """True once its end has passed."""
        return self.state is MeetingState.HELD

    @property
    def is_coming(self) -> bool:
        """True from the decision to the end."""
        return self.state is MeetingState.DECIDED

    @property
    def is_cancelled(self) -> bool:
        """True for one that will not be."""
        return self.state is MeetingState.CANCELLED

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.ends_at - self.starts_at
