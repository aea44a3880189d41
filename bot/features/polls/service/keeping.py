"""Keeping a poll in step with the roster and the rules, after each change of them (R0: read at each moment)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.clubs.ports import Clubs
from bot.features.meetings.ports import Meetings
from bot.features.polls.intents import CloseDue, SlotId
from bot.features.polls.model.planning import closing_of
from bot.features.polls.model.slots import FEWEST_SLOTS, Slot
from bot.features.polls.ports import NOBODY, Poll, Polls, PollState
from bot.features.polls.service.closing import ask_lead, back_to_lead, set_quiet_closing, with_new_host
from bot.features.polls.service.common import card_of, circumstances, free_slots, mark_card, present_host
from bot.features.polls.service.planning import plan_anew, plan_next, start_over, tell_drawn
from bot.features.polls.service.reminding import set_reminder
from bot.features.turns.ports import Turns
from bot.features.turns.service.asking import follow_opening
from bot.features.turns.service.following import follow
from bot.kernel.people import ClubScope
from bot.kernel.ports import Cards, Timers, UnitOfWork
from bot.kernel.roster import ClubFrame, Roster


async def settle(work: UnitOfWork, scope: ClubScope) -> None:
    """Bring turn and rhythm in step after the roster or the rules changed."""
    if not (await work.of(Roster).frame(scope)).is_set_up:
        return
    await follow(work, scope)
    live = await work.of(Polls).live(scope)
    if live is not None:
        await _follow(work, scope, await _with_present_host(work, scope, live))
    elif await work.of(Meetings).coming(scope) is None:
        await plan_next(work, scope, await work.of(Roster).frame(scope))
    await follow_opening(work, scope)


async def _follow(work: UnitOfWork, scope: ClubScope, poll: Poll | None) -> None:
    if poll is None:
        return
    frame = await work.of(Roster).frame(scope)
    match poll.state:
        case PollState.PLANNED:
            await plan_anew(work, scope, frame, poll)
        case PollState.DRAWN:
            await _redraw_if_blocked(work, scope, frame, poll)
        case PollState.OPEN:
            await _keep_open(work, scope, frame, poll)
        case PollState.ASKING_HOST if _is_blocked(frame, poll):
            await _ask_no_more(work, scope, poll)
        case PollState.LEAD_SETS:
            await ask_lead(work, scope, poll)
        case _:
            pass


async def _with_present_host(work: UnitOfWork, scope: ClubScope, poll: Poll) -> Poll | None:
    """Follow who has taken the turn, or has let it go; return the poll as it is then."""
    host = await present_host(work, scope)
    waits_in_vain = poll.state is PollState.ASKING_HOST and await work.of(Turns).current(scope) is None
    if host == poll.host and not waits_in_vain:
        return poll
    handed = replace(poll, host=host)
    await work.of(Polls).save(scope, handed)
    await mark_card(work, scope, poll.id)
    if poll.state is PollState.ASKING_HOST:
        await with_new_host(work, scope, handed)
    elif poll.state is PollState.DRAWN and host != NOBODY:
        await _drop_days_away(work, scope, handed)
    return await work.of(Polls).live(scope)


async def _drop_days_away(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Spare a new host the days it is away, as long as two times stay (R4.2)."""
    given = await circumstances(work, scope, await work.of(Roster).frame(scope))
    free = {known: slot for known, slot in poll.slots.items() if not any(slot.day in each for each in given.absences)}
    if len(free) >= FEWEST_SLOTS:
        await _drop_blocked(work, scope, poll, free)


async def _redraw_if_blocked(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> None:
    rhythm = await work.of(Clubs).rhythm(scope)
    free = free_slots(frame, poll)
    if len(free) < FEWEST_SLOTS or closing_of(poll.opens_at, rhythm, frame.calendar) is None:
        await start_over(work, scope, poll)
    else:
        await _drop_blocked(work, scope, poll, free)
        await tell_drawn(work, scope, poll)


async def _keep_open(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> None:
    """Recount at once, and follow a new pause: close before it, or withdraw and open afresh after it (R4.3).

    A pause that meets none of the poll's own days takes only the slots within it, as long as two stay.
    """
    rhythm = await work.of(Clubs).rhythm(scope)
    closes_at = closing_of(poll.opens_at, rhythm, frame.calendar)
    free = free_slots(frame, poll)
    is_paused = frame.calendar.is_in_pause(frame.calendar.day_of(work.now))
    if closes_at is None or is_paused or len(free) < FEWEST_SLOTS:
        await start_over(work, scope, poll)
        return
    await _drop_blocked(work, scope, poll, free)
    kept = replace(poll, closes_at=closes_at, slots=free)
    if kept.closes_at != poll.closes_at:
        await work.of(Polls).save(scope, kept)
        await work.of(Timers).set(scope, CloseDue(club=scope.club, poll=poll.id), max(kept.closes_at, work.now))
    await set_reminder(work, scope, frame, kept)
    await set_quiet_closing(work, scope, kept)
    await work.of(Cards).hang(scope, card_of(scope, poll.id), loud=True)
    await mark_card(work, scope, poll.id)


async def _ask_no_more(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """The slot put to the host has come to lie in a pause."""
    if poll.is_set_by_lead:
        await back_to_lead(work, scope, poll)
    else:
        await start_over(work, scope, poll)


async def _drop_blocked(work: UnitOfWork, scope: ClubScope, poll: Poll, free: dict[SlotId, Slot]) -> None:
    if blocked := poll.slots.keys() - free.keys():
        await work.of(Polls).drop_slots(scope, poll.id, blocked)


def _is_blocked(frame: ClubFrame, poll: Poll) -> bool:
    """True when a pause has come over the slot that is put to the host."""
    return poll.chosen is not None and poll.chosen not in free_slots(frame, poll)
