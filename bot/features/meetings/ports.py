"""What the meetings feature asks of storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NewType, Protocol
from zoneinfo import ZoneInfo

from bot.kernel.people import ClubScope, CompanyId

MeetingId = NewType("MeetingId", str)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A decided meeting: local wall time and zone are what was fixed, the instants follow from them (R4.11).

    `sequence` counts its changes, as calendars do.
    """

    id: MeetingId
    poll: str
    host: CompanyId
    place: str
    day: date
    start: time
    zone: ZoneInfo
    starts_at: datetime
    ends_at: datetime
    is_held: bool
    sequence: int
    decided_at: datetime


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

    async def mark_held(self, scope: ClubScope, meeting: MeetingId) -> None:
        """Note that its end has passed (R0: held)."""
        ...

    async def save_host(self, scope: ClubScope, meeting: Meeting) -> None:
        """Keep a meeting's changed host, place and sequence."""
        ...

    async def coming(self, scope: ClubScope) -> Meeting | None:
        """Return the decided meeting that is not held yet."""
        ...

    async def held(self, scope: ClubScope) -> list[Meeting]:
        """Return the held meetings, oldest first."""
        ...

    async def of_poll(self, scope: ClubScope, poll: str) -> Meeting | None:
        """Return the meeting a poll decided."""
        ...
