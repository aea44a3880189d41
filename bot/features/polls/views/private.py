"""What one person sees of a poll in private: their answers now, the reminder, the host's questions, why this date."""

from __future__ import annotations

from collections.abc import Mapping

from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meetings
from bot.features.polls.intents import HostWord, PollId
from bot.features.polls.model.ballot import Mark, has_answered, latest
from bot.features.polls.ports import NOBODY, Poll, Polls, PollState
from bot.features.polls.service.common import ANSWER_WORDS, answers_of, closed_words, contacts_of
from bot.features.polls.views.card import answer_buttons, slot_time, whole_answers
from bot.features.turns.intents import PassTurn
from bot.features.turns.ports import Turns
from bot.features.turns.year_intents import ChooseSwap
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope, PersonId, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Member, Roster
from bot.kernel.spoken import Begun, When
from bot.kernel.texts import TN, Joined, T, Text
from bot.kernel.views import Audience, Button, Choice, Paragraph, Title, Tone, View, ViewRef


async def mine(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The private panel "your answers now": each slot with the company's answer, changeable until closing."""
    live = await work.of(Polls).live(ClubScope(ref.club))
    if live is None or live.state is not PollState.OPEN:
        return await _nothing_open(work, reader, ClubScope(ref.club), live)
    found = await _own(work, reader, ViewRef(ref.name, ref.club, {"poll": live.id}))
    if found is None:
        return None
    scope, poll, member = found
    answers = await answers_of(work, scope, poll)
    frame = await work.of(Roster).frame(scope)
    own = latest(answers.marks).get(member.company, {})
    names = {each.person: each.name for each in await work.of(Roster).members(scope) if each.person}
    rows = (
        Choice(
            answer_buttons(scope, known, own[slot].answer if slot in own else None),
            _with_answer(slot_time(frame, slot), own.get(slot), reader, names),
        )
        for known, slot in poll.slots.items()
    )
    how_far = Paragraph(_how_far(poll, member, len(own)))
    title = Title(T("Your answers now"))
    return View(Audience.PRIVATE, (title, how_far, *rows, Choice(whole_answers(scope, poll))))


async def reminder(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The one reminder: nothing when the company has answered meanwhile, or another is its contact now (R4.6)."""
    found = await _own(work, reader, ref)
    if found is None:
        return None
    scope, poll, member = found
    answers = await answers_of(work, scope, poll)
    contact = contacts_of(await work.of(Roster).members(scope)).get(member.company)
    if poll.state is not PollState.OPEN or has_answered(answers.standing, member.company):
        return None
    if contact is None or contact.id != member.id:
        return None
    frame = await work.of(Roster).frame(scope)
    rows = (Choice(answer_buttons(scope, known), slot_time(frame, slot)) for known, slot in poll.slots.items())
    words = Paragraph(await _wish(work, scope, poll, member))
    return View(Audience.PRIVATE, (words, *rows, Choice(whole_answers(scope, poll))))


async def host_word(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The slot that is put to the host."""
    scope = ClubScope(ref.club)
    poll = await work.of(Polls).poll(scope, PollId(ref.ids["poll"]))
    if poll.state is not PollState.ASKING_HOST or poll.chosen is None or Role.HOST not in reader.roles:
        return None
    frame = await work.of(Roster).frame(scope)
    when = slot_time(frame, poll.slots[poll.chosen])
    words = T("{when} would suit the others best. Can you host then? The answer decides the date.", when=when)
    if poll.is_set_by_lead:
        words = T("The club lead proposes {when}. Can you host then? The answer decides the date.", when=when)
    options = (
        Button(T("Yes"), HostWord(club=ref.club, poll=poll.id, takes_it=True), Tone.YES),
        Button(T("No"), HostWord(club=ref.club, poll=poll.id, takes_it=False), Tone.NO),
    )
    return View(Audience.PRIVATE, (Paragraph(Begun(words)), Choice(options)))


async def host_has_none(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The host said none of the times suits: other dates come, or the turn is swapped or passed (R4.7)."""
    if Role.HOST not in reader.roles:
        return View(Audience.PRIVATE, (Paragraph(T("The turn has gone on to another company.")),))
    live = await work.of(Polls).live(ClubScope(ref.club))
    turn = await work.of(Turns).current(ClubScope(ref.club))
    words = T("None of the times suits you as host, so this round is over. Other dates are proposed to the club lead.")
    if turn is None or live is None or live.state not in {PollState.DRAWN, PollState.PLANNED}:
        return View(Audience.PRIVATE, (Paragraph(words),))
    question = T("If you would rather not host this time, swap turns with another company, or the next one is asked.")
    options = (
        Button(T("Swap"), ChooseSwap(club=ref.club)),
        Button(T("Not this time"), PassTurn(club=ref.club, turn=turn.id, sure=True)),
    )
    return View(Audience.PRIVATE, (Paragraph(words), Choice(options, question)))


async def _nothing_open(work: UnitOfWork, reader: Reader, scope: ClubScope, live: Poll | None) -> View | None:
    if Role.MEMBER not in reader.roles:
        return None
    words: Text = T("No date poll is open. Write /meeting to see what is coming.")
    latest_poll = live or await _behind_coming_meeting(work, scope)
    if latest_poll is not None:
        words = await closed_words(work, scope, latest_poll)
    return View(Audience.PRIVATE, (Paragraph(words),))


async def _behind_coming_meeting(work: UnitOfWork, scope: ClubScope) -> Poll | None:
    """Return the poll that decided the meeting to come."""
    meeting = await work.of(Meetings).coming(scope)
    return None if meeting is None else await work.of(Polls).poll(scope, PollId(meeting.poll))


async def _own(work: UnitOfWork, reader: Reader, ref: ViewRef) -> tuple[ClubScope, Poll, Member] | None:
    scope = ClubScope(ref.club)
    if reader.person is None or Role.MEMBER not in reader.roles:
        return None
    member = await work.of(Roster).member_of(scope, reader.person)
    poll = await work.of(Polls).poll(scope, PollId(ref.ids["poll"]))
    return None if member is None else (scope, poll, member)


def _how_far(poll: Poll, member: Member, touched: int) -> Text:
    said = TN(
        "You have answered {touched} of {n} time.",
        "You have answered {touched} of {n} times.",
        len(poll.slots),
        touched=touched,
    )
    closes = T("It can be changed until {closes}.", closes=When(poll.closes_at))
    if poll.host == member.company:
        return Joined((said, closes, T("You are the host: the date needs your yes.")))
    return Joined((said, closes))


async def _wish(work: UnitOfWork, scope: ClubScope, poll: Poll, member: Member) -> Text:
    closes = When(poll.closes_at)
    if member.company == poll.host:
        return T(
            "The club comes to you next. Which times suit you? A few taps will do, before {closes}.", closes=closes
        )
    if poll.host == NOBODY:
        return T("The club would like to know when most can come. A few taps will do, before {closes}.", closes=closes)
    return T(
        "{host} would like to know how many are coming. A few taps will do, before {closes}.",
        host=await name_of(work, scope, poll.host),
        closes=closes,
    )


def _with_answer(when: When, mark: Mark | None, reader: Reader, names: Mapping[PersonId, str]) -> Text:
    """Say whose answer it is when it is not the reader's own: a colleague's, or the lead's by phone (R4.5)."""
    if mark is None:
        return when
    if mark.by_phone:
        return Joined((when, T("(by phone: {answer})", answer=ANSWER_WORDS[mark.answer])))
    if mark.person != reader.person and mark.person in names:
        return Joined((when, T("({name}: {answer})", name=names[mark.person], answer=ANSWER_WORDS[mark.answer])))
    return when
