"""One folder per capability of a club; `ALL` is the one list of them, in the order of menus and help."""

from __future__ import annotations

from bot.features import (
    absences,
    activity,
    attendance,
    backpack,
    clubs,
    joining,
    polls,
    tips,
    turns,
)
from bot.features.briefs import feature as briefs
from bot.features.guide import guide_to
from bot.features.meetings import feature as meetings
from bot.features.privacy import feature_over

_OWNERS = (
    polls.FEATURE,
    meetings.FEATURE,
    attendance.FEATURE,
    tips.FEATURE,
    backpack.FEATURE,
    turns.FEATURE,
    briefs.FEATURE,
    absences.FEATURE,
    activity.FEATURE,
    joining.FEATURE,
    clubs.FEATURE,
)
_TOLD = (*_OWNERS, feature_over(_OWNERS))
ALL = (*_TOLD, guide_to(_TOLD))
