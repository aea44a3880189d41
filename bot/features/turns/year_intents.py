"""What people and the clockwork ask about the year ahead: to see it, to know why, to trade turns, to be asked again."""

from __future__ import annotations

from typing import ClassVar

from bot.kernel.intents import Intent, intent
from bot.kernel.people import CompanyId


@intent
class ShowYear(Intent):
    """See who hosts when, twelve months ahead."""

    code: ClassVar[str] = "uj"


@intent
class WhyUs(Intent):
    """Ask why a company has its turn then; its name is short for the question most often asked."""

    code: ClassVar[str] = "ub"
    company: CompanyId


@intent
class AskAgain(Intent):
    """A company that let two turns go by in a row is ready again: it or the lead says so (R5.2)."""

    code: ClassVar[str] = "uw"
    company: CompanyId


@intent
class ChooseSwap(Intent):
    """See with whom the own company could trade its turn."""

    code: ClassVar[str] = "ux"


@intent
class OfferSwap(Intent):
    """Offer to trade the own company's named turn for another's; the cycles name the two turns as they were seen."""

    code: ClassVar[str] = "uo"
    company: CompanyId
    own_cycle: int
    other_cycle: int


@intent
class TakeSwap(Intent):
    """The other company agrees."""

    code: ClassVar[str] = "uk"
    swap: str


@intent
class DeclineSwap(Intent):
    """The other company would rather not."""

    code: ClassVar[str] = "ud"
    swap: str


@intent
class SwapSilent(Intent):
    """Timer: nobody has answered the offer for 72 hours."""

    code: ClassVar[str] = "ue"
    swap: str
