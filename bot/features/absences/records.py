"""What a company declares of its absence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.kernel.people import CompanyId

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
