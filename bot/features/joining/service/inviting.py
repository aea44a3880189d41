"""How names come into the roster and links are made, renewed and revoked (R3.2)."""

from __future__ import annotations

from bot.features.joining import views
from bot.features.joining.intents import Invite, RenewInvitation, RevokeInvitation
from bot.features.joining.model import INVITATION_LASTS, hash_of, is_named_alike, is_present
from bot.features.joining.ports import Joining, NewMember
from bot.features.joining.service.roster_rows import company_row, member_row
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope, CompanyId, MembershipId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Member, MemberState, Post, Roster
from bot.kernel.texts import T
from bot.kernel.views import Answer, Audience, View, ViewRef


async def invite(work: UnitOfWork, actor: Actor, asked: Invite) -> Answer:  # noqa: ARG001 - every act knows its actor
    """Write somebody in and show their link, once."""
    scope = ClubScope(asked.club)
    companies = await work.of(Roster).companies(scope)
    if asked.name is None:
        return Answer(form=views.invite_form(asked, companies))
    chosen = CompanyId(asked.chosen or asked.company)
    if not chosen:
        choose = T("Choose the company.")
        raise RuleBrokenError(choose, {"chosen": choose})
    company = await company_row(work, scope, chosen)
    await _insist_new_name(work, scope, chosen, asked.name)
    member = MembershipId(work.new_id())
    await write_in(work, scope, NewMember(member, company.id, asked.name))
    token = await make_link(work, scope, member)
    return await _shown_once(work, scope, asked.name, token)


async def renew_invitation(work: UnitOfWork, actor: Actor, asked: RenewInvitation) -> Answer:  # noqa: ARG001
    """Make a new link for somebody invited; the old one is dead from now on."""
    scope = ClubScope(asked.club)
    member = await _invited(work, scope, asked.member)
    token = await make_link(work, scope, member.id)
    return await _shown_once(work, scope, member.name, token)


async def revoke_invitation(work: UnitOfWork, actor: Actor, asked: RevokeInvitation) -> Answer:  # noqa: ARG001
    """Make a link dead; the name stays."""
    scope = ClubScope(asked.club)
    member = await _invited(work, scope, asked.member)
    await work.of(Joining).revoke(scope, member.id, work.now)
    return Answer(
        toast=T("The link of {name} opens nothing any more.", name=member.name),
        panel=ViewRef(views.COMPANY, scope.club, {"company": member.company}),
    )


async def write_in(work: UnitOfWork, scope: ClubScope, new: NewMember) -> None:
    """Write somebody in; the first of a company is its contact person."""
    members = await work.of(Roster).members(scope)
    has_contact = any(m.is_contact for m in members if m.company == new.company and is_present(m))
    is_contact = new.is_contact or not has_contact
    await work.of(Joining).add_member(scope, NewMember(new.id, new.company, new.name, new.post, is_contact))


async def make_link(work: UnitOfWork, scope: ClubScope, member: MembershipId) -> str:
    """Make a single-use token for 7 days and return it; only its hash is kept."""
    token = work.new_secret()
    await work.of(Joining).invite(scope, member, hash_of(token), work.now + INVITATION_LASTS)
    return token


async def found_lead(work: UnitOfWork, scope: ClubScope, company_name: str, lead_name: str) -> str:
    """Write a new club's first company and its lead in, and return the lead's token."""
    company, member = CompanyId(work.new_id()), MembershipId(work.new_id())
    await work.of(Joining).add_company(scope, company, company_name)
    await write_in(work, scope, NewMember(member, company, lead_name, Post.LEAD, is_contact=True))
    return await make_link(work, scope, member)


async def make_missing_links(work: UnitOfWork, scope: ClubScope) -> list[tuple[Member, str]]:
    """Make a link for everybody invited who holds no open one, and return them with their tokens."""
    have = await work.of(Joining).open_invitations(scope, work.now)
    waiting = [m for m in await work.of(Roster).members(scope) if m.state is MemberState.INVITED and m.id not in have]
    return [(member, await make_link(work, scope, member.id)) for member in waiting]


async def _invited(work: UnitOfWork, scope: ClubScope, member: MembershipId) -> Member:
    found = await member_row(work, scope, member)
    if found.state is not MemberState.INVITED:
        raise RuleBrokenError(T("{name} has opened the invitation already.", name=found.name))
    return found


async def _insist_new_name(work: UnitOfWork, scope: ClubScope, company: CompanyId, name: str) -> None:
    colleagues = [m for m in await work.of(Roster).members(scope) if m.company == company and is_present(m)]
    if any(is_named_alike(m.name, name) for m in colleagues):
        known = T("{name} is in this company already. Open the company to make a new link.", name=name)
        raise RuleBrokenError(known, {"name": known})


async def _shown_once(work: UnitOfWork, scope: ClubScope, name: str, token: str) -> Answer:
    frame = await work.of(Roster).frame(scope)
    return Answer(view=View(Audience.PRIVATE, views.link_blocks(frame.name, [(name, token)])))
