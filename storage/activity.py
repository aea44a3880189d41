"""What companies were told of missed meetings, and how quiet members want it."""

from __future__ import annotations

from datetime import datetime

from bot.features.activity.ports import Nudge
from bot.features.meetings.ports import MeetingId
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.people import ClubScope, CompanyId, MembershipId
from storage.repository import Repository


class SqlNudges(Repository):
    """Keeps `bot.features.activity.ports.Nudges`."""

    file = "activity"

    async def of_club(self, scope: ClubScope) -> list[Nudge]:
        """Return all of them, earliest first."""
        return [
            Nudge(
                CompanyId(row["company_id"]), MeetingId(row["meeting_id"]), row["missed"], from_micros(row["told_at"])
            )
            for row in await self._db.all(self._sql.nudges_of_club, club=scope.club)
        ]

    async def add(self, scope: ClubScope, nudge: Nudge) -> None:
        """Keep one."""
        await self._db.run(
            self._sql.add_nudge,
            id=self._desk.new_id(),
            club=scope.club,
            company=nudge.company,
            meeting=nudge.meeting,
            missed=nudge.missed,
            told_at=to_micros(nudge.told_at),
        )


class SqlQuiets(Repository):
    """Keeps `bot.features.activity.ports.Quiets`."""

    file = "activity"

    async def wish(
        self, scope: ClubScope, member: MembershipId, snoozed_until: datetime | None, *, opted_out: bool
    ) -> None:
        """Keep a member's wish."""
        await self._db.run(
            self._sql.wish_quiet,
            club=scope.club,
            member=member,
            until=to_micros(snoozed_until) if snoozed_until else None,
            opted_out=int(opted_out),
        )
