"""The panel of a brief, the question to the host, and the guests' ten minutes."""

from __future__ import annotations

from bot.features.attendance.ports import AttendanceBook, Coming
from bot.features.briefs.intents import WriteBrief
from bot.features.briefs.service.common import Visit, visit_to_come
from bot.features.briefs.views.parts import brief_blocks, look_at
from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meeting
from bot.features.polls.service.common import contacts_of
from bot.features.tips.intents import GiveTip
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope, CompanyId, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import When
from bot.kernel.texts import T, Text
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, Title, Tone, View, ViewRef


async def brief(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """What the host asks, for every member; the host changes it there until the meeting begins."""
    if Role.MEMBER not in reader.roles:
        return None
    scope = ClubScope(ref.club)
    visit = await visit_to_come(work, scope)
    if visit is None:
        return View(Audience.PRIVATE, (Paragraph(T("No company has taken the next turn yet.")),))
    if await _company_of(work, scope, reader) == visit.turn.company:
        return _hosts_own(work, visit, ref)
    host = await name_of(work, scope, visit.turn.company)
    title = Title(T("📝 The brief of {host}", host=host))
    options = Choice((Button(T("Give a tip"), GiveTip(club=ref.club), Tone.PRIMARY),))
    if visit.brief is None:
        return View(Audience.PRIVATE, (title, Paragraph(T("Nothing is written yet.")), *brief_blocks(visit), options))
    return View(Audience.PRIVATE, (title, *brief_blocks(visit), Paragraph(look_at()), options))


async def asked(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The host is asked for its brief; nothing once it is written, or the visit is another's or not to be."""
    said = T("A goal and up to three questions will do. The guests get them three days before, with your webshop.")
    return await _wish(work, reader, ref, T("📝 What shall the guests look at?"), said)


async def reminder(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The one reminder."""
    said = T("Your guests would like to prepare. One sentence about what you want from the visit is enough.")
    return await _wish(work, reader, ref, T("📝 The brief for your guests"), said)


async def preparation(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Ten minutes for a guest company's contact person; nothing for who cannot come, nor once it has begun."""
    scope = ClubScope(ref.club)
    visit = await visit_to_come(work, scope)
    if visit is None or visit.meeting is None or visit.meeting.id != ref.ids["meeting"]:
        return None
    if visit.has_begun(work.now) or not visit.has_something:
        return None
    if not await _is_guest_contact(work, scope, reader, visit.meeting):
        return None
    host = await name_of(work, scope, visit.turn.company)
    when = When(visit.meeting.starts_at)
    title = Title(T("🔎 Ten minutes for {host}, before we meet: {when}", host=host, when=when))
    option = Button(T("Give a tip"), GiveTip(club=ref.club), Tone.PRIMARY)
    return View(Audience.PRIVATE, (title, *brief_blocks(visit), Paragraph(look_at()), Choice((option,))), asks=False)


async def _wish(work: UnitOfWork, reader: Reader, ref: ViewRef, title: Text, said: Text) -> View | None:
    visit = await visit_to_come(work, ClubScope(ref.club))
    if visit is None or visit.meeting is None or visit.brief is not None or visit.has_begun(work.now):
        return None
    if Role.HOST not in reader.roles or (visit.turn.id, visit.meeting.id) != (ref.ids["turn"], ref.ids["meeting"]):
        return None
    when = T("The club comes to you {when}.", when=When(visit.meeting.starts_at))
    option = Button(T("Write it"), WriteBrief(club=ref.club), Tone.PRIMARY)
    return View(Audience.PRIVATE, (Title(title), Paragraph(when), Paragraph(said), Choice((option,))))


def _hosts_own(work: UnitOfWork, visit: Visit, ref: ViewRef) -> View:
    blocks: tuple[Block, ...] = (Title(T("📝 Your brief")), *brief_blocks(visit))
    if visit.has_begun(work.now):
        return View(Audience.PRIVATE, blocks)
    if visit.brief is None:
        blocks = (*blocks, Paragraph(T("Nothing is written yet. A goal and up to three questions will do.")))
    label = T("Change it") if visit.brief else T("Write it")
    return View(Audience.PRIVATE, (*blocks, Choice((Button(label, WriteBrief(club=ref.club), Tone.PRIMARY),))))


async def _company_of(work: UnitOfWork, scope: ClubScope, reader: Reader) -> CompanyId | None:
    member = await work.of(Roster).member_of(scope, reader.person) if reader.person else None
    return member.company if member else None


async def _is_guest_contact(work: UnitOfWork, scope: ClubScope, reader: Reader, meeting: Meeting) -> bool:
    """True for who speaks for a guest company now, and whose company has not said that it cannot come."""
    company = await _company_of(work, scope, reader)
    if company is None or company == meeting.host or Role.MEMBER not in reader.roles:
        return False
    contact = contacts_of(await work.of(Roster).members(scope)).get(company)
    said = (await work.of(AttendanceBook).rsvps(scope, meeting.id)).get(company)
    return (
        contact is not None and contact.person == reader.person and (said is None or said.coming is not Coming.CANNOT)
    )
