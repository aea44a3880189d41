"""What a company is called, also when it is no longer there."""

from __future__ import annotations

from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import T, Text, Written

GONE = T("a company that has left")


async def known_name(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> Text | None:
    """Return the name of a company of the club, None when it has left."""
    companies = await work.of(Roster).companies(scope)
    return next((Written(each.name) for each in companies if each.id == company), None)


async def name_of(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> Text:
    """Return what to call a company in a sentence."""
    return await known_name(work, scope, company) or GONE
