"""From rhythm to open poll: planning, drawing, showing to the lead, opening, keeping up with changes (R4.1-R4.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.features.clubs.ports import Clubs
from bot.features.meetings.ports import Meetings
from bot.features.polls.intents import CloseDue, CloseQuiet, DrawSlots, OpenPoll, PollId, Remind, SlotId
from bot.features.polls.model.planning import (
    NoRoomForMeetingError,
    Plan,
    closing_of,
    plan,
    plan_after_failed_round,
)
from bot.features.polls.model.rhythm import first_target, next_target
from bot.features.polls.model.rounds import complete_at, reminder_at
from bot.features.polls.model.slots import Slot, problems_of
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.polls.service.common import (
    answers_of,
    card_of,
    circumstances,
    mark_card,
    place_of,
    stop_timers,
    waiting_longest,
)
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import Cards, MessageClass, Timers, UnitOfWork
from bot.kernel.roster import ClubFrame, Roster
from bot.kernel.tell import News, leads_of, people_of, pledged, tell
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, ViewRef

FEWEST_COMPANIES = 3
PREVIEW = timedelta(hours=24)
# A timer runs a moment after it is due; only a real delay moves the opening.
HARDLY_LATE = timedelta(hours=1)


async def settle(work: UnitOfWork, scope: ClubScope) -> None:
    """Bring the rhythm in step after the roster or the rules changed (R0: read at each moment)."""
    frame = await work.of(Roster).frame(scope)
    if not frame.is_set_up:
        return
    poll = await work.of(Polls).live(scope)
    if poll is None:
        await plan_next(work, scope, frame)
        return
    poll = await _with_present_host(work, scope, frame, poll)
    if poll.state is PollState.PLANNED:
        await _plan_anew(work, scope, frame, poll)
    elif poll.state is PollState.DRAWN:
        await _redraw_if_blocked(work, scope, frame, poll)
    elif poll.state is PollState.OPEN:
        await _keep_open(work, scope, frame, poll)


async def plan_next(work: UnitOfWork, scope: ClubScope, frame: ClubFrame) -> None:
    """Plan the cycle's first poll, when the last meeting is held or the club has become ready (R4.1)."""
    if await work.of(Meetings).coming(scope) is not None:
        return
    held = await work.of(Meetings).held(scope)
    rhythm = await work.of(Clubs).rhythm(scope)
    if held:
        host = await waiting_longest(work, scope, frozenset())
        target = next_target(held[-1].day, rhythm)
    else:
        host = frame.host
        target = first_target(frame.calendar.day_of(work.now), rhythm)
        if len(await work.of(Polls).active_companies(scope)) < FEWEST_COMPANIES:
            return
    if host is None:
        return
    if held:
        await work.of(Clubs).set_host(scope, host, await place_of(work, scope, host))
    planned = await _plan(work, scope, frame, target)
    poll = _new_poll(work, planned, host, cycle=len(held), number=1, state=PollState.PLANNED)
    await work.of(Polls).add(scope, poll)
    await work.of(Timers).set(scope, DrawSlots(club=scope.club, poll=poll.id), planned.draws_at)
    if held:
        await tell_new_host(work, scope, poll)


async def draw(work: UnitOfWork, actor: Actor, intent: DrawSlots) -> Answer:  # noqa: ARG001 - every handler has an actor
    """Timer: draw the slots for good and show them to the lead, 24 h before opening (R4.2)."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state is not PollState.PLANNED:
        return NOTHING
    frame = await work.of(Roster).frame(scope)
    in_time = frame.calendar.shift_by_wall(poll.opens_at, -PREVIEW)
    not_before = in_time if work.now - in_time <= HARDLY_LATE else work.now
    planned = await _plan(work, scope, frame, poll.target, not_before)
    if planned.draws_at > work.now:
        await work.of(Timers).set(scope, DrawSlots(club=scope.club, poll=poll.id), planned.draws_at)
        return NOTHING
    drawn = replace(
        poll,
        state=PollState.DRAWN,
        target=planned.target,
        opens_at=planned.opens_at,
        closes_at=planned.closes_at,
        slots=_with_ids(work, planned.slots),
    )
    await work.of(Polls).save(scope, drawn)
    await work.of(Polls).replace_slots(scope, drawn.id, drawn.slots)
    await show_to_lead(work, scope, drawn)
    return NOTHING


async def propose_next_round(work: UnitOfWork, scope: ClubScope, host: CompanyId, failed: Poll) -> None:
    """Propose other slots to the lead after a failed round; untouched for 48 h they open by themselves (R4.8)."""
    frame = await work.of(Roster).frame(scope)
    rounds = await work.of(Polls).of_cycle(scope, failed.cycle)
    tried = frozenset(slot.day for each in rounds for slot in each.slots.values())
    planned = plan_after_failed_round(work.now, await circumstances(work, scope, frame, tried))
    poll = _new_poll(work, planned, host, cycle=failed.cycle, number=failed.round + 1, state=PollState.DRAWN)
    await work.of(Polls).add(scope, poll)
    await show_to_lead(work, scope, poll)


async def show_to_lead(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Show drawn slots to the lead, who may change them, and set the opening."""
    await work.of(Timers).set(scope, OpenPoll(club=scope.club, poll=poll.id), poll.opens_at)
    leads = leads_of(await work.of(Roster).members(scope))
    view = ViewRef("polls.draft", scope.club, {"poll": poll.id})
    about = f"draft:{poll.id}:{poll.round}"
    await tell(work, leads, News(view, MessageClass.DUTY, about, not_after=poll.opens_at))


async def open_due(work: UnitOfWork, actor: Actor, intent: OpenPoll) -> Answer:  # noqa: ARG001
    """Timer: the poll opens, unless it was withdrawn; slots that have come too near are drawn anew."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state is PollState.DRAWN:
        await open_poll(work, scope, poll)
    return NOTHING


async def open_poll(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Open a drawn poll now: hang its card, set closing and reminder (R4.3, R4.4, R4.6)."""
    frame = await work.of(Roster).frame(scope)
    given = await circumstances(work, scope, frame)
    paused = frame.calendar.is_in_pause(frame.calendar.day_of(work.now))
    closes_at = None if paused else closing_of(work.now, given.rhythm, frame.calendar)
    slots = tuple(poll.slots.values())
    if closes_at is None or any(
        not problem.lead_may_insist
        for _, problem in problems_of(
            slots, given.rhythm, frame.calendar, work.now, closes_at, capacity=max(given.capacity, len(slots))
        )
    ):
        await start_over(work, scope, poll)
        return
    opened = replace(poll, state=PollState.OPEN, opens_at=work.now, closes_at=closes_at)
    await work.of(Polls).save(scope, opened)
    await work.of(Timers).cancel(scope, OpenPoll(club=scope.club, poll=poll.id))
    await work.of(Clubs).add_round(scope)
    await work.of(Cards).hang(scope, card_of(scope, poll.id), loud=True)
    await work.of(Timers).set(scope, CloseDue(club=scope.club, poll=poll.id), closes_at)
    await set_reminder(work, scope, frame, opened)


async def set_reminder(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> None:
    """Set the one reminder for the earliest of the contact persons' own moments (R4.6, R9)."""
    moments = await reminder_moments(work, scope, frame, poll)
    timer = Remind(club=scope.club, poll=poll.id)
    if moments:
        await work.of(Timers).set(scope, timer, max(min(moments.values()), work.now))
    else:
        await work.of(Timers).cancel(scope, timer)


async def reminder_moments(
    work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll
) -> dict[CompanyId, datetime]:
    """Return when each company's contact person would be reminded; those for whom it is too early are left out."""
    moments = {
        each.company: reminder_at(poll.opens_at, poll.closes_at, each.zone or frame.zone, frame.calendar)
        for each in pledged(await work.of(Roster).members(scope))
        if each.is_contact
    }
    return {company: moment for company, moment in moments.items() if moment is not None}


async def remind(work: UnitOfWork, actor: Actor, intent: Remind) -> Answer:  # noqa: ARG001
    """Timer: put a reminder for every contact person whose company has not answered; asked again when it is sent."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state is not PollState.OPEN:
        return NOTHING
    frame = await work.of(Roster).frame(scope)
    moments = await reminder_moments(work, scope, frame, poll)
    answers = await answers_of(work, scope, poll)
    view = ViewRef("polls.reminder", scope.club, {"poll": poll.id})
    for member in pledged(await work.of(Roster).members(scope)):
        if member.is_contact and member.company in moments and not answers.standing.get(member.company):
            due = max(moments[member.company], work.now)
            news = News(view, MessageClass.ASK, f"reminder:{poll.id}", not_before=due, not_after=poll.closes_at)
            await tell(work, people_of([member]), news)
    return NOTHING


async def start_over(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Withdraw a round and plan the cycle's poll afresh: after a pause, or when its slots have come too near."""
    await stop_timers(work, scope, poll.id)
    await work.of(Timers).cancel(scope, DrawSlots(club=scope.club, poll=poll.id))
    await work.of(Polls).save(scope, replace(poll, state=PollState.WITHDRAWN, closed_at=work.now))
    await mark_card(work, scope, poll.id)
    frame = await work.of(Roster).frame(scope)
    planned = await _plan(work, scope, frame, poll.target)
    afresh = _new_poll(work, planned, poll.host, cycle=poll.cycle, number=poll.round + 1, state=PollState.PLANNED)
    await work.of(Polls).add(scope, afresh)
    await work.of(Timers).set(scope, DrawSlots(club=scope.club, poll=afresh.id), planned.draws_at)


async def hand_to(work: UnitOfWork, scope: ClubScope, poll: Poll, host: CompanyId) -> Poll:
    """Give the turn to another company; a running poll goes on with the new host's yes required (R5.3)."""
    await work.of(Clubs).set_host(scope, host, await place_of(work, scope, host))
    handed = replace(poll, host=host)
    await work.of(Polls).save(scope, handed)
    await mark_card(work, scope, poll.id)
    await tell_new_host(work, scope, handed)
    return handed


async def tell_new_host(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Tell a company that the turn is theirs."""
    people = people_of(each for each in pledged(await work.of(Roster).members(scope)) if each.company == poll.host)
    view = ViewRef("polls.your_turn", scope.club, {"company": poll.host})
    await tell(work, people, News(view, MessageClass.DUTY, f"turn:{poll.cycle}:{poll.host}"))


async def set_quiet_closing(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Set the early closing, ten minutes after the last tap, when every active company is complete (R4.4)."""
    answers = await answers_of(work, scope, poll)
    timer = CloseQuiet(club=scope.club, poll=poll.id)
    early = complete_at(answers.standing, tuple(poll.slots.values()), answers.active, poll.tapped_at)
    if early is None:
        await work.of(Timers).cancel(scope, timer)
    else:
        await work.of(Timers).set(scope, timer, max(early, work.now))


async def _with_present_host(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> Poll:
    """Follow a host that was changed, and find another when the host is active no longer."""
    if frame.host is not None and frame.host != poll.host:
        return await hand_to_named(work, scope, poll, frame.host)
    if poll.host in await work.of(Polls).active_companies(scope):
        return poll
    successor = await waiting_longest(work, scope, frozenset({poll.host}))
    return poll if successor is None else await hand_to(work, scope, poll, successor)


async def hand_to_named(work: UnitOfWork, scope: ClubScope, poll: Poll, host: CompanyId) -> Poll:
    """Follow the lead, who has named another host with its place."""
    handed = replace(poll, host=host)
    await work.of(Polls).save(scope, handed)
    await mark_card(work, scope, poll.id)
    await tell_new_host(work, scope, handed)
    return handed


async def _plan_anew(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> None:
    planned = await _plan(work, scope, frame, poll.target)
    saved = replace(poll, opens_at=planned.opens_at, closes_at=planned.closes_at)
    await work.of(Polls).save(scope, saved)
    await work.of(Timers).set(scope, DrawSlots(club=scope.club, poll=poll.id), planned.draws_at)


async def _redraw_if_blocked(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> None:
    rhythm = await work.of(Clubs).rhythm(scope)
    blocked = any(frame.calendar.is_in_pause(slot.day) for slot in poll.slots.values())
    if blocked or closing_of(poll.opens_at, rhythm, frame.calendar) is None:
        await start_over(work, scope, poll)


async def _keep_open(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> None:
    """Recount at once, and follow a new pause: close before it, or withdraw and open afresh after it (R4.3)."""
    rhythm = await work.of(Clubs).rhythm(scope)
    closes_at = closing_of(poll.opens_at, rhythm, frame.calendar)
    if closes_at is None or frame.calendar.is_in_pause(frame.calendar.day_of(work.now)):
        await start_over(work, scope, poll)
        return
    kept = replace(poll, closes_at=min(closes_at, poll.closes_at))
    if kept != poll:
        await work.of(Polls).save(scope, kept)
        await work.of(Timers).set(scope, CloseDue(club=scope.club, poll=poll.id), max(kept.closes_at, work.now))
        await set_reminder(work, scope, frame, kept)
    await set_quiet_closing(work, scope, kept)
    await work.of(Cards).hang(scope, card_of(scope, poll.id), loud=True)
    await mark_card(work, scope, poll.id)


async def _plan(
    work: UnitOfWork, scope: ClubScope, frame: ClubFrame, target: date, not_before: datetime | None = None
) -> Plan:
    try:
        return plan(target, await circumstances(work, scope, frame), not_before or work.now)
    except NoRoomForMeetingError as error:
        raise RuleBrokenError(T("The pauses leave no room for a meeting. Shorten one of them first.")) from error


def _new_poll(work: UnitOfWork, planned: Plan, host: CompanyId, *, cycle: int, number: int, state: PollState) -> Poll:
    return Poll(
        id=PollId(work.new_id()),
        cycle=cycle,
        round=number,
        state=state,
        host=host,
        target=planned.target,
        opens_at=planned.opens_at,
        closes_at=planned.closes_at,
        tapped_at=None,
        closed_at=None,
        chosen=None,
        want=None,
        counted=frozenset(),
        slots=_with_ids(work, planned.slots) if state is PollState.DRAWN else {},
    )


def _with_ids(work: UnitOfWork, slots: tuple[Slot, ...]) -> dict[SlotId, Slot]:
    return {SlotId(work.new_id()): slot for slot in slots}
