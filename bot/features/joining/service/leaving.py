"""How people and companies go, and what that brings with it in the same commit (R3.5, R1)."""

from __future__ import annotations

from bot.features.joining import views
from bot.features.joining.intents import Leave, RemoveCompany, RemoveMember
from bot.features.joining.model import is_present, leaves_nobody, succession
from bot.features.joining.ports import Joining
from bot.features.joining.service.knocking import forget
from bot.features.joining.service.minding import look_again_without, look_for_minder
from bot.features.joining.service.roster_rows import company_row, member_row, own_row, tell_lead, tell_member
from bot.features.joining.service.terms import keep_terms
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope, PersonId
from bot.kernel.ports import Cards, Outbox, SetAside, UnitOfWork
from bot.kernel.roster import Member, MemberState, Post, Roster
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef


async def leave(work: UnitOfWork, actor: Actor, asked: Leave) -> Answer:
    """Let the actor go, after one confirming step."""
    scope = ClubScope(asked.club)
    member = await own_row(work, scope, actor)
    frame = await work.of(Roster).frame(scope)
    if not asked.sure:
        is_missed = leaves_nobody(await work.of(Roster).members(scope), member)
        return Answer(view=views.leave_question(scope.club, frame.name, is_missed=is_missed))
    await end(work, scope, member, by=actor.person)
    return Answer(toast=T("You have left the club. Thank you for your time with it: {club}.", club=frame.name))


async def remove_member(work: UnitOfWork, actor: Actor, asked: RemoveMember) -> Answer:
    """End somebody's membership, after one confirming step; a name that never came is forgotten."""
    scope = ClubScope(asked.club)
    member = await member_row(work, scope, asked.member)
    if member.id == actor.membership:
        raise RuleBrokenError(T("That is you. To leave the club, write /leave."))
    _insist_not_lead(member)
    if not asked.sure:
        return Answer(view=views.remove_question(scope.club, member))
    await _remove(work, scope, member, actor)
    return Answer(toast=T("Removed: {name}.", name=member.name), panel=ViewRef(views.MEMBERS, scope.club))


async def remove_company(work: UnitOfWork, actor: Actor, asked: RemoveCompany) -> Answer:
    """End a company's membership with all its people, after one confirming step."""
    scope = ClubScope(asked.club)
    company = await company_row(work, scope, asked.company)
    people = [m for m in await work.of(Roster).members(scope) if m.company == company.id and is_present(m)]
    for member in people:
        _insist_not_lead(member)
    if not asked.sure:
        return Answer(view=views.remove_company_question(scope.club, company, people))
    for member in people:
        await _remove(work, scope, member, actor)
    await work.of(Joining).revoke_company_links(scope, company.id, work.now)
    await work.of(Joining).end_company(scope, company.id, work.now)
    await work.of(Joining).release_host(scope, company.id)
    await work.of(Cards).mark_all(scope)
    return Answer(toast=T("Removed: {name}.", name=company.name), panel=ViewRef(views.MEMBERS, scope.club))


async def _remove(work: UnitOfWork, scope: ClubScope, member: Member, actor: Actor) -> None:
    """Forget a name that never came and who was never let in; end the membership of everybody else."""
    if member.state is MemberState.INVITED:
        await work.of(Joining).drop_member(scope, member.id)
    elif member.knocks and member.state is MemberState.WAITING:
        await forget(work, scope, member)
    else:
        await end(work, scope, member, by=actor.person)


async def end(work: UnitOfWork, scope: ClubScope, member: Member, by: PersonId | None) -> None:
    """End a membership and all it gave: access, what was due, posts; whoever follows, follows now."""
    before = await work.of(Roster).members(scope)
    follows = succession(before, member)
    await work.of(Joining).end_member(scope, member.id, work.now)
    if member.person is not None:
        await work.of(Outbox).cancel(scope, member.person)
        await work.of(SetAside).take(scope, member.person)
    if follows.lead is not None:
        await work.of(Joining).set_post(scope, follows.lead.id, Post.LEAD)
        named = ViewRef(views.NAMED, scope.club, {"post": Post.LEAD})
        await tell_member(work, follows.lead, named, f"named:{work.new_id()}")
    elif leaves_nobody(before, member):
        await look_for_minder(work, scope)
    await look_again_without(work, scope, member)
    await keep_terms(work, scope)
    if follows.contact is not None:
        await work.of(Joining).set_contact(scope, member.company, follows.contact.id)
    if follows.is_last:
        await _empty_company(work, scope, member, by)
    elif member.post is Post.DEPUTY:
        gone = ViewRef(views.DEPUTY_GONE, scope.club, {"member": member.id})
        await tell_lead(work, gone, f"deputy-gone:{member.id}", but=by)


async def _empty_company(work: UnitOfWork, scope: ClubScope, member: Member, by: PersonId | None) -> None:
    """The last pledged person of a company has gone: it is inactive, hosts nothing, and the lead hears of it."""
    await work.of(Joining).release_host(scope, member.company)
    await work.of(Cards).mark_all(scope)
    empty = ViewRef(views.COMPANY_EMPTY, scope.club, {"company": member.company})
    await tell_lead(work, empty, f"empty:{member.id}", but=by)


def _insist_not_lead(member: Member) -> None:
    if member.post is Post.LEAD:
        raise RuleBrokenError(
            T("{name} minds the club. Let the lead hand over first: in /members, press Hand over.", name=member.name)
        )
