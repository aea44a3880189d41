"""One company's panel: its people, who knocks, its link, and what may be changed about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.features.absences.intents import ShowAbsences
from bot.features.joining.intents import (
    EditCompany,
    Invite,
    MakeCompanyLink,
    MemberList,
    NameDeputy,
    RemoveCompany,
    RemoveMember,
    RenewInvitation,
    RevokeCompanyLink,
    RevokeInvitation,
    SetContact,
)
from bot.features.joining.model import is_knocking, is_pledged, is_present
from bot.features.joining.ports import Joining
from bot.features.joining.shown import Own, company_in, door_buttons, notes_on, own_of, private
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, MEMBERS, ClubId, CompanyId, MembershipId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Company, Member, MemberState, Post
from bot.kernel.spoken import When
from bot.kernel.texts import Joined, T, Value, Written
from bot.kernel.views import Block, Button, Choice, Facts, Title, Tone, View, ViewRef

Links = Mapping[MembershipId, datetime]
Doors = Mapping[CompanyId, datetime]


async def company(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """One company's people with what may be changed about them."""
    own = await own_of(work, reader, ref)
    shown = company_in(own, ref)
    if own is None or shown is None:
        return None
    people = [m for m in own.members if m.company == shown.id and is_present(m)]
    doors = await work.of(Joining).open_company_links(own.scope, work.now)
    if reader.roles & LEADS:
        links = await work.of(Joining).open_invitations(own.scope, work.now)
        rows = _for_lead(own, people, links)
        return private(Title(Written(shown.name)), *rows, *_below(own, shown, people, doors))
    if not reader.roles & MEMBERS or own.me.company != shown.id:
        return None
    return private(Title(Written(shown.name)), *_for_own(own, shown, people, doors))


def _for_own(own: Own, shown: Company, people: Sequence[Member], doors: Doors) -> list[Block]:
    club, inside = own.scope.club, [m for m in people if is_pledged(m)]
    blocks: list[Block] = [Facts(tuple((m.name, notes_on(m) or T("is in")) for m in inside))]
    blocks += [Choice(door_buttons(club, m), Written(m.name)) for m in people if is_knocking(m)]
    if contacts := tuple(_contact_button(club, m, named=True) for m in inside if not m.is_contact):
        blocks.append(Choice(contacts))
    away = Button(T("Away or on leave"), ShowAbsences(club=club))
    return [*blocks, Choice((away, *_company_link_buttons(club, shown, doors)))]


def _for_lead(own: Own, people: Sequence[Member], links: Links) -> list[Block]:
    blocks: list[Block] = [Facts(tuple((m.name, _state(m, links)) for m in people))] if people else []
    for member in people:
        options = _acts_on(own, member, links)
        if options:
            blocks.append(Choice(options, Written(member.name)))
    return blocks


def _below(own: Own, shown: Company, people: Sequence[Member], doors: Doors) -> tuple[Choice, Choice]:
    """What the lead can do about the company as a whole."""
    club = own.scope.club
    last = [
        Button(T("Invite"), Invite(club=club, company=shown.id), Tone.PRIMARY),
        *_company_link_buttons(club, shown, doors),
        Button(T("Rename"), EditCompany(club=club, company=shown.id)),
    ]
    if not any(m.post is Post.LEAD for m in people):
        last.append(Button(T("Remove company"), RemoveCompany(club=club, company=shown.id), Tone.NO))
    return Choice(tuple(last)), Choice((Button(T("All members"), MemberList(club=club)),))


def _company_link_buttons(club: ClubId, shown: Company, doors: Doors) -> tuple[Button, ...]:
    make = MakeCompanyLink(club=club, company=shown.id)
    if shown.id not in doors:
        return (Button(T("Company link"), make),)
    return (
        Button(T("New company link"), make),
        Button(T("Revoke company link"), RevokeCompanyLink(club=club, company=shown.id)),
    )


def _acts_on(own: Own, member: Member, links: Links) -> tuple[Button, ...]:
    club, found = own.scope.club, list[Button]()
    if is_knocking(member):
        return door_buttons(club, member)
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


def _state(member: Member, links: Links) -> Value:
    if member.state is not MemberState.INVITED:
        return notes_on(member) or T("is in")
    until = links.get(member.id)
    link = T("link until {when}", when=When(until)) if until else T("no open link")
    return Joined((notes_on(member) or "", link), ", ")
