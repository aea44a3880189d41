"""Closing a round: the choice, the host's word, a failed round and what follows it (R4.4, R4.7, R4.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.features.meetings.service import decide as decide_meeting
from bot.features.polls.intents import CloseDue, CloseQuiet, HostSilent, HostWord, PollId, SlotId
from bot.features.polls.model import ballot
from bot.features.polls.model.choice import HOST_ASKED_FOR, AskHost, Chosen, Want, choose
from bot.features.polls.model.rounds import NextStep, after_failed_rounds, closing_due, complete_at
from bot.features.polls.model.slots import FEWEST_SLOTS
from bot.features.polls.ports import NOBODY, Poll, Polls, PollState
from bot.features.polls.service.common import answers_of, closed_words, free_slots, mark_card, stop_timers
from bot.features.polls.service.planning import plan_next_round, propose_next_round, start_over
from bot.features.turns.ports import Turns, TurnState
from bot.features.turns.service.asking import pass_on
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.message_hours import next_allowed
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import MessageClass, Timers, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.tell import News, ask_minders, tell_company
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, ViewRef

# A date nearer than this is not put to a host that has just come.
SOON = timedelta(days=2)


async def close_due(work: UnitOfWork, actor: Actor, intent: CloseDue | CloseQuiet) -> Answer:  # noqa: ARG001
    """Timer: close the poll if its time is over or everyone is complete; asked anew, for a tap may have come."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state is not PollState.OPEN:
        return NOTHING
    answers = await answers_of(work, scope, poll)
    early = complete_at(answers.standing, tuple(poll.slots.values()), answers.active, poll.tapped_at)
    if closing_due(poll.closes_at, early, work.now):
        await close(work, scope, poll)
    return NOTHING


async def close(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Close an open round and do what the answers decide; without a host they wait for one (R4.7, R5.3)."""
    answers = await answers_of(work, scope, poll)
    closed = replace(poll, closed_at=poll.closed_at or work.now)
    if poll.host == NOBODY:
        await _wait_for_host(work, scope, closed)
        return
    outcome = choose(tuple(poll.slots.values()), answers.standing, poll.host, answers.active)
    match outcome:
        case Chosen(slot):
            await decide(work, scope, closed, poll.id_of(slot))
        case AskHost(slot):
            await ask_host(work, scope, closed, poll.id_of(slot))
        case _:
            await fail(work, scope, closed, outcome.want)


async def _wait_for_host(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Keep the answers for the company that is being asked; with nobody asked the round is withdrawn (R5.2)."""
    if await work.of(Turns).current(scope) is None:
        await start_over(work, scope, poll)
        return
    await stop_timers(work, scope, poll.id)
    await work.of(Polls).save(scope, replace(poll, state=PollState.ASKING_HOST, chosen=None))
    await mark_card(work, scope, poll.id)


async def decide(work: UnitOfWork, scope: ClubScope, poll: Poll, slot: SlotId) -> None:
    """Make a slot the date and have everybody told."""
    await stop_timers(work, scope, poll.id)
    decided = replace(
        poll,
        state=PollState.DECIDED,
        chosen=slot,
        closed_at=poll.closed_at or work.now,
        counted=await work.of(Polls).active_companies(scope),
    )
    await work.of(Polls).save(scope, decided)
    await mark_card(work, scope, poll.id)
    await decide_meeting(work, scope, poll.id, poll.host, poll.slots[slot].day, poll.slots[slot].start)


async def ask_host(work: UnitOfWork, scope: ClubScope, poll: Poll, slot: SlotId) -> None:
    """Put one slot to the host, once; its 24 hours begin when it may be written to (R4.7, R9)."""
    await stop_timers(work, scope, poll.id)
    asking = replace(poll, state=PollState.ASKING_HOST, chosen=slot)
    await work.of(Polls).save(scope, asking)
    await mark_card(work, scope, poll.id)
    frame = await work.of(Roster).frame(scope)
    until = next_allowed(work.now, frame.zone, frame.calendar) + HOST_ASKED_FOR
    await work.of(Timers).set(scope, HostSilent(club=scope.club, poll=poll.id), until)
    view = ViewRef("polls.host_word", scope.club, {"poll": poll.id})
    news = News(view, MessageClass.DUTY, f"host_word:{poll.id}:{slot}", not_after=until, holds_up=True)
    await tell_company(work, scope, poll.host, news)


async def with_new_host(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Go on with a closed round whose host has changed: what was put to the one before is no question any more.

    The answers decide anew among the times that are still possible; with none of them left the round starts over.
    """
    if poll.host == NOBODY:
        await _wait_for_host(work, scope, poll)
        return
    frame = await work.of(Roster).frame(scope)
    slots = free_slots(frame, poll)
    soonest = frame.calendar.day_of(work.now) + SOON
    if poll.is_set_by_lead:
        is_possible = bool(slots) and min(slot.day for slot in slots.values()) > soonest
        await (ask_host(work, scope, poll, next(iter(slots))) if is_possible else back_to_lead(work, scope, poll))
    elif len(slots) < FEWEST_SLOTS or min(slot.day for slot in slots.values()) <= soonest:
        await start_over(work, scope, poll)
    else:
        await work.of(Polls).drop_slots(scope, poll.id, poll.slots.keys() - slots.keys())
        await close(work, scope, replace(poll, chosen=None, slots=slots))


async def host_word(work: UnitOfWork, actor: Actor, intent: HostWord) -> Answer:
    """The host takes the slot that was put to it, or does not."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state is not PollState.ASKING_HOST or poll.chosen is None or actor.company != poll.host:
        raise RuleBrokenError(await closed_words(work, scope, poll))
    if intent.takes_it:
        await _note_yes(work, scope, poll, actor, poll.chosen)
        await decide(work, scope, poll, poll.chosen)
        return Answer(T("Thank you. Everyone hears the date now."))
    await _host_declined(work, scope, poll)
    return Answer(T("Thank you for saying so early."))


async def host_silent(work: UnitOfWork, actor: Actor, intent: HostSilent) -> Answer:  # noqa: ARG001
    """Timer: 24 hours of silence count as no (R4.7)."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state is PollState.ASKING_HOST:
        await _host_declined(work, scope, poll)
    return NOTHING


async def _host_declined(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """A round's slot declined fails the round; a date the lead had set goes back to the lead."""
    if poll.is_set_by_lead:
        await back_to_lead(work, scope, poll)
    else:
        await fail(work, scope, poll, Want.HOST)


async def _note_yes(work: UnitOfWork, scope: ClubScope, poll: Poll, actor: Actor, slot: SlotId) -> None:
    """Keep the host's yes among the answers, for it is one of those that explain the date (R4.9)."""
    if actor.person is None:
        raise StrangerError
    if not poll.is_set_by_lead:
        marks = await work.of(Polls).marks(scope, poll)
        yes = ballot.next_mark(marks, poll.slots[slot], poll.host, actor.person, ballot.Answer.YES)
        await work.of(Polls).mark(scope, poll, [yes], work.now)


async def fail(work: UnitOfWork, scope: ClubScope, poll: Poll, want: Want) -> None:
    """End a round without a date and take the next step (R4.8)."""
    await stop_timers(work, scope, poll.id)
    failed = replace(poll, state=PollState.FAILED, want=want, chosen=None, closed_at=poll.closed_at or work.now)
    await work.of(Polls).save(scope, failed)
    await mark_card(work, scope, poll.id)
    rounds = await work.of(Polls).of_cycle(scope, poll.cycle)
    wants = [each.want for each in rounds if each.host == poll.host and each.want is not None]
    match after_failed_rounds(wants):
        case NextStep.NEW_ROUND:
            await propose_next_round(work, scope, failed)
        case NextStep.TURN_LAPSES:
            await _lapse(work, scope, failed)
        case NextStep.LEAD_SETS_DATE:
            await _let_lead_set_date(work, scope, failed)


async def back_to_lead(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """A date the lead had set is not to be: the lead sets another."""
    await stop_timers(work, scope, poll.id)
    await work.of(Polls).save(scope, replace(poll, state=PollState.LEAD_SETS, chosen=None))
    await ask_lead(work, scope, poll)


async def _lapse(work: UnitOfWork, scope: ClubScope, failed: Poll) -> None:
    """The turn has lapsed for want of the host: the next is asked, and the next round waits for it (R4.8)."""
    turn = await work.of(Turns).current(scope)
    await plan_next_round(work, scope, failed)
    if turn is not None and turn.company == failed.host:
        await pass_on(work, scope, turn, TurnState.LAPSED)


async def _let_lead_set_date(work: UnitOfWork, scope: ClubScope, failed: Poll) -> None:
    """After two rounds without a quorum the lead sets a date (R4.8)."""
    poll = replace(
        failed,
        id=PollId(work.new_id()),
        round=failed.round + 1,
        state=PollState.LEAD_SETS,
        slots={},
        want=None,
        closed_at=None,
        tapped_at=None,
    )
    await work.of(Polls).add(scope, poll)
    await ask_lead(work, scope, poll)


async def ask_lead(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Ask the lead for a date, and the deputy when it is still wanted 48 hours later (R1); nobody twice.

    A date that came to nothing is still the poll's one slot: it tells this asking from the one before.
    """
    declined = next(iter(poll.slots), "first")
    view = ViewRef("polls.lead_sets", scope.club, {"poll": poll.id})
    await ask_minders(work, News(view, MessageClass.DUTY, f"lead_sets:{poll.id}:{declined}", holds_up=True))


async def set_quiet_closing(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Set the early closing by the answers that are kept."""
    answers = await answers_of(work, scope, poll)
    await set_quiet_closing_by(work, scope, poll, answers.standing, answers.active)


async def set_quiet_closing_by(
    work: UnitOfWork, scope: ClubScope, poll: Poll, standing: ballot.Standing, active: frozenset[CompanyId]
) -> None:
    """Set the early closing, ten minutes after the last tap, when every active company is complete (R4.4)."""
    early = complete_at(standing, tuple(poll.slots.values()), active, poll.tapped_at)
    if early is None:
        await drop_quiet_closing(work, scope, poll)
    else:
        await work.of(Timers).set(scope, CloseQuiet(club=scope.club, poll=poll.id), max(early, work.now))


async def drop_quiet_closing(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Let the poll run to its planned closing: somebody is not complete."""
    await work.of(Timers).cancel(scope, CloseQuiet(club=scope.club, poll=poll.id))
