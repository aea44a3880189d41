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
    SlotId,
    WhoIsMissing,
)
from bot.features.polls.model.planning import closing_of
from bot.features.polls.model.slots import FEWEST_SLOTS, Slot, SlotProblem, problems_of
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.polls.service.closing import ask_host, close
from bot.features.polls.service.common import circumstances, closed_words
from bot.features.polls.service.planning import open_poll, start_over
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import Day, WallTime
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

NOT_NOW = T("That is no longer possible: the poll has moved on. Write /poll to see it.")


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
    poll = await _in_state(work, intent.poll, ClubScope(intent.club), PollState.OPEN)
    return Answer(panel=ViewRef("polls.phone", intent.club, {"poll": poll.id, "company": intent.company}))


async def ask_for_slot(work: UnitOfWork, actor: Actor, intent: AskForSlot) -> Answer:  # noqa: ARG001
    """Open the form for one more time."""
    scope = ClubScope(intent.club)
    poll = await _in_state(work, intent.poll, scope, PollState.DRAWN)
    action = AddSlot(club=intent.club, poll=poll.id)
    return Answer(form=await _date_form(work, scope, action, T("One more time"), T("Add")))


async def add_slot(work: UnitOfWork, actor: Actor, intent: AddSlot) -> Answer:  # noqa: ARG001
    """Add a time to a drawn poll; a holiday is asked about once more."""
    return await _add(work, ClubScope(intent.club), intent.poll, Slot(intent.day, intent.start), sure=intent.sure)


async def keep_slot(work: UnitOfWork, actor: Actor, intent: KeepSlot) -> Answer:  # noqa: ARG001
    """Add a time the lead insists on."""
    return await _add(work, ClubScope(intent.club), intent.poll, Slot(intent.day, intent.start), sure=True)


async def drop_slot(work: UnitOfWork, actor: Actor, intent: DropSlot) -> Answer:  # noqa: ARG001
    """Take a time out of a drawn poll; two must stay."""
    scope = ClubScope(intent.club)
    poll = await work.of(Polls).poll_of_slot(scope, intent.slot)
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
    if poll.state not in {PollState.DRAWN, PollState.OPEN}:
        raise RuleBrokenError(NOT_NOW)
    if not intent.sure:
        return _asked(T("Withdraw this poll and start over with new times?"), replace(intent, sure=True))
    await start_over(work, scope, poll)
    return Answer(T("Withdrawn. New times are on their way."), ViewRef("polls.lead", intent.club))


async def ask_for_date(work: UnitOfWork, actor: Actor, intent: AskForDate) -> Answer:  # noqa: ARG001
    """Open the form in which the lead sets the date."""
    scope = ClubScope(intent.club)
    poll = await _in_state(work, intent.poll, scope, PollState.LEAD_SETS)
    action = SetDate(club=intent.club, poll=poll.id)
    return Answer(form=await _date_form(work, scope, action, T("The date of the meeting"), T("Ask the host")))


async def set_date(work: UnitOfWork, actor: Actor, intent: SetDate) -> Answer:  # noqa: ARG001
    """Put the lead's date to the host, whose yes decides it (R4.8)."""
    scope = ClubScope(intent.club)
    poll = await _in_state(work, intent.poll, scope, PollState.LEAD_SETS)
    slot = Slot(intent.day, intent.start)
    frame = await work.of(Roster).frame(scope)
    given = await circumstances(work, scope, frame)
    problems = problems_of((slot,), given.rhythm, frame.calendar, work.now, work.now)
    _refuse_first([problem for where, problem in problems if where and problem is not SlotProblem.TOO_SOON], slot)
    known = SlotId(work.new_id())
    await work.of(Polls).replace_slots(scope, poll.id, {known: slot})
    await ask_host(work, scope, replace(poll, slots={known: slot}), known)
    return Answer(
        T("The host is asked about {slot}.", slot=WallTime(slot.day, slot.start)), ViewRef("polls.lead", intent.club)
    )


async def _add(work: UnitOfWork, scope: ClubScope, which: PollId, slot: Slot, *, sure: bool) -> Answer:
    poll = await _in_state(work, which, scope, PollState.DRAWN)
    frame = await work.of(Roster).frame(scope)
    given = await circumstances(work, scope, frame)
    closes_at = closing_of(poll.opens_at, given.rhythm, frame.calendar) or poll.closes_at
    slots = (*poll.slots.values(), slot)
    found = problems_of(slots, given.rhythm, frame.calendar, work.now, closes_at, capacity=given.capacity)
    own = [problem for where, problem in found if where in (slot, None)]
    hard = [problem for problem in own if not problem.lead_may_insist]
    _refuse_first(hard, slot)
    if own and not sure:
        text = T("{day} is a public holiday. Take it all the same?", day=Day(slot.day))
        return _asked(text, KeepSlot(club=scope.club, poll=which, day=slot.day, start=slot.start))
    new = {**poll.slots, SlotId(work.new_id()): slot}
    ordered = dict(sorted(new.items(), key=lambda each: each[1]))
    await work.of(Polls).replace_slots(scope, poll.id, ordered)
    return Answer(T("Added: {slot}.", slot=WallTime(slot.day, slot.start)), ViewRef("polls.lead", scope.club))


async def _in_state(work: UnitOfWork, poll: PollId, scope: ClubScope, state: PollState) -> Poll:
    found = await work.of(Polls).poll(scope, poll)
    if found.state is not state:
        raise RuleBrokenError(
            NOT_NOW if found.state is not PollState.DECIDED else await closed_words(work, scope, found)
        )
    return found


def _refuse_first(problems: list[SlotProblem], slot: Slot) -> None:
    words: dict[SlotProblem, Text] = {
        SlotProblem.TOO_MANY: T("The poll is full. Take a time out first."),
        SlotProblem.TWICE: T("That time is there already."),
        SlotProblem.NO_SUCH_TIME: T("The clocks change that night: this time does not exist. Choose another hour."),
        SlotProblem.PAST: T("{day} has passed. Choose a day to come.", day=Day(slot.day)),
        SlotProblem.TOO_SOON: T("{day} is too soon: a week must pass after the poll closes.", day=Day(slot.day)),
        SlotProblem.IN_PAUSE: T("{day} is in a pause of the club. Choose another day.", day=Day(slot.day)),
    }
    for problem in problems:
        if problem in words:
            field = "start" if problem in {SlotProblem.NO_SUCH_TIME, SlotProblem.TWICE} else "day"
            raise RuleBrokenError(words[problem], {field: words[problem]})


async def _date_form(work: UnitOfWork, scope: ClubScope, action: AddSlot | SetDate, title: Text, submit: Text) -> Form:
    rhythm = await work.of(Clubs).rhythm(scope)
    fields = (
        FormField("day", T("Day"), FieldKind.DAY),
        FormField("start", T("Time"), FieldKind.TIME, value=f"{rhythm.start:%H:%M}"),
    )
    return Form(action, title, fields, submit)


def _asked(text: Text, action: CloseNow | Redo | KeepSlot) -> Answer:
    return Answer(view=View(Audience.PRIVATE, (Paragraph(text), Choice((Button(T("Yes"), action, Tone.PRIMARY),)))))
