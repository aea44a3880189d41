"""Company links and the waiting room behind them (R3.2): who knocks is let in by somebody who knows them."""

from __future__ import annotations

from bot.features.joining import views
from bot.features.joining.intents import ForgetKnock, Knock, LetIn, MakeCompanyLink, RevokeCompanyLink, TurnAway
from bot.features.joining.model import (
    COMPANY_LINK_LASTS,
    KNOCK_LASTS,
    MOST_KNOCKING,
    CompanyLink,
    Standing,
    hash_of,
    is_present,
    link_standing,
    mark_of,
)
from bot.features.joining.ports import Joining, Knocker, Tries
from bot.features.joining.qr import qr_of
from bot.features.joining.service.admitting import admit, arrive, insist_few_tries, insist_not_in_yet
from bot.features.joining.service.roster_rows import company_row, known_account, member_row
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import LEADS, Actor, ClubScope, CompanyId, MembershipId
from bot.kernel.ports import MessageClass, Outbox, SetAside, Timers, UnitOfWork
from bot.kernel.roster import Member, MemberState, Roster, pledge_version
from bot.kernel.tell import News, ask_minders, people_of, pledged, tell
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, Audience, Title, View, ViewRef

OWN_ONLY = T("Choose somebody of your own company.")


async def make_company_link(work: UnitOfWork, actor: Actor, asked: MakeCompanyLink) -> Answer:
    """Make a company's link anew and show it once, in words and as a QR code; only its hash is kept."""
    scope = ClubScope(asked.club)
    company = await company_row(work, scope, asked.company)
    _insist_own(actor, company.id)
    token = work.new_secret()
    await work.of(Joining).add_company_link(scope, company.id, hash_of(token), work.now + COMPANY_LINK_LASTS)
    frame = await work.of(Roster).frame(scope)
    title = Title(T("Link for all of {company}", company=company.name))
    blocks = (title, *views.company_link_blocks(frame.name, company.name, token), qr_of(f"/join {token}"))
    return Answer(view=View(Audience.PRIVATE, blocks))


async def revoke_company_link(work: UnitOfWork, actor: Actor, asked: RevokeCompanyLink) -> Answer:
    """Make a company's link dead; a second tap changes nothing."""
    scope = ClubScope(asked.club)
    company = await company_row(work, scope, asked.company)
    _insist_own(actor, company.id)
    await work.of(Joining).revoke_company_links(scope, company.id, work.now)
    said = T("The company link opens nothing any more: {company}.", company=company.name)
    return Answer(said, ViewRef(views.COMPANY, scope.club, {"company": company.id}))


async def at_company_link(work: UnitOfWork, actor: Actor, secret: str) -> Answer | None:
    """Ask the name of whoever opens a company's link; None when it is no such link."""
    link = await work.of(Joining).company_link(hash_of(secret))
    if link is None or link.revoked_at is not None:
        return None
    if link_standing(link, work.now) is Standing.EXPIRED:
        said = T("This link has run out. Ask whoever gave it to you for a new one.")
        return Answer(form=views.invitation_form(secret, said))
    waiting = await _own_waiting(work, actor, link)
    if waiting is not None:
        return Answer(panel=ViewRef(views.PLEDGE, link.club))
    if actor.person is not None:
        scope = ClubScope(link.club)
        await insist_not_in_yet(work, scope, await work.of(Roster).frame(scope), actor.person)
    return Answer(form=views.knock_form(secret))


async def knock(work: UnitOfWork, actor: Actor, asked: Knock) -> Answer:
    """Write somebody into the waiting room under the name they give; before them stand the three rules."""
    await insist_few_tries(work, actor)
    link = await work.of(Joining).company_link(hash_of(asked.token))
    # A knock counts as a try whatever comes of it, so that nobody fills a waiting room.
    await work.of(Tries).note(mark_of(known_account(actor)), work.now)
    if link is None or link_standing(link, work.now) is not Standing.OPEN:
        said = T("This link opens nothing. Ask whoever gave it to you for a new one.")
        return Answer(form=views.invitation_form("", said))
    if asked.name is None:
        return Answer(form=views.knock_form(asked.token))
    return await _enter(work, actor, link, asked.name)


async def promise(work: UnitOfWork, scope: ClubScope, member: Member) -> Answer:
    """Keep that who knocks has accepted the rules, and ask those who know them; a second tap changes nothing."""
    if await work.of(Joining).note_promise(scope, member.id, pledge_version(work.now), work.now):
        view = ViewRef(views.KNOCKS, scope.club, {"member": member.id})
        news = News(view, MessageClass.DUTY, f"knocks:{member.id}", not_after=work.now + KNOCK_LASTS)
        members = await work.of(Roster).members(scope)
        colleagues = [m for m in pledged(members) if m.company == member.company and m.hears(work.now)]
        await tell(work, people_of(colleagues), news)
        await ask_minders(work, news)
    return Answer(T("Thank you. Somebody of the club lets you in soon."), ViewRef(views.PLEDGE, scope.club))


async def let_in(work: UnitOfWork, actor: Actor, asked: LetIn) -> Answer:
    """Let in who knocks; the lead for any company, a member for the own one."""
    scope = ClubScope(asked.club)
    member = await _at_the_door(work, scope, asked.member)
    _insist_own(actor, member.company)
    panel = ViewRef(views.COMPANY, scope.club, {"company": member.company})
    if member.state is MemberState.PLEDGED:
        return Answer(T("{name} is in already.", name=member.name), panel)
    if not await work.of(Joining).let_in(scope, member.id, work.now):
        raise RuleBrokenError(T("{name} has not accepted the three rules yet.", name=member.name))
    await work.of(Timers).cancel(scope, ForgetKnock(club=scope.club, member=member.id))
    await admit(work, scope, member, but=actor.person)
    return Answer(T("Let in: {name}.", name=member.name), panel)


async def turn_away(work: UnitOfWork, actor: Actor, asked: TurnAway) -> Answer:
    """Forget who knocks; nobody is told, and the door says to them what it says to strangers."""
    scope = ClubScope(asked.club)
    member = await _at_the_door(work, scope, asked.member)
    _insist_own(actor, member.company)
    panel = ViewRef(views.COMPANY, scope.club, {"company": member.company})
    if not (member.state is MemberState.WAITING and member.knocks):
        return Answer(T("{name} is in already.", name=member.name), panel)
    await forget(work, scope, member)
    return Answer(T("Not let in: {name}.", name=member.name), panel)


async def forget_knock(work: UnitOfWork, actor: Actor, asked: ForgetKnock) -> Answer:  # noqa: ARG001 - every act has its actor
    """Timer: forget who has knocked in vain for two weeks."""
    scope = ClubScope(asked.club)
    member = next((m for m in await work.of(Roster).members(scope) if m.id == asked.member), None)
    if member is not None and member.state is MemberState.WAITING and member.knocks:
        await forget(work, scope, member)
    return NOTHING


async def forget(work: UnitOfWork, scope: ClubScope, member: Member) -> None:
    """Forget who knocks, with all that waits for them."""
    await work.of(Timers).cancel(scope, ForgetKnock(club=scope.club, member=member.id))
    if member.person is not None:
        await work.of(Outbox).cancel(scope, member.person)
        await work.of(SetAside).take(scope, member.person)
    await work.of(Joining).drop_member(scope, member.id)


async def _at_the_door(work: UnitOfWork, scope: ClubScope, member: MembershipId) -> Member:
    """Return who knocks or has come in; who was turned away or forgotten is not there any more."""
    try:
        return await member_row(work, scope, member)
    except StrangerError:
        raise RuleBrokenError(T("That person is not waiting any more.")) from None


async def _enter(work: UnitOfWork, actor: Actor, link: CompanyLink, name: str) -> Answer:
    scope = ClubScope(link.club)
    if not await work.of(Roster).hold(scope):
        raise StrangerError
    panel = ViewRef(views.PLEDGE, scope.club)
    if await _own_waiting(work, actor, link) is not None:
        return Answer(panel=panel)
    frame = await work.of(Roster).frame(scope)
    if actor.person is not None:
        await insist_not_in_yet(work, scope, frame, actor.person)
    members = await work.of(Roster).members(scope)
    if sum(m.knocks and m.state is MemberState.WAITING and m.company == link.company for m in members) >= MOST_KNOCKING:
        raise RuleBrokenError(T("Others are waiting at this link already. Try again when they have been let in."))
    person = actor.person or await arrive(work, actor, frame.zone)
    knocker = Knocker(MembershipId(work.new_id()), link.company, person, name)
    await work.of(Joining).add_knocker(scope, knocker, work.now)
    await work.of(Timers).set(scope, ForgetKnock(club=scope.club, member=knocker.id), work.now + KNOCK_LASTS)
    return Answer(panel=panel)


async def _own_waiting(work: UnitOfWork, actor: Actor, link: CompanyLink) -> Member | None:
    """Return the actor's own row in the link's club, while it waits."""
    scope = ClubScope(link.club)
    row = await work.of(Roster).member_of(scope, actor.person) if actor.person else None
    return row if row is not None and is_present(row) and row.state is MemberState.WAITING else None


def _insist_own(actor: Actor, company: CompanyId) -> None:
    if company != actor.company and not actor.is_any(LEADS):
        raise RuleBrokenError(OWN_ONLY)
