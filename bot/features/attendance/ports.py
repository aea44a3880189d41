"""What the attendance feature asks of storage, and what others may ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.features.meetings.ports import MeetingId
from bot.kernel.people import ClubScope, CompanyId, PersonId


class Coming(StrEnum):
    """What a company says before the meeting (R6)."""

    COMING = "c"
    CANNOT = "n"


class Presence(StrEnum):
    """What a company was at a meeting (R6); a company without a mark is unknown and counts as neither."""

    PRESENT = "p"
    COLLEAGUE = "k"
    LATE = "l"
    EXCUSED = "e"
    ABSENT = "a"


THERE = frozenset({Presence.PRESENT, Presence.COLLEAGUE, Presence.LATE})


@dataclass(frozen=True, slots=True)
class Rsvp:
    """A company's latest word on a meeting, said by a person; `reason` is optional and sealed."""

    company: CompanyId
    coming: Coming
    person: PersonId
    said_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """A company's mark of one meeting. `is_sure` once the lead confirmed the card or the company set it itself.

    `is_assumed` is a mark nobody set: the card stayed unconfirmed for seven days (R6).
    """

    company: CompanyId
    presence: Presence
    marked_by: PersonId | None
    marked_at: datetime
    is_assumed: bool = False


class AttendanceBook(Protocol):
    """RSVPs and marks of one club's meetings."""

    async def rsvps(self, scope: ClubScope, meeting: MeetingId) -> Mapping[CompanyId, Rsvp]:
        """Return what companies have said themselves; those who only said yes in the poll are not among them."""
        ...

    async def rsvp(self, scope: ClubScope, meeting: MeetingId, said: Rsvp) -> None:
        """Keep a company's word; its earlier one is replaced."""
        ...

    async def void(self, scope: ClubScope, meeting: MeetingId) -> None:
        """Forget what was said: the meeting is moved or cancelled (R4.10)."""
        ...

    async def marks(self, scope: ClubScope, meeting: MeetingId) -> Mapping[CompanyId, Attended]:
        """Return a meeting's marks by company."""
        ...

    async def marks_of_club(self, scope: ClubScope) -> Mapping[MeetingId, Mapping[CompanyId, Attended]]:
        """Return all marks of all meetings."""
        ...

    async def mark(self, scope: ClubScope, meeting: MeetingId, mark: Attended) -> None:
        """Keep a company's mark; its earlier one is replaced."""
        ...

    async def unmark(self, scope: ClubScope, meeting: MeetingId, company: CompanyId) -> None:
        """Make a company's mark unknown again."""
        ...
