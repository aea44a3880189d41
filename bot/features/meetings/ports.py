"""What the meetings feature asks of storage."""

from __future__ import annotations

from typing import Protocol

from bot.features.meetings.records import Meeting, MeetingId, MeetingState
from bot.features.turns.records import TurnId
from bot.kernel.people import ClubScope

__all__ = ["Meeting", "MeetingId", "MeetingState", "Meetings"]


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
