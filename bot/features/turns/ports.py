"""What the turns feature asks of storage, and what other features may ask of turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from bot.kernel.people import ClubScope, CompanyId

TurnId = NewType("TurnId", str)
NO_TURN = TurnId("")


class TurnState(StrEnum):
    """Where a turn stands; `accepted` becomes confirmed by a decided date and served by a held meeting (R5.2, R5.7)."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    PASSED = "passed"
    LAPSED = "lapsed"
    SWAPPED = "swapped"
    FELL_OUT = "fell_out"
    WITHDRAWN = "withdrawn"


class Ground(StrEnum):
    """How a company came by a turn; only a volunteer's is not counted (R5.3)."""

    QUEUE = "queue"
    NAMED = "named"
    PIN = "pin"
    SWAP = "swap"
    VOLUNTEER = "volunteer"
    STAND_IN = "stand_in"


STANDING = frozenset({TurnState.PROPOSED, TurnState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Turn:
    """One company's turn to host, in one cycle. Brief, tips and backpack belong to it.

    `cycle` counts the meetings held before it, `position` the club's turns in the order of proposing. `asked_at` is
    when the company is asked, `answer_by` when silence lets it lapse, `ended_at` when it was served or came to nothing.
    """

    id: TurnId
    cycle: int
    position: int
    company: CompanyId
    state: TurnState
    ground: Ground
    place: str
    webshop: str
    proposed_at: datetime
    asked_at: datetime | None = None
    answer_by: datetime | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_accepted(self) -> bool:
        """True for a turn that will be, or was, this company's."""
        return self.state is TurnState.ACCEPTED

    @property
    def is_current(self) -> bool:
        """True for the one turn that is being asked about or waits for its meeting."""
        return self.state in STANDING and self.ended_at is None


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
