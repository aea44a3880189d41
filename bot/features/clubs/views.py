"""Names of the views, forms and short private views of clubs; what needs the club's state stands in `panels`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.features.clubs.intents import (
    LONGEST_LISTING,
    LONGEST_MINUTES,
    SHORTEST_MINUTES,
    AddCompanies,
    AddPause,
    CloseClub,
    Country,
    FoundClub,
    OpenClub,
    RenewLeadLink,
    SetCadence,
    SetHost,
    SetHours,
    SetRegion,
    SetTerm,
)
from bot.features.clubs.model import NAME_LIMIT, PLACE_LIMIT, FaultyLine, LineFault, PauseFault
from bot.features.clubs.ports import ClubCounts
from bot.features.clubs.spoken import CountryName, length_words
from bot.features.joining.intents import ZONES
from bot.features.joining.views import OWN_NAMES, ZoneName, link_blocks
from bot.features.polls.model.rhythm import DAYS_IN_WEEK, FEWEST_WEEKS, MOST_WEEKS, Misfit, Refusal, Rhythm
from bot.kernel.people import ClubId, Language
from bot.kernel.roster import ClubFrame, Company
from bot.kernel.spoken import Listed, Weekday
from bot.kernel.texts import TN, Joined, T, Text, Value
from bot.kernel.views import Audience, Button, Choice, Facts, FieldKind, Form, FormField, Paragraph, Title, Tone, View

CLUB = "clubs.club"
PAUSES = "clubs.pauses"
LEAD_WELCOME = "clubs.lead_welcome"
ORGANIZER = "clubs.organizer"
CLOSING_ASKED = "clubs.closing_asked"
CLOSED = "clubs.closed"

TERMS_MONTHS = (0, 6, 12, 24)
LENGTHS_MINUTES = (60, 90, 120, 150, 180, 240)
_MOST_FAULTS_SAID = 3
_MINUTE = timedelta(minutes=1)
_LANGUAGES: tuple[tuple[str, Value], ...] = tuple((each.value, OWN_NAMES[each]) for each in Language)


def found_form(language: Language) -> Form:
    """Ask for a new club and its lead."""
    fields = (
        FormField("name", T("Name of the club"), limit=NAME_LIMIT),
        FormField("lead_name", T("Who leads it"), limit=NAME_LIMIT, hint=T("First name and family name.")),
        FormField("lead_company", T("The lead's company"), limit=NAME_LIMIT),
        FormField("language", T("Language of the club"), FieldKind.ONE, language.value, _LANGUAGES),
    )
    return Form(FoundClub(), T("Found a club"), fields, T("Found the club"))


def founded(club_name: str, lead_name: str, token: str) -> View:
    """Say that a club stands and show its lead's link, once."""
    said = T("The lead sets it up in five short steps.")
    links_shown = link_blocks(club_name, [(lead_name, token)])
    return View(Audience.PRIVATE, (Title(T("{club} is founded.", club=club_name)), Paragraph(said), *links_shown))


def links(club_name: str, made: Iterable[tuple[str, str]]) -> View:
    """Show links, once."""
    return View(Audience.PRIVATE, link_blocks(club_name, made))


def counted(clubs: Sequence[ClubCounts]) -> View:
    """Show clubs in counts."""
    if not clubs:
        return View(Audience.PRIVATE, (Paragraph(T("You have founded no club yet. Write /found to begin.")),))
    facts = Facts(tuple((each.name, _counts(each)) for each in clubs))
    renewals = tuple(
        Button(T("New link for the lead: {club}", club=each.name), RenewLeadLink(club=each.club))
        for each in clubs
        if each.awaits_lead
    )
    choices = (Choice(renewals),) if renewals else ()
    return View(Audience.PRIVATE, (Title(T("Your clubs in counts")), facts, *choices))


def region_form(frame: ClubFrame) -> Form:
    """Ask for step 1."""
    zones = tuple((key, ZoneName(ZoneInfo(key))) for key in dict.fromkeys((*ZONES, frame.zone.key)))
    countries = tuple((each.value, CountryName(each.value)) for each in Country)
    spoken = tuple(each.value for each in frame.languages)
    fields = (
        FormField("languages", T("Languages of the members"), FieldKind.MANY, spoken, _LANGUAGES),
        FormField("language", T("Language of the club's chat"), FieldKind.ONE, frame.language.value, _LANGUAGES),
        FormField("zone", T("Time zone"), FieldKind.ONE, frame.zone.key, zones),
        FormField("countries", T("Public holidays of"), FieldKind.MANY, frame.calendar.countries, countries),
    )
    return Form(SetRegion(club=frame.id), T("Languages and clock"), fields, T("Save"))


def hours_form(club: ClubId, rhythm: Rhythm) -> Form:
    """Ask for step 2."""
    days = tuple((str(each), Weekday(each)) for each in range(DAYS_IN_WEEK))
    present = rhythm.length // _MINUTE
    lengths = sorted({*LENGTHS_MINUTES, present})
    fields = (
        FormField("weekdays", T("Usual weekdays"), FieldKind.MANY, tuple(map(str, rhythm.weekdays)), days),
        FormField("start", T("Begins at"), FieldKind.TIME, f"{rhythm.start:%H:%M}"),
        FormField(
            "minutes",
            T("Lasts"),
            FieldKind.ONE,
            str(present),
            tuple((str(each), length_words(each * _MINUTE)) for each in lengths),
        ),
    )
    return Form(SetHours(club=club), T("Days and hours"), fields, T("Save"))


def companies_form(club: ClubId, companies: Sequence[Company]) -> Form:
    """Ask for step 3: a list as one would write it on a note."""
    field = FormField(
        "listed",
        T("Companies and contact persons"),
        FieldKind.TEXT,
        hint=T("One a line, like: Kvarnboden – Anna Lind"),
        limit=LONGEST_LISTING,
    )
    here = T("In the club already: {names}.", names=Listed(tuple(each.name for each in companies)))
    return Form(AddCompanies(club=club), T("Add companies"), (field,), T("Save"), here if companies else None)


def host_form(frame: ClubFrame, companies: Sequence[Company]) -> Form:
    """Ask for step 4."""
    options = tuple((each.id, each.name) for each in companies)
    fields = (
        FormField("company", T("Host"), FieldKind.ONE, frame.host or "", options),
        FormField("place", T("Place"), value=frame.host_place, limit=PLACE_LIMIT, hint=T("Street and town.")),
    )
    return Form(SetHost(club=frame.id), T("Host and place"), fields, T("Save"))


def cadence_form(club: ClubId, rhythm: Rhythm) -> Form:
    """Ask how often the club meets."""
    hint = T("{least} to {most} weeks.", least=FEWEST_WEEKS, most=MOST_WEEKS)
    weeks = FormField("weeks", T("Weeks between meetings"), FieldKind.NUMBER, str(rhythm.cadence_weeks), hint=hint)
    return Form(SetCadence(club=club), T("How often"), (weeks,), T("Save"))


def term_words(months: int) -> Text:
    """Return how long a term is."""
    return TN("{n} month", "{n} months", months) if months else T("no terms")


def term_form(club: ClubId, present: int) -> Form:
    """Ask for how long lead and deputy are asked."""
    options = tuple((str(each), term_words(each)) for each in sorted({*TERMS_MONTHS, present}))
    field = FormField("months", T("Term of lead and deputy"), FieldKind.ONE, str(present), options)
    text = T("No term ends by itself. A reminder comes one meeting before, then it goes on.")
    return Form(SetTerm(club=club), T("Terms"), (field,), T("Save"), text)


def closing_question(club: ClubId, club_name: str) -> View:
    """Ask once more before a club is to close, and say what happens."""
    said = T("The second of you confirms within 7 days. Then polls, meetings and messages end and everybody is told.")
    kept = T("For 24 months everybody can get and erase their own data. After that nobody can read what was written.")
    options = (
        Button(T("Ask to close"), CloseClub(club=club, sure=True), Tone.NO),
        Button(T("Keep all as it is"), OpenClub(club=club)),
    )
    title = Title(T("Close {club} for good?", club=club_name))
    return View(Audience.PRIVATE, (title, Paragraph(said), Paragraph(kept), Choice(options)))


def pause_form(club: ClubId) -> Form:
    """Ask for a pause."""
    often = (("0", T("this once")), ("1", T("every year")))
    fields = (
        FormField("first", T("First day"), FieldKind.DAY),
        FormField("last", T("Last day"), FieldKind.DAY),
        FormField("yearly", T("How often"), FieldKind.ONE, "0", often),
    )
    text = T("In a pause there are no polls, meetings or messages.")
    return Form(AddPause(club=club), T("Add a pause"), fields, T("Save"), text)


def faulty_lines(faults: Sequence[FaultyLine]) -> Text:
    """Say which lines of a list cannot be used, and what to write instead."""
    said = [_faulty_line(each) for each in faults[:_MOST_FAULTS_SAID]]
    if len(faults) > _MOST_FAULTS_SAID:
        said.append(TN("And {n} line more.", "And {n} lines more.", len(faults) - _MOST_FAULTS_SAID))
    return Joined(tuple(said))


def pause_refused(fault: PauseFault) -> Text:
    """Say why a pause cannot be used, and what to write instead."""
    match fault:
        case PauseFault.ENDS_BEFORE:
            return T("The pause ends before it begins. Change the days over.")
        case PauseFault.TOO_LONG:
            return T("A pause lasts a year at most. Choose an earlier last day.")
        case PauseFault.PAST:
            return T("This pause is over already. Choose coming days.")
        case PauseFault.KNOWN:
            return T("This pause is in the list already.")


def misfit(refused: Refusal) -> Text:
    """Say why settings do not fit, with the sum (R4.1)."""
    match refused.misfit:
        case Misfit.NO_WEEKDAY:
            return T("Choose at least one weekday.")
        case Misfit.LENGTH:
            return T("A meeting lasts {least} to {most} minutes.", least=SHORTEST_MINUTES, most=LONGEST_MINUTES)
        case Misfit.CADENCE:
            least, most = refused.terms
            return T(
                "Choose {least} to {most} weeks; this is {given}.", least=least, most=most, given=refused.available
            )
        case Misfit.PAUSES:
            return T(
                "A poll and its dates need {sum} = {needed} days in a row. Between the pauses there are {available}.",
                **_sum(refused),
            )
        case Misfit.POLL_AND_NOTICE | Misfit.OPENING_AND_WINDOW:
            return T("A poll and its dates need {sum} = {needed} days. There are {available}.", **_sum(refused))


def _sum(refused: Refusal) -> dict[str, Value]:
    terms = Joined(tuple(refused.terms), " + ")
    return {"sum": terms, "needed": refused.needed, "available": refused.available}


def _faulty_line(faulty: FaultyLine) -> Text:
    match faulty.fault:
        case LineFault.NO_CONTACT:
            return T(
                "Line {number}, {words}: write a dash and the contact person after the company.",
                number=faulty.number,
                words=_short(faulty.words),
            )
        case LineFault.TOO_LONG:
            return T("Line {number}: a name has at most {limit} characters.", number=faulty.number, limit=NAME_LIMIT)


def _short(words: str) -> str:
    return words if len(words) <= NAME_LIMIT else f"{words[:NAME_LIMIT]}…"


def _counts(counts: ClubCounts) -> Text:
    return T(
        "members {members}, companies {companies}, meetings held {meetings}, answers {answers}",
        members=counts.members,
        companies=counts.companies,
        meetings=counts.meetings_held,
        answers=counts.answers,
    )
