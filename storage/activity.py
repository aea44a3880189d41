"""What companies were told of missed meetings."""

from __future__ import annotations

from bot.features.activity.ports import Nudge
from bot.features.meetings.ports import MeetingId
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.people import ClubScope, CompanyId
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
