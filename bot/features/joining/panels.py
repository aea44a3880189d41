"""Views of joining that are made from the roster as it is when they are shown or sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.features.absences.intents import ShowAbsences
from bot.features.joining import views
from bot.features.joining.intents import (
    ZONES,
    AcceptPledge,
    ChooseLanguage,
    EditCompany,
    HandOver,
    Invite,
    MemberList,
    NameDeputy,
    RemoveCompany,
    RemoveMember,
    RenewInvitation,
    RevokeInvitation,
    SetContact,
    SetLanguage,
    SetZone,
    ShowCompany,
)
from bot.features.joining.model import deputy_of, is_pledged, is_present
from bot.features.joining.ports import Joining
from bot.kernel.clock import from_micros
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, MEMBERS, ClubId, ClubScope, Language, MembershipId, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Company, Member, MemberState, Post, Roster, pledge_has_lapsed, pledge_is_due
from bot.kernel.spoken import Listed, When
from bot.kernel.tell import unreached
from bot.kernel.texts import Joined, T, Text, Value, Written
from bot.kernel.views import Audience, Block, Button, Choice, Facts, Paragraph, Title, Tone, View, ViewRef

Links = Mapping[MembershipId, datetime]


@dataclass(frozen=True, slots=True)
class _Own:
    """What a private view of one club is made for and from."""

    scope: ClubScope
    club_name: str
    me: Member
    members: list[Member]
    companies: list[Company]

    def company_name(self, member: Member) -> str:
        """The name of somebody's company; empty once it has left."""
        return next((c.name for c in self.companies if c.id == member.company), "")


async def pledge(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The three rules with one button, for those who wait or whose pledge is due (R3.3)."""
    own = await _own(work, reader, ref)
    if own is None:
        return None
    renews = is_pledged(own.me) and (pledge_is_due(own.me, work.now) or pledge_has_lapsed(own.me, work.now))
    if own.me.state is not MemberState.WAITING and not renews:
        return None
    rules = (
        T("1 What is said here stays here."),
        T("2 Everyone contributes."),
        T("3 Everyone does their best to come."),
    )
    accept = Button(T("I promise"), AcceptPledge(club=ref.club), Tone.PRIMARY)
    title = Title(T("Three rules of {club}", club=own.club_name))
    return _private(title, *map(Paragraph, rules), Choice((accept,)))


async def admitted(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The one message that somebody is in."""
    own = await _own(work, reader, ref)
    if own is None or not is_pledged(own.me):
        return None
    said = T(
        "You are in for {company}. When a date is looked for, Reppu asks; a few taps will do.",
        company=own.company_name(own.me),
    )
    options = (Button(T("Members"), MemberList(club=ref.club)), Button(T("Language"), ChooseLanguage()))
    return _private(Title(T("Welcome to {club}.", club=own.club_name)), Paragraph(said), Choice(options))


async def joined(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Who has joined, for the lead."""
    own = await _own(work, reader, ref)
    if own is None:
        return None
    new = _newcomers(own, ref)
    if not new:
        return None
    present = [m for m in own.members if is_present(m)]
    inside = sum(map(is_pledged, present))
    said: Text = T("{name} has joined: {company}.", name=new[0].name, company=own.company_name(new[0]))
    if len(new) > 1:
        said = T("They have joined: {names}.", names=Listed(tuple(m.name for m in new)))
    count = T("{n} of {total} people are in.", n=inside, total=len(present))
    return _private(Paragraph(said), Paragraph(count))


async def not_reached(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Whom Reppu cannot write to, for the lead; nothing once all have opened a chat (R9)."""
    own = await _own(work, reader, ref)
    if own is None or not reader.roles & LEADS:
        return None
    names = tuple(m.name for m in await unreached(work, own.members))
    said = T("Reppu cannot reach: {names}. What waits for them arrives when they write to Reppu.", names=Listed(names))
    return _private(Paragraph(said)) if names else None


def _newcomers(own: _Own, ref: ViewRef) -> list[Member]:
    """Return the one who joined, or all since an hour began; only those who are still in."""
    inside = [m for m in own.members if is_pledged(m) and m.id != own.me.id]
    if "member" in ref.ids:
        return [m for m in inside if m.id == ref.ids["member"]]
    since = from_micros(int(ref.ids["since"]))
    return [m for m in inside if m.pledged_at is not None and m.pledged_at >= since]


async def named(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Somebody minds the club now, or stands in for who does."""
    own = await _own(work, reader, ref)
    if own is None or own.me.post != ref.ids["post"]:
        return None
    if own.me.post is Post.LEAD:
        return _private(
            Title(T("You mind {club} now.", club=own.club_name)),
            Paragraph(T("Rules, members and polls are in your hands: write /club.")),
        )
    return _private(
        Title(T("You are deputy of {club} now.", club=own.club_name)),
        Paragraph(T("You may do all the lead may, and follow when the lead leaves: write /club.")),
    )


async def deputy_gone(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The deputy has left, for the lead; untrue once another is named."""
    own = await _own(work, reader, ref)
    gone = _member(own, ref)
    if own is None or gone is None or deputy_of(own.members) is not None:
        return None
    said = T("{name} was your deputy and has left. Name another one.", name=gone.name)
    return _private(Paragraph(said), Choice((Button(T("Members"), MemberList(club=ref.club)),)))


async def company_empty(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """A company has nobody left, for the lead; untrue once somebody of it has joined again."""
    own = await _own(work, reader, ref)
    company = _company(own, ref)
    if own is None or company is None or company.is_active:
        return None
    said = T(
        "{company}: its last person has left the club. It rests until somebody joins for it.", company=company.name
    )
    return _private(Paragraph(said), Choice((Button(T("Open"), ShowCompany(club=ref.club, company=company.id)),)))


async def members(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Who is in the club: the lead sees everybody's state, members see the members."""
    own = await _own(work, reader, ref)
    if own is None or not reader.roles & MEMBERS:
        return None
    title = Title(T("Members of {club}", club=own.club_name))
    if not reader.roles & LEADS:
        mine = Button(T("My company"), ShowCompany(club=ref.club, company=own.me.company))
        return _private(title, _who(own, pledged_only=True), Choice((mine,)))
    rows = (title, _who(own, pledged_only=False), *_former(own))
    return _private(*rows, *_lead_choices(own, reader, ref.club))


async def company(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """One company's people with what may be changed about them."""
    own = await _own(work, reader, ref)
    shown = _company(own, ref)
    if own is None or shown is None:
        return None
    people = [m for m in own.members if m.company == shown.id and is_present(m)]
    if reader.roles & LEADS:
        links = await work.of(Joining).open_invitations(own.scope, work.now)
        return _private(Title(Written(shown.name)), *_for_lead(own, shown, people, links))
    if not reader.roles & MEMBERS or own.me.company != shown.id:
        return None
    inside = [m for m in people if is_pledged(m)]
    choices = tuple(_contact_button(own.scope.club, m, named=True) for m in inside if not m.is_contact)
    facts = Facts(tuple((m.name, _notes(m) or T("is in")) for m in inside))
    more = Choice((Button(T("Away or on leave"), ShowAbsences(club=ref.club)),))
    return _private(Title(Written(shown.name)), facts, *((Choice(choices),) if choices else ()), more)


async def languages(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001 - every view knows its unit
    """The languages, the present one marked."""
    if reader.person is None:
        return None
    present = reader.voice.language
    options = tuple(
        Button(views.OWN_NAMES[each], SetLanguage(language=each), chosen=each is present) for each in Language
    )
    return _private(Choice(options, T("Which language suits you?")))


async def zones(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001
    """The zones, the present one marked."""
    person = await work.of(Roster).person(reader.person) if reader.person else None
    if person is None:
        return None
    options = tuple(
        Button(views.ZoneName(ZoneInfo(key)), SetZone(number=number), chosen=key == person.zone.key)
        for number, key in enumerate(ZONES)
    )
    return _private(Choice(options, T("Which city's time is yours?")))


async def _own(work: UnitOfWork, reader: Reader, ref: ViewRef) -> _Own | None:
    scope, roster = ClubScope(ref.club), work.of(Roster)
    me = await roster.member_of(scope, reader.person) if reader.person else None
    if me is None or not is_present(me):
        return None
    frame = await roster.frame(scope)
    return _Own(scope, frame.name, me, await roster.members(scope), await roster.companies(scope))


def _member(own: _Own | None, ref: ViewRef) -> Member | None:
    return next((m for m in own.members if m.id == ref.ids["member"]), None) if own else None


def _company(own: _Own | None, ref: ViewRef) -> Company | None:
    return next((c for c in own.companies if c.id == ref.ids["company"]), None) if own else None


def _who(own: _Own, *, pledged_only: bool) -> Facts:
    rows: list[tuple[Value, Value]] = []
    for each in own.companies:
        people = [m for m in own.members if m.company == each.id and is_present(m)]
        shown: list[Value] = (
            [m.name for m in people if is_pledged(m)] if pledged_only else [_with_notes(m) for m in people]
        )
        if shown or not pledged_only:
            rows.append((each.name, Joined(tuple(shown), ", ") if shown else T("nobody yet")))
    return Facts(tuple(rows))


def _former(own: _Own) -> tuple[Block, ...]:
    # Whoever was erased has no person behind the row any more.
    gone = tuple(m.name for m in own.members if not is_present(m) and m.person is not None)
    return (Facts(((T("Have left"), Joined(gone, ", ")),)),) if gone else ()


def _lead_choices(own: _Own, reader: Reader, club: ClubId) -> tuple[Block, ...]:
    each = tuple(Button(Written(c.name), ShowCompany(club=club, company=c.id)) for c in own.companies)
    more = [Button(T("Invite"), Invite(club=club), Tone.PRIMARY)]
    if Role.LEAD in reader.roles and deputy_of(own.members) is not None:
        more.append(Button(T("Hand over"), HandOver(club=club)))
    return (Choice(each, T("Change something at:")), Choice(tuple(more)))


def _for_lead(own: _Own, shown: Company, people: Sequence[Member], links: Links) -> list[Block]:
    club = own.scope.club
    blocks: list[Block] = [Facts(tuple((m.name, _state(m, links)) for m in people))] if people else []
    for member in people:
        options = _acts_on(own, member, links)
        if options:
            blocks.append(Choice(options, Written(member.name)))
    last = [
        Button(T("Invite"), Invite(club=club, company=shown.id), Tone.PRIMARY),
        Button(T("Rename"), EditCompany(club=club, company=shown.id)),
    ]
    if not any(m.post is Post.LEAD for m in people):
        last.append(Button(T("Remove company"), RemoveCompany(club=club, company=shown.id), Tone.NO))
    return [*blocks, Choice(tuple(last)), Choice((Button(T("All members"), MemberList(club=club)),))]


def _acts_on(own: _Own, member: Member, links: Links) -> tuple[Button, ...]:
    club, found = own.scope.club, list[Button]()
    if member.state is MemberState.INVITED:
        found.append(Button(T("New link"), RenewInvitation(club=club, member=member.id)))
        if member.id in links:
            found.append(Button(T("Revoke link"), RevokeInvitation(club=club, member=member.id)))
    if not member.is_contact:
        found.append(_contact_button(club, member, named=False))
    if is_pledged(member) and member.post is Post.NONE:
        found.append(Button(T("Deputy"), NameDeputy(club=club, member=member.id)))
    if member.post is not Post.LEAD and member.id != own.me.id:
        found.append(Button(T("Remove"), RemoveMember(club=club, member=member.id), Tone.NO))
    return tuple(found)


def _contact_button(club: ClubId, member: Member, *, named: bool) -> Button:
    label = T("Contact: {name}", name=member.name) if named else T("Contact person")
    return Button(label, SetContact(club=club, member=member.id))


def _with_notes(member: Member) -> Value:
    notes = _notes(member)
    return T("{name} ({notes})", name=member.name, notes=notes) if notes else member.name


def _notes(member: Member) -> Text | None:
    """What is special about somebody, in a few words."""
    posts = {Post.LEAD: T("lead"), Post.DEPUTY: T("deputy")}
    states = {MemberState.INVITED: T("invited"), MemberState.WAITING: T("reads the rules")}
    found = [
        posts.get(member.post),
        T("contact person") if member.is_contact else None,
        states.get(member.state),
        T("on leave") if member.is_on_leave and is_pledged(member) else None,
    ]
    notes = tuple(note for note in found if note is not None)
    return Joined(notes, ", ") if notes else None


def _state(member: Member, links: Links) -> Value:
    if member.state is not MemberState.INVITED:
        return _notes(member) or T("is in")
    until = links.get(member.id)
    link = T("link until {when}", when=When(until)) if until else T("no open link")
    return Joined((_notes(member) or "", link), ", ")


def _private(*blocks: Block) -> View:
    return View(Audience.PRIVATE, blocks)


VIEWS = {
    views.PLEDGE: pledge,
    views.ADMITTED: admitted,
    views.JOINED: joined,
    views.UNREACHED: not_reached,
    views.NAMED: named,
    views.DEPUTY_GONE: deputy_gone,
    views.COMPANY_EMPTY: company_empty,
    views.MEMBERS: members,
    views.COMPANY: company,
    views.LANGUAGES: languages,
    views.ZONES_PANEL: zones,
}
