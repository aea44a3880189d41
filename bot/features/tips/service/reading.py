"""Reading the tips so far and one's own, and backing another's (R7.2)."""

from __future__ import annotations

from bot.features.tips.intents import BackTip, MyTips, ShowTips
from bot.features.tips.model.groups import Group, groups_of
from bot.features.tips.ports import Backing, Tip, Tips, TipState
from bot.features.tips.service.giving import author_of
from bot.features.tips.service.keeping import given_of
from bot.features.tips.service.openness import turn_to_read
from bot.features.turns.ports import Turn
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubId, ClubScope, CompanyId, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef

PACKED = T("The backpack is packed by now. What is in it, the host reads.")


def so_far(club: ClubId, page: int) -> ViewRef:
    """Return one page of the tips so far; each page is a living message of its own."""
    return ViewRef("tips.so_far", club, {"page": str(max(page, 0))})


def mine(club: ClubId, page: int) -> ViewRef:
    """Return one page of one's own tips."""
    return ViewRef("tips.mine", club, {"page": str(max(page, 0))})


async def show_tips(work: UnitOfWork, actor: Actor, intent: ShowTips) -> Answer:  # noqa: ARG001
    """Show a page of the tips so far, or the own ones when none are there to read."""
    turn = await turn_to_read(work, ClubScope(intent.club))
    return Answer(panel=so_far(intent.club, intent.page) if turn else mine(intent.club, 0))


async def my_tips(work: UnitOfWork, actor: Actor, intent: MyTips) -> Answer:  # noqa: ARG001
    """Show a page of the actor's own tips."""
    return Answer(panel=mine(intent.club, intent.page))


async def back(work: UnitOfWork, actor: Actor, intent: BackTip) -> Answer:
    """Back a tip for the actor's company, or take that back; a repeated tap changes nothing."""
    scope, company = ClubScope(intent.club), author_of(actor).company
    tip = await work.of(Tips).tip(scope, intent.tip)
    turn = await _insist_readable(work, scope, tip)
    group = next(each for each in groups_of(given_of(await work.of(Tips).of_turn(scope, tip.turn))) if tip in each.tips)
    if is_seen_as_own(group, company, actor.person):
        raise RuleBrokenError(T("This tip is your company's own. Others back it."))
    if company == turn.company:
        raise RuleBrokenError(T("You are the host: you choose from the backpack instead."))
    if intent.backs:
        await work.of(Tips).back(scope, Backing(tip.id, company, actor.person, work.now))
    else:
        for each in group.tips:
            await work.of(Tips).unback(scope, each.id, company)
    said = T("Saved: your company backs this tip.") if intent.backs else T("Saved: taken back.")
    return Answer(said, so_far(intent.club, intent.page))


def is_seen_as_own(group: Group[Tip], company: CompanyId, person: PersonId | None) -> bool:
    """True where somebody is told that a tip is their own.

    Of an unnamed tip only its author is: a colleague would learn from it who gave it (R7.3). They may tap, and it is
    counted as anybody's (`backers_of`).
    """
    return any(each.person == person or (each.is_named and each.company == company) for each in group.tips)


async def _insist_readable(work: UnitOfWork, scope: ClubScope, tip: Tip) -> Turn:
    """Return the turn of a tip that can be backed; what was in no backpack reads like what never was."""
    if tip.state is TipState.ASKED:
        raise StrangerError
    turn = await turn_to_read(work, scope)
    if tip.state is not TipState.GIVEN:
        raise RuleBrokenError(T("This tip was taken back meanwhile."))
    if turn is None or turn.id != tip.turn:
        raise RuleBrokenError(PACKED)
    return turn
