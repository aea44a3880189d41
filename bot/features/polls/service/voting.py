"""Answering: each tap is saved at once and can be changed until closing (R4.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.features.meetings.names import name_of
from bot.features.polls.intents import AllFit, MyAnswers, NoneOfThese, PhoneVote, Vote
from bot.features.polls.model import ballot
from bot.features.polls.model.ballot import Mark
from bot.features.polls.model.choice import Want
from bot.features.polls.model.slots import Slot
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.polls.service.closing import drop_quiet_closing, fail, set_quiet_closing_by
from bot.features.polls.service.common import (
    ANSWER_OF,
    ANSWER_WORDS,
    answers_of,
    insist_open,
    mark_card,
    poll_of_slot,
)
from bot.kernel.calendar import ClubCalendar
from bot.kernel.errors import StrangerError
from bot.kernel.people import Actor, ClubId, ClubScope, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import When
from bot.kernel.texts import T
from bot.kernel.views import Answer, Audience, Button, Choice, Paragraph, Tone, View, ViewRef


def mine(club: ClubId) -> ViewRef:
    """Return the private panel "your answers now": one for a club, of whatever poll is open."""
    return ViewRef("polls.mine", club)


async def vote(work: UnitOfWork, actor: Actor, intent: Vote) -> Answer:
    """Keep one answer for the actor's company."""
    scope = ClubScope(intent.club)
    poll = await poll_of_slot(work, scope, intent.slot)
    await insist_open(work, scope, poll)
    slot, answer = poll.slots[intent.slot], ballot.Answer(ANSWER_OF[intent.tick])
    touched = await _keep(work, scope, poll, actor, {slot: answer})
    clock = ClubCalendar(actor.club_zone or actor.zone)
    toast = T(
        "Saved: {slot} – {answer}. You have answered {touched} of {total} times.",
        slot=When(clock.instant(slot.day, slot.start)),
        answer=ANSWER_WORDS[answer],
        touched=touched,
        total=len(poll.slots),
    )
    return Answer(toast, mine(intent.club))


async def all_fit(work: UnitOfWork, actor: Actor, intent: AllFit) -> Answer:
    """Say yes to every slot."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    await insist_open(work, scope, poll)
    await _keep(work, scope, poll, actor, dict.fromkeys(poll.slots.values(), ballot.Answer.YES))
    return Answer(T("Saved: all the times suit you."), mine(intent.club))


async def none_of_these(work: UnitOfWork, actor: Actor, intent: NoneOfThese) -> Answer:
    """Say no to every slot; from the host it ends the round at once (R4.7)."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    await insist_open(work, scope, poll)
    await _keep(work, scope, poll, actor, dict.fromkeys(poll.slots.values(), ballot.Answer.NO))
    if actor.company != poll.host:
        return Answer(T("Saved: none of the times suits you. Thank you for saying so."), mine(intent.club))
    await fail(work, scope, await work.of(Polls).poll(scope, poll.id), Want.HOST)
    return Answer(T("Thank you for saying so early."), ViewRef("polls.host_has_none", intent.club, {"poll": poll.id}))


async def my_answers(work: UnitOfWork, actor: Actor, intent: MyAnswers) -> Answer:  # noqa: ARG001
    """Show the actor's answers, or what there is instead of an open poll."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).live(scope)
    if poll is None or poll.state is not PollState.OPEN:
        return Answer(panel=ViewRef("meetings.next", intent.club))
    return Answer(panel=mine(intent.club))


async def phone_vote(work: UnitOfWork, actor: Actor, intent: PhoneVote) -> Answer:
    """Keep an answer the lead was given by phone; the company's own is replaced only by a confirming tap (R4.5)."""
    scope = ClubScope(intent.club)
    poll = await poll_of_slot(work, scope, intent.slot)
    await insist_open(work, scope, poll)
    answers = await answers_of(work, scope, poll)
    if intent.company not in answers.active:
        raise StrangerError
    slot, answer = poll.slots[intent.slot], ANSWER_OF[intent.tick]
    new = ballot.next_mark(answers.marks, slot, intent.company, _person_of(actor), answer, by_phone=True)
    if not intent.sure and ballot.needs_confirmation(answers.marks, new):
        return Answer(view=await _ask_first(work, scope, slot, intent))
    given = replace(new, confirmed=intent.sure)
    if ballot.changes(answers.marks, given):
        await _write(work, scope, poll, [given], answers.marks)
    panel = ViewRef("polls.phone", intent.club, {"poll": poll.id, "company": intent.company})
    return Answer(T("Saved, by phone."), panel)


async def _keep(
    work: UnitOfWork, scope: ClubScope, poll: Poll, actor: Actor, given: Mapping[Slot, ballot.Answer]
) -> int:
    """Keep answers and return how many slots the company has touched; what repeats changes nothing."""
    if actor.company is None:
        raise StrangerError
    person = _person_of(actor)
    before = await work.of(Polls).marks(scope, poll)
    new = [ballot.next_mark(before, slot, actor.company, person, answer) for slot, answer in given.items()]
    changed = [mark for mark in new if ballot.changes(before, mark)]
    if changed:
        await _write(work, scope, poll, changed, before)
    return len(ballot.touched_by(actor.company, before) | given.keys())


def _person_of(actor: Actor) -> PersonId:
    if actor.person is None:
        raise StrangerError
    return actor.person


async def _write(work: UnitOfWork, scope: ClubScope, poll: Poll, marks: Sequence[Mark], before: Sequence[Mark]) -> None:
    """Keep one company's marks, which change something; while it is not complete itself, nobody else need be asked."""
    await work.of(Polls).mark(scope, poll, marks, work.now)
    await mark_card(work, scope, poll.id)
    if ballot.touched_by(marks[0].company, (*before, *marks)) >= set(poll.slots.values()):
        standing = ballot.standing_with(ballot.standing(before), marks)
        active = await work.of(Polls).active_companies(scope)
        await set_quiet_closing_by(work, scope, replace(poll, tapped_at=work.now), standing, active)
    else:
        await drop_quiet_closing(work, scope, poll)


async def _ask_first(work: UnitOfWork, scope: ClubScope, slot: Slot, intent: PhoneVote) -> View:
    frame = await work.of(Roster).frame(scope)
    text = T(
        "{company} has answered {slot} itself. Replace that with: {answer}?",
        company=await name_of(work, scope, intent.company),
        slot=When(frame.calendar.instant(slot.day, slot.start)),
        answer=ANSWER_WORDS[ANSWER_OF[intent.tick]],
    )
    options = (Button(T("Replace"), replace(intent, sure=True), Tone.PRIMARY),)
    return View(Audience.PRIVATE, (Paragraph(text), Choice(options)))
