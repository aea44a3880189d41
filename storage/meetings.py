"""Meetings, kept in their table; place and reason are sealed."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

from bot.features.meetings.ports import Meeting, MeetingId, MeetingState
from bot.features.turns.ports import TurnId
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.errors import StrangerError
from bot.kernel.people import ClubScope, CompanyId
from storage.engine import Row, Value
from storage.repository import Repository


class SqlMeetings(Repository):
    """Keeps `bot.features.meetings.ports.Meetings`."""

    file = "meetings"

    async def add(self, scope: ClubScope, meeting: Meeting) -> None:
        """Keep a decided meeting."""
        await self._db.run(
            self._sql.add_meeting,
            poll=meeting.poll,
            decided=to_micros(meeting.decided_at),
            **await self._changing(scope, meeting),
        )

    async def meeting(self, scope: ClubScope, meeting: str) -> Meeting:
        """Return a meeting."""
        row = await self._db.one(self._sql.meeting_row, club=scope.club, meeting=meeting)
        if row is None:
            raise StrangerError
        return await self._meeting(scope, row)

    async def save(self, scope: ClubScope, meeting: Meeting) -> None:
        """Save everything of a meeting that may change."""
        await self._db.run(self._sql.save_meeting, **await self._changing(scope, meeting))

    async def coming(self, scope: ClubScope) -> Meeting | None:
        """Return the decided meeting that is not held yet."""
        row = await self._db.one(self._sql.coming_meeting, club=scope.club)
        return await self._meeting(scope, row) if row else None

    async def held(self, scope: ClubScope) -> list[Meeting]:
        """Return the held meetings, oldest first."""
        rows = await self._db.all(self._sql.held_meetings, club=scope.club)
        return [await self._meeting(scope, row) for row in rows]

    async def of_turn(self, scope: ClubScope, turn: TurnId) -> Meeting | None:
        """Return the meeting of a turn."""
        row = await self._db.one(self._sql.meeting_of_turn, club=scope.club, turn=turn)
        return await self._meeting(scope, row) if row else None

    async def all(self, scope: ClubScope) -> list[Meeting]:
        """Return every meeting that was ever decided, oldest first."""
        rows = await self._db.all(self._sql.meetings_of_club, club=scope.club)
        return [await self._meeting(scope, row) for row in rows]

    async def of_poll(self, scope: ClubScope, poll: str) -> Meeting | None:
        """Return the meeting a poll decided."""
        row = await self._db.one(self._sql.meeting_of_poll, club=scope.club, poll=poll)
        return await self._meeting(scope, row) if row else None

    async def _changing(self, scope: ClubScope, meeting: Meeting) -> dict[str, Value]:
        return {
            "id": meeting.id,
            "club": scope.club,
            "turn": meeting.turn,
            "host": meeting.host,
            "place": await self.seal(scope, "meeting.place", meeting.id, meeting.place),
            "day": meeting.day.isoformat(),
            "start": f"{meeting.start:%H:%M}",
            "zone": meeting.zone.key,
            "starts": to_micros(meeting.starts_at),
            "ends": to_micros(meeting.ends_at),
            "state": meeting.state.value,
            "sequence": meeting.sequence,
            "moved": int(meeting.is_moved),
            "announced": meeting.announced,
            "reason": await self.seal(scope, "meeting.reason", meeting.id, meeting.reason) if meeting.reason else None,
            "came": int(meeting.host_came),
            "confirmed": to_micros(meeting.confirmed_at) if meeting.confirmed_at else None,
        }

    async def _meeting(self, scope: ClubScope, row: Row) -> Meeting:
        return Meeting(
            id=MeetingId(row["id"]),
            poll=row["poll_id"],
            turn=TurnId(row["turn_id"]),
            host=CompanyId(row["host"]),
            place=await self.unseal(scope, "meeting.place", row["id"], row["place"]),
            day=date.fromisoformat(row["day"]),
            start=time.fromisoformat(row["start"]),
            zone=ZoneInfo(row["zone"]),
            starts_at=from_micros(row["starts_at"]),
            ends_at=from_micros(row["ends_at"]),
            state=MeetingState(row["state"]),
            sequence=row["sequence"],
            decided_at=from_micros(row["decided_at"]),
            is_moved=bool(row["is_moved"]),
            announced=row["announced"],
            reason=await self.unseal(scope, "meeting.reason", row["id"], row["reason"]) if row["reason"] else "",
            host_came=bool(row["host_came"]),
            confirmed_at=from_micros(row["confirmed_at"]) if row["confirmed_at"] is not None else None,
        )
