"""Turns, kept in their table; place and webshop are sealed."""

from __future__ import annotations

from bot.features.turns.ports import Ground, Turn, TurnId, TurnState
from bot.kernel.clock import from_micros, instant_if, micros_if, to_micros
from bot.kernel.errors import StrangerError
from bot.kernel.people import ClubScope, CompanyId
from storage.engine import Row, Value
from storage.repository import Repository


class SqlTurns(Repository):
    """Keeps `bot.features.turns.ports.Turns`."""

    file = "turns"

    async def current(self, scope: ClubScope) -> Turn | None:
        """Return the turn that is proposed or accepted and not served yet."""
        row = await self._db.one(self._sql.current_turn, club=scope.club)
        return await self._turn(scope, row) if row else None

    async def turn(self, scope: ClubScope, turn: str) -> Turn:
        """Return a turn."""
        row = await self._db.one(self._sql.turn_row, club=scope.club, turn=turn)
        if row is None:
            raise StrangerError
        return await self._turn(scope, row)

    async def all(self, scope: ClubScope) -> list[Turn]:
        """Return every turn, in the order of proposing."""
        return [await self._turn(scope, row) for row in await self._db.all(self._sql.turns_of_club, club=scope.club)]

    async def add(self, scope: ClubScope, turn: Turn) -> None:
        """Keep a new turn."""
        await self._db.run(
            self._sql.add_turn,
            cycle=turn.cycle,
            position=turn.position,
            company=turn.company,
            proposed=to_micros(turn.proposed_at),
            **await self._changing(scope, turn),
        )

    async def save(self, scope: ClubScope, turn: Turn) -> None:
        """Save everything of a turn that may change."""
        await self._db.run(self._sql.save_turn, **await self._changing(scope, turn))

    async def _changing(self, scope: ClubScope, turn: Turn) -> dict[str, Value]:
        return {
            "id": turn.id,
            "club": scope.club,
            "state": turn.state.value,
            "ground": turn.ground.value,
            "place": await self.seal(scope, "turn.place", turn.id, turn.place),
            "webshop": await self.seal(scope, "turn.webshop", turn.id, turn.webshop),
            "asked": micros_if(turn.asked_at),
            "answer_by": micros_if(turn.answer_by),
            "accepted": micros_if(turn.accepted_at),
            "ended": micros_if(turn.ended_at),
        }

    async def _turn(self, scope: ClubScope, row: Row) -> Turn:
        return Turn(
            id=TurnId(row["id"]),
            cycle=row["cycle"],
            position=row["position"],
            company=CompanyId(row["company_id"]),
            state=TurnState(row["state"]),
            ground=Ground(row["ground"]),
            place=await self._words(scope, row, "place"),
            webshop=await self._words(scope, row, "webshop"),
            proposed_at=from_micros(row["proposed_at"]),
            asked_at=instant_if(row["asked_at"]),
            answer_by=instant_if(row["answer_by"]),
            accepted_at=instant_if(row["accepted_at"]),
            ended_at=instant_if(row["ended_at"]),
        )

    async def _words(self, scope: ClubScope, row: Row, column: str) -> str:
        # Empty for turns that were written by the migration, which cannot seal.
        return await self.unseal(scope, f"turn.{column}", row["id"], row[column]) if row[column] else ""
