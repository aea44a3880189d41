"""Swaps, and the companies a ledger of turns is made of, kept in their tables."""

from __future__ import annotations

from datetime import datetime

from bot.features.turns.ports import Enrolled, Swap, SwapState
from bot.kernel.clock import from_micros, instant_if, micros_if, to_micros
from bot.kernel.errors import StrangerError
from bot.kernel.people import ClubScope, CompanyId
from storage.engine import Row
from storage.repository import Repository


class SqlSwaps(Repository):
    """Keeps `bot.features.turns.ports.Swaps`."""

    file = "swaps"

    async def enrolled(self, scope: ClubScope) -> list[Enrolled]:
        """Return every company that ever joined."""
        rows = await self._db.all(self._sql.enrolled_companies, club=scope.club, lapsed=self.lapsed())
        return [_enrolled(row) for row in rows]

    async def all(self, scope: ClubScope) -> list[Swap]:
        """Return every swap, oldest first."""
        return [_swap(row) for row in await self._db.all(self._sql.swaps_of_club, club=scope.club)]

    async def swap(self, scope: ClubScope, swap: str) -> Swap:
        """Return a swap."""
        row = await self._db.one(self._sql.swap_row, club=scope.club, swap=swap)
        if row is None:
            raise StrangerError
        return _swap(row)

    async def add(self, scope: ClubScope, swap: Swap) -> None:
        """Keep a new offer."""
        await self._db.run(
            self._sql.add_swap,
            id=swap.id,
            club=scope.club,
            giver=swap.giver,
            taker=swap.taker,
            giver_cycle=swap.giver_cycle,
            taker_cycle=swap.taker_cycle,
            state=swap.state.value,
            offered=to_micros(swap.offered_at),
        )

    async def save(self, scope: ClubScope, swap: Swap) -> None:
        """Save what came of an offer."""
        await self._db.run(
            self._sql.save_swap,
            id=swap.id,
            club=scope.club,
            state=swap.state.value,
            settled=micros_if(swap.settled_at),
            giver_freed=micros_if(swap.giver_freed_at),
            taker_freed=micros_if(swap.taker_freed_at),
        )

    async def readies(self, scope: ClubScope) -> list[tuple[CompanyId, datetime]]:
        """Return who was said to be ready again, and when."""
        rows = await self._db.all(self._sql.readies_of_club, club=scope.club)
        return [(CompanyId(row["company_id"]), from_micros(row["said_at"])) for row in rows]

    async def add_ready(self, scope: ClubScope, company: CompanyId) -> None:
        """Note that a company may be asked again."""
        await self._db.run(
            self._sql.add_ready,
            id=self._desk.new_id(),
            club=scope.club,
            company=company,
            now=to_micros(self._desk.now),
        )


def _enrolled(row: Row) -> Enrolled:
    return Enrolled(
        company=CompanyId(row["id"]),
        joined_at=from_micros(row["joined_at"]),
        order=row["position"],
        is_in=bool(row["is_in"]),
        left_at=instant_if(row["left_at"]),
    )


def _swap(row: Row) -> Swap:
    return Swap(
        id=row["id"],
        giver=CompanyId(row["giver"]),
        taker=CompanyId(row["taker"]),
        giver_cycle=row["giver_cycle"],
        taker_cycle=row["taker_cycle"],
        state=SwapState(row["state"]),
        offered_at=from_micros(row["offered_at"]),
        settled_at=instant_if(row["settled_at"]),
        giver_freed_at=instant_if(row["giver_freed_at"]),
        taker_freed_at=instant_if(row["taker_freed_at"]),
    )
