"""What people and the clockwork ask of meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.features.meetings.ports import MeetingId
from bot.kernel.intents import Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting(Intent):
    """See the next meeting."""

    code: ClassVar[str] = "mm"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile(Intent):
    """Get a meeting's calendar file."""

    code: ClassVar[str] = "mi"
    meeting: MeetingId


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld(Intent):
    """Timer: a meeting's end has passed."""

    code: ClassVar[str] = "tm"
    meeting: MeetingId
