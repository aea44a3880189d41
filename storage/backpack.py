"""Backpacks and picks, kept in their tables; what people wrote stays with the tips."""

from __future__ import annotations

from bot.features.backpack.ports import Backpack, Outcome, Pick
from bot.features.tips.ports import TipId
from bot.features.turns.ports import TurnId
from bot.kernel.clock import from_micros, instant_if, micros_if, to_micros
from bot.kernel.people import ClubScope, CompanyId, PersonId
from storage.engine import Row
from storage.repository import Repository


class SqlBackpacks(Repository):
    """Keeps `bot.features.backpack.ports.Backpacks`."""

    file = "backpack"

    async def backpack(self, scope: ClubScope, turn: TurnId) -> Backpack | None:
        """Return a turn's backpack, None before it is packed."""
        row = await self._db.one(self._sql.backpack_row, club=scope.club, turn=turn)
        return _backpack(row) if row else None

    async def all(self, scope: ClubScope) -> list[Backpack]:
        """Return all backpacks of the club, the newest first."""
        return [_backpack(row) for row in await self._db.all(self._sql.backpacks_of_club, club=scope.club)]

    async def keep(self, scope: ClubScope, backpack: Backpack) -> None:
        """Keep a backpack as it is now."""
        await self._db.run(
            self._sql.keep_backpack,
            club=scope.club,
            turn=backpack.turn,
            edition=backpack.edition,
            packed=to_micros(backpack.packed_at),
            shared=micros_if(backpack.shared_at),
            second=micros_if(backpack.second_at),
            asked=micros_if(backpack.asked_at),
            asks=backpack.asks,
        )

    async def picks(self, scope: ClubScope, turn: TurnId) -> list[Pick]:
        """Return what the host picked, in the order of picking."""
        return [_pick(row) for row in await self._db.all(self._sql.picks_of_turn, club=scope.club, turn=turn)]

    async def picks_of_club(self, scope: ClubScope) -> list[Pick]:
        """Return all picks of the club."""
        return [_pick(row) for row in await self._db.all(self._sql.picks_of_club, club=scope.club)]

    async def keep_pick(self, scope: ClubScope, pick: Pick) -> None:
        """Keep a pick as it is now."""
        await self._db.run(
            self._sql.keep_pick,
            club=scope.club,
            turn=pick.turn,
            tip=pick.tip,
            company=pick.company,
            picked=to_micros(pick.picked_at),
            outcome=pick.outcome.value if pick.outcome else None,
            said_by=pick.said_by,
            said=micros_if(pick.said_at),
            host=int(pick.host_agrees),
            author=int(pick.author_agrees),
        )

    async def drop_pick(self, scope: ClubScope, turn: TurnId, tip: TipId) -> None:
        """Let go of a pick."""
        await self._db.run(self._sql.drop_pick, club=scope.club, turn=turn, tip=tip)

    async def said_by(self, person: PersonId) -> list[Pick]:
        """Return the picks of which a person said what became of them, in all clubs."""
        return [_pick(row) for row in await self._db.all(self._sql.picks_of_person, person=person)]

    async def forget_sayer(self, person: PersonId) -> None:
        """Leave the outcomes to the company, without the person."""
        await self._db.run(self._sql.forget_sayer, person=person)


def _backpack(row: Row) -> Backpack:
    return Backpack(
        turn=TurnId(row["turn_id"]),
        edition=row["edition"],
        packed_at=from_micros(row["packed_at"]),
        shared_at=instant_if(row["shared_at"]),
        second_at=instant_if(row["second_at"]),
        asked_at=instant_if(row["asked_at"]),
        asks=row["asks"],
    )


def _pick(row: Row) -> Pick:
    return Pick(
        turn=TurnId(row["turn_id"]),
        tip=TipId(row["tip_id"]),
        company=CompanyId(row["company_id"]),
        picked_at=from_micros(row["picked_at"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        said_by=PersonId(row["said_by"]) if row["said_by"] else None,
        said_at=instant_if(row["said_at"]),
        host_agrees=bool(row["host_agrees"]),
        author_agrees=bool(row["author_agrees"]),
    )
