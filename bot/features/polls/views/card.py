"""The one living card in the room: dates, counts by company, nobody's name beside an answer (R2)."""

from __future__ import annotations

from bot.features.meetings.names import known_name
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.intents import AllFit, MyAnswers, NoneOfThese, PollId, SlotId, Vote
from bot.features.polls.model.ballot import Answer, Tally, counts, progress
from bot.features.polls.model.slots import Slot
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.polls.reasons import answer_label, full_count_words
from bot.features.polls.service.common import DATE_FOLLOWS, TICK_OF, answers_of
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import ClubFrame, Roster
from bot.kernel.spoken import When
from bot.kernel.texts import TN, Joined, T, Text
from bot.kernel.views import Audience, Button, Choice, Paragraph, Title, Tone, View, ViewRef

TONES = {Answer.YES: Tone.YES, Answer.IF_NEED_BE: Tone.MAYBE, Answer.NO: Tone.NO}
ENDED: dict[PollState, Text] = {
    PollState.ASKING_HOST: DATE_FOLLOWS,
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
    meeting = await work.of(Meetings).of_poll(scope, poll.id)
    if poll.state is PollState.DECIDED and meeting is not None:
        return View(Audience.ROOM, (Paragraph(_decided_words(meeting)),))
    words = ENDED.get(poll.state)
    return None if words is None else View(Audience.ROOM, (Paragraph(words),))


def _decided_words(meeting: Meeting) -> Text:
    """What became of a decided poll: its meeting as it stands, moved or cancelled since (R4.9)."""
    if meeting.is_cancelled:
        return T("This poll has closed. New dates follow.")
    return T("The poll has closed. The meeting is {when}.", when=When(meeting.starts_at))


async def _open(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, poll: Poll) -> View:
    answers = await answers_of(work, scope, poll)
    slots = tuple(poll.slots.values())
    done = progress(slots, answers.standing, answers.active)
    asked = T(
        "Which times suit you? {answered} Answer by {closes}.",
        answered=answered_words(done.answered, done.active),
        closes=When(poll.closes_at),
    )
    tallies = {each.slot: each for each in counts(slots, answers.standing, answers.active)}
    rows = (Choice(answer_buttons(scope, known), _question(frame, tallies[slot])) for known, slot in poll.slots.items())
    whole = (*whole_answers(scope, poll), Button(T("My answers"), MyAnswers(club=scope.club)))
    title = Title(await _title(work, scope, poll))
    return View(Audience.ROOM, (title, Paragraph(asked), *rows, Choice(whole)), loud=True)


async def _title(work: UnitOfWork, scope: ClubScope, poll: Poll) -> Text:
    host = await known_name(work, scope, poll.host)
    return T("📅 Next club meeting, at {host}", host=host) if host else T("📅 Next club meeting")


def _question(frame: ClubFrame, counted: Tally) -> Text:
    """The slot's time, with its counts once there are any."""
    when = slot_time(frame, counted.slot)
    words = full_count_words(counted)
    return Joined((when, words), " · ") if words else when


def slot_time(frame: ClubFrame, slot: Slot) -> When:
    """Return when a slot begins."""
    return When(frame.calendar.instant(slot.day, slot.start))


def answer_buttons(scope: ClubScope, slot: SlotId, chosen: Answer | None = None) -> tuple[Button, ...]:
    """Return the three answers to a slot, the one that stands marked."""
    return tuple(
        Button(
            answer_label(each),
            Vote(club=scope.club, slot=slot, tick=TICK_OF[each]),
            TONES[each],
            chosen=each is chosen,
        )
        for each in Answer
    )


def whole_answers(scope: ClubScope, poll: Poll) -> tuple[Button, Button]:
    """Return the two answers to all slots at once."""
    return (
        Button(T("All fit"), AllFit(club=scope.club, poll=poll.id)),
        Button(T("None of these"), NoneOfThese(club=scope.club, poll=poll.id)),
    )


def answered_words(answered: int, active: int) -> Text:
    """Return how many companies have answered, as a sentence."""
    return TN(
        "{answered} of {n} company has answered.",
        "{answered} of {n} companies have answered.",
        active,
        answered=answered,
    )
