"""A pledge that was not renewed in time: its person stands as waiting, for the counting of companies too (R3.3)."""

from __future__ import annotations

from bot.features.joining.intents import AcceptPledge
from bot.features.polls.ports import Polls
from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from tests.features.club_world import World, invite, join


async def active(world: World) -> set[str]:
    """Return the names of the companies that count at this moment."""
    scope = ClubScope(await world.club())

    async def look(unit: UnitOfWork) -> frozenset[CompanyId]:
        return await unit.of(Polls).active_companies(scope)

    counted = await world.storage.read(look)
    companies = await world.companies()
    assert {each.id for each in companies.values() if each.is_active} == counted
    return {name for name, each in companies.items() if each.id in counted}


async def test_a_company_whose_only_pledge_has_lapsed_is_not_active(founded: World) -> None:
    """A year and thirty days after its pledge a company counts no longer; a renewal brings it back."""
    await join(founded, "bo", await invite(founded, "Kvarnboden", "Bo Berg"))
    await founded.later(days=365 + 29)
    assert await active(founded) == {"Kvarnboden"}
    await founded.later(days=1, hours=1)
    assert await active(founded) == set()
    await founded.ask("bo", AcceptPledge(club=await founded.club()))
    assert await active(founded) == {"Kvarnboden"}
