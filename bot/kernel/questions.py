"""The seam to what was asked and not answered, and to who wants quiet (R8, R9)."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.kernel.people import ClubScope, MembershipId
from bot.kernel.ports import Envelope


class Questions(Protocol):
    """What somebody was asked, how often nothing came of it, and how quiet they want it (R8, R9)."""

    async def wish_quiet(
        self, scope: ClubScope, member: MembershipId, snoozed_until: datetime | None, *, opted_out: bool
    ) -> None:
        """Keep how quiet a member wants it, in place of an earlier wish."""
        ...

    async def asked(self, scope: ClubScope, envelope: Envelope, answer_by: datetime) -> None:
        """Note that a message with a question was sent; any act of its person until then is an answer."""
        ...

    async def overdue(self, now: datetime, limit: int) -> list[Envelope]:
        """Return messages whose question has gone unanswered by `now`, the oldest first."""
        ...

    async def give_up(self, envelope: str) -> None:
        """Wait no longer for an answer to a message."""
        ...

    async def unanswered(self, scope: ClubScope, member: MembershipId, envelope: str) -> int:
        """Count a question as unanswered if its member did nothing since it was sent; return how many are in a row."""
        ...

    async def fall_silent(self, scope: ClubScope, member: MembershipId) -> None:
        """Ask a member nothing more, from now on (R8)."""
        ...

    async def heard_from(self, scope: ClubScope, member: MembershipId) -> None:
        """Note an act of a member: nothing is unanswered any more, and the silence is over."""
        ...
