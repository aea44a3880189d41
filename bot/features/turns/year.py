"""What the turns feature brings for the year ahead, swaps and "why us?" (R5.3, R5.8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.features.turns import year_intents as i
from bot.features.turns.service import swapping, year
from bot.features.turns.views import swap as swap_views
from bot.features.turns.views import year as year_views
from bot.kernel.feature import Act, Command, Owner, Table, ViewMaker
from bot.kernel.intents import Intent
from bot.kernel.people import MEMBERS, TIMER_ONLY
from bot.kernel.texts import T, Text
from bot.kernel.views import ViewRef

TEN_YEARS = timedelta(days=3650)


def _year(asked_for: Any) -> ViewRef:  # noqa: ANN401 - any of these acts leads back to the year
    return ViewRef(year.YEAR_VIEW, asked_for.club)


YEAR_ACTS = (
    Act(
        i.ShowYear,
        year.show_year,
        MEMBERS,
        command=Command("turns", T("Who hosts when, twelve months ahead"), ("turer", "vuorot")),
        panel=_year,
    ),
    Act(i.WhyUs, year.why_us, MEMBERS),
    Act(i.AskAgain, year.ask_again, MEMBERS, panel=_year, changes_roster=True),
    Act(i.ChooseSwap, swapping.choose, MEMBERS),
    Act(i.OfferSwap, swapping.offer, MEMBERS, panel=_year),
    Act(i.TakeSwap, swapping.take, MEMBERS, panel=_year, changes_roster=True),
    Act(i.DeclineSwap, swapping.decline, MEMBERS, panel=_year),
    Act(i.SwapSilent, swapping.silent, TIMER_ONLY),
)
YEAR_VIEWS: Mapping[str, ViewMaker] = {
    year.YEAR_VIEW: year_views.year,
    year.WHY_VIEW: year_views.why,
    swapping.CHOOSE_VIEW: swap_views.swap_with,
    swapping.SWAP_VIEW: swap_views.swap,
}
YEAR_FORESEEN: Mapping[type[Intent], Callable[[Any], Text]] = {
    i.SwapSilent: lambda _: T("the offer to trade turns lapses"),
}
YEAR_TABLES = (
    Table("swap", Owner.CLUB, "the ledger of who has whose place in the queue", kept=TEN_YEARS),
    Table("ready_again", Owner.CLUB, "the ledger of who may be asked again after resting", kept=TEN_YEARS),
)
