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

    An empty one has `edition` 0: its time came, and there was no tip. `second_at` is when it was closed: later tips
    packed, or none had come. `asked_at` is when the host was last asked about its picks, and `asks` how often.
    """

    turn: TurnId
    edition: int
    packed_at: datetime
    shared_at: datetime | None = None
    second_at: datetime | None = None
    asked_at: datetime | None = None
    asks: int = 0

    @property
    def is_empty(self) -> bool:
        """True when there was no tip to pack."""
        return not self.edition


class Outcome(StrEnum):
    """What became of a picked tip (R7.7)."""

    DONE = "d"
    ON_ITS_WAY = "w"
    NOT_FOR_US = "n"
    DID_NOT_WORK = "x"
    LATER = "l"


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the up to three tips a host takes first, and what it says later became of it.

    `host_agrees` and `author_agrees` to the room's hearing that one more tip has worked (R7.7).
    """

    turn: TurnId
    tip: TipId
    company: CompanyId
    picked_at: datetime
    outcome: Outcome | None = None
    said_by: PersonId | None = None
    said_at: datetime | None = None
    host_agrees: bool = False
    author_agrees: bool = False

    @property
    def is_open(self) -> bool:
        """True while there is still something to ask."""
        return self.outcome in OPEN_OUTCOMES

    @property
    def room_may_hear(self) -> bool:
        """True when it worked and both want the room to hear so."""
        return self.outcome is Outcome.DONE and self.host_agrees and self.author_agrees


OPEN_OUTCOMES = frozenset({None, Outcome.ON_ITS_WAY, Outcome.LATER})


class Backpacks(Protocol):
    """The backpacks of one club."""

    async def backpack(self, scope: ClubScope, turn: TurnId) -> Backpack | None:
        """Return a turn's backpack, None before it is packed."""
        ...

    async def all(self, scope: ClubScope) -> list[Backpack]:
        """Return all backpacks of the club, the newest first; empty ones too."""
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

    async def said_by(self, person: PersonId) -> list[Pick]:
        """Return the picks of which a person said what became of them, in all clubs."""
        ...

    async def forget_sayer(self, person: PersonId) -> None:
        """Leave the outcomes to the company and forget who of it said them, in all clubs."""
        ...
