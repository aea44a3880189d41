"""What clubs keep of one person: which ones they founded (R1, R10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.features.clubs.ports import Clubs
from bot.kernel.people import PersonId
from bot.kernel.ports import UnitOfWork


async def export(work: UnitOfWork, person: PersonId) -> Mapping[str, Any]:
    """Return the clubs the person founded, by name."""
    return {"founded": [each.name for each in await work.of(Clubs).counts(person)]}


async def erase(work: UnitOfWork, person: PersonId) -> None:
    """Let go of who founded a club; the club stays."""
    await work.of(Clubs).forget_founder(person)
