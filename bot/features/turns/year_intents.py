"""What people and the clockwork ask about the year ahead: to see it, to know why, to trade turns, to be asked again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.kernel.intents import Intent
from bot.kernel.people import CompanyId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowYear(Intent):
    """See who hosts when, twelve months ahead."""

    code: ClassVar[str] = "uj"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyUs(Intent):
    """Ask why a company has its turn then; its name is short for the question most often asked."""

    code: ClassVar[str] = "ub"
    company: CompanyId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgain(Intent):
    """A company that let two turns go by in a row is ready again: it or the lead says so (R5.2)."""

    code: ClassVar[str] = "uw"
    company: CompanyId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseSwap(Intent):
    """See with whom the own company could trade its turn."""

    code: ClassVar[str] = "ux"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSwap(Intent):
    """Offer to trade the own company's named turn for another's; the cycles name the two turns as they were seen."""

    code: ClassVar[str] = "uo"
    company: CompanyId
    own_cycle: int
    other_cycle: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSwap(Intent):
    """The other company agrees."""

    code: ClassVar[str] = "uk"
    swap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineSwap(Intent):
    """The other company would rather not."""

    code: ClassVar[str] = "ud"
    swap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapSilent(Intent):
    """Timer: nobody has answered the offer for 72 hours."""

    code: ClassVar[str] = "ue"
    swap: str
