"""What follows from dates that moved and meetings that were decided or cancelled: the timers stand right again."""

from __future__ import annotations

from bot.features.backpack.intents import FollowUpDue, PackDue
from bot.features.backpack.model import moments
from bot.features.backpack.ports import Backpack, Backpacks
from bot.features.backpack.service.packing import card_of, has_begun
from bot.features.meetings.names import known_name
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.turns.ports import NO_TURN, Turns
from bot.kernel.people import ClubScope
from bot.kernel.ports import Cards, Timers, UnitOfWork
from bot.kernel.roster import Roster


async def settle(work: UnitOfWork, scope: ClubScope) -> None:
    """Bring the backpack's timers in order, and hang its card in a new room."""
    backpacks = await work.of(Backpacks).all(scope)
    packed = {each.turn for each in backpacks}
    meetings = {each.turn: each for each in await work.of(Meetings).all(scope) if each.turn != NO_TURN}
    for of_turn, meeting in meetings.items():
        if of_turn not in packed:
            await _set_packing(work, scope, meeting)
    for each in backpacks[:1]:
        turn = await work.of(Turns).turn(scope, each.turn)
        if not each.is_empty and await known_name(work, scope, turn.company) is not None:
            await work.of(Cards).hang(scope, card_of(scope, each.turn), loud=False)
    for each in backpacks:
        await set_second_ask(work, scope, each)


async def set_second_ask(work: UnitOfWork, scope: ClubScope, backpack: Backpack) -> None:
    """Have the host asked once more before the next meeting, or no more."""
    if backpack.asked_at is None:
        return
    frame, coming = await work.of(Roster).frame(scope), await work.of(Meetings).coming(scope)
    due = moments.asked_again_at(
        frame.calendar, backpack.asked_at, backpack.asks, coming.day if coming else None, work.now
    )
    timer = FollowUpDue(club=scope.club, turn=backpack.turn)
    if due is None:
        await work.of(Timers).cancel(scope, timer)
    else:
        await work.of(Timers).set(scope, timer, due)


async def _set_packing(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """Set when a meeting's backpack packs itself; one of long ago, before backpacks were kept, stays as it is."""
    timer = PackDue(club=scope.club, turn=meeting.turn)
    due = moments.packed_by((await work.of(Roster).frame(scope)).calendar, meeting.day)
    if (meeting.is_coming or has_begun(work, meeting)) and work.now < moments.closed_at(due):
        await work.of(Timers).set(scope, timer, due)
    else:
        await work.of(Timers).cancel(scope, timer)
