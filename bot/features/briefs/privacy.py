"""What the briefs keep of a person: that they wrote one, exported and forgotten on wish (R1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.features.briefs.ports import Briefs
from bot.kernel.people import PersonId
from bot.kernel.ports import UnitOfWork


async def erase(work: UnitOfWork, person: PersonId) -> None:
    """Forget who wrote a brief; what the company asks of its guests stays the company's."""
    await work.of(Briefs).forget_author(person)


async def export(work: UnitOfWork, person: PersonId) -> Mapping[str, Any]:
    """Return the briefs a person wrote."""
    return {"written": await work.of(Briefs).written_by(person)}
