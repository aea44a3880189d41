"""A host that falls out of a decided date: the next company is asked for the same date, else it is cancelled (R5.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.features.meetings.ports import Meeting, Meetings
from bot.features.meetings.service.cancelling import cancel_meeting
from bot.features.meetings.service.changing import change_host
from bot.features.turns.intents import StandInSilent
from bot.features.turns.model.asking import STAND_IN_ASKED_FOR
from bot.features.turns.model.ledger import Window
from bot.features.turns.ports import Ground, Turn, Turns, TurnState
from bot.features.turns.service import seat
from bot.features.turns.service.asking import tell_company_of, tell_went_on, want_host
from bot.features.turns.service.ledger import queue_of
from bot.kernel.message_hours import next_allowed
from bot.kernel.people import Actor, ClubScope, CompanyId, PersonId
from bot.kernel.ports import Timers, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.views import NOTHING, Answer

# Nobody should be on the way when a meeting is cancelled.
KNOWN_BEFORE = timedelta(hours=3)


async def fall_out(
    work: UnitOfWork, scope: ClubScope, turn: Turn, meeting: Meeting, by: PersonId | None = None
) -> Turn | None:
    """End the turn of a host that cannot keep its date; all are told, and the next company is asked for 24 hours.

    The 24 hours are one stretch for all that are asked, counted from when they may be written to, and end three hours
    before the meeting at the latest. Who cannot take over the date has not passed a turn. Return who is asked now.
    """
    frame = await work.of(Roster).frame(scope)
    ended = await seat.end(work, scope, turn, TurnState.FELL_OUT)
    await change_host(work, scope, meeting, None)
    asked_for = next_allowed(work.now, frame.zone, frame.calendar) + STAND_IN_ASKED_FOR
    until = min(asked_for, meeting.starts_at - KNOWN_BEFORE)
    if until <= work.now:
        await _cancel(work, scope, meeting)
        return None
    await work.of(Timers).set(scope, StandInSilent(club=scope.club, meeting=meeting.id), until)
    heir = await ask_stand_in(work, scope, meeting, until)
    if heir is not None:
        await tell_went_on(work, scope, ended, by)
    return heir


async def keep_silence(work: UnitOfWork, scope: ClubScope, turn: Turn, meeting: Meeting) -> None:
    """Have a meeting that was moved nearer wait for a host no longer than three hours before it begins."""
    latest = max(meeting.starts_at - KNOWN_BEFORE, work.now)
    if turn.answer_by is not None and turn.answer_by > latest:
        await work.of(Turns).save(scope, replace(turn, answer_by=latest))
        await work.of(Timers).set(scope, StandInSilent(club=scope.club, meeting=meeting.id), latest)


async def ask_stand_in(work: UnitOfWork, scope: ClubScope, meeting: Meeting, until: datetime) -> Turn | None:
    """Ask the next available company for the same date; with nobody left the lead may still name one until then."""
    proposal = (await queue_of(work, scope)).next(await _asked_already(work, scope), Window(meeting.day, meeting.day))
    if proposal is None:
        await want_host(work, scope)
        return None
    proposed = await seat.propose(work, scope, proposal.company, Ground.STAND_IN)
    turn = replace(proposed, asked_at=work.now, answer_by=until)
    await work.of(Turns).save(scope, turn)
    await tell_company_of(work, scope, turn, "turns.stand_in", until)
    return turn


async def decline(work: UnitOfWork, scope: ClubScope, turn: Turn, meeting: Meeting) -> Turn | None:
    """Ask the one after a company that cannot take over the date."""
    await seat.end(work, scope, turn, TurnState.WITHDRAWN)
    return await ask_stand_in(work, scope, meeting, turn.answer_by or work.now)


async def stand_in_silent(work: UnitOfWork, actor: Actor, intent: StandInSilent) -> Answer:  # noqa: ARG001
    """Timer: nobody has taken the date over, so the meeting is cancelled (R5.6, R4.10)."""
    scope = ClubScope(intent.club)
    meeting = await work.of(Meetings).coming(scope)
    turn = await work.of(Turns).current(scope)
    if meeting is None or meeting.id != intent.meeting or (turn is not None and turn.is_accepted):
        return NOTHING
    if turn is not None:
        await seat.end(work, scope, turn, TurnState.WITHDRAWN)
    await _cancel(work, scope, meeting)
    return NOTHING


async def _cancel(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    await cancel_meeting(work, scope, await work.of(Meetings).meeting(scope, meeting.id))


async def _asked_already(work: UnitOfWork, scope: ClubScope) -> frozenset[CompanyId]:
    """Return the companies that were asked for the date since its host fell out."""
    known = await work.of(Turns).all(scope)
    fallen = max((each.position for each in known if each.state is TurnState.FELL_OUT), default=0)
    return frozenset(each.company for each in known if each.ground is Ground.STAND_IN and each.position > fallen)
