"""What the activity feature asks of storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.features.meetings.ports import MeetingId
from bot.kernel.people import ClubScope, CompanyId


@dataclass(frozen=True, slots=True)
class Nudge:
    """That a company was told how many meetings it missed, after one of them (R8)."""

    company: CompanyId
    meeting: MeetingId
    missed: int
    told_at: datetime


class Nudges(Protocol):
    """What companies were told of missed meetings."""

    async def of_club(self, scope: ClubScope) -> list[Nudge]:
        """Return all of them, earliest first."""
        ...

    async def add(self, scope: ClubScope, nudge: Nudge) -> None:
        """Keep one; the same again changes nothing."""
        ...
