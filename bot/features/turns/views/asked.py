"""What a company is asked and told about its turn."""

from __future__ import annotations

from datetime import date

from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.ports import Polls
from bot.features.turns.intents import AcceptTurn, PassTurn, StillYours
from bot.features.turns.ports import Turn, Turns, TurnState
from bot.features.turns.service.ledger import queue_of
from bot.features.turns.views.why import yours
from bot.features.turns.year_intents import ChooseSwap
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import DayOfMonth, When
from bot.kernel.texts import Joined, T, Text
from bot.kernel.views import Audience, Button, Choice, Paragraph, Title, Tone, View, ViewRef


async def asked(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The company hears that the turn is theirs, around when and why; nothing once it has answered (R5.2, R5.8)."""
    turn = await _proposed(work, reader, ref)
    return None if turn is None else await question(work, ClubScope(ref.club), turn)


async def reminded(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The one reminder: the same question, with until when it waits."""
    turn = await _proposed(work, reader, ref)
    if turn is None or turn.answer_by is None:
        return None
    scope = ClubScope(ref.club)
    said = T("The club waits for your word: can you host? Please answer before {until}.", until=When(turn.answer_by))
    return View(Audience.PRIVATE, (Title(await _around(work, scope)), Paragraph(said), Choice(answers(scope, turn))))


async def stand_in(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The next company is asked whether it takes over a decided date (R5.6)."""
    turn = await _proposed(work, reader, ref)
    coming = await work.of(Meetings).coming(ClubScope(ref.club))
    return None if turn is None or coming is None else await question(work, ClubScope(ref.club), turn)


async def question(work: UnitOfWork, scope: ClubScope, turn: Turn) -> View:
    """Ask the host's people: around when, and why they."""
    coming = await work.of(Meetings).coming(scope)
    if coming is not None:
        return _date_to_take_over(scope, turn, coming)
    suits = T("Does it suit you?")
    why = (await queue_of(work, scope)).why_turn(turn)
    words: Text = suits if why is None else Joined((await yours(work, scope, why), suits))
    return View(Audience.PRIVATE, (Title(await _around(work, scope)), Paragraph(words), Choice(answers(scope, turn))))


def _date_to_take_over(scope: ClubScope, turn: Turn, coming: Meeting) -> View:
    title = T("Can you host the club {when}?", when=When(coming.starts_at))
    said = T("The date is decided, and its host cannot take it after all.")
    until = T("Please answer before {until}.", until=When(turn.answer_by or coming.starts_at))
    words = Paragraph(Joined((said, until)))
    return View(Audience.PRIVATE, (Title(title), words, Choice(answers(scope, turn, is_decided=True))))


def answers(scope: ClubScope, turn: Turn, *, is_decided: bool = False) -> tuple[Button, ...]:
    """Return what a company may answer; turns are traded until the date is decided (R5.3)."""
    return (
        Button(T("We'll take it"), AcceptTurn(club=scope.club, turn=turn.id), Tone.PRIMARY),
        *_trade(scope, is_decided=is_decided),
        Button(T("Not this time"), PassTurn(club=scope.club, turn=turn.id)),
    )


async def named(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """A company hears that the club lead has named it host (R1)."""
    scope = ClubScope(ref.club)
    turn = await work.of(Turns).current(scope)
    if turn is None or turn.id != ref.ids["turn"] or Role.HOST not in reader.roles:
        return None
    said = T("The club lead has named you as host, at: {place}.", place=turn.place)
    coming = await work.of(Meetings).coming(scope)
    title = (
        T("It is your turn to host the club: {when}.", when=When(coming.starts_at))
        if coming
        else await _around(work, scope)
    )
    return View(
        Audience.PRIVATE,
        (Title(title), Paragraph(said), Choice(of_the_host(scope, turn, is_decided=coming is not None))),
    )


async def still_yours(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The host of a cancelled meeting is asked whether the turn is still its own (R4.10)."""
    scope = ClubScope(ref.club)
    turn = await work.of(Turns).current(scope)
    if turn is None or turn.id != ref.ids["turn"] or turn.answer_by is None or Role.HOST not in reader.roles:
        return None
    said = T(
        "The club looks for a new date, around {day}. Can you still host?",
        day=DayOfMonth(await target_day(work, scope)),
    )
    until = T("Without an answer before {until} the next company is asked.", until=When(turn.answer_by))
    options = (
        Button(T("Still ours"), StillYours(club=ref.club, turn=turn.id, takes_it=True), Tone.PRIMARY),
        Button(T("Not this time"), StillYours(club=ref.club, turn=turn.id, takes_it=False)),
    )
    return View(Audience.PRIVATE, (Paragraph(Joined((said, until))), Choice(options)))


def of_the_host(scope: ClubScope, turn: Turn, *, is_decided: bool) -> tuple[Button, ...]:
    """Return what a host can do about a turn it has taken."""
    return (
        Button(T("Place and webshop"), AcceptTurn(club=scope.club, turn=turn.id)),
        *_trade(scope, is_decided=is_decided),
        Button(T("Not this time"), PassTurn(club=scope.club, turn=turn.id)),
    )


def _trade(scope: ClubScope, *, is_decided: bool) -> tuple[Button, ...]:
    return () if is_decided else (Button(T("Swap"), ChooseSwap(club=scope.club)),)


async def _around(work: UnitOfWork, scope: ClubScope) -> Text:
    live = await work.of(Polls).live(scope)
    if live is None:
        return T("It is your turn to host the club.")
    return T("It is your turn to host the club, around {day}.", day=DayOfMonth(live.target))


async def target_day(work: UnitOfWork, scope: ClubScope) -> date:
    """Return the day of the meeting, or around which it falls."""
    coming = await work.of(Meetings).coming(scope)
    if coming is not None:
        return coming.day
    live = await work.of(Polls).live(scope)
    return live.target if live else (await work.of(Roster).frame(scope)).calendar.day_of(work.now)


async def _proposed(work: UnitOfWork, reader: Reader, ref: ViewRef) -> Turn | None:
    """Return the turn that is asked about, to the people of its company alone."""
    if Role.HOST not in reader.roles:
        return None
    turn = await work.of(Turns).current(ClubScope(ref.club))
    is_it = turn is not None and turn.id == ref.ids["turn"] and turn.state is TurnState.PROPOSED
    return turn if is_it else None
