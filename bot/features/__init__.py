"""One folder per capability of a club; `ALL` is the one list of them, in the order of menus and help."""

from __future__ import annotations

from bot.features.absences import feature as absences
from bot.features.activity import feature as activity
from bot.features.attendance import feature as attendance
from bot.features.backpack import feature as backpack
from bot.features.briefs import feature as briefs
from bot.features.clubs import feature as clubs
from bot.features.guide import guide_to
from bot.features.joining import feature as joining
from bot.features.meetings import feature as meetings
from bot.features.polls import feature as polls
from bot.features.privacy import feature_over
from bot.features.tips import feature as tips
from bot.features.turns import feature as turns

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
