"""Closing a round: the choice, the host's word, a failed round and what follows it (R4.4, R4.7, R4.8)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.meetings.service import decide as decide_meeting
from bot.features.polls.intents import CloseDue, CloseQuiet, HostSilent, HostWord, PassTurn, PollId, SlotId
from bot.features.polls.model.choice import HOST_ASKED_FOR, AskHost, Chosen, Want, choose
from bot.features.polls.model.rounds import NextStep, after_failed_rounds, closing_due, complete_at
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.polls.service import planning
from bot.features.polls.service.common import answers_of, closed_words, mark_card, stop_timers, waiting_longest
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import MessageClass, Timers, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.tell import News, leads_of, people_of, pledged, tell
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, ViewRef


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
    """Close an open round and do what the answers decide (R4.7)."""
    answers = await answers_of(work, scope, poll)
    outcome = choose(tuple(poll.slots.values()), answers.standing, poll.host, answers.active)
    closed = replace(poll, closed_at=work.now)
    match outcome:
        case Chosen(slot):
            await decide(work, scope, closed, poll.id_of(slot))
        case AskHost(slot):
            await ask_host(work, scope, closed, poll.id_of(slot))
        case _:
            await fail(work, scope, closed, outcome.want)


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
    """Put one slot to the host, once, for 24 hours (R4.7)."""
    await stop_timers(work, scope, poll.id)
    asking = replace(poll, state=PollState.ASKING_HOST, chosen=slot)
    await work.of(Polls).save(scope, asking)
    await mark_card(work, scope, poll.id)
    until = work.now + HOST_ASKED_FOR
    await work.of(Timers).set(scope, HostSilent(club=scope.club, poll=poll.id), until)
    members = pledged(await work.of(Roster).members(scope))
    view = ViewRef("polls.host_word", scope.club, {"poll": poll.id})
    news = News(view, MessageClass.DUTY, f"host_word:{poll.id}:{slot}", not_after=until)
    await tell(work, people_of(each for each in members if each.company == poll.host), news)


async def host_word(work: UnitOfWork, actor: Actor, intent: HostWord) -> Answer:
    """The host takes the slot that was put to it, or does not."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state is not PollState.ASKING_HOST or poll.chosen is None or actor.company != poll.host:
        raise RuleBrokenError(await closed_words(work, scope, poll))
    if intent.takes_it:
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
    if await is_set_by_lead(work, scope, poll):
        await stop_timers(work, scope, poll.id)
        await work.of(Polls).save(scope, replace(poll, state=PollState.LEAD_SETS, chosen=None))
        await ask_lead(work, scope, poll.id, f"declined:{poll.chosen}")
    else:
        await fail(work, scope, poll, Want.HOST)


async def is_set_by_lead(work: UnitOfWork, scope: ClubScope, poll: Poll) -> bool:
    """True for a date nobody voted on: the lead set it."""
    return len(poll.slots) == 1 and not await work.of(Polls).marks(scope, poll)


async def fail(work: UnitOfWork, scope: ClubScope, poll: Poll, want: Want) -> None:
    """End a round without a date and take the next step (R4.8)."""
    await stop_timers(work, scope, poll.id)
    failed = replace(poll, state=PollState.FAILED, want=want, chosen=None, closed_at=poll.closed_at or work.now)
    await work.of(Polls).save(scope, failed)
    await mark_card(work, scope, poll.id)
    rounds = await work.of(Polls).of_cycle(scope, poll.cycle)
    wants = [each.want for each in rounds if each.host == poll.host and each.want is not None]
    step = after_failed_rounds(wants)
    if step is NextStep.LEAD_SETS_DATE:
        await let_lead_set_date(work, scope, failed)
        return
    host = poll.host
    if step is NextStep.TURN_LAPSES:
        heir = await _successor(work, scope, rounds, poll.host)
        if heir is None:
            await let_lead_set_date(work, scope, failed)
            return
        host = (await planning.hand_to(work, scope, failed, heir)).host
        await work.of(Polls).save(scope, failed)
    await planning.propose_next_round(work, scope, host, failed)


async def pass_turn(work: UnitOfWork, actor: Actor, intent: PassTurn) -> Answer:
    """The host passes before a date is decided: the next available has the turn (R5.3)."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).live(scope)
    if poll is None or poll.host != actor.company:
        raise RuleBrokenError(T("It is not your turn to host now."))
    rounds = await work.of(Polls).of_cycle(scope, poll.cycle)
    heir = await _successor(work, scope, rounds, poll.host)
    if heir is None:
        raise RuleBrokenError(T("Nobody else can host now. Ask your club lead."))
    await planning.hand_to(work, scope, poll, heir)
    names = {each.id: each.name for each in await work.of(Roster).companies(scope)}
    return Answer(T("Thank you for saying so early. The turn goes to: {company}.", company=names[heir]))


async def let_lead_set_date(work: UnitOfWork, scope: ClubScope, failed: Poll) -> None:
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
    await ask_lead(work, scope, poll.id, "first")


async def ask_lead(work: UnitOfWork, scope: ClubScope, poll: PollId, occasion: str) -> None:
    """Ask the lead for a date."""
    view = ViewRef("polls.lead_sets", scope.club, {"poll": poll})
    news = News(view, MessageClass.DUTY, f"lead_sets:{poll}:{occasion}")
    await tell(work, leads_of(await work.of(Roster).members(scope)), news)


async def _successor(work: UnitOfWork, scope: ClubScope, rounds: list[Poll], present: CompanyId) -> CompanyId | None:
    """Return the next available: not the present host, nor one that passed or lapsed in this turn."""
    return await waiting_longest(work, scope, frozenset({present, *(each.host for each in rounds)}))
