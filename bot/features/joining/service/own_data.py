"""What joining keeps of one person: shown to them, or let go (R1, R10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.features.joining.model import OwnMembership, is_present
from bot.features.joining.ports import Joining, People
from bot.features.joining.service.leaving import end
from bot.kernel.people import PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster

# What stands in the place of an erased name; a sign, so that it is no word of one language.
NAMELESS = "–"


async def export(work: UnitOfWork, person: PersonId) -> Mapping[str, Any]:
    """Return the person's settings, accounts and memberships, as data."""
    known = await work.of(Roster).person(person)
    return {
        "language": known.language.value if known else None,
        "zone": known.zone.key if known else None,
        "accounts": [{"platform": each.platform, "user": each.user} for each in await work.of(People).accounts(person)],
        "organizer": await work.of(Roster).is_organizer(person),
        "memberships": [_exported(each) for each in await work.of(People).memberships(person)],
    }


async def erase(work: UnitOfWork, person: PersonId) -> None:
    """End the person's memberships with all that follows from it, and let go of name and person in every row."""
    for each in await work.of(People).memberships(person):
        row = next((m for m in await work.of(Roster).members(each.scope) if m.id == each.membership), None)
        if row is not None and is_present(row):
            await end(work, each.scope, row, by=person)
        await work.of(Joining).make_nameless(each.scope, each.membership, NAMELESS)
    await work.of(People).end_organizer(person)


def _exported(own: OwnMembership) -> dict[str, Any]:
    return {
        "club": own.club_name,
        "company": own.company_name,
        "name": own.name,
        "state": own.state,
        "post": own.post,
        "contact_person": own.is_contact,
        "pledged_at": own.pledged_at.isoformat() if own.pledged_at else None,
        "pledge_version": own.pledge_version,
        "left_at": own.left_at.isoformat() if own.left_at else None,
    }
