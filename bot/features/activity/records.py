"""What is kept of a nudge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.features.meetings.records import MeetingId
from bot.kernel.people import CompanyId


@dataclass(frozen=True, slots=True)
class Nudge:
    """That a company was told how many meetings it missed, after one of them (R8)."""

    company: CompanyId
    meeting: MeetingId
    missed: int
    told_at: datetime
