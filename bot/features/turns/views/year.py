"""The year ahead: who has hosted, who has said yes, who is asked, who is expected when (R5.8)."""

from __future__ import annotations

from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.turns.model.year import SHOWN_FOR
from bot.features.turns.ports import Turns
from bot.features.turns.service.named import NamedTurn, Year, year_of
from bot.features.turns.views.why import of_any, yours
from bot.features.turns.year_intents import AskAgain, ChooseSwap, WhyUs
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, ClubScope, CompanyId, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import Day, Listed, Month
from bot.kernel.texts import Joined, T, Text, Value
from bot.kernel.views import Audience, Button, Choice, Facts, Paragraph, Title, Tone, View, ViewRef

LAST_SERVED = 3


async def year(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The private list of hosts for twelve months, with what the reader may do about it."""
    own = await own_company(work, reader, ref)
    if own is None:
        return None
    scope = ClubScope(ref.club)
    ahead = await year_of(work, scope)
    rows = [*await _served(work, scope), *[await _row(work, scope, each) for each in ahead.turns]]
    blocks = [Facts(tuple(rows))] if rows else [Paragraph(T("No turns yet: they follow from the first meeting."))]
    title = Title(T("Who hosts when"))
    return View(
        Audience.PRIVATE,
        (title, *blocks, *await _resting(work, reader, scope, ahead, own), *await _choices(work, scope, ahead, own)),
    )


async def why(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Why a company has its next turn, or had its last one, in one sentence."""
    own = await own_company(work, reader, ref)
    if own is None:
        return None
    scope, company = ClubScope(ref.club), CompanyId(ref.ids["company"])
    found = await _why_of(work, scope, company, own)
    if found is None:
        return View(Audience.PRIVATE, (Paragraph(T("No turn in the coming year.")),))
    title, words = found
    return View(Audience.PRIVATE, (Title(title), Paragraph(words)))


def _foreseen(words: Text, ahead: Year, turn: NamedTurn) -> Text:
    """Say of a turn that is only foreseen that others come before it."""
    if turn.turn is not None or turn is ahead.turns[0]:
        return words
    return Joined((words, T("So it looks today, once the turns before it have been.")))


async def own_company(work: UnitOfWork, reader: Reader, ref: ViewRef) -> CompanyId | None:
    """Return the reader's company, None for who is no member (any more)."""
    if reader.person is None or Role.MEMBER not in reader.roles:
        return None
    member = await work.of(Roster).member_of(ClubScope(ref.club), reader.person)
    return member.company if member else None


def around(turn: NamedTurn) -> Text:
    """Return when a turn is: the decided day, else about which month."""
    return Day(turn.meeting.day) if turn.meeting else T("around {month}", month=Month(turn.day))


async def _served(work: UnitOfWork, scope: ClubScope) -> list[tuple[Value, Value]]:
    held = [each for each in await work.of(Meetings).held(scope) if each.ends_at > work.now - SHOWN_FOR]
    return [(Day(each.day), await _hosted(work, scope, each)) for each in held[-LAST_SERVED:]]


async def _hosted(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> Text:
    name = await name_of(work, scope, meeting.host)
    if meeting.host_came:
        return T("✔ {company}, has hosted", company=name)
    return T("{company}, did not host", company=name)


async def _row(work: UnitOfWork, scope: ClubScope, turn: NamedTurn) -> tuple[Value, Value]:
    name = await name_of(work, scope, turn.company)
    if turn.turn is None:
        return (around(turn), T("○ {company}, expected", company=name))
    if not turn.turn.is_accepted:
        return (around(turn), T("◔ {company}, no answer yet", company=name))
    if turn.meeting is not None:
        return (around(turn), T("● {company}, date decided", company=name))
    return (around(turn), T("◕ {company}, has said yes", company=name))


async def _resting(
    work: UnitOfWork, reader: Reader, scope: ClubScope, ahead: Year, own: CompanyId
) -> list[Paragraph | Choice]:
    """Name who let two turns go by, to itself and to the lead, who may say that it is ready again (R5.2)."""
    resting = [each for each in sorted(ahead.queue.resting()) if each == own or reader.roles & LEADS]
    if not resting:
        return []
    names = {each: await name_of(work, scope, each) for each in resting}
    said = T("Two turns went by, so not asked for now: {companies}.", companies=Listed(tuple(names.values())))
    options = (
        Button(T("Ask again: {company}", company=name), AskAgain(club=scope.club, company=each))
        for each, name in names.items()
    )
    return [Paragraph(said), Choice(tuple(options))]


async def _choices(work: UnitOfWork, scope: ClubScope, ahead: Year, own: CompanyId) -> list[Choice]:
    companies = list(dict.fromkeys(each.company for each in ahead.turns))
    others = [each for each in companies if each != own]
    choices: list[Choice] = []
    if own in companies:
        mine = [Button(T("Why us?"), WhyUs(club=scope.club, company=own))]
        if len(ahead.tradable()) > 1 and any(each.company == own for each in ahead.tradable()):
            mine.append(Button(T("Swap"), ChooseSwap(club=scope.club), Tone.PRIMARY))
        choices.append(Choice(tuple(mine)))
    if others:
        names = [(each, await name_of(work, scope, each)) for each in others]
        buttons = tuple(Button(name, WhyUs(club=scope.club, company=each)) for each, name in names)
        choices.append(Choice(buttons, T("Why then?")))
    return choices


async def _why_of(work: UnitOfWork, scope: ClubScope, company: CompanyId, own: CompanyId) -> tuple[Text, Text] | None:
    ahead = await year_of(work, scope)
    name = await name_of(work, scope, company)
    turn = ahead.first_of(company)
    if turn is not None and turn.why is not None:
        said = await (yours if company == own else of_any)(work, scope, turn.why)
        return (Joined((name, around(turn)), ", "), _foreseen(said, ahead, turn))
    for meeting in reversed(await work.of(Meetings).held(scope)):
        if meeting.host != company or not meeting.turn:
            continue
        then = ahead.queue.why_turn(await work.of(Turns).turn(scope, meeting.turn))
        if then is not None:
            return (Joined((name, Day(meeting.day)), ", "), await of_any(work, scope, then))
    return None
