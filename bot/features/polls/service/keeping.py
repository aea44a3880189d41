"""Keeping a poll in step with the roster and the rules, after each change of them (R0: read at each moment)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.clubs.ports import Clubs
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.intents import CloseDue, SlotId
from bot.features.polls.model.planning import closing_of
from bot.features.polls.model.slots import FEWEST_SLOTS, Slot
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.polls.service.closing import back_to_lead, set_quiet_closing, with_new_host
from bot.features.polls.service.common import card_of, mark_card
from bot.features.polls.service.planning import plan_anew, plan_next, start_over
from bot.features.polls.service.reminding import set_reminder
from bot.features.polls.service.turn import hand_to, name_host, successor, tell_host, waiting_longest
from bot.kernel.people import ClubScope
from bot.kernel.ports import Cards, Timers, UnitOfWork
from bot.kernel.roster import ClubFrame, Roster


async def settle(work: UnitOfWork, scope: ClubScope) -> None:
    """Bring the rhythm in step after the roster or the rules changed."""
    frame = await work.of(Roster).frame(scope)
    if not frame.is_set_up:
        return
    live = await work.of(Polls).live(scope)
    if live is not None:
        await _follow(work, scope, await _with_present_host(work, scope, frame, live))
    elif (meeting := await work.of(Meetings).coming(scope)) is not None:
        await _follow_host_of(work, scope, frame, meeting)
    else:
        await plan_next(work, scope, frame)


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
        case _:
            pass


async def _with_present_host(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> Poll | None:
    """Follow a host that was changed, and find another when the host has gone; return the poll as it is then."""
    if frame.host == poll.host:
        return poll
    host = frame.host
    if host is None:
        host = await successor(work, scope, poll)
        if host is None:
            return poll
        await name_host(work, scope, host)
    handed = await hand_to(work, scope, poll, host)
    await with_new_host(work, scope, handed)
    return await work.of(Polls).live(scope)


async def _follow_host_of(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, meeting: Meeting) -> None:
    """A decided meeting's host has changed; one that has gone is followed by the next of the queue (R5.6)."""
    host = frame.host
    if host is None:
        host = await waiting_longest(work, scope, frozenset({meeting.host}))
        if host is None:
            return
        await name_host(work, scope, host)
    if host != meeting.host:
        await tell_host(work, scope, host)


async def _redraw_if_blocked(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> None:
    rhythm = await work.of(Clubs).rhythm(scope)
    free = _free_slots(frame, poll)
    if len(free) < FEWEST_SLOTS or closing_of(poll.opens_at, rhythm, frame.calendar) is None:
        await start_over(work, scope, poll)
    else:
        await _drop_blocked(work, scope, poll, free)


async def _keep_open(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> None:
    """Recount at once, and follow a new pause: close before it, or withdraw and open afresh after it (R4.3).

    A pause that meets none of the poll's own days takes only the slots within it, as long as two stay.
    """
    rhythm = await work.of(Clubs).rhythm(scope)
    closes_at = closing_of(poll.opens_at, rhythm, frame.calendar)
    free = _free_slots(frame, poll)
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


def _free_slots(frame: ClubFrame, poll: Poll) -> dict[SlotId, Slot]:
    """Return the slots no pause has come over."""
    return {known: slot for known, slot in poll.slots.items() if not frame.calendar.is_in_pause(slot.day)}


def _is_blocked(frame: ClubFrame, poll: Poll) -> bool:
    """True when a pause has come over the slot that is put to the host."""
    return poll.chosen is not None and poll.chosen not in _free_slots(frame, poll)
