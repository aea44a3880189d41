"""The pure rules of a person's own data (R1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.features.joining.model import FORMER_KEPT, OwnMembership
from bot.kernel.roster import MemberState


def is_kept(own: OwnMembership, now: datetime) -> bool:
    """True for those who are in, and for former members for 24 months; who only waits sees the three rules alone."""
    if own.state == MemberState.FORMER:
        return own.left_at is not None and now < own.left_at + FORMER_KEPT
    return own.state == MemberState.PLEDGED


def may_ask(memberships: Iterable[OwnMembership], now: datetime, *, is_organizer: bool) -> bool:
    """True for whoever may export and erase their own data."""
    return is_organizer or any(is_kept(each, now) for each in memberships)
