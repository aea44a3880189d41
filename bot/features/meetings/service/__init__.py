"""What happens to a meeting from the decision to its end: decided, changed, moved, cancelled, held."""

from __future__ import annotations

from bot.features.meetings.service.cancelling import cancel_meeting
from bot.features.meetings.service.changing import change_host
from bot.features.meetings.service.deciding import decide

__all__ = ["cancel_meeting", "change_host", "decide"]
