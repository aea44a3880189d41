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
    plan_after_failed_round,
    plan_at_drawing,
)
from bot.features.polls.model.rhythm import first_target, next_target
from bot.features.polls.model.slots import Slot
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.polls.service.common import circumstances, mark_card, stop_timers
from bot.features.polls.service.turn import hand_to, name_host, successor, tell_host, waiting_longest
from bot.kernel.calendar import NoFreeDayError
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import MessageClass, Timers, UnitOfWork
from bot.kernel.roster import ClubFrame, Roster
from bot.kernel.tell import News, leads_of, tell
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, ViewRef

FEWEST_COMPANIES = 3
LOOK_AGAIN = timedelta(days=1)


async def plan_next(work: UnitOfWork, scope: ClubScope, frame: ClubFrame) -> None:
    """Plan the cycle's first poll, when the last meeting is held or the club has become ready (R4.1)."""
    held = await work.of(Meetings).held(scope)
    if not held and len(await work.of(Polls).active_companies(scope)) < FEWEST_COMPANIES:
        return
    named = None if held else frame.host
    host = named or await waiting_longest(work, scope)
    if host is None:
        return
    if named is None:
        await name_host(work, scope, host)
    rhythm = await work.of(Clubs).rhythm(scope)
    target = next_target(held[-1].day, rhythm) if held else first_target(frame.calendar.day_of(work.now), rhythm)
    planned = await planned_for(work, scope, frame, target)
    await _add(work, scope, _new_poll(work, planned, host, cycle=len(held), number=1), planned)
    if named is None:
        await tell_host(work, scope, host)


async def plan_anew(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> None:
    """Follow changed rules in a poll whose slots nobody has seen."""
    held = await work.of(Meetings).held(scope)
    target = next_target(held[-1].day, await work.of(Clubs).rhythm(scope)) if held else poll.target
    planned = await planned_for(work, scope, frame, target)
    saved = replace(poll, target=planned.target, opens_at=planned.opens_at, closes_at=planned.closes_at)
    await work.of(Polls).save(scope, saved)
    await work.of(Timers).set(scope, DrawSlots(club=scope.club, poll=poll.id), planned.draws_at)


async def draw(work: UnitOfWork, actor: Actor, intent: DrawSlots) -> Answer:  # noqa: ARG001 - every handler has an actor
    """Timer: draw the slots for good and show them to the lead, 24 h before opening (R4.2)."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state is not PollState.PLANNED:
        return NOTHING
    hosted = await _with_active_host(work, scope, poll)
    if hosted is None:
        await work.of(Timers).set(scope, intent, work.now + LOOK_AGAIN)
        return NOTHING
    frame = await work.of(Roster).frame(scope)
    planned = await _fitted(
        work, scope, frame, lambda given: plan_at_drawing(poll.opens_at, poll.target, given, work.now)
    )
    placed = replace(hosted, target=planned.target, opens_at=planned.opens_at, closes_at=planned.closes_at)
    if planned.draws_at > work.now:
        await work.of(Polls).save(scope, placed)
        await work.of(Timers).set(scope, DrawSlots(club=scope.club, poll=poll.id), planned.draws_at)
        return NOTHING
    drawn = replace(placed, state=PollState.DRAWN, slots=with_ids(work, planned.slots))
    await work.of(Polls).save(scope, drawn)
    await work.of(Polls).replace_slots(scope, drawn.id, drawn.slots)
    await _show_to_lead(work, scope, drawn)
    return NOTHING


async def propose_next_round(work: UnitOfWork, scope: ClubScope, host: CompanyId, failed: Poll) -> None:
    """Propose other slots to the lead after a failed round; untouched for 48 h they open by themselves (R4.8)."""
    frame = await work.of(Roster).frame(scope)
    tried = await _tried(work, scope, failed)
    planned = await _fitted(work, scope, frame, lambda given: plan_after_failed_round(work.now, given), tried)
    await _propose(work, scope, replace(failed, host=host), planned)


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
    await _add(work, scope, _new_poll(work, planned, poll.host, cycle=poll.cycle, number=poll.round + 1), planned)


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


async def _with_active_host(work: UnitOfWork, scope: ClubScope, poll: Poll) -> Poll | None:
    """A host that nobody has joined for by now hands its turn on; with nobody to take it the poll waits (R5.2)."""
    if poll.host in await work.of(Polls).active_companies(scope):
        return poll
    heir = await successor(work, scope, poll)
    if heir is None:
        return None
    await name_host(work, scope, heir)
    return await hand_to(work, scope, poll, heir)


async def _tried(work: UnitOfWork, scope: ClubScope, poll: Poll) -> frozenset[date]:
    """Return the days the cycle's rounds have asked about: new dates are others (R4.8)."""
    rounds = await work.of(Polls).of_cycle(scope, poll.cycle)
    return frozenset(slot.day for each in rounds for slot in each.slots.values())


async def _withdraw(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    await stop_timers(work, scope, poll.id)
    await work.of(Polls).save(scope, replace(poll, state=PollState.WITHDRAWN, closed_at=work.now))
    await mark_card(work, scope, poll.id)


async def _propose(work: UnitOfWork, scope: ClubScope, before: Poll, planned: Plan) -> None:
    planned_poll = _new_poll(work, planned, before.host, cycle=before.cycle, number=before.round + 1)
    poll = replace(planned_poll, state=PollState.DRAWN, slots=with_ids(work, planned.slots))
    await work.of(Polls).add(scope, poll)
    await _show_to_lead(work, scope, poll)


async def _show_to_lead(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Show drawn slots to the lead, who may change them, and set the opening."""
    await work.of(Timers).set(scope, OpenPoll(club=scope.club, poll=poll.id), poll.opens_at)
    leads = leads_of(await work.of(Roster).members(scope))
    view = ViewRef("polls.draft", scope.club, {"poll": poll.id})
    await tell(work, leads, News(view, MessageClass.DUTY, f"draft:{poll.id}", not_after=poll.opens_at))


async def _add(work: UnitOfWork, scope: ClubScope, poll: Poll, planned: Plan) -> None:
    await work.of(Polls).add(scope, poll)
    await work.of(Timers).set(scope, DrawSlots(club=scope.club, poll=poll.id), planned.draws_at)


def _new_poll(work: UnitOfWork, planned: Plan, host: CompanyId, *, cycle: int, number: int) -> Poll:
    return Poll(
        id=PollId(work.new_id()),
        cycle=cycle,
        round=number,
        state=PollState.PLANNED,
        host=host,
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
