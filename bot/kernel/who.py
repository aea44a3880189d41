"""Who asks, as the roster has it at this moment."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.kernel.intents import Asked
from bot.kernel.people import Actor, ClubId, ClubScope, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import ClubOutline, Member, Roster, roles_of

Known = tuple[Actor, ClubOutline | None, Member | None]


async def who_asks(unit: UnitOfWork, asked: Asked, club: ClubId, zone: ZoneInfo) -> Known:
    """Return the actor, the club's outline and the member of it they are; whoever has no zone is given this one."""
    roster = unit.of(Roster)
    person = await roster.person_of(asked.account) if asked.account else None
    roles, member, outline = frozenset({Role.STRANGER}), None, None
    if club:
        outline = await roster.outline(ClubScope(club))
        member = await roster.member_of(ClubScope(club), person.id) if person else None
        roles = roles_of(member, outline.host, unit.now)
    own = person is not None and (outline is None or outline.founded_by == person.id)
    if own and person is not None and await roster.is_organizer(person.id):
        roles |= {Role.ORGANIZER}
    actor = Actor(
        roles,
        person.language if person else asked.language,
        person.zone if person else zone,
        asked.account,
        asked.where,
        person.id if person else None,
        member.id if member else None,
        member.company if member else None,
        outline.zone if outline else None,
    )
    return actor, outline, member
