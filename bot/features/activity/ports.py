"""What the activity feature asks of storage."""

from __future__ import annotations

from typing import Protocol

from bot.features.activity.records import Nudge
from bot.kernel.people import ClubScope

__all__ = ["Nudge", "Nudges"]


class Nudges(Protocol):
    """What companies were told of missed meetings."""

    async def of_club(self, scope: ClubScope) -> list[Nudge]:
        """Return all of them, earliest first."""
        ...

    async def add(self, scope: ClubScope, nudge: Nudge) -> None:
        """Keep one; the same again changes nothing."""
        ...
