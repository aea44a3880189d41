"""Turns of hosting and swaps of them, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.kernel.people import CompanyId

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


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A company since its first pledge; `is_in` when somebody pledged is in it, on leave or not."""

    company: CompanyId
    joined_at: datetime
    order: int
    is_in: bool
    left_at: datetime | None


class SwapState(StrEnum):
    """Where a swap stands; only an agreed one changes whose turn it is."""

    OFFERED = "offered"
    AGREED = "agreed"
    DECLINED = "declined"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Swap:
    """An offer to trade two named turns, and what came of it (R5.3).

    Turns are named by their cycle, as it was when offered. `settled_at` is when it was agreed, declined or lapsed; the
    last two tell that a company has left the club since, which frees its part.
    """

    id: str
    giver: CompanyId
    taker: CompanyId
    giver_cycle: int
    taker_cycle: int
    state: SwapState
    offered_at: datetime
    settled_at: datetime | None = None
    giver_freed_at: datetime | None = None
    taker_freed_at: datetime | None = None
