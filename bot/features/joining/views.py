"""Names of the views, forms and short private views of joining; what needs the roster stands in `panels`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from bot.features.joining.intents import (
    NO_COMPANY,
    EditCompany,
    HandOver,
    Invite,
    Knock,
    Leave,
    MemberList,
    OpenInvitation,
    RemoveCompany,
    RemoveMember,
    UseBootstrap,
)
from bot.features.joining.model import NAME_LIMIT
from bot.kernel.intents import Intent
from bot.kernel.people import ClubId, Language
from bot.kernel.roster import Company, Member
from bot.kernel.spoken import Listed, locale_of
from bot.kernel.texts import Joined, T, Text, Voice, Written
from bot.kernel.views import (
    Audience,
    Block,
    Button,
    Choice,
    Copyable,
    FieldKind,
    Form,
    FormField,
    Paragraph,
    Title,
    Tone,
    View,
)

PLEDGE = "joining.pledge"
ADMITTED = "joining.admitted"
JOINED = "joining.joined"
UNREACHED = "joining.unreached"
NAMED = "joining.named"
DEPUTY_GONE = "joining.deputy_gone"
COMPANY_EMPTY = "joining.company_empty"
KNOCKS = "joining.knocks"
WHO_MINDS = "joining.who_minds"
MINDER = "joining.minder"
NEW_LEAD = "joining.new_lead"
TERM = "joining.term"
MEMBERS = "joining.members"
COMPANY = "joining.company"
LANGUAGES = "joining.languages"
ZONES_PANEL = "joining.zones"
# Made by the feature that founds clubs; known here by name alone.
LEAD_WELCOME = "clubs.lead_welcome"
ORGANIZER = "clubs.organizer"

NOBODY_FOLLOWS = T("There is no deputy. Everybody is asked who minds the club; to choose yourself, name one first.")
# Each language in its own words, whoever reads.
OWN_NAMES = {Language.SV: Written("Svenska"), Language.FI: Written("Suomi"), Language.EN: Written("English")}


@dataclass(frozen=True, slots=True)
class ZoneName:
    """A zone by the city people know it by."""

    zone: ZoneInfo

    def say(self, voice: Voice) -> str:
        """Return `Helsingfors`, `Helsinki`, …."""
        return str(get_timezone_location(self.zone.key, locale=locale_of(voice.language), return_city=True))


def bootstrap_form(typed: str = "", wrong: Text | None = None) -> Form:
    """Ask for the operator's code."""
    field = FormField("word", T("Code"), value=typed, hint=T("The operator of Reppu gave it to you."))
    return Form(UseBootstrap(), T("Become an organizer"), (field,), T("Use the code"), wrong)


def invitation_form(typed: str = "", wrong: Text | None = None) -> Form:
    """Ask for an invitation's link."""
    field = FormField("token", T("Your link"), value=typed, hint=T("Paste what whoever invited you sent you."))
    return Form(OpenInvitation(), T("Join a club"), (field,), T("Open"), wrong)


def knock_form(token: str) -> Form:
    """Ask whoever came by a company link for their name."""
    field = FormField("name", T("Your name"), limit=NAME_LIMIT, hint=T("First name and family name."))
    text = T("After the three rules somebody of your company, or the club lead, lets you in.")
    return Form(Knock(token=token), T("Join a club"), (field,), T("Send the name"), text)


def company_link_blocks(club_name: str, company_name: str, token: str) -> tuple[Block, ...]:
    """Show a company's link, this once."""
    told = T("For everybody of the company, for 30 days. It leads to the waiting room: somebody lets each one in.")
    invited = T(
        "{company} is in {club}. To join for the company, open Reppu and write: /join {token}",
        company=company_name,
        club=club_name,
        token=token,
    )
    return (Paragraph(told), Copyable(T("To hand on"), invited))


def invite_form(asked: Invite, companies: Sequence[Company]) -> Form:
    """Ask for a name, and for the company unless the button knows it."""
    name = FormField("name", T("Name"), limit=NAME_LIMIT, hint=T("First name and family name."))
    chosen = FormField(
        "chosen", T("Company"), FieldKind.ONE, options=tuple((c.id, c.name) for c in companies), required=True
    )
    questions = (name,) if asked.company != NO_COMPANY else (chosen, name)
    return Form(Invite(club=asked.club, company=asked.company), T("Invite somebody"), questions, T("Make the link"))


def company_form(asked: EditCompany, company: Company) -> Form:
    """Ask for a company's other name."""
    field = FormField("name", T("Name of the company"), value=company.name, limit=NAME_LIMIT)
    action = EditCompany(club=asked.club, company=company.id)
    return Form(action, T("Rename the company"), (field,), T("Save"))


def link_blocks(club_name: str, links: Iterable[tuple[str, str]]) -> tuple[Block, ...]:
    """Show links to hand on, this once."""
    told = T("Send each person their own link. It is shown here only, opens once and lasts 7 days.")
    return (Paragraph(told), *(_link(club_name, name, token) for name, token in links))


def leave_question(club: ClubId, club_name: str, *, is_missed: bool) -> View:
    """Ask once more before somebody leaves; a lead without a deputy leaves the club to whoever offers."""
    said: Text = T("You lose sight of the club at once, and its buttons stop working for you. Your company stays.")
    if is_missed:
        said = Joined((said, NOBODY_FOLLOWS))
    return _question(T("Leave {club}?", club=club_name), said, T("Leave"), Leave(club=club, sure=True), club)


def remove_question(club: ClubId, member: Member) -> View:
    """Ask once more before somebody is removed."""
    said = T("Links and buttons of this person stop working at once.")
    action = RemoveMember(club=club, member=member.id, sure=True)
    return _question(T("Remove {name}?", name=member.name), said, T("Remove"), action, club)


def remove_company_question(club: ClubId, company: Company, people: Sequence[Member]) -> View:
    """Ask once more before a company is removed."""
    names = Listed(tuple(m.name for m in people)) if people else T("nobody")
    said = T("With it go: {names}. Their links and buttons stop working at once.", names=names)
    action = RemoveCompany(club=club, company=company.id, sure=True)
    return _question(T("Remove {name}?", name=company.name), said, T("Remove"), action, club)


def hand_over_question(club: ClubId, deputy: Member) -> View:
    """Ask once more before the lead hands over."""
    said = T("You become the deputy, and may take it back only from the new lead.")
    action = HandOver(club=club, sure=True)
    return _question(T("Hand the club over to {name}?", name=deputy.name), said, T("Hand over"), action, club)


def _question(title: Text, said: Text, yes: Text, action: Intent, club: ClubId) -> View:
    options = (Button(yes, action, Tone.NO), Button(T("Keep all as it is"), MemberList(club=club)))
    return View(Audience.PRIVATE, (Title(title), Paragraph(said), Choice(options)))


def _link(club_name: str, name: str, token: str) -> Copyable:
    invited = T(
        "Hello {name}. You are invited to {club}. This is yours alone, for 7 days. Open Reppu and write: /join {token}",
        name=name,
        club=club_name,
        token=token,
    )
    return Copyable(T("For {name}", name=name), invited)
