"""What one person sees of a poll in private: their answers now, the reminder, the host's questions, why this date."""

from __future__ import annotations

from collections.abc import Mapping

from bot.features.polls.intents import AllFit, HostWord, NoneOfThese, PassTurn, PollId, Vote
from bot.features.polls.model.ballot import Answer, Mark, has_answered, latest
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.polls.reasons import answer_label
from bot.features.polls.service.common import ANSWER_WORDS, TICK_OF, answers_of, closed_words
from bot.features.polls.views.card import TONES
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope, PersonId, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import ClubFrame, Member, Roster
from bot.kernel.spoken import LongDay, When
from bot.kernel.texts import TN, Joined, T, Text
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, Title, Tone, View, ViewRef


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
    blocks: list[Block] = [Title(T("Your answers now")), Paragraph(await _how_far(work, scope, poll, member, len(own)))]
    for known, slot in poll.slots.items():
        mark = own.get(slot)
        when = When(frame.calendar.instant(slot.day, slot.start))
        question = when if mark is None else Joined((when, _by_whom(mark, reader, names)), " ")
        options = tuple(
            Button(
                answer_label(answer),
                Vote(club=scope.club, slot=known, tick=TICK_OF[answer]),
                TONES[answer],
                chosen=mark is not None and mark.answer is answer,
            )
            for answer in Answer
        )
        blocks.append(Choice(options, question))
    blocks.append(
        Choice(
            (
                Button(T("All fit"), AllFit(club=scope.club, poll=poll.id)),
                Button(T("None of these"), NoneOfThese(club=scope.club, poll=poll.id)),
            )
        )
    )
    return View(Audience.PRIVATE, tuple(blocks))


async def reminder(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The one reminder: nothing when the company has answered meanwhile, or another is its contact now (R4.6)."""
    found = await _own(work, reader, ref)
    if found is None:
        return None
    scope, poll, member = found
    answers = await answers_of(work, scope, poll)
    if poll.state is not PollState.OPEN or not member.is_contact or has_answered(answers.standing, member.company):
        return None
    if member.company not in answers.active:
        return None
    names = {each.id: each.name for each in await work.of(Roster).companies(scope)}
    words = T(
        "{host} would like to know how many are coming. A few taps will do, before {closes}.",
        host=names.get(poll.host, ""),
        closes=When(poll.closes_at),
    )
    if member.company == poll.host:
        words = T(
            "The club comes to you next. Which times suit you? A few taps will do, before {closes}.",
            closes=When(poll.closes_at),
        )
    frame = await work.of(Roster).frame(scope)
    return View(Audience.PRIVATE, (Paragraph(words), *_slots(scope, frame, poll), _quick(scope, poll)))


async def host_word(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The slot that is put to the host."""
    scope = ClubScope(ref.club)
    poll = await work.of(Polls).poll(scope, PollId(ref.ids["poll"]))
    if poll.state is not PollState.ASKING_HOST or poll.chosen is None or Role.HOST not in reader.roles:
        return None
    frame = await work.of(Roster).frame(scope)
    slot = poll.slots[poll.chosen]
    when = When(frame.calendar.instant(slot.day, slot.start))
    words = T("{when} would suit the others best. Can you host then? The answer decides the date.", when=when)
    options = (
        Button(T("Yes"), HostWord(club=ref.club, poll=poll.id, takes_it=True), Tone.YES),
        Button(T("No"), HostWord(club=ref.club, poll=poll.id, takes_it=False), Tone.NO),
    )
    return View(Audience.PRIVATE, (Paragraph(words), Choice(options)))


async def host_has_none(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The host said none of the times suits: other dates come by themselves, or the turn is passed."""
    if Role.HOST not in reader.roles:
        return View(Audience.PRIVATE, (Paragraph(T("The turn has gone on to another company.")),))
    live = await work.of(Polls).live(ClubScope(ref.club))
    words = T("None of the times suits you as host, so this round is over. Other dates are proposed to the club lead.")
    if live is None or live.state not in {PollState.DRAWN, PollState.PLANNED}:
        return View(Audience.PRIVATE, (Paragraph(words),))
    question = T("If you would rather not host this time, the next company is asked.")
    return View(
        Audience.PRIVATE,
        (
            Paragraph(words),
            Choice((Button(T("Not this time"), PassTurn(club=ref.club, poll=live.id)),), question),
        ),
    )


async def your_turn(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """A company hears that the turn is theirs."""
    live = await work.of(Polls).live(ClubScope(ref.club))
    if Role.HOST not in reader.roles or live is None or live.host != ref.ids["company"]:
        return None
    words = T("It is your turn to host the club, around {day}.", day=LongDay(live.target))
    options = (Button(T("Not this time"), PassTurn(club=ref.club, poll=live.id)),)
    more = T("The date poll asks for your yes first of all. Tell your club lead where we meet.")
    return View(Audience.PRIVATE, (Title(words), Paragraph(more), Choice(options)))


async def _nothing_open(work: UnitOfWork, reader: Reader, scope: ClubScope, live: Poll | None) -> View | None:
    if Role.MEMBER not in reader.roles:
        return None
    words: Text = T("No date poll is open. Write /meeting to see what is coming.")
    if live is not None:
        words = await closed_words(work, scope, live)
    return View(Audience.PRIVATE, (Paragraph(words),))


async def _own(work: UnitOfWork, reader: Reader, ref: ViewRef) -> tuple[ClubScope, Poll, Member] | None:
    scope = ClubScope(ref.club)
    if reader.person is None or Role.MEMBER not in reader.roles:
        return None
    member = await work.of(Roster).member_of(scope, reader.person)
    poll = await work.of(Polls).poll(scope, PollId(ref.ids["poll"]))
    return None if member is None else (scope, poll, member)


async def _how_far(work: UnitOfWork, scope: ClubScope, poll: Poll, member: Member, touched: int) -> Text:
    said = TN(
        "You have answered {touched} of {n} time.",
        "You have answered {touched} of {n} times.",
        len(poll.slots),
        touched=touched,
    )
    closes = T("It can be changed until {closes}.", closes=When(poll.closes_at))
    frame = await work.of(Roster).frame(scope)
    if frame.host == member.company:
        return Joined((said, closes, T("You are the host: the date needs your yes.")))
    return Joined((said, closes))


def _by_whom(mark: Mark, reader: Reader, names: Mapping[PersonId, str]) -> Text:
    """Say whose answer it is when it is not the reader's own: a colleague's, or the lead's by phone (R4.5)."""
    answer = ANSWER_WORDS[mark.answer]
    if mark.by_phone:
        return T("(by phone: {answer})", answer=answer)
    if mark.person == reader.person:
        return T("({answer})", answer=answer)
    return T("({name}: {answer})", name=names.get(mark.person, ""), answer=answer)


def _slots(scope: ClubScope, frame: ClubFrame, poll: Poll) -> list[Block]:
    return [
        Choice(
            tuple(
                Button(answer_label(answer), Vote(club=scope.club, slot=known, tick=TICK_OF[answer]), TONES[answer])
                for answer in Answer
            ),
            When(frame.calendar.instant(slot.day, slot.start)),
        )
        for known, slot in poll.slots.items()
    ]


def _quick(scope: ClubScope, poll: Poll) -> Choice:
    return Choice(
        (
            Button(T("All fit"), AllFit(club=scope.club, poll=poll.id)),
            Button(T("None of these"), NoneOfThese(club=scope.club, poll=poll.id)),
        )
    )
