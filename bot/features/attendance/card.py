"""The lead's attendance card, a company's correction shown to the lead, and the lines to who was missed (R6, R9)."""

from __future__ import annotations

from bot.features.attendance.intents import ConfirmAttendance, MarkCompany, OpenMark, Tap
from bot.features.attendance.model import THERE
from bot.features.attendance.ports import Attended, Presence
from bot.features.attendance.service.marking import PRESENCE_OF
from bot.features.attendance.service.sheet import Sheet, has_begun, sheet_of
from bot.features.attendance.views import PRESENCE_WORDS, UNKNOWN, headline, presence_buttons
from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.ports import Polls, PollState
from bot.features.polls.service.common import contacts_of
from bot.kernel.clock import to_micros
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import Begun, Span, When
from bot.kernel.texts import TN, Joined, T, Text, Written
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, Title, Tone, View, ViewRef

TAPS = ((Tap.UNKNOWN, UNKNOWN), *((Tap(each.value), words) for each, words in PRESENCE_WORDS.items()))
LINE = "\n"


async def due(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The card as it is handed to the lead on the meeting's day; nothing once it is confirmed."""
    meeting = await work.of(Meetings).meeting(ClubScope(ref.club), ref.ids["meeting"])
    return None if meeting.confirmed_at is not None else await card(work, reader, ref)


async def card(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The card: a button a company with its state; tapped, its answers open; "Right" takes it as it stands."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    if not reader.roles & LEADS or not has_begun(meeting, work.now):
        return None
    sheet = await sheet_of(work, scope, meeting)
    title = Title(T("Who was there? {meeting}", meeting=await headline(work, scope, meeting)))
    return View(
        Audience.PRIVATE,
        (
            title,
            Paragraph(_guidance(sheet)),
            *_open(scope, sheet, CompanyId(ref.ids.get("company", ""))),
            Choice(tuple(Button(_row(sheet, each), _opening(scope, meeting, each)) for each in sheet.companies)),
            *_right(scope, sheet),
        ),
    )


async def corrected(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """A company has corrected its own mark; nothing when it was changed again since."""
    scope, company = ClubScope(ref.club), CompanyId(ref.ids["company"])
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    mark = (await sheet_of(work, scope, meeting)).marks.get(company)
    if not reader.roles & LEADS or mark is None or f"{to_micros(mark.marked_at)}" != ref.ids["at"]:
        return None
    words = T(
        "{company} has corrected its attendance {when}. It is now: {mark}.",
        company=await name_of(work, scope, company),
        when=When(mark.marked_at),
        mark=PRESENCE_WORDS[mark.presence],
    )
    return View(Audience.PRIVATE, (Title(await headline(work, scope, meeting)), Paragraph(words)))


async def missed_lines(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Five lines for a company that was absent: when, how many, what next; no tips (R9)."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    member = await work.of(Roster).member_of(scope, reader.person) if reader.person else None
    if member is None:
        return None
    contact = contacts_of(await work.of(Roster).members(scope)).get(member.company)
    sheet = await sheet_of(work, scope, meeting)
    mark = sheet.marks.get(member.company)
    if contact is None or contact.id != member.id or mark is None or mark.presence is not Presence.ABSENT:
        return None
    if await _met_since(work, scope, meeting):
        return None
    lines = (
        T("You were missed at the last meeting."),
        Begun(Span(meeting.starts_at, meeting.length)),
        T("Host: {host}", host=await name_of(work, scope, meeting.host)),
        _there(sheet),
        await _next(work, scope),
    )
    return View(Audience.PRIVATE, (Paragraph(Joined(lines, LINE)),))


def _guidance(sheet: Sheet) -> Text:
    if sheet.meeting.confirmed_at is None:
        return T("Filled in from what companies have said. Tap what is different, then Right.")
    if any(each.is_assumed for each in sheet.marks.values()):
        return T("Nobody confirmed this within seven days, so it is only assumed. Right makes it sure.")
    return T("Kept {when}. A tap on a company still changes it.", when=When(sheet.meeting.confirmed_at))


def _open(scope: ClubScope, sheet: Sheet, company: CompanyId) -> tuple[Block, ...]:
    """Return the answers of the company that was tapped."""
    if company not in sheet.companies:
        return ()
    known = sheet.meeting.id
    choices = (
        (
            Button(Begun(words), MarkCompany(club=scope.club, meeting=known, company=company, tap=tap)),
            PRESENCE_OF.get(tap),
        )
        for tap, words in TAPS
    )
    options = presence_buttons(choices, sheet.presence(company))
    return (Choice(options, Written(sheet.companies[company].name)),)


def _right(scope: ClubScope, sheet: Sheet) -> tuple[Block, ...]:
    """Return "Right", as long as there is something to make sure."""
    if sheet.meeting.confirmed_at is not None and not any(each.is_assumed for each in sheet.marks.values()):
        return ()
    button = Button(T("Right"), ConfirmAttendance(club=scope.club, meeting=sheet.meeting.id), Tone.PRIMARY)
    return (Choice((button,)),)


def _opening(scope: ClubScope, meeting: Meeting, company: CompanyId) -> OpenMark:
    return OpenMark(club=scope.club, meeting=meeting.id, company=company)


def _row(sheet: Sheet, company: CompanyId) -> Text:
    presence, mark = sheet.presence(company), sheet.marks.get(company)
    state = PRESENCE_WORDS[presence] if presence else UNKNOWN
    if mark is not None and mark.is_assumed:
        state = T("{mark}, assumed", mark=state)
    return T("{company}: {mark}", company=Written(sheet.companies[company].name), mark=state)


def _there(sheet: Sheet) -> Text:
    there = [each for each in sheet.marks.values() if _was_there(each)]
    return TN(
        "{there} of {n} company was there.",
        "{there} of {n} companies were there.",
        len(sheet.companies),
        there=len(there),
    )


def _was_there(mark: Attended) -> bool:
    return mark.presence in THERE and not mark.is_assumed


async def _met_since(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> bool:
    return any(each.starts_at > meeting.starts_at for each in await work.of(Meetings).held(scope))


async def _next(work: UnitOfWork, scope: ClubScope) -> Text:
    coming = await work.of(Meetings).coming(scope)
    if coming is not None:
        return T("The next meeting: {when}.", when=When(coming.starts_at))
    poll = await work.of(Polls).live(scope)
    if poll is not None and poll.state in {PollState.PLANNED, PollState.DRAWN}:
        return T("The next date poll opens {when}.", when=When(poll.opens_at))
    if poll is not None and poll.state is PollState.OPEN:
        return T("The date poll for the next one closes {when}.", when=When(poll.closes_at))
    return T("The next date is not decided yet.")
