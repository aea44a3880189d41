"""Views of joining that are made from the roster as it is when they are shown or sent."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.features.joining import minding_views, views
from bot.features.joining.company_panel import company
from bot.features.joining.intents import (
    ZONES,
    AcceptPledge,
    ChooseLanguage,
    HandOver,
    Invite,
    MemberList,
    SetLanguage,
    SetZone,
    ShowCompany,
)
from bot.features.joining.model import deputy_of, is_knocking, is_pledged, is_present
from bot.features.joining.shown import Own, company_in, door_buttons, member_in, offered, own_of, private, with_notes
from bot.kernel.clock import from_micros
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, MEMBERS, ClubId, Language, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Member, MemberState, Post, Roster, pledge_has_lapsed, pledge_is_due
from bot.kernel.spoken import Listed
from bot.kernel.tell import unreached
from bot.kernel.texts import Joined, T, Text, Value, Written
from bot.kernel.views import Block, Button, Choice, Facts, Paragraph, Title, Tone, View, ViewRef


async def pledge(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The three rules with one button, for those who wait or whose pledge is due (R3.3)."""
    own = await own_of(work, reader, ref)
    if own is None:
        return None
    renews = is_pledged(own.me) and (pledge_is_due(own.me, work.now) or pledge_has_lapsed(own.me, work.now))
    if own.me.state is not MemberState.WAITING and not renews:
        return None
    waits = is_knocking(own.me)
    rules = (
        T("1 What is said here stays here."),
        T("2 Everyone contributes."),
        T("3 Everyone does their best to come."),
    )
    accept = Button(T("I promise"), AcceptPledge(club=ref.club), Tone.PRIMARY)
    title = Title(T("Three rules of {club}", club=own.club_name))
    last = Paragraph(T("You have promised. Now somebody lets you in; Reppu tells you.")) if waits else Choice((accept,))
    return private(title, *map(Paragraph, rules), last)


async def admitted(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The one message that somebody is in."""
    own = await own_of(work, reader, ref)
    if own is None or not is_pledged(own.me):
        return None
    said = T(
        "You are in for {company}. When a date is looked for, Reppu asks; a few taps will do.",
        company=own.company_name(own.me),
    )
    options = (Button(T("Members"), MemberList(club=ref.club)), Button(T("Language"), ChooseLanguage()))
    return private(Title(T("Welcome to {club}.", club=own.club_name)), Paragraph(said), Choice(options))


async def joined(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Who has joined, for the lead."""
    own = await own_of(work, reader, ref)
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
    return private(Paragraph(said), Paragraph(count))


async def not_reached(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Whom Reppu cannot write to, for the lead; nothing once all have opened a chat (R9)."""
    own = await own_of(work, reader, ref)
    if own is None or not reader.roles & LEADS:
        return None
    names = tuple(m.name for m in await unreached(work, own.members))
    said = T("Reppu cannot reach: {names}. What waits for them arrives when they write to Reppu.", names=Listed(names))
    return private(Paragraph(said)) if names else None


def _newcomers(own: Own, ref: ViewRef) -> list[Member]:
    """Return the one who joined, or all since an hour began; only those who are still in."""
    inside = [m for m in own.members if is_pledged(m) and m.id != own.me.id]
    if "member" in ref.ids:
        return [m for m in inside if m.id == ref.ids["member"]]
    since = from_micros(int(ref.ids["since"]))
    return [m for m in inside if m.pledged_at is not None and m.pledged_at >= since]


async def named(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Somebody minds the club now, or stands in for who does."""
    own = await own_of(work, reader, ref)
    if own is None or own.me.post != ref.ids["post"]:
        return None
    if own.me.post is Post.LEAD:
        return private(
            Title(T("You mind {club} now.", club=own.club_name)),
            Paragraph(T("Rules, members and polls are in your hands: write /club.")),
        )
    return private(
        Title(T("You are deputy of {club} now.", club=own.club_name)),
        Paragraph(T("You may do all the lead may, and follow when the lead leaves: write /club.")),
    )


async def deputy_gone(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The deputy has left, for the lead; untrue once another is named."""
    own = await own_of(work, reader, ref)
    gone = member_in(own, ref)
    if own is None or gone is None or deputy_of(own.members) is not None:
        return None
    said = T("{name} was your deputy and has left. Name another one.", name=gone.name)
    return offered(Paragraph(said), Choice((Button(T("Members"), MemberList(club=ref.club)),)))


async def company_empty(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """A company has nobody left, for the lead; untrue once somebody of it has joined again."""
    own = await own_of(work, reader, ref)
    company = company_in(own, ref)
    if own is None or company is None or company.is_active:
        return None
    said = T(
        "{company}: its last person has left the club. It rests until somebody joins for it.", company=company.name
    )
    return offered(Paragraph(said), Choice((Button(T("Open"), ShowCompany(club=ref.club, company=company.id)),)))


async def knocks(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Who has come by a company link, for the company's people and the lead; untrue once they are in or turned away."""
    own = await own_of(work, reader, ref)
    new = member_in(own, ref)
    if own is None or new is None or not is_knocking(new) or not reader.roles & MEMBERS:
        return None
    said = T(
        "{name} wants to join for {company}. Do you know each other?", name=new.name, company=own.company_name(new)
    )
    return private(Paragraph(said), Choice(door_buttons(ref.club, new)))


async def members(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Who is in the club: the lead sees everybody's state, members see the members."""
    own = await own_of(work, reader, ref)
    if own is None or not reader.roles & MEMBERS:
        return None
    title = Title(T("Members of {club}", club=own.club_name))
    if not reader.roles & LEADS:
        mine = Button(T("My company"), ShowCompany(club=ref.club, company=own.me.company))
        asked = await minding_views.still_asked(work, reader, ref)
        return private(title, _who(own, pledged_only=True), Choice((mine,)), *asked)
    rows = (title, _who(own, pledged_only=False), *_former(own))
    return private(*rows, *_lead_choices(own, reader, ref.club))


async def languages(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001 - every view knows its unit
    """The languages, the present one marked."""
    if reader.person is None:
        return None
    present = reader.voice.language
    options = tuple(
        Button(views.OWN_NAMES[each], SetLanguage(language=each), chosen=each is present) for each in Language
    )
    return private(Choice(options, T("Which language suits you?")))


async def zones(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001
    """The zones, the present one marked."""
    person = await work.of(Roster).person(reader.person) if reader.person else None
    if person is None:
        return None
    options = tuple(
        Button(views.ZoneName(ZoneInfo(key)), SetZone(number=number), chosen=key == person.zone.key)
        for number, key in enumerate(ZONES)
    )
    return private(Choice(options, T("Which city's time is yours?")))


def _who(own: Own, *, pledged_only: bool) -> Facts:
    rows: list[tuple[Value, Value]] = []
    for each in own.companies:
        people = [m for m in own.members if m.company == each.id and is_present(m)]
        shown: list[Value] = (
            [m.name for m in people if is_pledged(m)] if pledged_only else [with_notes(m) for m in people]
        )
        if shown or not pledged_only:
            rows.append((each.name, Joined(tuple(shown), ", ") if shown else T("nobody yet")))
    return Facts(tuple(rows))


def _former(own: Own) -> tuple[Block, ...]:
    # Whoever was erased has no person behind the row any more.
    gone = tuple(m.name for m in own.members if not is_present(m) and m.person is not None)
    return (Facts(((T("Have left"), Joined(gone, ", ")),)),) if gone else ()


def _lead_choices(own: Own, reader: Reader, club: ClubId) -> tuple[Block, ...]:
    each = tuple(Button(Written(c.name), ShowCompany(club=club, company=c.id)) for c in own.companies)
    more = [Button(T("Invite"), Invite(club=club), Tone.PRIMARY)]
    if Role.LEAD in reader.roles and deputy_of(own.members) is not None:
        more.append(Button(T("Hand over"), HandOver(club=club)))
    return (Choice(each, T("Change something at:")), Choice(tuple(more)))


VIEWS = {
    views.PLEDGE: pledge,
    views.ADMITTED: admitted,
    views.JOINED: joined,
    views.UNREACHED: not_reached,
    views.NAMED: named,
    views.DEPUTY_GONE: deputy_gone,
    views.COMPANY_EMPTY: company_empty,
    views.KNOCKS: knocks,
    views.WHO_MINDS: minding_views.who_minds,
    views.MINDER: minding_views.minder,
    views.NEW_LEAD: minding_views.new_lead,
    views.TERM: minding_views.term,
    views.MEMBERS: members,
    views.COMPANY: company,
    views.LANGUAGES: languages,
    views.ZONES_PANEL: zones,
}
