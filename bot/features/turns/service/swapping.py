"""Two companies trade their named turns: offered by one, agreed by the other, or lapsed (R5.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.features.meetings.names import name_of
from bot.features.turns.ports import Enrolled, Ground, Swap, Swaps, SwapState, TurnState
from bot.features.turns.service import seat
from bot.features.turns.service.named import NamedTurn, Year, year_of
from bot.features.turns.year_intents import ChooseSwap, DeclineSwap, OfferSwap, SwapSilent, TakeSwap
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import MessageClass, Timers, UnitOfWork
from bot.kernel.roster import Member, Post, Roster
from bot.kernel.spoken import When
from bot.kernel.tell import News, minders, people_of, pledged, tell
from bot.kernel.texts import T, Text
from bot.kernel.views import NOTHING, Answer, ViewRef

OFFERED_FOR = timedelta(hours=72)
CHOOSE_VIEW = "turns.swap_with"
SWAP_VIEW = "turns.swap"
SETTLED: dict[SwapState, Text] = {
    SwapState.AGREED: T("The two turns are traded already."),
    SwapState.DECLINED: T("The offer was declined; each keeps its own turn."),
    SwapState.LAPSED: T("The offer has lapsed; each keeps its own turn."),
}
CHANGED = T("One of the two turns has changed since. Look at the year anew with /turns.")


async def choose(work: UnitOfWork, actor: Actor, intent: ChooseSwap) -> Answer:
    """Show with whom the own company could trade."""
    scope = ClubScope(intent.club)
    year = await year_of(work, scope)
    if _tradable(year, actor.company) is None:
        raise RuleBrokenError(T("Your company has no turn to trade. Once a date is decided, its host stays."))
    return Answer(panel=ViewRef(CHOOSE_VIEW, intent.club))


async def offer(work: UnitOfWork, actor: Actor, intent: OfferSwap) -> Answer:
    """Offer the trade; the other company's people are asked, for 72 hours."""
    scope = ClubScope(intent.club)
    year = await year_of(work, scope)
    own = _tradable(year, actor.company)
    other = _tradable(year, intent.company)
    if own is None or other is None or (own.cycle, other.cycle) != (intent.own_cycle, intent.other_cycle):
        raise RuleBrokenError(CHANGED)
    if own.company == other.company:
        raise RuleBrokenError(T("That is your own turn. Choose another company."))
    await _refuse_second(work, scope, own.company)
    swap = Swap(
        id=work.new_id(),
        giver=own.company,
        taker=other.company,
        giver_cycle=own.cycle,
        taker_cycle=other.cycle,
        state=SwapState.OFFERED,
        offered_at=work.now,
    )
    await work.of(Swaps).add(scope, swap)
    await work.of(Timers).set(scope, SwapSilent(club=scope.club, swap=swap.id), expires_at(swap))
    await _tell(work, scope, swap, actor)
    name = await name_of(work, scope, other.company)
    return Answer(T("Offered to: {company}. They have three days to answer.", company=name))


async def take(work: UnitOfWork, actor: Actor, intent: TakeSwap) -> Answer:
    """Agree: each company has the other's turn from now on."""
    scope = ClubScope(intent.club)
    swap = await _asked_of(work, scope, actor, intent.swap)
    year = await year_of(work, scope)
    if not still_stands(year, swap):
        await _settle(work, scope, swap, SwapState.LAPSED, actor)
        return Answer(CHANGED)
    await _settle(work, scope, swap, SwapState.AGREED, actor)
    at_hand = next((each.cycle for each in year.turns if each.turn is not None), None)
    if at_hand in {swap.giver_cycle, swap.taker_cycle}:
        company = swap.taker if at_hand == swap.giver_cycle else swap.giver
        await seat.change_host(work, scope, company, Ground.SWAP, left_as=TurnState.SWAPPED)
    return Answer(panel=ViewRef(SWAP_VIEW, scope.club, {"swap": swap.id, "state": SwapState.AGREED.value}))


async def decline(work: UnitOfWork, actor: Actor, intent: DeclineSwap) -> Answer:
    """Each keeps its own turn."""
    scope = ClubScope(intent.club)
    swap = await _asked_of(work, scope, actor, intent.swap)
    await _settle(work, scope, swap, SwapState.DECLINED, actor)
    return Answer(T("Each keeps its own turn. Thank you for answering."))


async def silent(work: UnitOfWork, actor: Actor, intent: SwapSilent) -> Answer:
    """Timer: the offer lapses."""
    scope = ClubScope(intent.club)
    swap = await work.of(Swaps).swap(scope, intent.swap)
    if swap.state is SwapState.OFFERED:
        await _settle(work, scope, swap, SwapState.LAPSED, actor)
    return NOTHING


async def keep_up(work: UnitOfWork, scope: ClubScope) -> None:
    """Let offers lapse whose turns have changed, and free what a company that has left had traded for (R5.3)."""
    swaps = await work.of(Swaps).all(scope)
    offered = [each for each in swaps if each.state is SwapState.OFFERED]
    year = await year_of(work, scope) if offered else None
    for each in offered:
        if year is not None and not still_stands(year, each):
            await _settle(work, scope, each, SwapState.LAPSED, None)
    agreed = [each for each in swaps if each.state is SwapState.AGREED]
    enrolled = {each.company: each for each in await work.of(Swaps).enrolled(scope)} if agreed else {}
    for each in agreed:
        freed = _freed(each, enrolled, work.now)
        if freed != each:
            await work.of(Swaps).save(scope, freed)


def still_stands(year: Year, swap: Swap) -> bool:
    """True while both companies have the turns that were named in the offer, and both may be traded."""
    cycles = {each.company: each.cycle for each in year.tradable()}
    return (cycles.get(swap.giver), cycles.get(swap.taker)) == (swap.giver_cycle, swap.taker_cycle)


def expires_at(swap: Swap) -> datetime:
    """Return when an offer lapses."""
    return swap.offered_at + OFFERED_FOR


def _tradable(year: Year, company: CompanyId | None) -> NamedTurn | None:
    return next((each for each in year.tradable() if each.company == company), None)


async def _refuse_second(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> None:
    """A company waits for one answer at a time: two yeses could not both be kept."""
    for each in await work.of(Swaps).all(scope):
        if each.state is SwapState.OFFERED and company in {each.giver, each.taker}:
            other = await name_of(work, scope, each.taker if company == each.giver else each.giver)
            raise RuleBrokenError(
                T(
                    "An offer to trade is open already, with: {company}. It ends {until} at the latest.",
                    company=other,
                    until=When(expires_at(each)),
                )
            )


async def _asked_of(work: UnitOfWork, scope: ClubScope, actor: Actor, known: str) -> Swap:
    swap = await work.of(Swaps).swap(scope, known)
    if actor.company != swap.taker:
        raise RuleBrokenError(
            T("Only their people can answer this: {company}.", company=await name_of(work, scope, swap.taker))
        )
    if swap.state is not SwapState.OFFERED:
        raise RuleBrokenError(SETTLED[swap.state])
    return swap


async def _settle(work: UnitOfWork, scope: ClubScope, swap: Swap, state: SwapState, actor: Actor | None) -> None:
    settled = replace(swap, state=state, settled_at=work.now)
    await work.of(Swaps).save(scope, settled)
    await work.of(Timers).cancel(scope, SwapSilent(club=scope.club, swap=swap.id))
    await _tell(work, scope, settled, actor)


async def _tell(work: UnitOfWork, scope: ClubScope, swap: Swap, actor: Actor | None) -> None:
    """Tell the two companies' people, and who minds the club the fact; not who has just acted (R9)."""
    members = pledged(await work.of(Roster).members(scope))
    view = ViewRef(SWAP_VIEW, scope.club, {"swap": swap.id, "state": swap.state.value})
    until = expires_at(swap) if swap.state is SwapState.OFFERED else None
    news = News(view, MessageClass.DUTY, f"swap:{swap.id}:{swap.state.value}", not_after=until)
    parties = (swap.giver, swap.taker)
    for company in parties:
        people = people_of(each for each in members if each.company == company and not _is(each, actor))
        await tell(work, people, replace(news, company=company))
    # Of a swap of the lead's own company the deputy hears the fact (R1).
    own = next((each.company for each in members if each.post is Post.LEAD and each.company in parties), None)
    leads = minders(members, work.now, own)
    await tell(work, [lead for lead in leads if actor is None or lead != actor.person], news)


def _is(member: Member, actor: Actor | None) -> bool:
    return actor is not None and member.person == actor.person


def _freed(swap: Swap, enrolled: dict[CompanyId, Enrolled], now: datetime) -> Swap:
    giver_gone = not enrolled[swap.giver].is_in if swap.giver in enrolled else True
    taker_gone = not enrolled[swap.taker].is_in if swap.taker in enrolled else True
    return replace(
        swap,
        giver_freed_at=swap.giver_freed_at or (now if giver_gone else None),
        taker_freed_at=swap.taker_freed_at or (now if taker_gone else None),
    )
