"""A turn that is asked about, and whose it is: for the host's people, for who minds the club, for every member."""

from __future__ import annotations

from datetime import date

from bot.features.clubs.intents import SetHost
from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.ports import Polls
from bot.features.turns.intents import AcceptTurn, PassTurn, SeekVolunteers, StillYours, Volunteer
from bot.features.turns.ports import Turn, Turns, TurnState
from bot.features.turns.service.ledger import queue_of
from bot.features.turns.views.why import yours
from bot.features.turns.year_intents import ChooseSwap, ShowYear
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, ClubScope, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import DayOfMonth, When
from bot.kernel.texts import Joined, T, Text
from bot.kernel.views import Audience, Button, Choice, Paragraph, Title, Tone, View, ViewRef


async def asked(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The company hears that the turn is theirs, around when and why; nothing once it has answered (R5.2, R5.8)."""
    turn = await _proposed(work, ref)
    if turn is None:
        return None
    return await question(work, reader, ClubScope(ref.club), turn)


async def reminded(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The one reminder: the same question, with until when it waits."""
    turn = await _proposed(work, ref)
    if turn is None or turn.answer_by is None:
        return None
    scope = ClubScope(ref.club)
    if Role.HOST not in reader.roles:
        return await _for_the_lead(work, reader, scope, turn)
    said = T("The club waits for your word: can you host? Please answer before {until}.", until=When(turn.answer_by))
    return View(Audience.PRIVATE, (Title(await _around(work, scope)), Paragraph(said), Choice(answers(scope, turn))))


async def stand_in(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The next company is asked whether it takes over a decided date (R5.6)."""
    turn = await _proposed(work, ref)
    coming = await work.of(Meetings).coming(ClubScope(ref.club))
    return None if turn is None or coming is None else await question(work, reader, ClubScope(ref.club), turn)


async def question(work: UnitOfWork, reader: Reader, scope: ClubScope, turn: Turn) -> View | None:
    """Ask the host's people; to who minds the club, where none of them can be asked, say whom to call."""
    if Role.HOST not in reader.roles:
        return await _for_the_lead(work, reader, scope, turn)
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
    if turn is None or turn.id != ref.ids["turn"] or turn.answer_by is None:
        return None
    if Role.HOST not in reader.roles:
        return await _for_the_lead(work, reader, scope, turn)
    said = T(
        "The club looks for a new date, around {day}. Can you still host?", day=DayOfMonth(await _target(work, scope))
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


async def went_on(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Who minds the club hears that a turn went on, and who is asked now."""
    scope = ClubScope(ref.club)
    current = await work.of(Turns).current(scope)
    if current is None or not reader.roles & LEADS:
        return None
    before = await work.of(Turns).turn(scope, ref.ids["turn"])
    names = {
        "company": await name_of(work, scope, before.company),
        "next": await name_of(work, scope, current.company),
    }
    if before.state is TurnState.LAPSED:
        said = T("No answer about the turn from: {company}. The next company is asked: {next}.", **names)
    else:
        said = T("Cannot host this time: {company}. The next company is asked: {next}.", **names)
    return View(Audience.PRIVATE, (Paragraph(said),))


async def host_wanted(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The one card for who minds the club: nobody has the turn (R5.2)."""
    scope = ClubScope(ref.club)
    if not reader.roles & LEADS or await work.of(Turns).current(scope) is not None:
        return None
    said = T("Nobody has taken the next turn, and the date poll waits for a host.")
    what = T("Ask a company by phone and name it, or ask the chat for a volunteer.")
    return View(
        Audience.PRIVATE,
        (Title(T("A host is wanted")), Paragraph(Joined((said, what))), Choice(_of_the_lead(scope))),
    )


async def volunteers(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001 - alike for all
    """The room's card that asks who can take the club; answered, it says who does (R2: the host is no secret)."""
    scope = ClubScope(ref.club)
    later = (await work.of(Turns).all(scope))[int(ref.ids["after"]) :]
    taken = next((each for each in later if each.is_accepted), None)
    if taken is not None:
        host = await name_of(work, scope, taken.company)
        return View(Audience.ROOM, (Paragraph(T("Next host: {company}. Thank you.", company=host)),))
    if await work.of(Turns).current(scope) is not None:
        return View(Audience.ROOM, (Paragraph(T("A host is being asked. Thank you.")),))
    around = Paragraph(T("The meeting is around {day}.", day=DayOfMonth(await _target(work, scope))))
    options = (Button(T("We can host"), Volunteer(club=ref.club), Tone.PRIMARY),)
    return View(Audience.ROOM, (Title(T("🙋 Who can take the club next?")), around, Choice(options)))


async def turn_now(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Whose turn it is, with what the reader can do about it."""
    scope = ClubScope(ref.club)
    if Role.MEMBER not in reader.roles:
        return None
    turn = await work.of(Turns).current(scope)
    if turn is None:
        return await _nobody(work, reader, scope)
    if turn.is_accepted:
        return await _taken(work, reader, scope, turn)
    if Role.HOST in reader.roles:
        return await question(work, reader, scope, turn)
    said = T("Next in turn: {company}. Not answered yet.", company=await name_of(work, scope, turn.company))
    options = (*(_of_the_lead(scope)[:1] if reader.roles & LEADS else ()), _year(scope))
    return View(Audience.PRIVATE, (Paragraph(said), Choice(options)))


async def _nobody(work: UnitOfWork, reader: Reader, scope: ClubScope) -> View:
    said = Paragraph(T("Nobody has the next turn yet."))
    if await work.of(Polls).live(scope) is None and await work.of(Meetings).coming(scope) is None:
        return View(Audience.PRIVATE, (said,))
    options = _of_the_lead(scope) if reader.roles & LEADS else ()
    return View(Audience.PRIVATE, (said, Choice((Button(T("We can host"), Volunteer(club=scope.club)), *options))))


async def _taken(work: UnitOfWork, reader: Reader, scope: ClubScope, turn: Turn) -> View:
    company = await name_of(work, scope, turn.company)
    where: Text = T("Next host: {company}, {place}.", company=company, place=turn.place)
    if not turn.place:
        where = T("Next host: {company}.", company=company)
    coming = await work.of(Meetings).coming(scope)
    when = T("The date is decided: {when}.", when=When(coming.starts_at)) if coming else T("The date is still open.")
    own = of_the_host(scope, turn, is_decided=coming is not None) if Role.HOST in reader.roles else ()
    return View(Audience.PRIVATE, (Paragraph(Joined((where, when))), Choice((*own, _year(scope)))))


def _year(scope: ClubScope) -> Button:
    return Button(T("Who hosts when"), ShowYear(club=scope.club))


async def _for_the_lead(work: UnitOfWork, reader: Reader, scope: ClubScope, turn: Turn) -> View | None:
    if not reader.roles & LEADS:
        return None
    company = await name_of(work, scope, turn.company)
    said = T("Nobody there can be asked now whether they host: {company}. Please call.", company=company)
    return View(Audience.PRIVATE, (Paragraph(said), Choice(_of_the_lead(scope)[:1])))


def _of_the_lead(scope: ClubScope) -> tuple[Button, ...]:
    return (
        Button(T("Name the host"), SetHost(club=scope.club), Tone.PRIMARY),
        Button(T("Ask for volunteers"), SeekVolunteers(club=scope.club)),
    )


async def _around(work: UnitOfWork, scope: ClubScope) -> Text:
    live = await work.of(Polls).live(scope)
    if live is None:
        return T("It is your turn to host the club.")
    return T("It is your turn to host the club, around {day}.", day=DayOfMonth(live.target))


async def _target(work: UnitOfWork, scope: ClubScope) -> date:
    coming = await work.of(Meetings).coming(scope)
    if coming is not None:
        return coming.day
    live = await work.of(Polls).live(scope)
    return live.target if live else (await work.of(Roster).frame(scope)).calendar.day_of(work.now)


async def _proposed(work: UnitOfWork, ref: ViewRef) -> Turn | None:
    turn = await work.of(Turns).current(ClubScope(ref.club))
    is_it = turn is not None and turn.id == ref.ids["turn"] and turn.state is TurnState.PROPOSED
    return turn if is_it else None
