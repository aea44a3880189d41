"""What backpacks keep of one person: what they said became of tips. The words of tips are the tips' own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.features.backpack.ports import Backpacks
from bot.kernel.people import PersonId
from bot.kernel.ports import UnitOfWork


async def export(work: UnitOfWork, person: PersonId) -> Mapping[str, Any]:
    """Return what the person has said of picked tips."""
    said = await work.of(Backpacks).said_by(person)
    return {
        "outcomes": [
            {"tip": each.tip, "outcome": each.outcome.name.lower(), "said_at": each.said_at}
            for each in said
            if each.outcome is not None
        ]
    }


async def erase(work: UnitOfWork, person: PersonId) -> None:
    """Leave the outcomes to the company, without the person."""
    await work.of(Backpacks).forget_sayer(person)
