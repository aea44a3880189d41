"""Who holds which post, who answers for a company, and what it is called."""

from __future__ import annotations

from bot.features.joining import views
from bot.features.joining.intents import EditCompany, HandOver, MemberList, NameDeputy, SetContact, ShowCompany
from bot.features.joining.model import deputy_of, is_named_alike, is_pledged
from bot.features.joining.ports import Joining
from bot.features.joining.service.roster_rows import company_row, member_row, own_row, tell_member
from bot.features.joining.service.terms import keep_terms
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import LEADS, Actor, ClubScope
from bot.kernel.ports import Cards, UnitOfWork
from bot.kernel.roster import Member, Post, Roster
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef


async def name_deputy(work: UnitOfWork, actor: Actor, asked: NameDeputy) -> Answer:  # noqa: ARG001 - every act knows its actor
    """Give the deputy's post to a member; who held it before holds none."""
    scope = ClubScope(asked.club)
    member = await member_row(work, scope, asked.member)
    if not is_pledged(member):
        raise RuleBrokenError(T("{name} has not joined yet. Choose somebody who is in.", name=member.name))
    if member.post is Post.LEAD:
        raise RuleBrokenError(T("{name} is the lead. Choose somebody else as deputy.", name=member.name))
    panel = ViewRef(views.COMPANY, scope.club, {"company": member.company})
    if member.post is not Post.DEPUTY:
        await work.of(Joining).set_post(scope, member.id, Post.DEPUTY)
        await keep_terms(work, scope)
        await _tell_named(work, scope, member, Post.DEPUTY)
    return Answer(toast=T("Deputy: {name}.", name=member.name), panel=panel)


async def hand_over(work: UnitOfWork, actor: Actor, asked: HandOver) -> Answer:
    """Let lead and deputy change places, after one confirming step."""
    scope = ClubScope(asked.club)
    lead = await own_row(work, scope, actor)
    deputy = deputy_of(await work.of(Roster).members(scope))
    if deputy is None:
        raise RuleBrokenError(T("Name a deputy first: open /members, choose the person, press Deputy."))
    if not asked.sure:
        return Answer(view=views.hand_over_question(scope.club, deputy))
    await work.of(Joining).set_post(scope, deputy.id, Post.LEAD)
    await work.of(Joining).set_post(scope, lead.id, Post.DEPUTY)
    await keep_terms(work, scope)
    await _tell_named(work, scope, deputy, Post.LEAD)
    return Answer(toast=T("Lead: {name}. You are the deputy now.", name=deputy.name))


async def set_contact(work: UnitOfWork, actor: Actor, asked: SetContact) -> Answer:
    """Make somebody the contact person; the lead for any company, a member for the own one."""
    scope = ClubScope(asked.club)
    member = await member_row(work, scope, asked.member)
    if not actor.is_any(LEADS):
        if member.company != actor.company:
            raise RuleBrokenError(T("Choose somebody of your own company."))
        if not is_pledged(member):
            raise RuleBrokenError(T("{name} has not joined yet. Choose somebody who is in.", name=member.name))
    await work.of(Joining).set_contact(scope, member.company, member.id)
    panel = ViewRef(views.COMPANY, scope.club, {"company": member.company})
    return Answer(toast=T("Contact person: {name}.", name=member.name), panel=panel)


async def edit_company(work: UnitOfWork, actor: Actor, asked: EditCompany) -> Answer:  # noqa: ARG001
    """Give a company another name, on all cards too."""
    scope = ClubScope(asked.club)
    company = await company_row(work, scope, asked.company)
    if asked.name is None:
        return Answer(form=views.company_form(asked, company))
    others = [c for c in await work.of(Roster).companies(scope) if c.id != company.id]
    if any(is_named_alike(c.name, asked.name) for c in others):
        taken = T("Another company of the club has this name. Add what tells them apart.")
        raise RuleBrokenError(taken, {"name": taken})
    await work.of(Joining).rename_company(scope, company.id, asked.name)
    await work.of(Cards).mark_all(scope)
    return Answer(
        toast=T("Saved: {name}.", name=asked.name), panel=ViewRef(views.COMPANY, scope.club, {"company": company.id})
    )


async def member_list(work: UnitOfWork, actor: Actor, asked: MemberList) -> Answer:  # noqa: ARG001
    """Show who is in the club."""
    return Answer(panel=ViewRef(views.MEMBERS, asked.club))


async def show_company(work: UnitOfWork, actor: Actor, asked: ShowCompany) -> Answer:
    """Show one company; without a choice, the actor's own."""
    scope = ClubScope(asked.club)
    company = asked.company or (await own_row(work, scope, actor)).company
    await company_row(work, scope, company)
    if company != actor.company and not actor.is_any(LEADS):
        raise RuleBrokenError(T("Choose somebody of your own company."))
    return Answer(panel=ViewRef(views.COMPANY, scope.club, {"company": company}))


async def _tell_named(work: UnitOfWork, scope: ClubScope, member: Member, post: Post) -> None:
    named = ViewRef(views.NAMED, scope.club, {"post": post})
    await tell_member(work, member, named, f"named:{work.new_id()}")
