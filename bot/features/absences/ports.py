"""What the absences feature asks of storage, and what others may ask of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from bot.features.absences.records import Absence, AbsenceId, AbsenceKind
from bot.kernel.people import ClubScope, CompanyId

__all__ = ["Absence", "AbsenceId", "AbsenceKind", "Absences"]


class Absences(Protocol):
    """The declared absences and leaves of a club's companies."""

    async def of_club(self, scope: ClubScope) -> list[Absence]:
        """Return all of them, past ones too, earliest first."""
        ...

    async def of_company(self, scope: ClubScope, company: CompanyId) -> list[Absence]:
        """Return one company's, past ones too, earliest first."""
        ...

    async def add(self, scope: ClubScope, absence: Absence) -> None:
        """Keep an absence."""
        ...

    async def end(self, scope: ClubScope, absence: AbsenceId, last: date, ends_at: datetime) -> None:
        """Let a leave end (or shorten an absence)."""
        ...

    async def remove(self, scope: ClubScope, absence: AbsenceId) -> bool:
        """Take back an absence; False when there is none."""
        ...
