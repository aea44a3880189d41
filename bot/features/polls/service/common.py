"""What every act on a poll begins with: the club's frame, its rules, the answers so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.features.absences.ports import AbsenceKind, Absences
from bot.features.clubs.ports import Clubs
from bot.features.meetings.ports import Meetings
from bot.features.polls.intents import (
    CloseDue,
    CloseQuiet,
    DrawSlots,
    HostSilent,
    OpenPoll,
    PollId,
    Remind,
    SlotId,
    Tick,
)
from bot.features.polls.model.ballot import Answer, Mark, Standing, standing
from bot.features.polls.model.planning import Circumstances
from bot.features.polls.model.slots import Slot
from bot.features.polls.ports import NOBODY, Poll, Polls, PollState
from bot.features.turns.ports import Turns
from bot.kernel.calendar import ClubCalendar, Pause
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import Cards, Timers, UnitOfWork
from bot.kernel.roster import ClubFrame, Member
from bot.kernel.spoken import When
from bot.kernel.tell import pledged
from bot.kernel.texts import T, Text
from bot.kernel.views import ViewRef

CARD = "polls.card"
ANSWER_OF = {Tick.YES: Answer.YES, Tick.IF_NEED_BE: Answer.IF_NEED_BE, Tick.NO: Answer.NO}
TICK_OF = {answer: tick for tick, answer in ANSWER_OF.items()}
# Neutral on purpose: whose word is awaited is nobody's business but theirs (R2).
DATE_FOLLOWS = T("The poll has closed. The date follows soon.")
SLOT_GONE = T("That time is no longer there. Write /dates to see the poll.")
ANSWER_WORDS = {Answer.YES: T("yes"), Answer.IF_NEED_BE: T("if need be"), Answer.NO: T("no")}


@dataclass(frozen=True, slots=True)
class Answers:
    """A poll's marks with what they stand for at this moment."""

    marks: list[Mark]
    standing: Standing
    active: frozenset[CompanyId]


def card_of(scope: ClubScope, poll: PollId) -> ViewRef:
    """Return the poll's card in the rooms."""
    return ViewRef(CARD, scope.club, {"poll": poll})


async def answers_of(work: UnitOfWork, scope: ClubScope, poll: Poll) -> Answers:
    """Return a poll's answers, with the active companies read now (R0)."""
    polls = work.of(Polls)
    marks = await polls.marks(scope, poll)
    return Answers(marks, standing(marks), await polls.active_companies(scope))


async def circumstances(
    work: UnitOfWork, scope: ClubScope, frame: ClubFrame, tried: frozenset[date] = frozenset()
) -> Circumstances:
    """Return what a plan depends on, as it is now: the days the host is away too (R4.2)."""
    return Circumstances(
        absences=await _host_away(work, scope, frame),
        rhythm=await work.of(Clubs).rhythm(scope),
        calendar=frame.calendar,
        tried=tried,
        capacity=await work.of(Polls).most_slots(scope),
    )


async def present_host(work: UnitOfWork, scope: ClubScope) -> CompanyId:
    """Return the company that has accepted the turn, NOBODY while none has."""
    turn = await work.of(Turns).current(scope)
    return turn.company if turn is not None and turn.is_accepted else NOBODY


def free_slots(frame: ClubFrame, poll: Poll) -> dict[SlotId, Slot]:
    """Return the slots no pause has come over."""
    return {known: slot for known, slot in poll.slots.items() if not frame.calendar.is_in_pause(slot.day)}


async def times_lost(work: UnitOfWork, scope: ClubScope, calendar: ClubCalendar) -> tuple[When, ...]:
    """Return which times of the poll under way another calendar would take out."""
    poll = await work.of(Polls).live(scope)
    slots = poll.slots.values() if poll is not None and poll.state in {PollState.DRAWN, PollState.OPEN} else ()
    return tuple(When(calendar.instant(each.day, each.start)) for each in slots if calendar.is_in_pause(each.day))


def contacts_of(members: Iterable[Member]) -> dict[CompanyId, Member]:
    """Return each active company's contact person; where it is not in (yet), the first who is stands in."""
    found: dict[CompanyId, Member] = {}
    for each in pledged(members):
        if each.is_contact or each.company not in found:
            found[each.company] = each
    return found


async def _host_away(work: UnitOfWork, scope: ClubScope, frame: ClubFrame) -> tuple[Pause, ...]:
    if frame.host is None:
        return ()
    declared = await work.of(Absences).of_company(scope, frame.host)
    return tuple(
        Pause(each.first, each.last)
        for each in declared
        if each.kind is AbsenceKind.AWAY and each.last is not None and each.last >= each.first
    )


async def stop_timers(work: UnitOfWork, scope: ClubScope, poll: PollId) -> None:
    """Cancel everything the clockwork would still ask of a poll."""
    for kind in (DrawSlots, OpenPoll, Remind, CloseDue, CloseQuiet, HostSilent):
        await work.of(Timers).cancel(scope, kind(club=scope.club, poll=poll))


async def mark_card(work: UnitOfWork, scope: ClubScope, poll: PollId) -> None:
    """Note that the poll's card is behind."""
    await work.of(Cards).mark(scope, card_of(scope, poll))


async def poll_of_slot(work: UnitOfWork, scope: ClubScope, slot: SlotId, gone: Text = SLOT_GONE) -> Poll:
    """Return a slot's poll; a slot taken out, another club's and one that never was are told alike, as gone."""
    try:
        return await work.of(Polls).poll_of_slot(scope, slot)
    except StrangerError as error:
        raise RuleBrokenError(gone) from error


async def insist_open(work: UnitOfWork, scope: ClubScope, poll: Poll) -> None:
    """Refuse a tap on a poll that is not open, with what became of it."""
    if poll.state is PollState.OPEN:
        return
    raise RuleBrokenError(await closed_words(work, scope, poll))


async def closed_words(work: UnitOfWork, scope: ClubScope, poll: Poll) -> Text:
    """Return why a poll takes no answers, and what to do instead."""
    meeting = await work.of(Meetings).of_poll(scope, poll.id)
    if meeting is not None and not meeting.is_cancelled and poll.closed_at is not None:
        closed, when = When(poll.closed_at), When(meeting.starts_at)
        if meeting.is_held:
            return T("The poll closed {closed}. The club met {when}.", closed=closed, when=when)
        return T("The poll closed {closed}. The meeting is {when}.", closed=closed, when=when)
    if poll.state in {PollState.PLANNED, PollState.DRAWN}:
        return T("The poll opens {when}.", when=When(poll.opens_at))
    if poll.state in {PollState.ASKING_HOST, PollState.LEAD_SETS}:
        return DATE_FOLLOWS
    return T("This poll has closed. New dates follow.")
