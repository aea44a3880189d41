"""Rows of the roster as the acts look them up, and how somebody is told."""

from __future__ import annotations

from datetime import datetime

from bot.features.joining.model import is_present
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Account, Actor, ClubScope, CompanyId, MembershipId, PersonId
from bot.kernel.ports import MessageClass, UnitOfWork
from bot.kernel.roster import Company, Member, Roster
from bot.kernel.tell import News, leads_of, people_of, tell
from bot.kernel.texts import T
from bot.kernel.views import ViewRef


async def own_row(work: UnitOfWork, scope: ClubScope, actor: Actor) -> Member:
    """Return the actor's own row.

    Raises:
        StrangerError: when the actor has none.
    """
    found = await work.of(Roster).member_of(scope, actor.person) if actor.person else None
    if found is None:
        raise StrangerError
    return found


async def member_row(work: UnitOfWork, scope: ClubScope, member: MembershipId) -> Member:
    """Return somebody who is in the roster and has not left.

    Raises:
        StrangerError: when the club never had such a row.
        RuleBrokenError: when the person has left.
    """
    found = next((m for m in await work.of(Roster).members(scope) if m.id == member), None)
    if found is None:
        raise StrangerError
    if not is_present(found):
        raise RuleBrokenError(T("{name} has left the club. Open the list of members anew.", name=found.name))
    return found


async def company_row(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> Company:
    """Return one of the club's companies.

    Raises:
        StrangerError: when the club has no such company, or has it no more.
    """
    found = next((c for c in await work.of(Roster).companies(scope) if c.id == company), None)
    if found is None:
        raise StrangerError
    return found


def known_account(actor: Actor) -> Account:
    """Return the account of somebody who acts from a platform.

    Raises:
        StrangerError: when the system acts.
    """
    if actor.account is None:
        raise StrangerError
    return actor.account


async def tell_lead(
    work: UnitOfWork, view: ViewRef, about: str, but: PersonId | None = None, not_before: datetime | None = None
) -> None:
    """Tell who minds the club a fact, unless it is they who made it so."""
    leads = leads_of(await work.of(Roster).members(ClubScope(view.club)))
    news = News(view, MessageClass.DUTY, about, not_before=not_before)
    await tell(work, [lead for lead in leads if lead != but], news)


async def tell_member(work: UnitOfWork, member: Member, view: ViewRef, about: str) -> None:
    """Tell one member what must arrive."""
    await tell(work, people_of([member]), News(view, MessageClass.MUST, about))
