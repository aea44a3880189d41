"""From rhythm to drawn slots: planning, drawing, showing to the lead (R4.1-R4.3, R4.8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.features.clubs.ports import Clubs
from bot.features.meetings.ports import Meetings
from bot.features.polls.intents import DrawSlots, OpenPoll, PollId, SlotId
from bot.features.polls.model.planning import (
    Circumstances,
    NoRoomForMeetingError,
    Plan,
    plan,
    plan_after_cancelling,
    plan_after_failed_round,
    plan_at_drawing,
)
from bot.features.polls.model.rhythm import first_target, next_target
from bot.features.polls.model.slots import Slot
from bot.features.polls.ports import NOBODY, Poll, Polls, PollState
from bot.features.polls.service.common import circumstances, mark_card, present_host, stop_timers
from bot.features.turns.ports import Turns, TurnState
from bot.features.turns.service.asking import ask_still_yours, pass_on, want_host
from bot.features.turns.service.following import is_ready
from bot.kernel.calendar import NoFreeDayError
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import MessageClass, Timers, UnitOfWork
from bot.kernel.roster import ClubFrame, Roster
from bot.kernel.tell import News, minders, tell
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, ViewRef


async def plan_next(work: UnitOfWork, scope: ClubScope, frame: ClubFrame) -> None:
    """Plan the cycle's first poll, when the last meeting is held or the club has become ready (R4.1).

    When the cycle has decided a date already, its meeting was cancelled: the club looks for another at once (R4.10).
    """
    if not await is_ready(work, scope):
        return
    held = await work.of(Meetings).held(scope)
    rounds = await work.of(Polls).of_cycle(scope, len(held))
    if any(each.state is PollState.DECIDED for each in rounds):
        await _plan_after_cancelling(work, scope, frame, rounds[-1])
        return
    rhythm = await work.of(Clubs).rhythm(scope)
    target = next_target(held[-1].day, rhythm) if held else first_target(frame.calendar.day_of(work.now), rhythm)
    planned = await planned_for(work, scope, frame, target)
    await _add(work, scope, await _new_poll(work, scope, planned, cycle=len(held), number=len(rounds) + 1), planned)


async def _plan_after_cancelling(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, before: Poll) -> None:
    """The same host goes on at once, asked whether the turn is still its own; without a host the poll waits."""
    planned = await _fitted(work, scope, frame, lambda given: plan_after_cancelling(work.now, given))
    turn = await work.of(Turns).current(scope)
    if turn is None or not turn.is_accepted:
        poll = await _new_poll(work, scope, planned, cycle=before.cycle, number=before.round + 1)
        await _add(work, scope, poll, planned)
        return
    await _propose(work, scope, before, planned)
    await ask_still_yours(work, scope, turn)


async def plan_anew(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> None:
    """Follow changed rules in a poll whose slots nobody has seen; one that waits for a host stands as it is (R5.2).

    As soon as a host has accepted, the poll is planned from then on, with the lead's 24 hours.
    """
    preview = timedelta(0) - (await work.of(Clubs).rhythm(scope)).spans.preview
    if poll.host == NOBODY and frame.calendar.shift_by_wall(poll.opens_at, preview) <= work.now:
        return
    held = await work.of(Meetings).held(scope)
    is_first = bool(held) and poll.round == 1
    target = next_target(held[-1].day, await work.of(Clubs).rhythm(scope)) if is_first else poll.target
    planned = await planned_for(work, scope, frame, target)
    saved = replace(poll, target=planned.target, opens_at=planned.opens_at, closes_at=planned.closes_at)
    await work.of(Polls).save(scope, saved)
    await work.of(Timers).cancel(scope, OpenPoll(club=scope.club, poll=poll.id))
    await work.of(Timers).set(scope, DrawSlots(club=scope.club, poll=poll.id), planned.draws_at)


async def draw(work: UnitOfWork, actor: Actor, intent: DrawSlots) -> Answer:  # noqa: ARG001 - every handler has an actor
    """Timer: draw the slots for good and show them to the lead, 24 h before opening (R4.2).

    Without a host that has accepted, nothing is drawn: the opening is when the lead hears of it (R5.2).
    """
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state is not PollState.PLANNED:
        return NOTHING
    if not await _has_host(work, scope):
        await work.of(Polls).save(scope, replace(poll, host=NOBODY))
        await work.of(Timers).set(scope, OpenPoll(club=scope.club, poll=poll.id), poll.opens_at)
        return NOTHING
    frame = await work.of(Roster).frame(scope)
    tried = await _tried(work, scope, poll)
    planned = await _fitted(
        work, scope, frame, lambda given: plan_at_drawing(poll.opens_at, poll.target, given, work.now), tried
    )
    placed = replace(poll, target=planned.target, opens_at=planned.opens_at, closes_at=planned.closes_at)
    if planned.draws_at > work.now:
        await work.of(Polls).save(scope, placed)
        await work.of(Timers).set(scope, DrawSlots(club=scope.club, poll=poll.id), planned.draws_at)
        return NOTHING
    drawn = replace(placed, state=PollState.DRAWN, slots=with_ids(work, planned.slots))
    await work.of(Polls).save(scope, drawn)
    await work.of(Polls).replace_slots(scope, drawn.id, drawn.slots)
    await _show_to_lead(work, scope, drawn)
    return NOTHING


async def propose_next_round(work: UnitOfWork, scope: ClubScope, failed: Poll) -> None:
    """Propose other slots to the lead after a failed round; untouched for 48 h they open by themselves (R4.8)."""
    planned = await _after_failed(work, scope, failed)
    await _propose(work, scope, failed, planned)


async def plan_next_round(work: UnitOfWork, scope: ClubScope, failed: Poll) -> None:
    """Plan the round after one whose host let the turn go: it is drawn when another has taken it (R4.3, R4.8)."""
    planned = await _after_failed(work, scope, failed)
    calendar = (await work.of(Roster).frame(scope)).calendar
    draws_at = calendar.shift_by_wall(planned.opens_at, -(await work.of(Clubs).rhythm(scope)).spans.preview)
    poll = await _new_poll(work, scope, planned, cycle=failed.cycle, number=failed.round + 1)
    await _add(work, scope, replace(poll, host=NOBODY), replace(planned, draws_at=draws_at))


async def wait_for_host(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """A poll that should open has no host: it goes back to waiting, and who minds the club hears it (R5.2)."""
    await work.of(Polls).save(scope, replace(poll, state=PollState.PLANNED, host=NOBODY))
    await work.of(Polls).replace_slots(scope, poll.id, {})
    if await work.of(Turns).current(scope) is None:
        await want_host(work, scope)


async def draw_others(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Withdraw a round and propose other slots to the lead at once; untouched they open by themselves."""
    await _withdraw(work, scope, poll)
    frame = await work.of(Roster).frame(scope)
    tried = await _tried(work, scope, poll)
    planned = await _fitted(work, scope, frame, lambda given: plan(poll.target, given, work.now), tried)
    await _propose(work, scope, poll, planned)


async def start_over(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Withdraw a round and plan the cycle's poll afresh: after a pause, or when its slots have come too near."""
    await _withdraw(work, scope, poll)
    frame = await work.of(Roster).frame(scope)
    planned = await planned_for(work, scope, frame, poll.target)
    await _add(work, scope, await _new_poll(work, scope, planned, cycle=poll.cycle, number=poll.round + 1), planned)


async def planned_for(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, target: date) -> Plan:
    """Return the plan for a target, from now on."""
    return await _fitted(work, scope, frame, lambda given: plan(target, given, work.now))


def with_ids(work: UnitOfWork, slots: tuple[Slot, ...]) -> dict[SlotId, Slot]:
    """Give slots their ids."""
    return {SlotId(work.new_id()): slot for slot in slots}


async def _fitted(
    work: UnitOfWork,
    scope: ClubScope,
    frame: ClubFrame,
    planning: Callable[[Circumstances], Plan],
    tried: frozenset[date] = frozenset(),
) -> Plan:
    try:
        return planning(await circumstances(work, scope, frame, tried))
    except (NoRoomForMeetingError, NoFreeDayError) as error:
        raise RuleBrokenError(T("The pauses leave no room for a meeting. Shorten one of them first.")) from error


async def _has_host(work: UnitOfWork, scope: ClubScope) -> bool:
    """True with a host that has accepted; one that nobody has joined for by now hands its turn on (R5.2)."""
    host = await present_host(work, scope)
    if host == NOBODY:
        return False
    if host in await work.of(Polls).active_companies(scope):
        return True
    turn = await work.of(Turns).current(scope)
    if turn is not None:
        await pass_on(work, scope, turn, TurnState.WITHDRAWN)
    return False


async def _after_failed(work: UnitOfWork, scope: ClubScope, failed: Poll) -> Plan:
    frame = await work.of(Roster).frame(scope)
    tried = await _tried(work, scope, failed)
    return await _fitted(work, scope, frame, lambda given: plan_after_failed_round(work.now, given), tried)


async def _tried(work: UnitOfWork, scope: ClubScope, poll: Poll) -> frozenset[date]:
    """Return the days the cycle's rounds have asked about: new dates are others (R4.8)."""
    rounds = await work.of(Polls).of_cycle(scope, poll.cycle)
    return frozenset(slot.day for each in rounds for slot in each.slots.values())


async def _withdraw(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    await stop_timers(work, scope, poll.id)
    await work.of(Polls).save(scope, replace(poll, state=PollState.WITHDRAWN, closed_at=work.now))
    await mark_card(work, scope, poll.id)


async def _propose(work: UnitOfWork, scope: ClubScope, before: Poll, planned: Plan) -> None:
    planned_poll = await _new_poll(work, scope, planned, cycle=before.cycle, number=before.round + 1)
    poll = replace(planned_poll, state=PollState.DRAWN, slots=with_ids(work, planned.slots))
    await work.of(Polls).add(scope, poll)
    await _show_to_lead(work, scope, poll)


async def _show_to_lead(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Show drawn slots to the lead, who may change them, and set the opening."""
    await work.of(Timers).set(scope, OpenPoll(club=scope.club, poll=poll.id), poll.opens_at)
    await tell_drawn(work, scope, poll)


async def tell_drawn(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Show who minds the club the times that were drawn; nobody twice."""
    leads = minders(await work.of(Roster).members(scope), work.now)
    view = ViewRef("polls.draft", scope.club, {"poll": poll.id})
    await tell(work, leads, News(view, MessageClass.DUTY, f"draft:{poll.id}", not_after=poll.opens_at, holds_up=True))


async def _add(work: UnitOfWork, scope: ClubScope, poll: Poll, planned: Plan) -> None:
    await work.of(Polls).add(scope, poll)
    await work.of(Timers).set(scope, DrawSlots(club=scope.club, poll=poll.id), planned.draws_at)


async def _new_poll(work: UnitOfWork, scope: ClubScope, planned: Plan, *, cycle: int, number: int) -> Poll:
    return Poll(
        id=PollId(work.new_id()),
        cycle=cycle,
        round=number,
        state=PollState.PLANNED,
        host=await present_host(work, scope),
        target=planned.target,
        opens_at=planned.opens_at,
        closes_at=planned.closes_at,
        tapped_at=None,
        closed_at=None,
        chosen=None,
        want=None,
        counted=frozenset(),
        slots={},
    )
