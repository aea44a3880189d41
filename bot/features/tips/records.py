"""A tip and what others did with it, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NewType

from bot.features.turns.records import TurnId
from bot.kernel.people import CompanyId, Language, PersonId

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
