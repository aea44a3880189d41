"""What members ask about their company's days away and its leave."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from bot.features.absences.ports import AbsenceId
from bot.kernel.fields import day, filled
from bot.kernel.intents import Intent, intent


@intent
class ShowAbsences(Intent):
    """See what one's own company has declared."""

    code: ClassVar[str] = "av"


@intent
class AddAway(Intent):
    """Declare days on which the own company cannot host."""

    code: ClassVar[str] = "aa"

    first: date | None = filled(day())
    last: date | None = filled(day())


@intent
class BeginLeave(Intent):
    """Declare that the own company is on leave; without a last day until it says that it is back."""

    code: ClassVar[str] = "al"

    first: date | None = filled(day())
    last: date | None = filled(day(optional=True))


@intent
class TakeBack(Intent):
    """Take back what was declared."""

    code: ClassVar[str] = "at"

    absence: AbsenceId


@intent
class BackAgain(Intent):
    """Say that the company is back from its leave."""

    code: ClassVar[str] = "ab"


@intent
class LeaveBegins(Intent):
    """The clock: a leave begins, everything is counted anew."""

    code: ClassVar[str] = "as"

    absence: AbsenceId


@intent
class LeaveEnds(Intent):
    """The clock: a leave has ended, everything is counted anew."""

    code: ClassVar[str] = "ae"

    absence: AbsenceId
