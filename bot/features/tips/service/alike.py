"""Near-duplicates: offered to the host and the lead, joined, kept apart, taken apart until packing (R7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.features.backpack.ports import Backpacks
from bot.features.tips.intents import JoinTips, KeepApart, ShowAlike, TakeApart
from bot.features.tips.model.groups import Group, groups_of
from bot.features.tips.ports import Pair, Tip, TipId, Tips, TipState
from bot.features.tips.service.keeping import given_of, mark_card, regroup
from bot.features.tips.service.openness import turn_to_read
from bot.features.turns.ports import Turn, Turns
from bot.kernel.door import FOR_THE_HOST
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import LEADS, Actor, ClubId, ClubScope, CompanyId, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef


@dataclass(frozen=True, slots=True)
class Offer:
    """Two groups of tips that read nearly alike, by the pair that was found."""

    pair: Pair
    one: Group[Tip]
    other: Group[Tip]


def packs(roles: frozenset[Role], company: CompanyId | None, turn: Turn) -> bool:
    """True for the host company of a turn and for the club's lead and deputy."""
    return bool(roles & LEADS) or company == turn.company


async def offered(work: UnitOfWork, scope: ClubScope, turn: Turn) -> list[Offer]:
    """Return what may be joined: pairs of different groups, each two groups once, nobody having kept them apart."""
    groups = groups_of(given_of(await work.of(Tips).of_turn(scope, turn.id)))
    at = {tip.id: group for group in groups for tip in group.tips}
    pairs = [each for each in await work.of(Tips).pairs(scope, turn.id) if each.one in at and each.other in at]
    apart = {_leads(at[each.one], at[each.other]) for each in pairs if each.is_apart}
    found = {
        _leads(at[each.one], at[each.other]): Offer(each, at[each.one], at[each.other])
        for each in reversed(pairs)
        if not each.is_apart and at[each.one].lead.id != at[each.other].lead.id
    }
    return [offer for leads, offer in reversed(found.items()) if leads not in apart]


async def show_alike(work: UnitOfWork, actor: Actor, intent: ShowAlike) -> Answer:
    """Show which tips may be joined, and which are."""
    turn = await turn_to_read(work, ClubScope(intent.club))
    if turn is not None and not packs(actor.roles, actor.company, turn):
        raise RuleBrokenError(FOR_THE_HOST)
    return Answer(panel=panel(intent.club))


async def join(work: UnitOfWork, actor: Actor, intent: JoinTips) -> Answer:
    """Make two tips with all that was joined to them one; the one given first leads."""
    scope = ClubScope(intent.club)
    one, other = await _both(work, actor, scope, (intent.one, intent.other))
    await regroup(work, scope, {each.id: each for each in (*one.tips, *other.tips)}.values())
    await mark_card(work, scope, one.lead.turn)
    return Answer(T("Joined. It can be taken apart until packing."), panel(intent.club))


async def keep_apart(work: UnitOfWork, actor: Actor, intent: KeepApart) -> Answer:
    """Note that two tips are two; they are not offered again."""
    scope = ClubScope(intent.club)
    await _both(work, actor, scope, (intent.one, intent.other))
    await work.of(Tips).note_pairs(scope, [Pair(intent.one, intent.other, is_apart=True)])
    return Answer(T("Saved: they stay two tips."), panel(intent.club))


async def take_apart(work: UnitOfWork, actor: Actor, intent: TakeApart) -> Answer:
    """Undo what was joined under a tip: each stands for itself again, with its own backers."""
    scope = ClubScope(intent.club)
    (group,) = await _both(work, actor, scope, (intent.tip,))
    for each in group.joined:
        await work.of(Tips).save(scope, replace(each, joined_to=None))
    return Answer(T("Taken apart."), panel(intent.club))


def panel(club: ClubId) -> ViewRef:
    """Return the panel of what is alike."""
    return ViewRef("tips.alike", club)


async def _both(work: UnitOfWork, actor: Actor, scope: ClubScope, tips: Sequence[TipId]) -> list[Group[Tip]]:
    """Return the groups of one turn's tips, for whoever packs that turn's backpack, before it is packed."""
    found = [await work.of(Tips).tip(scope, tip) for tip in tips]
    turn = await work.of(Turns).turn(scope, found[0].turn)
    if any(each.turn != turn.id or each.state is TipState.ASKED for each in found):
        raise StrangerError
    if not packs(actor.roles, actor.company, turn):
        raise RuleBrokenError(FOR_THE_HOST)
    if await work.of(Backpacks).backpack(scope, turn.id) is not None:
        raise RuleBrokenError(T("The backpack is packed, so its tips stay as they are."))
    if any(each.state is not TipState.GIVEN for each in found):
        raise RuleBrokenError(T("One of these tips was taken back meanwhile."))
    at = {
        tip.id: each for each in groups_of(given_of(await work.of(Tips).of_turn(scope, turn.id))) for tip in each.tips
    }
    return [at[each.id] for each in found]


def _leads(one: Group[Tip], other: Group[Tip]) -> frozenset[TipId]:
    return frozenset({one.lead.id, other.lead.id})
