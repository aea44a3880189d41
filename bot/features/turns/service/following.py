"""Keeping the turn in step with the meetings and the roster (R0: read at each moment)."""

from __future__ import annotations

from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.ports import Polls
from bot.features.turns.ports import Ground, Turn, Turns, TurnState
from bot.features.turns.service import seat
from bot.features.turns.service.asking import pass_on, propose_next
from bot.features.turns.service.falling_out import decline, fall_out, keep_silence
from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster

FEWEST_COMPANIES = 3


async def follow(work: UnitOfWork, scope: ClubScope) -> None:
    """End the turn of a held meeting, see to a next one, and go on from a host that has gone (R5.6)."""
    turn = await work.of(Turns).current(scope)
    if turn is not None and await _is_over(work, scope, turn):
        turn = None
    coming = await work.of(Meetings).coming(scope)
    if turn is None:
        if coming is None:
            await _next(work, scope)
    elif await has_gone(work, scope, turn.company):
        await _without(work, scope, turn, coming)
    elif turn.ground is Ground.STAND_IN and not turn.is_accepted:
        await _asked_for_a_date(work, scope, turn, coming)
    elif coming is not None and turn.is_accepted and turn.answer_by is not None:
        await seat.keep(work, scope, turn)


async def _asked_for_a_date(work: UnitOfWork, scope: ClubScope, turn: Turn, coming: Meeting | None) -> None:
    """Who is asked to stand in was asked about one date: with that gone the queue begins anew (R5.6, R4.10)."""
    if coming is None:
        await seat.end(work, scope, turn, TurnState.WITHDRAWN)
        await propose_next(work, scope)
    else:
        await keep_silence(work, scope, turn, coming)


async def _next(work: UnitOfWork, scope: ClubScope) -> None:
    """Give the free turn to who comes next; a club from before turns were kept has its first host in its own row."""
    frame = await work.of(Roster).frame(scope)
    if frame.host is not None:
        await seat.name(work, scope, frame.host, frame.host_place)
    elif await is_ready(work, scope):
        await propose_next(work, scope)


async def _without(work: UnitOfWork, scope: ClubScope, turn: Turn, coming: Meeting | None) -> None:
    if coming is None:
        await pass_on(work, scope, turn, TurnState.WITHDRAWN)
    elif not turn.is_accepted:
        await decline(work, scope, turn, coming)
    elif work.now < coming.starts_at:
        await fall_out(work, scope, turn, coming)


async def is_ready(work: UnitOfWork, scope: ClubScope) -> bool:
    """True once the club meets: a meeting was held, or three companies are active (R4.1)."""
    if await work.of(Meetings).held(scope):
        return True
    return len(await work.of(Polls).active_companies(scope)) >= FEWEST_COMPANIES


async def has_gone(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> bool:
    """True for a company that was in and is not active now; one whose people are still to come has not gone."""
    known = next((c for c in await work.of(Roster).companies(scope) if c.id == company), None)
    return known is None or (known.joined_at is not None and not known.is_active)


async def _is_over(work: UnitOfWork, scope: ClubScope, turn: Turn) -> bool:
    meeting = await work.of(Meetings).of_turn(scope, turn.id)
    if meeting is None or not meeting.is_held:
        return False
    await seat.end(work, scope, turn, TurnState.ACCEPTED, meeting.ends_at)
    return True
