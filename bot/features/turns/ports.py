"""What the turns feature asks of storage, and what other features may ask of turns."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.features.turns.records import NO_TURN, STANDING, Enrolled, Ground, Swap, SwapState, Turn, TurnId, TurnState
from bot.kernel.people import ClubScope, CompanyId

__all__ = [
    "NO_TURN",
    "STANDING",
    "Enrolled",
    "Ground",
    "Swap",
    "SwapState",
    "Swaps",
    "Turn",
    "TurnId",
    "TurnState",
    "Turns",
]


class Turns(Protocol):
    """The turns of one club; the ledger everything about hosting is read from."""

    async def current(self, scope: ClubScope) -> Turn | None:
        """Return the turn that is proposed or accepted and not served yet; at most one is."""
        ...

    async def turn(self, scope: ClubScope, turn: str) -> Turn:
        """Return a turn.

        Raises:
            StrangerError: when the club has no such turn.
        """
        ...

    async def all(self, scope: ClubScope) -> list[Turn]:
        """Return every turn the club ever had, in the order of proposing."""
        ...

    async def add(self, scope: ClubScope, turn: Turn) -> None:
        """Keep a new turn."""
        ...

    async def save(self, scope: ClubScope, turn: Turn) -> None:
        """Save everything of a turn that may change: state, ground, place, webshop and its instants."""
        ...


class Swaps(Protocol):
    """The rest of the ledger of turns: who is enrolled, what was swapped, who is ready again after resting."""

    async def enrolled(self, scope: ClubScope) -> list[Enrolled]:
        """Return every company that ever joined, those that have left too, in joining order."""
        ...

    async def all(self, scope: ClubScope) -> list[Swap]:
        """Return every swap that was ever offered, oldest first."""
        ...

    async def swap(self, scope: ClubScope, swap: str) -> Swap:
        """Return a swap.

        Raises:
            StrangerError: when the club has no such swap.
        """
        ...

    async def add(self, scope: ClubScope, swap: Swap) -> None:
        """Keep a new offer."""
        ...

    async def save(self, scope: ClubScope, swap: Swap) -> None:
        """Save what came of an offer."""
        ...

    async def readies(self, scope: ClubScope) -> list[tuple[CompanyId, datetime]]:
        """Return which companies were said to be ready again, and when."""
        ...

    async def add_ready(self, scope: ClubScope, company: CompanyId) -> None:
        """Note that a company that rested may be asked again from now on (R5.2)."""
        ...
