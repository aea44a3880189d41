"""Who comes, as each member sees it in private and the room in counts; and one's own mark afterwards (R2, R6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.features.attendance.intents import AskReason, MarkOwn, SayComing
from bot.features.attendance.model import settled_at
from bot.features.attendance.ports import Attended, Coming, Presence, Rsvp
from bot.features.attendance.service.saying import HOST_COMES
from bot.features.attendance.service.sheet import Sheet, current_meeting, has_begun, sheet_of
from bot.features.meetings.names import known_name
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.service.common import contacts_of
from bot.features.turns.intents import PassTurn
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, ClubScope, CompanyId, PersonId, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Member, Roster
from bot.kernel.spoken import Begun, Listed, Span, When
from bot.kernel.texts import TN, Joined, T, Text, Written
from bot.kernel.views import Audience, Block, Button, Choice, Facts, Paragraph, Title, Tone, View, ViewRef

PRESENCE_WORDS: Mapping[Presence, Text] = {
    Presence.PRESENT: T("present"),
    Presence.COLLEAGUE: T("a colleague came"),
    Presence.LATE: T("late"),
    Presence.EXCUSED: T("excused"),
    Presence.ABSENT: T("absent"),
}
UNKNOWN = T("not known")
ARE_YOU_COMING = T("Are you coming?")


async def rsvp_buttons(work: UnitOfWork, scope: ClubScope, meeting: Meeting, reader: Reader) -> Choice | None:
    """Return "coming" and "cannot" for a private message; None for the host, and where there is nothing to say."""
    member = await _member(work, scope, reader)
    if member is None or not meeting.is_coming or has_begun(meeting, work.now) or member.company == meeting.host:
        return None
    sheet = await sheet_of(work, scope, meeting)
    return _buttons(scope, sheet, member.company) if member.company in sheet.companies else None


async def coming_words(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> Text | None:
    """Return how many companies are coming, for the room; None for a meeting that is not to come."""
    if not meeting.is_coming:
        return None
    return _counted(await sheet_of(work, scope, meeting))


async def mine(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The private panel of one's company: whether it comes, and who does; after the meeting, its mark."""
    scope = ClubScope(ref.club)
    member = await _member(work, scope, reader)
    if member is None:
        return None
    meeting = await current_meeting(work, scope)
    if meeting is None:
        words = T("No date is decided yet. /meeting shows what is coming.")
        return View(Audience.PRIVATE, (Paragraph(words),))
    sheet = await sheet_of(work, scope, meeting)
    made = await (_afterwards if meeting.is_held else _beforehand)(work, scope, sheet, member)
    if not meeting.is_held and (reader.roles & LEADS or member.company == meeting.host):
        made = (*made, *_cannot(sheet))
    if not meeting.is_held and reader.roles & LEADS:
        made = (*made, *_silent(sheet))
    return View(Audience.PRIVATE, (Title(await headline(work, scope, meeting)), *made))


async def ask(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The question to a contact person, 48 h before; nothing when the company stands one way meanwhile (R6)."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    member = await _member(work, scope, reader)
    contacts = contacts_of(await work.of(Roster).members(scope))
    if member is None or not meeting.is_coming or has_begun(meeting, work.now):
        return None
    contact = contacts.get(member.company)
    sheet = await sheet_of(work, scope, meeting)
    if contact is None or contact.id != member.id or member.company not in sheet.stood.silent:
        return None
    title = Title(await headline(work, scope, meeting))
    buttons = replace(_buttons(scope, sheet, member.company), question=None)
    return View(Audience.PRIVATE, (title, Paragraph(ARE_YOU_COMING), buttons))


async def headline(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> Text:
    """Return when and at whose."""
    host, when = await known_name(work, scope, meeting.host), Span(meeting.starts_at, meeting.length)
    return Begun(T("{when}, host: {host}", when=when, host=host) if host else when)


def presence_buttons(choices: Iterable[tuple[Button, Presence | None]], now: Presence | None) -> tuple[Button, ...]:
    """Return answers with the one that stands marked."""
    return tuple(
        Button(each.label, each.action, each.tone, chosen=presence is now and now is not None)
        for each, presence in choices
    )


def _buttons(scope: ClubScope, sheet: Sheet, company: CompanyId) -> Choice:
    known, stood = sheet.meeting.id, sheet.stood
    options = tuple(
        Button(label, SayComing(club=scope.club, meeting=known, coming=coming), tone, chosen=company in group)
        for label, coming, tone, group in (
            (T("Coming"), Coming.COMING, Tone.YES, stood.coming),
            (T("Cannot"), Coming.CANNOT, Tone.NO, stood.cannot),
        )
    )
    return Choice(options, _question(sheet, company))


def _question(sheet: Sheet, company: CompanyId) -> Text:
    if company in sheet.said or company in sheet.stood.silent:
        return ARE_YOU_COMING
    if company in sheet.stood.cannot:
        return T("You are away that day, so you stand as not coming.")
    return T("You said yes to this time, so you stand as coming.")


async def _beforehand(work: UnitOfWork, scope: ClubScope, sheet: Sheet, member: Member) -> tuple[Block, ...]:
    counted = Paragraph(_counted(sheet))
    names = tuple(each.name for known, each in sheet.companies.items() if known in sheet.stood.coming)
    who = (Paragraph(T("Coming: {names}", names=Listed(names))),) if names else ()
    if has_begun(sheet.meeting, work.now):
        return (counted, *who)
    return (*await _own_word(work, scope, sheet, member), counted, *who)


async def _own_word(work: UnitOfWork, scope: ClubScope, sheet: Sheet, member: Member) -> tuple[Block, ...]:
    if member.company == sheet.meeting.host:
        falls_out = Button(T("We cannot host"), PassTurn(club=scope.club, turn=sheet.meeting.turn))
        return (Paragraph(HOST_COMES), Choice((falls_out,)))
    if member.company not in sheet.companies:
        return ()
    said = sheet.said.get(member.company)
    buttons = _buttons(scope, sheet, member.company)
    if said is None:
        return (buttons,)
    names = {each.person: each.name for each in await work.of(Roster).members(scope)}
    state = Paragraph(_said(said, member, names))
    if said.coming is Coming.COMING:
        return (state, Choice(buttons.options))
    why = T("Change the reason") if said.reason else T("Say why")
    options = (*buttons.options, Button(why, AskReason(club=scope.club, meeting=sheet.meeting.id)))
    reason = (Paragraph(T("Reason: {reason}", reason=Written(said.reason))),) if said.reason else ()
    return (state, *reason, Choice(options))


def _said(said: Rsvp, member: Member, names: Mapping[PersonId | None, str]) -> Text:
    """Say how the company stands; colleagues see who said it (R4.5, R6)."""
    words = T("You are coming.") if said.coming is Coming.COMING else T("You cannot come.")
    if said.person == member.person or said.person not in names:
        return words
    return Joined((words, T("Said by: {name}, {when}.", name=Written(names[said.person]), when=When(said.said_at))))


def _counted(sheet: Sheet) -> Text:
    return TN(
        "{coming} of {n} company is coming.",
        "{coming} of {n} companies are coming.",
        sheet.stood.companies,
        coming=len(sheet.stood.coming),
    )


def _cannot(sheet: Sheet) -> tuple[Block, ...]:
    """Who cannot, with the reason they gave: for the lead and the host, who set the table."""
    cannot = [known for known in sheet.companies if known in sheet.stood.cannot]
    rows = tuple((Written(sheet.companies[each].name), _reason(sheet.said.get(each))) for each in cannot)
    return (Paragraph(T("Cannot come:")), Facts(rows)) if rows else ()


def _silent(sheet: Sheet) -> tuple[Block, ...]:
    """Who has not said: for the lead alone (R2)."""
    silent = tuple(each.name for known, each in sheet.companies.items() if known in sheet.stood.silent)
    return (Paragraph(T("Not said yet: {names}", names=Listed(silent))),) if silent else ()


def _reason(said: Rsvp | None) -> Text:
    if said is None:
        return T("away that day")
    return Written(said.reason) if said.reason else T("no reason given")


async def _afterwards(work: UnitOfWork, scope: ClubScope, sheet: Sheet, member: Member) -> tuple[Block, ...]:
    """One's own mark, to be corrected for seven days (R6)."""
    if member.company not in sheet.companies:
        return (Paragraph(T("The meeting is over.")),)
    until = settled_at(sheet.meeting.ends_at, (await work.of(Roster).frame(scope)).calendar)
    mark = sheet.marks.get(member.company)
    state = Paragraph(own_mark(mark))
    if work.now >= until:
        return (state,)
    choices = (
        (Button(Begun(words), MarkOwn(club=scope.club, meeting=sheet.meeting.id, presence=each)), each)
        for each, words in PRESENCE_WORDS.items()
    )
    question = T("If that is wrong, correct it before {when}.", when=When(until))
    return (state, Choice(presence_buttons(choices, mark.presence if mark else None), question))


def own_mark(mark: Attended | None) -> Text:
    """Return what a company was marked as, to itself."""
    if mark is None:
        return T("Your company is not marked yet.")
    return T("Your company's mark: {mark}.", mark=PRESENCE_WORDS[mark.presence])


async def _member(work: UnitOfWork, scope: ClubScope, reader: Reader) -> Member | None:
    if reader.person is None or Role.MEMBER not in reader.roles:
        return None
    return await work.of(Roster).member_of(scope, reader.person)
