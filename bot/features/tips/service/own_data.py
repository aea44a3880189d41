"""What tips keep of a person: exported on wish, erased on wish (mission, whole map; R1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.features.tips.ports import Tips, TipState
from bot.features.tips.service.keeping import withdraw
from bot.kernel.people import PersonId
from bot.kernel.ports import UnitOfWork


async def erase(work: UnitOfWork, person: PersonId) -> None:
    """Delete the words nobody has been handed yet; what a host has packed keeps its words, unsigned (decision 010).

    Backings stay their company's, without the person.
    """
    tips = work.of(Tips)
    own, backed = await tips.of_person(person), await tips.backed_by(person)
    for scope, tip in own:
        if not tip.edition and tip.state is not TipState.WITHDRAWN:
            await withdraw(work, scope, tip)
    for scope in {scope for scope, _ in (*own, *backed)}:
        await tips.forget(scope, person)


async def export(work: UnitOfWork, person: PersonId) -> Mapping[str, Any]:
    """Return the person's own tips, unnamed ones too, and what they backed."""
    return {
        "tips": [
            {
                "club": scope.club,
                "words": tip.words,
                "experience": tip.experience,
                "given_at": tip.given_at.isoformat(),
                "state": tip.state.value,
                "area": tip.area.name.lower() if tip.area else None,
                "effort": tip.effort,
                "effect": tip.effect,
                "named": tip.is_named,
            }
            for scope, tip in await work.of(Tips).of_person(person)
        ],
        "backed": [
            {"club": scope.club, "tip": each.tip, "backed_at": each.backed_at.isoformat()}
            for scope, each in await work.of(Tips).backed_by(person)
        ],
    }
