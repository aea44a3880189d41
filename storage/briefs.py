"""Briefs, kept in their table; goal and questions are sealed."""

from __future__ import annotations

import json

from bot.features.briefs.ports import Brief
from bot.features.turns.ports import TurnId
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.people import ClubId, ClubScope, PersonId
from storage.engine import Row
from storage.repository import Repository


class SqlBriefs(Repository):
    """Keeps `bot.features.briefs.ports.Briefs`."""

    file = "briefs"

    async def brief(self, scope: ClubScope, turn: TurnId) -> Brief | None:
        """Return a turn's brief."""
        row = await self._db.one(self._sql.brief_of_turn, club=scope.club, turn=turn)
        return await self._brief(scope, row) if row else None

    async def keep(self, scope: ClubScope, brief: Brief) -> None:
        """Keep a brief; the turn's earlier one is replaced."""
        listed = json.dumps(brief.questions, ensure_ascii=False)
        await self._db.run(
            self._sql.keep_brief,
            club=scope.club,
            turn=brief.turn,
            goal=await self.seal(scope, "brief.goal", brief.turn, brief.goal),
            questions=await self.seal(scope, "brief.questions", brief.turn, listed),
            person=brief.written_by,
            written=to_micros(brief.written_at),
        )

    async def forget_author(self, person: PersonId) -> None:
        """Leave the words to the company and forget who of it wrote them."""
        await self._db.run(self._sql.forget_author, person=person)

    async def written_by(self, person: PersonId) -> list[dict[str, str | list[str]]]:
        """Return what a person has written in all clubs."""
        found: list[dict[str, str | list[str]]] = []
        for row in await self._db.all(self._sql.briefs_of_person, person=person):
            brief = await self._brief(ClubScope(ClubId(row["club_id"])), row)
            found.append(
                {
                    "club": row["club_id"],
                    "goal": brief.goal,
                    "questions": list(brief.questions),
                    "written_at": brief.written_at.isoformat(),
                }
            )
        return found

    async def _brief(self, scope: ClubScope, row: Row) -> Brief:
        listed = await self.unseal(scope, "brief.questions", row["turn_id"], row["questions"])
        return Brief(
            turn=TurnId(row["turn_id"]),
            goal=await self.unseal(scope, "brief.goal", row["turn_id"], row["goal"]),
            questions=tuple(json.loads(listed)),
            written_by=PersonId(row["written_by"]) if row["written_by"] else None,
            written_at=from_micros(row["written_at"]),
        )
