"""What the club lead does with a poll: see, change, open, close, withdraw, set a date (R1, R4.2, R4.8)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.clubs.ports import Clubs
from bot.features.polls.intents import (
    AddSlot,
    AskForDate,
    AskForSlot,
    ByPhone,
    CloseNow,
    DropSlot,
    KeepSlot,
    LeadPoll,
    OpenNow,
    PollId,
    Redo,
    SetDate,
    WhoIsMissing,
)
from bot.features.polls.model.choice import HOST_ASKED_FOR
from bot.features.polls.model.planning import closing_of
from bot.features.polls.model.slots import FEWEST_SLOTS, Slot, SlotProblem, problem_of, problems_of
from bot.features.polls.ports import NOBODY, Poll, Polls, PollState
from bot.features.polls.service.closing import ask_host, close
from bot.features.polls.service.common import circumstances, closed_words, poll_of_slot
from bot.features.polls.service.opening import open_poll
from bot.features.polls.service.planning import draw_others, with_ids
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.message_hours import next_allowed
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import Begun, Day, WallTime
from bot.kernel.texts import T, Text
from bot.kernel.views import (
    Answer,
    Audience,
    Button,
    Choice,
    FieldKind,
    Form,
    FormField,
    Paragraph,
    Tone,
    View,
    ViewRef,
)

REDONE = frozenset({PollState.DRAWN, PollState.OPEN, PollState.LEAD_SETS})
NOT_NOW = T("That is no longer possible: the poll has moved on. Write /poll to see it.")
TAKEN_OUT = T("That time is no longer there. Write /poll to see the others.")


async def lead_poll(work: UnitOfWork, actor: Actor, intent: LeadPoll) -> Answer:  # noqa: ARG001
    """Show the lead's panel."""
    return Answer(panel=ViewRef("polls.lead", intent.club))


async def who_is_missing(work: UnitOfWork, actor: Actor, intent: WhoIsMissing) -> Answer:  # noqa: ARG001
    """Show the lead, in private, who has not answered (R2)."""
    poll = await work.of(Polls).live(ClubScope(intent.club))
    if poll is None or poll.state is not PollState.OPEN:
        return Answer(panel=ViewRef("polls.lead", intent.club))
    return Answer(panel=ViewRef("polls.missing", intent.club, {"poll": poll.id}))


async def by_phone(work: UnitOfWork, actor: Actor, intent: ByPhone) -> Answer:  # noqa: ARG001
    """Open a company's answers for the lead to fill in."""
    scope = ClubScope(intent.club)
    poll = await _in_state(work, intent.poll, scope, PollState.OPEN)
    if intent.company not in await work.of(Polls).active_companies(scope):
        raise StrangerError
    return Answer(panel=ViewRef("polls.phone", intent.club, {"poll": poll.id, "company": intent.company}))


async def ask_for_slot(work: UnitOfWork, actor: Actor, intent: AskForSlot) -> Answer:  # noqa: ARG001
    """Open the form for one more time."""
    scope = ClubScope(intent.club)
    poll = await _in_state(work, intent.poll, scope, PollState.DRAWN)
    action = AddSlot(club=intent.club, poll=poll.id)
    return Answer(form=await _date_form(work, scope, action, T("One more time"), T("Add")))


async def add_slot(work: UnitOfWork, actor: Actor, intent: AddSlot) -> Answer:
    """Add a time to a drawn poll; a holiday is asked about once more."""
    if intent.day is None or intent.start is None:
        return await ask_for_slot(work, actor, AskForSlot(club=intent.club, poll=intent.poll))
    return await _add(work, ClubScope(intent.club), intent.poll, Slot(intent.day, intent.start), sure=intent.sure)


async def keep_slot(work: UnitOfWork, actor: Actor, intent: KeepSlot) -> Answer:  # noqa: ARG001
    """Add a time the lead insists on."""
    return await _add(work, ClubScope(intent.club), intent.poll, Slot(intent.day, intent.start), sure=True)


async def drop_slot(work: UnitOfWork, actor: Actor, intent: DropSlot) -> Answer:  # noqa: ARG001
    """Take a time out of a drawn poll; two must stay."""
    scope = ClubScope(intent.club)
    poll = await poll_of_slot(work, scope, intent.slot, TAKEN_OUT)
    if poll.state is not PollState.DRAWN:
        raise RuleBrokenError(NOT_NOW)
    left = {known: slot for known, slot in poll.slots.items() if known != intent.slot}
    if len(left) < FEWEST_SLOTS:
        raise RuleBrokenError(T("Two times must stay. Add another one first."))
    await work.of(Polls).replace_slots(scope, poll.id, left)
    return Answer(T("Taken out."), ViewRef("polls.lead", intent.club))


async def open_now(work: UnitOfWork, actor: Actor, intent: OpenNow) -> Answer:  # noqa: ARG001
    """Open a drawn poll at once."""
    scope = ClubScope(intent.club)
    poll = await _in_state(work, intent.poll, scope, PollState.DRAWN)
    _insist_host(poll)
    await open_poll(work, scope, poll)
    now_open = (await work.of(Polls).poll(scope, poll.id)).state is PollState.OPEN
    words = T("The poll is open.") if now_open else T("The times have come too near. New ones are drawn.")
    return Answer(words, ViewRef("polls.lead", intent.club))


async def close_now(work: UnitOfWork, actor: Actor, intent: CloseNow) -> Answer:  # noqa: ARG001
    """Close the poll; asked once, for answers may be missing."""
    scope = ClubScope(intent.club)
    poll = await _in_state(work, intent.poll, scope, PollState.OPEN)
    if not intent.sure:
        return _asked(
            T("Close the poll now? Those who have not answered can no longer do so."), replace(intent, sure=True)
        )
    await close(work, scope, poll)
    return Answer(T("The poll is closed."), ViewRef("polls.lead", intent.club))


async def redo(work: UnitOfWork, actor: Actor, intent: Redo) -> Answer:  # noqa: ARG001
    """Withdraw the round and draw new times; asked once, for answers are lost."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll(scope, intent.poll)
    if poll.state not in REDONE:
        raise RuleBrokenError(NOT_NOW)
    if not intent.sure:
        question = T("Take other times? Answers given so far are lost.")
        return _asked(question, replace(intent, sure=True))
    await draw_others(work, scope, poll)
    return Answer(T("Withdrawn. Here are new times."), ViewRef("polls.lead", intent.club))


async def ask_for_date(work: UnitOfWork, actor: Actor, intent: AskForDate) -> Answer:  # noqa: ARG001
    """Open the form in which the lead sets the date."""
    scope = ClubScope(intent.club)
    poll = await _in_state(work, intent.poll, scope, PollState.LEAD_SETS)
    action = SetDate(club=intent.club, poll=poll.id)
    return Answer(form=await _date_form(work, scope, action, T("The date of the meeting"), T("Ask the host")))


async def set_date(work: UnitOfWork, actor: Actor, intent: SetDate) -> Answer:
    """Put the lead's date to the host, whose yes decides it (R4.8)."""
    if intent.day is None or intent.start is None:
        return await ask_for_date(work, actor, AskForDate(club=intent.club, poll=intent.poll))
    scope = ClubScope(intent.club)
    poll = await _in_state(work, intent.poll, scope, PollState.LEAD_SETS)
    _insist_host(poll)
    slot = Slot(intent.day, intent.start)
    frame = await work.of(Roster).frame(scope)
    answered = next_allowed(work.now, frame.zone, frame.calendar) + HOST_ASKED_FOR
    problem = problem_of(slot, frame.calendar, work.now, answered)
    if problem is not None and not problem.lead_may_insist:
        too_soon = T("{day} is too soon: the host has a day to answer. Choose a later one.", day=Day(slot.day))
        raise _refused(problem, slot, too_soon)
    slots = with_ids(work, (slot,))
    await work.of(Polls).replace_slots(scope, poll.id, slots)
    await ask_host(work, scope, replace(poll, slots=slots), next(iter(slots)))
    asked = T("The host is asked about {slot}.", slot=WallTime(slot.day, slot.start))
    return Answer(asked, ViewRef("polls.lead", intent.club))


async def _add(work: UnitOfWork, scope: ClubScope, which: PollId, slot: Slot, *, sure: bool) -> Answer:
    poll = await _in_state(work, which, scope, PollState.DRAWN)
    problem = await _problem(work, scope, poll, slot)
    if problem is not None and not problem.lead_may_insist:
        too_soon = T("{day} is too soon: a week must pass after the poll closes.", day=Day(slot.day))
        raise _refused(problem, slot, too_soon)
    if problem is not None and not sure:
        asked = T("{day} is a public holiday. Take it all the same?", day=Day(slot.day))
        if problem is SlotProblem.HOST_AWAY:
            asked = T("The host is away {day}. Take it all the same?", day=Day(slot.day))
        text = Begun(asked)
        return _asked(text, KeepSlot(club=scope.club, poll=which, day=slot.day, start=slot.start))
    await work.of(Polls).replace_slots(scope, poll.id, {**poll.slots, **with_ids(work, (slot,))})
    return Answer(T("Added: {slot}.", slot=WallTime(slot.day, slot.start)), ViewRef("polls.lead", scope.club))


async def _problem(work: UnitOfWork, scope: ClubScope, poll: Poll, slot: Slot) -> SlotProblem | None:
    """Return what is wrong with one more slot, the gravest first; a holiday or a day the host is away comes last."""
    frame = await work.of(Roster).frame(scope)
    given = await circumstances(work, scope, frame)
    closes_at = closing_of(poll.opens_at, given.rhythm, frame.calendar) or poll.closes_at
    slots = (*poll.slots.values(), slot)
    found = problems_of(
        slots, given.rhythm, frame.calendar, work.now, closes_at, absences=given.absences, capacity=given.capacity
    )
    own = [problem for where, problem in found if where in (slot, None)]
    return min(own, key=lambda problem: problem.lead_may_insist, default=None)


def _insist_host(poll: Poll) -> None:
    """Refuse what needs the yes of a host while there is none."""
    if poll.host == NOBODY:
        raise RuleBrokenError(T("No company has taken the turn yet. Write /turn to see whom to ask."))


async def _in_state(work: UnitOfWork, poll: PollId, scope: ClubScope, state: PollState) -> Poll:
    found = await work.of(Polls).poll(scope, poll)
    if found.state is not state:
        raise RuleBrokenError(
            NOT_NOW if found.state is not PollState.DECIDED else await closed_words(work, scope, found)
        )
    return found


def _refused(problem: SlotProblem, slot: Slot, too_soon: Text) -> RuleBrokenError:
    """Say what is wrong beside the field it is in; a full poll is no fault of what was typed."""
    day = Day(slot.day)
    words: dict[SlotProblem, tuple[str, Text]] = {
        SlotProblem.TOO_MANY: ("", T("The poll is full. Take a time out first.")),
        SlotProblem.TWICE: ("start", T("That time is there already.")),
        SlotProblem.NO_SUCH_TIME: (
            "start",
            T("The clocks change that night: this time does not exist. Choose another hour."),
        ),
        SlotProblem.PAST: ("day", T("{day} has passed. Choose a day to come.", day=day)),
        SlotProblem.TOO_FAR: ("day", T("{day} is more than a year away. Choose a nearer day.", day=day)),
        SlotProblem.IN_PAUSE: ("day", T("{day} is in a pause of the club. Choose another day.", day=day)),
    }
    field, text = words.get(problem, ("day", too_soon))
    return RuleBrokenError(Begun(text), {field: Begun(text)} if field else {})


async def _date_form(work: UnitOfWork, scope: ClubScope, action: AddSlot | SetDate, title: Text, submit: Text) -> Form:
    rhythm = await work.of(Clubs).rhythm(scope)
    fields = (
        FormField("day", T("Day"), FieldKind.DAY),
        FormField("start", T("Time"), FieldKind.TIME, value=f"{rhythm.start:%H:%M}"),
    )
    return Form(action, title, fields, submit)


def _asked(text: Text, action: CloseNow | Redo | KeepSlot) -> Answer:
    return Answer(view=View(Audience.PRIVATE, (Paragraph(text), Choice((Button(T("Yes"), action, Tone.PRIMARY),)))))
