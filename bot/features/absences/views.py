"""What a company sees of its own days away and its leave."""

from __future__ import annotations

from datetime import date

from bot.features.absences.intents import AddAway, BackAgain, BeginLeave, TakeBack
from bot.features.absences.model import DaysFault, ahead, is_on, leave_now
from bot.features.absences.ports import Absence, AbsenceKind, Absences
from bot.features.meetings.ports import Meetings
from bot.features.turns.intents import PassTurn
from bot.kernel.feature import Reader
from bot.kernel.people import MEMBERS, ClubId, ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import Day, When
from bot.kernel.texts import T, Text
from bot.kernel.views import (
    Audience,
    Block,
    Button,
    Choice,
    Facts,
    FieldKind,
    Form,
    FormField,
    Paragraph,
    Title,
    Tone,
    View,
    ViewRef,
)

OWN = "absences.own"
FIELD_OF = {
    DaysFault.ENDS_BEFORE: "last",
    DaysFault.PAST: "first",
    DaysFault.TOO_LONG: "last",
    DaysFault.TOO_FAR: "first",
    DaysFault.KNOWN: "first",
    DaysFault.OVERLAPS: "first",
}


def away_form(club: ClubId) -> Form:
    """Ask for days away."""
    fields = (
        FormField("first", T("First day"), FieldKind.DAY),
        FormField("last", T("Last day"), FieldKind.DAY, hint=T("For one day, the same day again.")),
    )
    return Form(AddAway(club=club), T("Days away"), fields, T("Save"), T("You cannot host on these days."))


def leave_form(club: ClubId, today: date) -> Form:
    """Ask for a leave; never for its reason."""
    fields = (
        FormField("first", T("First day"), FieldKind.DAY, today.isoformat()),
        FormField("last", T("Last day"), FieldKind.DAY, hint=T("Empty: until you say you are back."), required=False),
    )
    said = T("Illness, a child, the busy season: Reppu does not ask why. The club lead sees that you are on leave.")
    return Form(BeginLeave(club=club), T("On leave"), fields, T("Save"), said)


def refused(fault: DaysFault) -> Text:
    """Say why days cannot be declared, and what to write instead."""
    return {
        DaysFault.ENDS_BEFORE: T("The last day comes before the first. Change the days over."),
        DaysFault.PAST: T("These days have begun or are over. Choose a day from today on."),
        DaysFault.TOO_LONG: T("That is more than a year. Choose an earlier last day, or take leave."),
        DaysFault.TOO_FAR: T("That is more than two years ahead. Choose an earlier day."),
        DaysFault.KNOWN: T("These days are in the list already."),
        DaysFault.OVERLAPS: T("You have a leave for these days already. Take it back first: /away."),
    }[fault]


def days_words(first: date, last: date | None) -> Text:
    """Return days with both their ends."""
    if last is None:
        return T("from {first} until you are back", first=Day(first))
    return Day(first) if first == last else T("{first} – {last}", first=Day(first), last=Day(last))


async def own(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """What the reader's company has declared, with what can be done about it."""
    scope = ClubScope(ref.club)
    me = await work.of(Roster).member_of(scope, reader.person) if reader.person else None
    if me is None or not reader.roles & MEMBERS:
        return None
    declared = ahead(await work.of(Absences).of_company(scope, me.company), work.now)
    leave = leave_now(declared, work.now)
    name = next((c.name for c in await work.of(Roster).companies(scope) if c.id == me.company), "")
    blocks: list[Block] = [Title(T("Away and on leave: {company}", company=name))]
    if leave is not None:
        back = Button(T("We are back"), BackAgain(club=ref.club), Tone.PRIMARY)
        blocks += [Paragraph(T("You are on leave. Nobody asks or counts you.")), Choice((back,))]
    if declared:
        blocks.append(Facts(tuple((_kind_words(each), days_words(each.first, each.last)) for each in declared)))
    else:
        blocks.append(Paragraph(T("Nothing is declared. Away: you cannot host then. On leave: nobody asks you.")))
    blocks += await _as_host(work, scope, me.company, declared)
    return View(Audience.PRIVATE, (*blocks, *_choices(ref.club, declared, leave, work)))


async def _as_host(work: UnitOfWork, scope: ClubScope, company: CompanyId, declared: list[Absence]) -> list[Block]:
    """Offer a host that is away on its decided date to say that it cannot host, while others can be asked (R5.6)."""
    meeting = await work.of(Meetings).coming(scope)
    if meeting is None or meeting.host != company or work.now >= meeting.starts_at:
        return []
    if not any(is_on(each, meeting.starts_at) for each in declared):
        return []
    cannot = Button(T("We cannot host"), PassTurn(club=scope.club, turn=meeting.turn), Tone.NO)
    said = T(
        "You host the club then: {when}. If you cannot, say so early: another company is asked.",
        when=When(meeting.starts_at),
    )
    return [Paragraph(said), Choice((cannot,))]


def _choices(club: ClubId, declared: list[Absence], leave: Absence | None, work: UnitOfWork) -> list[Choice]:
    removable = [each for each in declared if each.kind is AbsenceKind.AWAY or not is_on(each, work.now)]
    removals = tuple(
        Button(T("Take back: {days}", days=days_words(each.first, each.last)), TakeBack(club=club, absence=each.id))
        for each in removable
    )
    more = [Button(T("Days away"), AddAway(club=club))]
    if leave is None:
        more.append(Button(T("On leave"), BeginLeave(club=club)))
    return [*([Choice(removals)] if removals else []), Choice(tuple(more))]


def _kind_words(absence: Absence) -> Text:
    return T("Away") if absence.kind is AbsenceKind.AWAY else T("On leave")
