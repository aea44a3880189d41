"""What members ask about their company's days away and its leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.features.absences.ports import AbsenceId
from bot.kernel.fields import day, filled
from bot.kernel.intents import Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowAbsences(Intent):
    """See what one's own company has declared."""

    code: ClassVar[str] = "av"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAway(Intent):
    """Declare days on which the own company cannot host."""

    code: ClassVar[str] = "aa"

    first: date | None = filled(day())
    last: date | None = filled(day())


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginLeave(Intent):
    """Declare that the own company is on leave; without a last day until it says that it is back."""

    code: ClassVar[str] = "al"

    first: date | None = filled(day())
    last: date | None = filled(day(optional=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack(Intent):
    """Take back what was declared."""

    code: ClassVar[str] = "at"

    absence: AbsenceId


@dataclass(frozen=True, slots=True, kw_only=True)
class BackAgain(Intent):
    """Say that the company is back from its leave."""

    code: ClassVar[str] = "ab"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveBegins(Intent):
    """The clock: a leave begins, everything is counted anew."""

    code: ClassVar[str] = "as"

    absence: AbsenceId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveEnds(Intent):
    """The clock: a leave has ended, everything is counted anew."""

    code: ClassVar[str] = "ae"

    absence: AbsenceId
