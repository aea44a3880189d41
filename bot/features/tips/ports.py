"""What the tips feature asks of storage, and what others may ask of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NewType, Protocol

from bot.features.turns.ports import TurnId
from bot.kernel.people import ClubScope, CompanyId, Language, PersonId

TipId = NewType("TipId", str)


class Area(StrEnum):
    """What a tip is about (mission, loop 6)."""

    FIRST_IMPRESSION = "f"
    PRODUCT_PAGES = "p"
    SEARCH = "s"
    CHECKOUT = "c"
    DELIVERY = "d"
    MARKETING = "m"
    INTERNATIONAL = "i"
    TECHNOLOGY = "t"
    PARTNER = "a"
    OTHER = "o"


class Level(IntEnum):
    """How much effort a tip takes, or how much effect it has: one to three dots."""

    LITTLE = 1
    SOME = 2
    MUCH = 3


class TipState(StrEnum):
    """`asked`: somebody wants another's message saved and waits for its author (R7.4), it is in no backpack.

    `returned`: the host fell out before the visit, only the author has it (R5.6). `withdrawn`: taken back or refused.
    """

    ASKED = "asked"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Tip:
    """One tip for the host of a turn. `person` is its author, None once erased; counted for `company`.

    `is_named` is False for one that is unnamed to all, host, lead and exports too (R7.3). `joined_to` is the tip it was
    joined to as a near-duplicate (R7.5), always one that is itself joined to none. `edition` is the backpack it was
    packed in, 0 before packing. `origin` stands for the message it came from (R7.4): nobody is asked twice.
    """

    id: TipId
    turn: TurnId
    company: CompanyId
    person: PersonId | None
    words: str
    language: Language
    given_at: datetime
    state: TipState = TipState.GIVEN
    area: Area | None = None
    effort: Level | None = None
    effect: Level | None = None
    experience: str = ""
    is_named: bool = True
    joined_to: TipId | None = None
    edition: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Backing:
    """Somebody thinks a tip is a good one; a company counts once a tip."""

    tip: TipId
    company: CompanyId
    person: PersonId | None
    backed_at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tips that read nearly alike (R7.5), the one given first first; `is_apart` once somebody said they are two."""

    one: TipId
    other: TipId
    is_apart: bool = False


class Tips(Protocol):
    """The tips of one club; `of_person` and `forget` are the person's own, over all clubs."""

    async def tip(self, scope: ClubScope, tip: str) -> Tip:
        """Return a tip.

        Raises:
            StrangerError: when the club has no such tip.
        """
        ...

    async def of_turn(self, scope: ClubScope, turn: TurnId) -> list[Tip]:
        """Return a turn's tips in every state, in the order they were given."""
        ...

    async def of_club(self, scope: ClubScope) -> list[Tip]:
        """Return all tips of the club, in the order they were given."""
        ...

    async def add(self, scope: ClubScope, tip: Tip) -> None:
        """Keep a new tip."""
        ...

    async def save(self, scope: ClubScope, tip: Tip) -> None:
        """Save everything of a tip that may change: all but its company, its origin and whose it is."""
        ...

    async def backings(self, scope: ClubScope, turn: TurnId) -> Mapping[TipId, list[Backing]]:
        """Return who backs which of a turn's tips."""
        ...

    async def backings_of_club(self, scope: ClubScope) -> list[Backing]:
        """Return all backings of the club."""
        ...

    async def back(self, scope: ClubScope, backing: Backing) -> None:
        """Keep a backing; a company's second one of the same tip changes nothing."""
        ...

    async def unback(self, scope: ClubScope, tip: TipId, company: CompanyId) -> None:
        """Take a company's backing back."""
        ...

    async def drop_backings(self, scope: ClubScope, tip: TipId) -> None:
        """Forget who backed a tip."""
        ...

    async def asked_from(self, scope: ClubScope, origin: str) -> Tip | None:
        """Return what was ever saved, or asked to be saved, from a message."""
        ...

    async def turns_waiting(self, scope: ClubScope) -> list[TurnId]:
        """Return the turns that have tips which are asked for or given and not packed."""
        ...

    async def pairs(self, scope: ClubScope, turn: TurnId) -> list[Pair]:
        """Return which of a turn's tips read nearly alike, in the order they were found."""
        ...

    async def note_pairs(self, scope: ClubScope, pairs: Sequence[Pair]) -> None:
        """Keep pairs as they are now; one that is known keeps its place."""
        ...

    async def drop_pairs(self, scope: ClubScope, tip: TipId) -> None:
        """Forget every pair a tip is in: it was changed, taken back or returned."""
        ...

    async def of_person(self, person: PersonId) -> list[tuple[ClubScope, Tip]]:
        """Return a person's own tips in all clubs, in the order they were given."""
        ...

    async def backed_by(self, person: PersonId) -> list[tuple[ClubScope, Backing]]:
        """Return what a person backs in all clubs."""
        ...

    async def forget(self, scope: ClubScope, person: PersonId) -> None:
        """Let go of a person in one club: tips and backings are nobody's, the tips unnamed."""
        ...
