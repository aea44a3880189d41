"""Opening a drawn poll: its card, its closing, its one reminder (R4.3, R4.4, R4.6)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.clubs.ports import Clubs
from bot.features.polls.intents import CloseDue, OpenPoll
from bot.features.polls.model.planning import closing_of, next_fit_opening
from bot.features.polls.model.slots import FEWEST_SLOTS, problems_of
from bot.features.polls.ports import NOBODY, Poll, Polls, PollState
from bot.features.polls.service.common import card_of, circumstances, present_host
from bot.features.polls.service.planning import start_over, wait_for_host
from bot.features.polls.service.reminding import set_reminder
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import Cards, Timers, UnitOfWork
from bot.kernel.roster import ClubFrame, Roster
from bot.kernel.views import NOTHING, Answer


async def open_due(work: UnitOfWork, actor: Actor, intent: OpenPoll) -> Answer:  # noqa: ARG001 - every handler has an actor
    """Timer: the poll opens, unless it was withdrawn; late at night it waits for the morning."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state not in {PollState.PLANNED, PollState.DRAWN}:
        return NOTHING
    if await present_host(work, scope) == NOBODY:
        await wait_for_host(work, scope, poll)
        return NOTHING
    if poll.state is PollState.PLANNED:
        return NOTHING
    calendar = (await work.of(Roster).frame(scope)).calendar
    fit = next_fit_opening(work.now, calendar)
    if fit > work.now and not calendar.is_in_pause(calendar.day_of(work.now)):
        await work.of(Polls).save(scope, replace(poll, opens_at=fit))
        await work.of(Timers).set(scope, intent, fit)
    else:
        await open_poll(work, scope, poll)
    return NOTHING


async def open_poll(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Open a drawn poll now, without slots that have come too near or into a pause; fewer than two are drawn anew."""
    frame = await work.of(Roster).frame(scope)
    opened = await _opened(work, scope, frame, poll)
    if opened is None:
        await start_over(work, scope, poll)
        return
    await work.of(Polls).save(scope, opened)
    await work.of(Polls).drop_slots(scope, poll.id, poll.slots.keys() - opened.slots.keys())
    await work.of(Timers).cancel(scope, OpenPoll(club=scope.club, poll=poll.id))
    await work.of(Clubs).add_round(scope)
    await work.of(Cards).hang(scope, card_of(scope, poll.id), loud=True)
    await work.of(Timers).set(scope, CloseDue(club=scope.club, poll=poll.id), opened.closes_at)
    await set_reminder(work, scope, frame, opened)


async def _opened(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> Poll | None:
    given = await circumstances(work, scope, frame)
    closes_at = closing_of(work.now, given.rhythm, frame.calendar)
    if closes_at is None or frame.calendar.is_in_pause(frame.calendar.day_of(work.now)):
        return None
    slots, room = tuple(poll.slots.values()), max(given.capacity, len(poll.slots))
    problems = problems_of(slots, given.rhythm, frame.calendar, work.now, closes_at, capacity=room)
    gone = {slot for slot, problem in problems if not problem.lead_may_insist}
    left = {known: slot for known, slot in poll.slots.items() if slot not in gone}
    if len(left) < FEWEST_SLOTS:
        return None
    return replace(poll, state=PollState.OPEN, opens_at=work.now, closes_at=closes_at, slots=left)
