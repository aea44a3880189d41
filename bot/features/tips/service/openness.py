"""For whom tips are given at this moment, and until when (R7.1)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.backpack.ports import Backpack, Backpacks
from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meetings
from bot.features.turns.ports import NO_TURN, Turn, TurnId, Turns
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import When
from bot.kernel.texts import T, Text

OPEN_AFTER_PACKING = timedelta(days=7)


async def turn_for_tips(work: UnitOfWork, scope: ClubScope) -> Turn:
    """Return the turn that tips are given to now.

    That of the coming meeting; after a cancelled one the same turn still (R4.10); else that of the last meeting held,
    until seven days after packing. If a new date is decided within those days, the coming host goes first.

    Raises:
        RuleBrokenError: tips are not open; the words say when they are.
    """
    for turn in await candidates(work, scope):
        if is_open(await work.of(Backpacks).backpack(scope, turn.id), work):
            return turn
    raise RuleBrokenError(await why_closed(work, scope))


async def candidates(work: UnitOfWork, scope: ClubScope) -> list[Turn]:
    """Return the turns that tips may belong to now, the first first, packed or not."""
    meetings = work.of(Meetings)
    coming, held = await meetings.coming(scope), await meetings.held(scope)
    found = [await _accepted(work, scope, coming.turn)] if coming else []
    current = await work.of(Turns).current(scope)
    if current is not None and current.is_accepted and await meetings.of_turn(scope, current.id) is not None:
        found.append(current)
    if held:
        found.append(await _accepted(work, scope, held[-1].turn))
    return list({turn.id: turn for turn in found if turn is not None}.values())


def is_open(backpack: Backpack | None, work: UnitOfWork) -> bool:
    """True until seven days after packing, or until the second edition was made."""
    if backpack is None:
        return True
    return backpack.second_at is None and work.now < backpack.packed_at + OPEN_AFTER_PACKING


async def takes_tips(work: UnitOfWork, scope: ClubScope, turn: TurnId, company: CompanyId) -> bool:
    """True when a company's tip would go to the host of this very turn."""
    try:
        found = await turn_for_tips(work, scope)
    except RuleBrokenError:
        return False
    return found.id == turn and found.company != company


async def turn_to_read(work: UnitOfWork, scope: ClubScope) -> Turn | None:
    """Return the turn whose tips the pledged members read and back now: until it is packed (R7.2)."""
    for turn in await candidates(work, scope):
        if await work.of(Backpacks).backpack(scope, turn.id) is None:
            return turn
    return None


async def why_closed(work: UnitOfWork, scope: ClubScope) -> Text:
    """Return why no tip can be given now, and when one can."""
    held = await work.of(Meetings).held(scope)
    turn = await _accepted(work, scope, held[-1].turn) if held else None
    backpack = await work.of(Backpacks).backpack(scope, turn.id) if turn else None
    if turn is None or backpack is None:
        return T("Tips open when the date of the next meeting is decided. Keep it until then.")
    return T(
        "Tips for {host} closed {when}. They open again when the next date is decided.",
        host=await name_of(work, scope, turn.company),
        when=When(backpack.packed_at + OPEN_AFTER_PACKING),
    )


async def _accepted(work: UnitOfWork, scope: ClubScope, turn: TurnId) -> Turn | None:
    """Return a meeting's turn, None while its host has fallen out and nobody has taken it yet."""
    if turn == NO_TURN:
        return None
    try:
        found = await work.of(Turns).turn(scope, turn)
    except StrangerError:
        return None
    return found if found.is_accepted else None
