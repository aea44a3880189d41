"""Who may open a backpack and act on it: the host company of its turn, members once it is shared (R1, R7.2)."""

from __future__ import annotations

from bot.features.backpack.ports import Backpack, Backpacks
from bot.features.turns.ports import Turn, Turns
from bot.kernel.door import FOR_THE_HOST
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubScope, CompanyId, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import MemberState, Roster


def may_read(backpack: Backpack, turn: Turn, company: CompanyId) -> bool:
    """True for the host company, and for every member once the host has shared it; the lead is a member like any."""
    return not backpack.is_empty and (company == turn.company or backpack.shared_at is not None)


async def company_of(work: UnitOfWork, scope: ClubScope, person: PersonId | None) -> CompanyId | None:
    """Return the company of somebody who is in, None for everybody else."""
    member = await work.of(Roster).member_of(scope, person) if person else None
    return member.company if member is not None and member.state is MemberState.PLEDGED else None


async def own_turn(work: UnitOfWork, scope: ClubScope, actor: Actor, turn: str) -> tuple[Turn, Backpack]:
    """Return a turn of the actor's own company with its packed backpack.

    Raises:
        StrangerError: the club has no such turn, or nothing is packed for it.
        RuleBrokenError: it is another company's; in the words of any act that is the host's.
    """
    found = await work.of(Turns).turn(scope, turn)
    backpack = await work.of(Backpacks).backpack(scope, found.id)
    if actor.company != found.company:
        raise RuleBrokenError(FOR_THE_HOST)
    if backpack is None or backpack.is_empty:
        raise StrangerError
    return found, backpack


async def readable(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> list[tuple[Turn, Backpack]]:
    """Return the backpacks a company's people may open, the newest first; the own ones before others."""
    found = [(await work.of(Turns).turn(scope, each.turn), each) for each in await work.of(Backpacks).all(scope)]
    open_to = [(turn, each) for turn, each in found if may_read(each, turn, company)]
    return sorted(open_to, key=lambda each: each[0].company != company)
