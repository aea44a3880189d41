"""The line to a company that was missed, and what the lead is told of it (R8)."""

from __future__ import annotations

from bot.features.absences.intents import BeginLeave
from bot.features.activity.intents import AnswerNudge, Word
from bot.features.activity.model import CALL_AFTER, LINE_AFTER, Attendance, counted
from bot.features.activity.service.nudging import visits_of
from bot.features.joining.model import acting_contact
from bot.features.meetings.ports import MeetingId, Meetings
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Company, Member, Roster
from bot.kernel.texts import TN, T, Text
from bot.kernel.views import Audience, Button, Choice, Copyable, Paragraph, Tone, View, ViewRef

FORWARD = T("Text to forward")


async def missed_two(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Ask a company in private whether something would help; nothing when the marks say otherwise by now."""
    scope = ClubScope(ref.club)
    me = await work.of(Roster).member_of(scope, reader.person) if reader.person else None
    found = await _stands(work, ref)
    if me is None or found is None or me.company != found[0].id or found[1].missed < LINE_AFTER:
        return None
    meeting = MeetingId(ref.ids["meeting"])
    options = (
        Button(T("Call me"), AnswerNudge(club=ref.club, meeting=meeting, word=Word.CALL)),
        Button(T("We take leave"), BeginLeave(club=ref.club)),
        Button(T("All is well"), AnswerNudge(club=ref.club, meeting=meeting, word=Word.WELL), Tone.YES),
    )
    asks = T("Is there anything that would make it easier?")
    return View(Audience.PRIVATE, (Paragraph(been_at(found[1])), Paragraph(asks), Choice(options)))


async def flag(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Tell the lead that a company missed two meetings, and that it has been asked."""
    found = await _stands(work, ref)
    if found is None or not reader.roles & LEADS or found[1].missed < LINE_AFTER:
        return None
    company, stands = found
    said = T(
        "{company}: {been} Reppu has asked them in private whether something would help.",
        company=company.name,
        been=company_at(stands),
    )
    return View(Audience.PRIVATE, (Paragraph(said), _forward(None)))


async def please_call(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Ask the lead to call a company that has missed three meetings, or one that would like a call."""
    found = await _stands(work, ref)
    if found is None or not reader.roles & LEADS:
        return None
    company, stands = found
    members = await work.of(Roster).members(ClubScope(ref.club))
    wanted_by = next((m for m in members if m.id == ref.ids.get("wanted_by")), None)
    if wanted_by is not None:
        said = T("A call would help, {company}: {name}.", company=company.name, name=wanted_by.name)
        return View(Audience.PRIVATE, (Paragraph(said), _forward(wanted_by)))
    if stands.missed < CALL_AFTER:
        return None
    contact = acting_contact(members, company.id)
    said = T(
        "{company}: {been} Please call: {name}.",
        company=company.name,
        been=company_at(stands),
        name=contact.name if contact else company.name,
    )
    return View(Audience.PRIVATE, (Paragraph(said), _forward(contact)))


def been_at(stands: Attendance) -> Text:
    """Say to a company itself at how many meetings it was (R8)."""
    if stands.known == 1:
        return T("You were at the last meeting.") if stands.there else T("You were not at the last meeting.")
    return TN(
        "You were at {there} of the last {n} meeting.",
        "You were at {there} of the last {n} meetings.",
        stands.known,
        there=stands.there,
    )


def company_at(stands: Attendance) -> Text:
    """Say to the lead at how many meetings a company was."""
    return TN(
        "at {there} of the last {n} meeting.", "at {there} of the last {n} meetings.", stands.known, there=stands.there
    )


def _forward(to: Member | None) -> Copyable:
    if to is None:
        return Copyable(FORWARD, T("Hello. You were missed in the club. Is there anything that would make it easier?"))
    asks = T("Hello {name}. You were missed in the club. When may I call you?", name=to.name)
    return Copyable(FORWARD, asks)


async def _stands(work: UnitOfWork, ref: ViewRef) -> tuple[Company, Attendance] | None:
    """Return the company and what its window adds up to now; None when it has left or is on leave."""
    scope = ClubScope(ref.club)
    companies = await work.of(Roster).companies(scope)
    company = next((each for each in companies if each.id == ref.ids["company"] and each.is_active), None)
    if company is None:
        return None
    held = [each for each in await work.of(Meetings).held(scope) if each.confirmed_at]
    return company, counted(await visits_of(work, scope, company, held))
