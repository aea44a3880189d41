"""The one living card in the room: dates, counts by company, nobody's name beside an answer (R2)."""

from __future__ import annotations

from bot.features.polls.intents import AllFit, MyAnswers, NoneOfThese, PollId, Vote
from bot.features.polls.model.ballot import Answer, counts, progress
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.polls.reasons import answer_label, full_count_words
from bot.features.polls.service.common import TICK_OF, answers_of
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import ClubFrame, Roster
from bot.kernel.spoken import When
from bot.kernel.texts import TN, Joined, T, Text
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, Title, Tone, View, ViewRef

TONES = {Answer.YES: Tone.YES, Answer.IF_NEED_BE: Tone.MAYBE, Answer.NO: Tone.NO}
ENDED: dict[PollState, Text] = {
    PollState.ASKING_HOST: T("The poll has closed. The date comes as soon as the host has said its word."),
    PollState.LEAD_SETS: T("The poll has closed. The club lead sets the date."),
    PollState.FAILED: T("None of the times was enough. New ones follow."),
    PollState.WITHDRAWN: T("This poll was withdrawn. New dates follow."),
}


async def card(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001 - a card reads alike for all
    """The room's card of one round, in whatever state it is."""
    scope = ClubScope(ref.club)
    poll = await work.of(Polls).poll(scope, PollId(ref.ids["poll"]))
    frame = await work.of(Roster).frame(scope)
    if poll.state is PollState.OPEN:
        return await _open(work, scope, frame, poll)
    if poll.state is PollState.DECIDED and poll.chosen is not None:
        slot = poll.slots[poll.chosen]
        when = When(frame.calendar.instant(slot.day, slot.start))
        return View(Audience.ROOM, (Paragraph(T("The poll has closed. The meeting is {when}.", when=when)),))
    words = ENDED.get(poll.state)
    return None if words is None else View(Audience.ROOM, (Paragraph(words),))


async def _open(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> View:
    answers = await answers_of(work, scope, poll)
    names = {each.id: each.name for each in await work.of(Roster).companies(scope)}
    done = progress(tuple(poll.slots.values()), answers.standing, answers.active)
    asked = T(
        "Which times suit you? {answered} Answer by {closes}.",
        answered=answered_words(done.answered, done.active),
        closes=When(poll.closes_at),
    )
    blocks: list[Block] = [
        Title(T("📅 Next club meeting, at {host}", host=names.get(poll.host, ""))),
        Paragraph(asked),
    ]
    tallies = {each.slot: each for each in counts(tuple(poll.slots.values()), answers.standing, answers.active)}
    for known, slot in poll.slots.items():
        when = When(frame.calendar.instant(slot.day, slot.start))
        question = Joined((when, full_count_words(tallies[slot])), " · ")
        options = tuple(
            Button(answer_label(answer), Vote(club=scope.club, slot=known, tick=TICK_OF[answer]), TONES[answer])
            for answer in Answer
        )
        blocks.append(Choice(options, question))
    blocks.append(
        Choice(
            (
                Button(T("All fit"), AllFit(club=scope.club, poll=poll.id)),
                Button(T("None of these"), NoneOfThese(club=scope.club, poll=poll.id)),
                Button(T("My answers"), MyAnswers(club=scope.club)),
            )
        )
    )
    return View(Audience.ROOM, tuple(blocks), loud=True)


def answered_words(answered: int, active: int) -> Text:
    """Return how many companies have answered, as a sentence."""
    return TN(
        "{answered} of {n} company has answered.",
        "{answered} of {n} companies have answered.",
        active,
        answered=answered,
    )
