"""What the activity feature keeps of a person, for the own export (R1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.features.joining.ports import People
from bot.kernel.people import PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster


async def export(work: UnitOfWork, person: PersonId) -> Mapping[str, Any]:
    """Return how quiet the person wants it, club by club; what a company missed is in its attendance."""
    found = []
    for own in await work.of(People).memberships(person):
        row = await work.of(Roster).member_of(own.scope, person)
        if row is not None and row.id == own.membership:
            found.append(
                {
                    "club": own.club_name,
                    "until": _said(row.snoozed_until),
                    "no_questions": row.opted_out,
                    "silent_since": _said(row.silent_since),
                }
            )
    return {"quiet": found}


def _said(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
