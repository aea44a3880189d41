"""What the absences feature asks of storage, and what others may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol

from bot.kernel.people import ClubScope, CompanyId

AbsenceId = NewType("AbsenceId", str)


class AbsenceKind(StrEnum):
    """Away: cannot host or come on these days. On leave: not active (R0), nothing is asked or counted (R8)."""

    AWAY = "away"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Absence:
    """What a company has declared for itself; `last` is None for a leave without an end yet.

    Days are the club's own; `begins_at` and `ends_at` are their first and last instant.
    """

    id: AbsenceId
    company: CompanyId
    kind: AbsenceKind
    first: date
    last: date | None
    begins_at: datetime
    ends_at: datetime | None


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
