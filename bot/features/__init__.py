"""One folder per capability of a club; `ALL` is the one list of them, in the order of menus and help."""

from __future__ import annotations

from bot.features import clubs, joining, meetings, polls
from bot.features.guide import guide_to
from bot.features.privacy import feature_over

_OWNERS = (polls.FEATURE, meetings.FEATURE, joining.FEATURE, clubs.FEATURE)
_TOLD = (*_OWNERS, feature_over(_OWNERS))
ALL = (*_TOLD, guide_to(_TOLD))
