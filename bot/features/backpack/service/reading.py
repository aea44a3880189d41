"""Opening, sharing, and choosing the first three (R7.2, R7.7)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.backpack.contents import Contents, contents_of
from bot.features.backpack.intents import OpenBackpack, PickTip, ShareBackpack
from bot.features.backpack.model.packing import FIRST
from bot.features.backpack.ports import Backpacks, Pick
from bot.features.backpack.service.access import company_of, may_read, own_turn, readable
from bot.features.backpack.service.packing import card_of, packed_view
from bot.features.tips.ports import TipId, Tips
from bot.features.turns.ports import Turns
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import Cards, UnitOfWork
from bot.kernel.spoken import Listed
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef

NONE_TO_OPEN = T("No backpack is here for you yet. Your own comes after your turn, others' when they are shared.")
NOT_SHARED = T("This backpack is the host's. It opens to you when the host shares it.")


async def open_backpack(work: UnitOfWork, actor: Actor, intent: OpenBackpack) -> Answer:
    """Show a backpack; without a turn the only one there is to open, or which there are."""
    scope = ClubScope(intent.club)
    company = await company_of(work, scope, actor.person)
    if company is None:
        raise StrangerError
    if not intent.turn:
        found = await readable(work, scope, company)
        if not found:
            raise RuleBrokenError(NONE_TO_OPEN)
        if len(found) > 1:
            return Answer(panel=ViewRef("backpack.shelf", scope.club))
        return Answer(panel=packed_view(scope, found[0][0].id, page=intent.page))
    turn = await work.of(Turns).turn(scope, intent.turn)
    backpack = await work.of(Backpacks).backpack(scope, turn.id)
    if backpack is None or not may_read(backpack, turn, company):
        raise RuleBrokenError(NOT_SHARED)
    return Answer(panel=packed_view(scope, turn.id, page=intent.page))


async def share(work: UnitOfWork, actor: Actor, intent: ShareBackpack) -> Answer:
    """Let the club's members read it, by one tap; a second one changes nothing."""
    scope = ClubScope(intent.club)
    turn, backpack = await own_turn(work, scope, actor, intent.turn)
    if backpack.shared_at is None:
        await work.of(Backpacks).keep(scope, replace(backpack, shared_at=work.now))
        await work.of(Cards).mark(scope, card_of(scope, turn.id))
    return Answer(T("Shared: the club's members open it with /backpack."), packed_view(scope, turn.id))


async def pick(work: UnitOfWork, actor: Actor, intent: PickTip) -> Answer:
    """Take a tip among the first three, or put it back; the same tap again changes nothing."""
    scope = ClubScope(intent.club)
    contents = await own_contents(work, scope, actor, intent.tip)
    picked = {each.tip: each for each in contents.picks}
    entry = contents.entry_of(intent.tip)
    if entry is None:
        raise StrangerError
    tip = entry.of.tip.lead.id
    if intent.wanted and tip not in picked:
        _insist_room(contents)
        await work.of(Backpacks).keep_pick(scope, Pick(contents.turn.id, tip, contents.turn.company, work.now))
    elif not intent.wanted and tip in picked:
        if picked[tip].outcome is not None:
            raise RuleBrokenError(T("You have said what became of number {number}, so it stays.", number=entry.number))
        await work.of(Backpacks).drop_pick(scope, contents.turn.id, tip)
    return Answer(panel=packed_view(scope, contents.turn.id, page=intent.page))


async def own_contents(work: UnitOfWork, scope: ClubScope, actor: Actor, tip: TipId) -> Contents:
    """Return the backpack of the actor's own company in which a tip lies.

    Raises:
        StrangerError: the club has no such tip, or it is not packed.
        RuleBrokenError: it is in another company's backpack.
    """
    found = await work.of(Tips).tip(scope, tip)
    await own_turn(work, scope, actor, found.turn)
    contents = await contents_of(work, scope, found.turn)
    if contents is None:
        raise StrangerError
    return contents


def _insist_room(contents: Contents) -> None:
    if len(contents.picks) < FIRST:
        return
    entries = (contents.entry_of(each.tip) for each in contents.picks)
    numbers = Listed(tuple(each.number for each in entries if each is not None))
    raise RuleBrokenError(T("Three are chosen: {numbers}. Tap one of them to put it back first.", numbers=numbers))
