"""Meetings, kept in their table; the place is sealed."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

from bot.features.meetings.ports import Meeting, MeetingId
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.errors import StrangerError
from bot.kernel.people import ClubScope, CompanyId
from storage.engine import Row
from storage.repository import Repository


class SqlMeetings(Repository):
    """Keeps `bot.features.meetings.ports.Meetings`."""

    file = "meetings"

    async def add(self, scope: ClubScope, meeting: Meeting) -> None:
        """Keep a decided meeting."""
        await self._db.run(
            self._sql.add_meeting,
            id=meeting.id,
            club=scope.club,
            poll=meeting.poll,
            host=meeting.host,
            place=await self.seal(scope, "meeting.place", meeting.id, meeting.place),
            day=meeting.day.isoformat(),
            start=f"{meeting.start:%H:%M}",
            zone=meeting.zone.key,
            starts=to_micros(meeting.starts_at),
            ends=to_micros(meeting.ends_at),
            sequence=meeting.sequence,
            decided=to_micros(meeting.decided_at),
        )

    async def meeting(self, scope: ClubScope, meeting: str) -> Meeting:
        """Return a meeting."""
        row = await self._db.one(self._sql.meeting_row, club=scope.club, meeting=meeting)
        if row is None:
            raise StrangerError
        return await self._meeting(scope, row)

    async def mark_held(self, scope: ClubScope, meeting: MeetingId) -> None:
        """Note that its end has passed."""
        await self._db.run(self._sql.mark_held, club=scope.club, meeting=meeting)

    async def save_host(self, scope: ClubScope, meeting: Meeting) -> None:
        """Keep a meeting's changed host and place."""
        place = await self.seal(scope, "meeting.place", meeting.id, meeting.place)
        await self._db.run(
            self._sql.save_host,
            club=scope.club,
            meeting=meeting.id,
            host=meeting.host,
            place=place,
            sequence=meeting.sequence,
        )

    async def coming(self, scope: ClubScope) -> Meeting | None:
        """Return the decided meeting that is not held yet."""
        row = await self._db.one(self._sql.coming_meeting, club=scope.club)
        return await self._meeting(scope, row) if row else None

    async def held(self, scope: ClubScope) -> list[Meeting]:
        """Return the held meetings, oldest first."""
        rows = await self._db.all(self._sql.held_meetings, club=scope.club)
        return [await self._meeting(scope, row) for row in rows]

    async def of_poll(self, scope: ClubScope, poll: str) -> Meeting | None:
        """Return the meeting a poll decided."""
        row = await self._db.one(self._sql.meeting_of_poll, club=scope.club, poll=poll)
        return await self._meeting(scope, row) if row else None

    async def _meeting(self, scope: ClubScope, row: Row) -> Meeting:
        return Meeting(
            id=MeetingId(row["id"]),
            poll=row["poll_id"],
            host=CompanyId(row["host"]),
            place=await self.unseal(scope, "meeting.place", row["id"], row["place"]),
            day=date.fromisoformat(row["day"]),
            start=time.fromisoformat(row["start"]),
            zone=ZoneInfo(row["zone"]),
            starts_at=from_micros(row["starts_at"]),
            ends_at=from_micros(row["ends_at"]),
            is_held=row["state"] == "held",
            sequence=row["sequence"],
            decided_at=from_micros(row["decided_at"]),
        )
