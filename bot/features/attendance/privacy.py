"""What attendance keeps of a person: exported on wish, erased on wish (R1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.features.attendance.ports import AttendanceBook
from bot.kernel.people import PersonId
from bot.kernel.ports import UnitOfWork

NOBODY = PersonId("nobody")


async def erase(work: UnitOfWork, person: PersonId) -> None:
    """Let go of the person: what their company said and was stays, without them and without reasons."""
    await work.of(AttendanceBook).forget_person(person, NOBODY)


async def export(work: UnitOfWork, person: PersonId) -> Mapping[str, Any]:
    """Return what the person said of meetings and marked."""
    book = work.of(AttendanceBook)
    return {"said": await book.own_words(person), "marked": await book.own_marks(person)}
