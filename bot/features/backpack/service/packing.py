"""Packing: by a tap, by itself at noon the day after, and once more on the seventh day (R7.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.features.backpack.intents import CloseBackpack, FollowUpDue, Pack, PackDue
from bot.features.backpack.model import moments
from bot.features.backpack.ports import Backpack, Backpacks
from bot.features.backpack.words import packed_line, room_line
from bot.features.meetings.names import known_name
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.tips.model.groups import count_of
from bot.features.tips.ports import Tip, Tips, TipState
from bot.features.turns.ports import NO_TURN, Turn, TurnId, Turns
from bot.kernel.door import FOR_THE_HOST
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import LEADS, Actor, ClubScope
from bot.kernel.ports import Cards, MessageClass, Timers, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import When
from bot.kernel.tell import News, minders, people_of, pledged, tell, tell_company
from bot.kernel.texts import T, Text
from bot.kernel.views import NOTHING, Answer, ViewRef

NOTHING_TO_PACK = T("There is nothing to pack. The next backpack fills when the date of a meeting is decided.")


def card_of(scope: ClubScope, turn: TurnId) -> ViewRef:
    """Return the room's card that says it is packed."""
    return ViewRef("backpack.card", scope.club, {"turn": turn})


def packed_view(scope: ClubScope, turn: TurnId, edition: int = 1, page: int = 0) -> ViewRef:
    """Return the host's view of a backpack; a later edition is a message of its own."""
    ids = {"turn": turn} | ({"edition": str(edition)} if edition > 1 else {}) | ({"page": str(page)} if page else {})
    return ViewRef("backpack.packed", scope.club, ids)


async def pack(work: UnitOfWork, actor: Actor, intent: Pack) -> Answer:
    """Pack for the latest meeting that has begun; a second tap shows what was packed."""
    scope = ClubScope(intent.club)
    meeting = await _begun(work, scope)
    if meeting is None:
        raise RuleBrokenError(await _why_not_yet(work, scope))
    turn = await work.of(Turns).turn(scope, meeting.turn)
    is_host = actor.company == turn.company
    if not is_host and not actor.is_any(LEADS):
        raise RuleBrokenError(FOR_THE_HOST)
    before = await work.of(Backpacks).backpack(scope, turn.id)
    coming = await work.of(Meetings).coming(scope)
    if before is not None and coming is not None and coming.id != meeting.id:
        raise RuleBrokenError(await _why_not_yet(work, scope))
    backpack = before or await pack_now(work, scope, turn)
    if backpack.is_empty:
        until = When(moments.closed_at(backpack.packed_at))
        if await _given(work, scope, turn.id):
            return Answer(T("Tips that came later are packed {when}.", when=until))
        return Answer(T("No tip has come, so there is nothing to pack. Tips are taken until {when}.", when=until))
    if is_host and before is not None:
        return Answer(panel=packed_view(scope, turn.id, backpack.edition))
    packed = count_of(await _given(work, scope, turn.id))
    if is_host:
        return Answer(packed_line(packed))  # the backpack itself is on its way to all of the host's people
    host = await known_name(work, scope, turn.company)
    return Answer(room_line(packed, host) if host else NOTHING_TO_PACK)


async def pack_due(work: UnitOfWork, actor: Actor, intent: PackDue) -> Answer:  # noqa: ARG001
    """Timer: pack what nobody has packed; a meeting that was moved meanwhile has its own noon."""
    scope = ClubScope(intent.club)
    turn = await work.of(Turns).turn(scope, intent.turn)
    meeting = await work.of(Meetings).of_turn(scope, turn.id)
    if meeting is None or await work.of(Backpacks).backpack(scope, turn.id) is not None:
        return NOTHING
    frame = await work.of(Roster).frame(scope)
    is_time = work.now >= moments.packed_by(frame.calendar, meeting.day)
    if turn.is_accepted and is_time and has_begun(work, meeting):
        await pack_now(work, scope, turn)
    return NOTHING


async def close_due(work: UnitOfWork, actor: Actor, intent: CloseBackpack) -> Answer:  # noqa: ARG001
    """Timer: pack the tips that came after, if any did, and take no more."""
    scope = ClubScope(intent.club)
    turn = await work.of(Turns).turn(scope, intent.turn)
    backpack = await work.of(Backpacks).backpack(scope, turn.id)
    if backpack is None or backpack.second_at is not None:
        return NOTHING
    later = [each for each in await _given(work, scope, turn.id) if not each.edition]
    closed = replace(backpack, second_at=work.now)
    if later:
        closed = replace(closed, edition=backpack.edition + 1)
        await _put_in(work, scope, turn, closed, later)
    await work.of(Backpacks).keep(scope, closed)
    await work.of(Cards).mark(scope, ViewRef("tips.card", scope.club, {"turn": turn.id}))
    return NOTHING


async def pack_now(work: UnitOfWork, scope: ClubScope, turn: Turn) -> Backpack:
    """Pack a turn's tips, have the host told at once, and the room in counts; without tips host and lead are told."""
    tips = await _given(work, scope, turn.id)
    backpack = Backpack(turn.id, edition=1 if tips else 0, packed_at=work.now)
    await work.of(Backpacks).keep(scope, backpack)
    await work.of(Timers).cancel(scope, PackDue(club=scope.club, turn=turn.id))
    await work.of(Timers).set(scope, CloseBackpack(club=scope.club, turn=turn.id), moments.closed_at(work.now))
    await work.of(Cards).mark(scope, ViewRef("tips.card", scope.club, {"turn": turn.id}))
    if tips:
        await _put_in(work, scope, turn, backpack, tips)
    else:
        await _tell_empty(work, scope, turn)
    return backpack


async def _put_in(work: UnitOfWork, scope: ClubScope, turn: Turn, backpack: Backpack, tips: Sequence[Tip]) -> None:
    for each in tips:
        await work.of(Tips).save(scope, replace(each, edition=backpack.edition))
    if await known_name(work, scope, turn.company) is None:
        return
    members = pledged(await work.of(Roster).members(scope))
    people = people_of(each for each in members if each.company == turn.company)
    view = packed_view(scope, turn.id, backpack.edition)
    await tell(work, people, News(view, MessageClass.MUST, f"backpack:{turn.id}:{backpack.edition}"))
    await work.of(Cards).hang(scope, card_of(scope, turn.id), loud=False)
    await work.of(Cards).mark(scope, card_of(scope, turn.id))
    if backpack.edition == 1:
        frame = await work.of(Roster).frame(scope)
        asked = moments.first_asked_at(frame.calendar, work.now)
        await work.of(Timers).set(scope, FollowUpDue(club=scope.club, turn=turn.id), asked)


async def _tell_empty(work: UnitOfWork, scope: ClubScope, turn: Turn) -> None:
    view = ViewRef("backpack.empty", scope.club, {"turn": turn.id})
    news = News(view, MessageClass.DUTY, f"backpack:{turn.id}:empty", not_after=moments.closed_at(work.now))
    await tell_company(work, scope, turn.company, news)
    await tell(work, minders(await work.of(Roster).members(scope), work.now), news)


async def _given(work: UnitOfWork, scope: ClubScope, turn: TurnId) -> list[Tip]:
    return [each for each in await work.of(Tips).of_turn(scope, turn) if each.state is TipState.GIVEN]


async def _begun(work: UnitOfWork, scope: ClubScope) -> Meeting | None:
    """Return the meeting that has begun last."""
    begun = [each for each in await work.of(Meetings).all(scope) if has_begun(work, each) and each.turn != NO_TURN]
    return begun[-1] if begun else None


def has_begun(work: UnitOfWork, meeting: Meeting) -> bool:
    """True from a meeting's start on, unless it was cancelled."""
    return (meeting.is_held or meeting.is_coming) and work.now >= meeting.starts_at


async def _why_not_yet(work: UnitOfWork, scope: ClubScope) -> Text:
    coming = await work.of(Meetings).coming(scope)
    if coming is None:
        return NOTHING_TO_PACK
    return T("The backpack is packed when the meeting has begun: {when}.", when=When(coming.starts_at))
