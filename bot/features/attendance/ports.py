"""What the attendance feature asks of storage, and what others may ask of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.features.attendance.model import THERE, Attended, Coming, Presence, Rsvp
from bot.features.meetings.ports import MeetingId
from bot.kernel.people import ClubScope, CompanyId, PersonId

__all__ = ["THERE", "AttendanceBook", "Attended", "Coming", "Presence", "Rsvp"]


class AttendanceBook(Protocol):
    """RSVPs and marks of one club's meetings."""

    async def rsvps(self, scope: ClubScope, meeting: MeetingId) -> Mapping[CompanyId, Rsvp]:
        """Return what companies have said themselves; those who only said yes in the poll are not among them."""
        ...

    async def rsvp(self, scope: ClubScope, meeting: MeetingId, said: Rsvp) -> None:
        """Keep a company's word; its earlier one is replaced."""
        ...

    async def void(self, scope: ClubScope, meeting: MeetingId) -> None:
        """Forget what was said and marked: the meeting is moved or cancelled (R4.10)."""
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

    async def unmark(
        self, scope: ClubScope, meeting: MeetingId, company: CompanyId, person: PersonId, at: datetime
    ) -> None:
        """Make a company's mark unknown, whatever it had said before the meeting."""
        ...

    async def unknown(self, scope: ClubScope, meeting: MeetingId) -> frozenset[CompanyId]:
        """Return the companies that were made unknown; those nobody ever touched are not among them."""
        ...

    async def forget_person(self, person: PersonId, nobody: PersonId) -> None:
        """Let go of a person in all clubs: their companies' words and marks stay, reasons go."""
        ...

    async def own_words(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Return what a person said of meetings, for their export."""
        ...

    async def own_marks(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Return the marks a person set, for their export."""
        ...
