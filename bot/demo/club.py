"""What the demo's players know of their club: its companies, what stands in its data, what they have done already."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from bot.demo.cast import SHOPS, Shop
from bot.demo.stage import Stage
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.tips.ports import Tip, Tips
from bot.features.turns.ports import Turns
from bot.kernel.people import ClubId, ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork

R = TypeVar("R")


@dataclass(slots=True)
class PlayedClub:
    """The club that is played; `companies` are by the shops' names."""

    stage: Stage
    id: ClubId
    companies: dict[str, CompanyId]
    _done: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def scope(self) -> ClubScope:
        """The club's proof for its repositories."""
        return ClubScope(self.id)

    @property
    def now(self) -> datetime:
        """The time it is in the story."""
        return self.stage.clock.now()

    async def look(self, at: Callable[[UnitOfWork], Awaitable[R]]) -> R:
        """Read something of the club's data."""
        return await self.stage.core.storage.read(at)

    async def meetings(self) -> dict[int, Meeting]:
        """Return the club's meetings by their cycle."""

        async def look(unit: UnitOfWork) -> dict[int, Meeting]:
            return {
                (await unit.of(Turns).turn(self.scope, each.turn)).cycle: each
                for each in await unit.of(Meetings).all(self.scope)
            }

        return await self.look(look)

    async def tips_for(self, meeting: Meeting) -> list[Tip]:
        """Return what the host of a meeting was given."""
        return await self.look(lambda unit: unit.of(Tips).of_turn(self.scope, meeting.turn))

    def shop(self, company: str) -> Shop:
        """Return the shop that a company of the club is."""
        return shop_named(next(name for name, each in self.companies.items() if each == company))

    def is_new(self, *what: str) -> bool:
        """True the first time something is to be done."""
        is_new = what not in self._done
        self._done.add(what)
        return is_new


def shop_named(name: str) -> Shop:
    """Return a shop of the cast."""
    return next(shop for shop in SHOPS if shop.name == name)
