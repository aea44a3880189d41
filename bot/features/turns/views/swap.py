"""Trading turns: with whom, the offer, what came of it (R5.3)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.features.meetings.names import name_of
from bot.features.turns.intents import AcceptTurn
from bot.features.turns.ports import Swap, Swaps, SwapState, Turns
from bot.features.turns.service.named import NamedTurn, Year, year_of
from bot.features.turns.service.swapping import expires_at, still_stands
from bot.features.turns.views.year import own_company
from bot.features.turns.year_intents import DeclineSwap, OfferSwap, TakeSwap
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import Month, When
from bot.kernel.texts import Joined, T, Text
from bot.kernel.views import Audience, Button, Choice, Paragraph, Title, Tone, View, ViewRef


async def swap_with(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """With whom the reader's company could trade its turn: each with about when."""
    own = await own_company(work, reader, ref)
    scope = ClubScope(ref.club)
    free = (await year_of(work, scope)).tradable()
    mine = next((each for each in free if each.company == own), None)
    if own is None or mine is None:
        return None
    said = T("You have the turn around {month}. With whom would you like to trade?", month=Month(mine.day))
    options = [await _offer_button(work, scope, mine, each) for each in free if each.company != own]
    if not options:
        return View(Audience.PRIVATE, (Paragraph(T("Nobody else has a turn in the coming year yet.")),))
    return View(Audience.PRIVATE, (Paragraph(said), Choice(tuple(options))))


async def swap(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """What the two companies and who minds the club hear of a swap; nothing once it stands otherwise."""
    scope = ClubScope(ref.club)
    offered = await work.of(Swaps).swap(scope, ref.ids["swap"])
    own = await own_company(work, reader, ref)
    if own is None or offered.state.value != ref.ids["state"]:
        return None
    if own not in {offered.giver, offered.taker} and not reader.roles & LEADS:
        return None
    year = await year_of(work, scope)
    words = await _words(work, scope, year, offered)
    if offered.state is SwapState.OFFERED:
        return _offer(scope, offered, words, asked=own == offered.taker) if still_stands(year, offered) else None
    said = {
        SwapState.AGREED: T("Turns are traded: {taker} hosts around {first}, {giver} around {second}.", **words),
        SwapState.DECLINED: T("The turns are not traded this time, each keeps its own: {giver}, {taker}.", **words),
        SwapState.LAPSED: T("The offer to trade turns has lapsed, each keeps its own: {giver}, {taker}.", **words),
    }
    return View(Audience.PRIVATE, (Paragraph(said[offered.state]), *await _where(work, scope, own)))


async def _where(work: UnitOfWork, scope: ClubScope, own: CompanyId) -> tuple[Choice, ...]:
    """Ask a company that has come by an accepted turn where it hosts: it never saw that form (R5.2)."""
    turn = await work.of(Turns).current(scope)
    if turn is None or turn.company != own or not turn.is_accepted or turn.place:
        return ()
    asks = T("Where do we meet, and which webshop do we look at?")
    return (Choice((Button(T("Place and webshop"), AcceptTurn(club=scope.club, turn=turn.id), Tone.PRIMARY),), asks),)


async def _words(work: UnitOfWork, scope: ClubScope, year: Year, offered: Swap) -> dict[str, Text]:
    """Return the two names, and about when the giver's and the taker's turns are."""
    today = (await work.of(Roster).frame(scope)).calendar.day_of(work.now)
    return {
        "giver": await name_of(work, scope, offered.giver),
        "taker": await name_of(work, scope, offered.taker),
        "first": Month(year.day_of(offered.giver_cycle) or today),
        "second": Month(year.day_of(offered.taker_cycle) or today),
    }


async def _offer_button(work: UnitOfWork, scope: ClubScope, mine: NamedTurn, other: NamedTurn) -> Button:
    name = await name_of(work, scope, other.company)
    label = T("{company}, {month}", company=name, month=Month(other.day))
    asks = OfferSwap(club=scope.club, company=other.company, own_cycle=mine.cycle, other_cycle=other.cycle)
    return Button(label, asks)


def _offer(scope: ClubScope, offered: Swap, words: Mapping[str, Text], *, asked: bool) -> View:
    title = Title(T("A trade of turns, offered by: {giver}", giver=words["giver"]))
    said = T("Then {taker} would host around {first} and {giver} around {second}.", **words)
    until = T("The offer stands until {until}.", until=When(expires_at(offered)))
    blocks = (title, Paragraph(Joined((said, until))))
    if not asked:
        return View(Audience.PRIVATE, blocks)
    options = (
        Button(T("Trade"), TakeSwap(club=scope.club, swap=offered.id), Tone.PRIMARY),
        Button(T("No trade"), DeclineSwap(club=scope.club, swap=offered.id)),
    )
    return View(Audience.PRIVATE, (*blocks, Choice(options)))
