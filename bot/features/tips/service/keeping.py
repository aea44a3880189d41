"""What happens to tips whoever asks for it: kept, taken back, returned; the room's card follows (R7.2, R5.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.features.backpack.ports import Backpacks
from bot.features.meetings.ports import Meetings
from bot.features.tips.intents import AskedLapsed
from bot.features.tips.model.alike import alike_to
from bot.features.tips.model.groups import led_anew
from bot.features.tips.ports import Pair, Tip, TipId, Tips, TipState
from bot.features.turns.ports import STANDING, TurnId, Turns
from bot.kernel.people import ClubScope
from bot.kernel.ports import Cards, Timers, UnitOfWork
from bot.kernel.views import ViewRef


def card_of(scope: ClubScope, turn: TurnId) -> ViewRef:
    """Return the room's card that counts a turn's tips."""
    return ViewRef("tips.card", scope.club, {"turn": turn})


def given_of(tips: Iterable[Tip]) -> list[Tip]:
    """Return the tips that are in the backpack, or go into it."""
    return [each for each in tips if each.state is TipState.GIVEN]


async def mark_card(work: UnitOfWork, scope: ClubScope, turn: TurnId) -> None:
    """Note that the room's card is behind."""
    await work.of(Cards).mark(scope, card_of(scope, turn))


async def put_in(work: UnitOfWork, scope: ClubScope, tip: Tip) -> None:
    """Follow a tip that has just come into the backpack: look for others like it, hang and mend the card."""
    await note_alike(work, scope, tip)
    await work.of(Cards).hang(scope, card_of(scope, tip.turn), loud=False)
    await mark_card(work, scope, tip.turn)


async def note_alike(work: UnitOfWork, scope: ClubScope, tip: Tip) -> None:
    """Note which tips of the same turn say nearly the same."""
    tips = work.of(Tips)
    others = [each for each in given_of(await tips.of_turn(scope, tip.turn)) if each.id != tip.id and not each.edition]
    found = [others[index] for index in alike_to(tip.words, [each.words for each in others])]
    await tips.note_pairs(scope, [_pair(tip, other) for other in found])


async def withdraw(work: UnitOfWork, scope: ClubScope, tip: Tip) -> None:
    """Take a tip back: its words are deleted, nobody backs it, and what was joined to it goes on without it."""
    await work.of(Timers).cancel(scope, AskedLapsed(club=scope.club, tip=tip.id))
    await _let_go(work, scope, tip)
    gone = replace(tip, words="", experience="", state=TipState.WITHDRAWN, joined_to=None)
    await work.of(Tips).save(scope, gone)
    await mark_card(work, scope, tip.turn)


async def settle(work: UnitOfWork, scope: ClubScope) -> None:
    """Follow what the roster and the turns did: a fallen host's tips return, a new room gets the card."""
    for turn in await work.of(Tips).turns_waiting(scope):
        if (await work.of(Turns).turn(scope, turn)).state not in STANDING:
            await _give_back(work, scope, turn)
        elif given_of(await work.of(Tips).of_turn(scope, turn)):
            await work.of(Cards).hang(scope, card_of(scope, turn), loud=False)


async def regroup(work: UnitOfWork, scope: ClubScope, tips: Iterable[Tip]) -> None:
    """Make these tips one group, led by the one given first."""
    known = {each.id: each for each in tips}
    for tip, lead in led_anew(list(known.values())).items():
        if known[TipId(tip)].joined_to != lead:
            await work.of(Tips).save(scope, replace(known[TipId(tip)], joined_to=TipId(lead) if lead else None))


async def _let_go(work: UnitOfWork, scope: ClubScope, tip: Tip) -> None:
    """Take a tip out of its group, its pairs and everybody's backing."""
    tips = work.of(Tips)
    await tips.drop_backings(scope, tip.id)
    await tips.drop_pairs(scope, tip.id)
    left = [each for each in await tips.of_turn(scope, tip.turn) if each.joined_to == tip.id]
    if left:
        await regroup(work, scope, left)


async def _give_back(work: UnitOfWork, scope: ClubScope, turn: TurnId) -> None:
    """Return the tips of a host that fell out before the visit to their authors, unseen by the next (R5.6)."""
    meeting = await work.of(Meetings).of_turn(scope, turn)
    packed = await work.of(Backpacks).backpack(scope, turn)
    if packed is not None or (meeting is not None and meeting.is_held):
        return
    for tip in await work.of(Tips).of_turn(scope, turn):
        if tip.state is TipState.ASKED:
            await withdraw(work, scope, tip)
        elif tip.state is TipState.GIVEN:
            await work.of(Tips).drop_backings(scope, tip.id)
            await work.of(Tips).drop_pairs(scope, tip.id)
            await work.of(Tips).save(scope, replace(tip, state=TipState.RETURNED, joined_to=None))
    await mark_card(work, scope, turn)


def _pair(one: Tip, other: Tip) -> Pair:
    first, second = sorted((one, other), key=lambda each: (each.given_at, each.id))
    return Pair(first.id, second.id)
