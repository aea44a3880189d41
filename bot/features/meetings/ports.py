"""What the meetings feature asks of storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType, Protocol
from zoneinfo import ZoneInfo

from bot.features.turns.ports import TurnId
from bot.kernel.people import ClubScope, CompanyId

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


class Meetings(Protocol):
    """The meetings of one club."""

    async def add(self, scope: ClubScope, meeting: Meeting) -> None:
        """Keep a decided meeting."""
        ...

    async def meeting(self, scope: ClubScope, meeting: str) -> Meeting:
        """Return a meeting.

        Raises:
            StrangerError: when the club has no such meeting.
        """
        ...

    async def save(self, scope: ClubScope, meeting: Meeting) -> None:
        """Save everything of a meeting that may change: all but its poll and when it was decided."""
        ...

    async def coming(self, scope: ClubScope) -> Meeting | None:
        """Return the decided meeting that is not held yet."""
        ...

    async def held(self, scope: ClubScope) -> list[Meeting]:
        """Return the held meetings, oldest first."""
        ...

    async def of_turn(self, scope: ClubScope, turn: TurnId) -> Meeting | None:
        """Return the meeting of a turn, the latest when one before it was cancelled."""
        ...

    async def all(self, scope: ClubScope) -> list[Meeting]:
        """Return every meeting that was ever decided, oldest first; cancelled ones too."""
        ...

    async def of_poll(self, scope: ClubScope, poll: str) -> Meeting | None:
        """Return the meeting a poll decided."""
        ...
