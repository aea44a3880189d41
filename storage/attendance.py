"""RSVPs and attendance, kept in their tables; reasons are sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.features.attendance.ports import Attended, Coming, Presence, Rsvp
from bot.features.meetings.ports import MeetingId
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.people import ClubId, ClubScope, CompanyId, PersonId
from storage.engine import Row
from storage.repository import Repository

SEALED = "rsvp.reason"


class SqlAttendance(Repository):
    """Keeps `bot.features.attendance.ports.AttendanceBook`."""

    file = "attendance"

    async def rsvps(self, scope: ClubScope, meeting: MeetingId) -> Mapping[CompanyId, Rsvp]:
        """Return what companies have said themselves."""
        rows = await self._db.all(self._sql.rsvps_of_meeting, club=scope.club, meeting=meeting)
        return {
            CompanyId(row["company_id"]): Rsvp(
                company=CompanyId(row["company_id"]),
                coming=Coming(row["coming"]),
                person=PersonId(row["person_id"]),
                said_at=from_micros(row["said_at"]),
                reason=await self._reason(scope, row),
            )
            for row in rows
        }

    async def rsvp(self, scope: ClubScope, meeting: MeetingId, said: Rsvp) -> None:
        """Keep a company's word."""
        known = self._desk.new_id()
        of_company = {"club": scope.club, "meeting": meeting, "company": said.company}
        await self._db.run(self._sql.drop_rsvp, **of_company)
        await self._db.run(
            self._sql.add_rsvp,
            id=known,
            person=said.person,
            coming=said.coming.value,
            reason=await self.seal(scope, SEALED, known, said.reason) if said.reason else b"",
            at=to_micros(said.said_at),
            **of_company,
        )

    async def void(self, scope: ClubScope, meeting: MeetingId) -> None:
        """Forget what was said and marked."""
        await self._db.run(self._sql.void_rsvps, club=scope.club, meeting=meeting)
        await self._db.run(self._sql.void_attendance, club=scope.club, meeting=meeting)

    async def marks(self, scope: ClubScope, meeting: MeetingId) -> Mapping[CompanyId, Attended]:
        """Return a meeting's marks by company."""
        rows = await self._db.all(self._sql.attendance_of_meeting, club=scope.club, meeting=meeting)
        return {CompanyId(row["company_id"]): _attended(row) for row in rows if row["presence"] is not None}

    async def marks_of_club(self, scope: ClubScope) -> Mapping[MeetingId, Mapping[CompanyId, Attended]]:
        """Return all marks of all meetings."""
        found: dict[MeetingId, dict[CompanyId, Attended]] = {}
        for row in await self._db.all(self._sql.attendance_of_club, club=scope.club):
            found.setdefault(MeetingId(row["meeting_id"]), {})[CompanyId(row["company_id"])] = _attended(row)
        return found

    async def mark(self, scope: ClubScope, meeting: MeetingId, mark: Attended) -> None:
        """Keep a company's mark."""
        await self._db.run(
            self._sql.put_attendance,
            club=scope.club,
            meeting=meeting,
            company=mark.company,
            presence=mark.presence.value,
            person=mark.marked_by,
            at=to_micros(mark.marked_at),
            assumed=int(mark.is_assumed),
        )

    async def unmark(
        self, scope: ClubScope, meeting: MeetingId, company: CompanyId, person: PersonId, at: datetime
    ) -> None:
        """Make a company's mark unknown."""
        await self._db.run(
            self._sql.put_attendance,
            club=scope.club,
            meeting=meeting,
            company=company,
            presence=None,
            person=person,
            at=to_micros(at),
            assumed=0,
        )

    async def unknown(self, scope: ClubScope, meeting: MeetingId) -> frozenset[CompanyId]:
        """Return the companies that were made unknown."""
        rows = await self._db.all(self._sql.attendance_of_meeting, club=scope.club, meeting=meeting)
        return frozenset(CompanyId(row["company_id"]) for row in rows if row["presence"] is None)

    async def forget_person(self, person: PersonId, nobody: PersonId) -> None:
        """Let go of a person in all clubs."""
        for row in await self._db.all(self._sql.rsvps_of_person, person=person):
            await self._db.run(self._sql.make_rsvp_nameless, club=row["club_id"], id=row["id"], nobody=nobody)
        await self._db.run(self._sql.make_attendance_nameless, person=person, nobody=nobody)

    async def own_words(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Return what a person said of meetings."""
        rows = await self._db.all(self._sql.rsvps_of_person, person=person)
        return [
            {
                "club": row["club_id"],
                "day": row["day"],
                "coming": Coming(row["coming"]) is Coming.COMING,
                "reason": await self._reason(ClubScope(ClubId(row["club_id"])), row),
                "said_at": from_micros(row["said_at"]).isoformat(),
            }
            for row in rows
        ]

    async def own_marks(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Return the marks a person set."""
        rows = await self._db.all(self._sql.attendance_by_person, person=person)
        return [
            {
                "club": row["club_id"],
                "day": row["day"],
                "company": row["company_id"],
                "mark": Presence(row["presence"]).name.lower() if row["presence"] else "unknown",
                "marked_at": from_micros(row["marked_at"]).isoformat(),
            }
            for row in rows
        ]

    async def _reason(self, scope: ClubScope, row: Row) -> str:
        return await self.unseal(scope, SEALED, row["id"], row["reason"]) if row["reason"] else ""


def _attended(row: Row) -> Attended:
    return Attended(
        company=CompanyId(row["company_id"]),
        presence=Presence(row["presence"]),
        marked_by=PersonId(row["marked_by"]) if row["marked_by"] else None,
        marked_at=from_micros(row["marked_at"]),
        is_assumed=bool(row["is_assumed"]),
    )
