"""Declared absences and leaves, kept in their table."""

from __future__ import annotations

from datetime import date, datetime

from bot.features.absences.ports import Absence, AbsenceId, AbsenceKind
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.people import ClubScope, CompanyId
from storage.engine import Row
from storage.repository import Repository


class SqlAbsences(Repository):
    """Keeps `bot.features.absences.ports.Absences`."""

    file = "absences"

    async def of_club(self, scope: ClubScope) -> list[Absence]:
        """Return all of them, earliest first."""
        return [_absence(row) for row in await self._db.all(self._sql.absences_of_club, club=scope.club)]

    async def of_company(self, scope: ClubScope, company: CompanyId) -> list[Absence]:
        """Return one company's, earliest first."""
        rows = await self._db.all(self._sql.absences_of_company, club=scope.club, company=company)
        return [_absence(row) for row in rows]

    async def add(self, scope: ClubScope, absence: Absence) -> None:
        """Keep an absence."""
        await self._db.run(
            self._sql.add_absence,
            id=absence.id,
            club=scope.club,
            company=absence.company,
            kind=absence.kind.value,
            first=absence.first.isoformat(),
            last=absence.last.isoformat() if absence.last else None,
            begins=to_micros(absence.begins_at),
            ends=to_micros(absence.ends_at) if absence.ends_at else None,
            now=to_micros(self._desk.now),
        )

    async def end(self, scope: ClubScope, absence: AbsenceId, last: date, ends_at: datetime) -> None:
        """Let a leave end, or shorten an absence."""
        await self._db.run(
            self._sql.end_absence, club=scope.club, absence=absence, last=last.isoformat(), ends=to_micros(ends_at)
        )

    async def remove(self, scope: ClubScope, absence: AbsenceId) -> bool:
        """Take back an absence."""
        return await self._db.run(self._sql.remove_absence, club=scope.club, absence=absence) == 1


def _absence(row: Row) -> Absence:
    return Absence(
        id=AbsenceId(row["id"]),
        company=CompanyId(row["company_id"]),
        kind=AbsenceKind(row["kind"]),
        first=date.fromisoformat(row["first"]),
        last=date.fromisoformat(row["last"]) if row["last"] else None,
        begins_at=from_micros(row["begins_at"]),
        ends_at=from_micros(row["ends_at"]) if row["ends_at"] is not None else None,
    )
