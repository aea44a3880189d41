"""Whose turn it is: for who minds the club, for the room, for every member."""

from __future__ import annotations

from bot.features.clubs.intents import SetHost
from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meetings
from bot.features.polls.ports import Polls
from bot.features.turns.intents import SeekVolunteers, Volunteer
from bot.features.turns.ports import Turn, Turns, TurnState
from bot.features.turns.views.asked import of_the_host, question, target_day
from bot.features.turns.year_intents import ShowYear
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, ClubScope, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import DayOfMonth, When
from bot.kernel.texts import Joined, T, Text
from bot.kernel.views import Audience, Button, Choice, Paragraph, Title, Tone, View, ViewRef


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
    if before.state is TurnState.LAPSED and before.answer_by is None:
        said = T("Twice no time has suited the host: {company}. The next company is asked: {next}.", **names)
    elif before.state is TurnState.LAPSED:
        said = T("No answer about the turn from: {company}. The next company is asked: {next}.", **names)
    else:
        said = T("Cannot host this time: {company}. The next company is asked: {next}.", **names)
    return View(Audience.PRIVATE, (Paragraph(said),))


async def host_wanted(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The one card for who minds the club: nobody has the turn (R5.2)."""
    scope = ClubScope(ref.club)
    if not reader.roles & LEADS or await work.of(Turns).current(scope) is not None:
        return None
    coming = await work.of(Meetings).coming(scope)
    said = T("Nobody has taken the next turn, and the date poll waits for a host.")
    if coming is not None:
        said = T("Nobody can take the date, and the meeting waits for a host: {when}.", when=When(coming.starts_at))
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
    around = Paragraph(T("The meeting is around {day}.", day=DayOfMonth(await target_day(work, scope))))
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
        return await question(work, scope, turn)
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


def _of_the_lead(scope: ClubScope) -> tuple[Button, ...]:
    return (
        Button(T("Name the host"), SetHost(club=scope.club), Tone.PRIMARY),
        Button(T("Ask for volunteers"), SeekVolunteers(club=scope.club)),
    )
