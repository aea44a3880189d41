"""What people and the clockwork ask about who comes and who came."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from bot.features.attendance.model import Coming, Presence
from bot.features.meetings.ports import MeetingId
from bot.kernel.fields import filled, line
from bot.kernel.intents import Intent, intent
from bot.kernel.people import CompanyId

REASON_LIMIT = 200


class Tap(StrEnum):
    """The answers of the card: what a company was, and that it is not known."""

    PRESENT = "p"
    COLLEAGUE = "k"
    LATE = "l"
    EXCUSED = "e"
    ABSENT = "a"
    UNKNOWN = "u"


@intent
class ShowComing(Intent):
    """See whether the own company comes, and who does; after the meeting, what it was marked as."""

    code: ClassVar[str] = "ra"


@intent
class SayComing(Intent):
    """Say for the own company that it is coming, or cannot."""

    code: ClassVar[str] = "rb"
    meeting: MeetingId
    coming: Coming


@intent
class AskReason(Intent):
    """Open the form for why the company cannot come."""

    code: ClassVar[str] = "rc"
    meeting: MeetingId


@intent
class GiveReason(Intent):
    """Say why the company cannot come."""

    code: ClassVar[str] = "rd"
    meeting: MeetingId
    reason: str = filled(line(REASON_LIMIT, optional=True), default="")


@intent
class MarkOwn(Intent):
    """Correct the own company's mark after a meeting."""

    code: ClassVar[str] = "re"
    meeting: MeetingId
    presence: Presence


@intent
class ShowAttendance(Intent):
    """See the attendance card of the latest meeting."""

    code: ClassVar[str] = "rf"


@intent
class OpenMark(Intent):
    """Open one company's answers on the attendance card."""

    code: ClassVar[str] = "rg"
    meeting: MeetingId
    company: CompanyId


@intent
class MarkCompany(Intent):
    """Mark what a company was."""

    code: ClassVar[str] = "rh"
    meeting: MeetingId
    company: CompanyId
    tap: Tap


@intent
class ConfirmAttendance(Intent):
    """Say that the attendance card is right."""

    code: ClassVar[str] = "ri"
    meeting: MeetingId


@intent
class AskSilent(Intent):
    """Timer: the companies that stand neither way are asked."""

    code: ClassVar[str] = "rj"
    meeting: MeetingId


@intent
class CardDue(Intent):
    """Timer: the lead gets the attendance card."""

    code: ClassVar[str] = "rk"
    meeting: MeetingId


@intent
class Unconfirmed(Intent):
    """Timer: seven days have passed; what the lead has not confirmed is assumed."""

    code: ClassVar[str] = "rl"
    meeting: MeetingId
