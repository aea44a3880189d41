"""What the backpack feature asks of storage, and what others may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.features.tips.ports import TipId
from bot.features.turns.ports import TurnId
from bot.kernel.people import ClubScope, CompanyId, PersonId


@dataclass(frozen=True, slots=True)
class Backpack:
    """What was packed for the host of a turn. `edition` is 1, or 2 once later tips were packed too (R7.6).

    An empty one has `edition` 0: its time came, and there was no tip.
    """

    turn: TurnId
    edition: int
    packed_at: datetime
    shared_at: datetime | None = None
    second_at: datetime | None = None


class Outcome(StrEnum):
    """What became of a picked tip (R7.7)."""

    DONE = "d"
    ON_ITS_WAY = "w"
    NOT_FOR_US = "n"
    DID_NOT_WORK = "x"
    LATER = "l"


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the up to three tips a host takes first, and what it says later became of it."""

    turn: TurnId
    tip: TipId
    company: CompanyId
    picked_at: datetime
    outcome: Outcome | None = None
    said_by: PersonId | None = None
    said_at: datetime | None = None


class Backpacks(Protocol):
    """The backpacks of one club."""

    async def backpack(self, scope: ClubScope, turn: TurnId) -> Backpack | None:
        """Return a turn's backpack, None before it is packed."""
        ...

    async def keep(self, scope: ClubScope, backpack: Backpack) -> None:
        """Keep a backpack as it is now."""
        ...

    async def picks(self, scope: ClubScope, turn: TurnId) -> list[Pick]:
        """Return what the host picked, in the order of picking."""
        ...

    async def picks_of_club(self, scope: ClubScope) -> list[Pick]:
        """Return all picks of the club."""
        ...

    async def keep_pick(self, scope: ClubScope, pick: Pick) -> None:
        """Keep a pick as it is now."""
        ...

    async def drop_pick(self, scope: ClubScope, turn: TurnId, tip: TipId) -> None:
        """Let go of a pick."""
        ...
