"""The one reminder: when it is due for whom, and putting it (R4.6, R9)."""

from __future__ import annotations

from datetime import datetime

from bot.features.polls.intents import Remind
from bot.features.polls.model.ballot import has_answered
from bot.features.polls.model.rounds import reminder_at
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.polls.service.common import answers_of, contacts_of
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import Envelope, MessageClass, Outbox, Timers, UnitOfWork, Weight
from bot.kernel.roster import ClubFrame, Member, Roster
from bot.kernel.views import NOTHING, Answer, ViewRef


async def set_reminder(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> None:
    """Set the reminder for the earliest of the contact persons' own moments that is still to come."""
    moments = [moment for _, moment in await _moments(work, scope, frame, poll) if moment > work.now]
    timer = Remind(club=scope.club, poll=poll.id)
    if moments:
        await work.of(Timers).set(scope, timer, min(moments))
    else:
        await work.of(Timers).cancel(scope, timer)


async def remind(work: UnitOfWork, actor: Actor, intent: Remind) -> Answer:  # noqa: ARG001 - every handler has an actor
    """Timer: remind those whose moment has come and whose company has not answered; the rest when theirs comes."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state is not PollState.OPEN:
        return NOTHING
    frame = await work.of(Roster).frame(scope)
    answers = await answers_of(work, scope, poll)
    for contact, moment in await _moments(work, scope, frame, poll):
        if moment <= work.now and not has_answered(answers.standing, contact.company):
            await _put_reminder(work, scope, poll, contact)
    await set_reminder(work, scope, frame, poll)
    return NOTHING


async def _put_reminder(work: UnitOfWork, scope: ClubScope, poll: Poll, contact: Member) -> None:
    """Put the envelope, whose key is the company's: a contact person who comes after does not make it two."""
    if contact.person is None:
        return
    envelope = Envelope(
        id=work.new_id(),
        club=scope.club,
        to=contact.person,
        kind=MessageClass.ASK,
        view=ViewRef("polls.reminder", scope.club, {"poll": poll.id}),
        key=f"reminder:{poll.id}:{contact.company}",
        not_before=work.now,
        not_after=poll.closes_at,
        weight=Weight.REMINDER,
    )
    await work.of(Outbox).put(envelope)


async def _moments(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> list[tuple[Member, datetime]]:
    """Return when each contact person would be reminded; those for whom it is too early are left out."""
    contacts = contacts_of(await work.of(Roster).members(scope)).values()
    moments = (
        (each, reminder_at(poll.opens_at, poll.closes_at, each.zone or frame.zone, frame.calendar)) for each in contacts
    )
    return [(each, moment) for each, moment in moments if moment is not None]
