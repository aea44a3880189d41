"""Packed backpacks in the clubs under test: everything chosen and done, for host and author to act on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.features.backpack.intents import Pack
from bot.features.backpack.ports import Backpacks, Outcome, Pick
from bot.features.tips.ports import TipId
from bot.features.turns.ports import TurnId
from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork

if TYPE_CHECKING:
    from tests.contracts.two_clubs import TwoClubs


async def pack(both: TwoClubs) -> None:
    """Let the hosts pack; every tip is chosen, more than a host could, and done."""
    for name in both.names:
        reply = await both.ask(f"host-{name}", Pack(club=both.ids[name].club))
        assert reply.error is None, name
        for tip in both.ids[name].tips.values():
            both.world.clock.move_to(both.world.clock.now() + timedelta(seconds=1))
            await _choose(both, name, TipId(tip))


async def _choose(both: TwoClubs, name: str, tip: TipId) -> None:
    ids = both.ids[name]

    async def work(unit: UnitOfWork) -> None:
        pick = Pick(TurnId(ids.turn), tip, CompanyId(ids.companies["ull"]), unit.now, Outcome.DONE)
        await unit.of(Backpacks).keep_pick(ClubScope(ids.club), pick)

    await both.world.storage.transact(work)
