"""Tips in the clubs under test: one by everybody who may give any, and one by each of the host's people from before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.features.tips.intents import GiveTip
from bot.features.tips.ports import Tip, TipId, Tips
from bot.features.turns.ports import TurnId
from bot.kernel.people import ClubId, ClubScope, CompanyId, Language, PersonId
from bot.kernel.ports import UnitOfWork

if TYPE_CHECKING:
    from tests.contracts.two_clubs import TwoClubs

GUESTS = ("lead", "deputy", "contact", "member", "both")
HOSTS = ("host", "hostmate")


async def give_tips(both: TwoClubs) -> None:
    """Let the guests give a tip each; the host's people have one each from before the turn was theirs."""
    for name in both.names:
        club = both.ids[name].club
        for role in GUESTS:
            both.world.clock.move_to(both.world.clock.now() + timedelta(seconds=1))
            who = "both" if role == "both" else f"{role}-{name}"
            reply = await both.ask(who, GiveTip(club=club, words=f"{name}: a tip of the {role}"))
            assert reply.error is None, role
        for role in HOSTS:
            both.world.clock.move_to(both.world.clock.now() + timedelta(seconds=1))
            await _keep(both, name, f"{role}-{name}")


async def tips_of(both: TwoClubs, club: ClubId) -> dict[str, str]:
    """Return a club's tips by what their authors are in it."""
    accounts = {row["person_id"]: row["user_ref"] for row in await both.world.table("account")}
    rows = [row for row in await both.world.table("tip") if row["club_id"] == club]
    return {accounts[row["person_id"]].split("-")[0]: row["id"] for row in rows}


async def _keep(both: TwoClubs, name: str, handle: str) -> None:
    ids = both.ids[name]
    person = next(row["person_id"] for row in await both.world.table("account") if row["user_ref"] == handle)

    async def work(unit: UnitOfWork) -> None:
        tip = Tip(
            id=TipId(unit.new_id()),
            turn=TurnId(ids.turn),
            company=CompanyId(ids.companies["ull"]),
            person=PersonId(person),
            words=f"{name}: a tip of the {handle}",
            language=Language.EN,
            given_at=unit.now,
        )
        await unit.of(Tips).add(ClubScope(ids.club), tip)

    await both.world.storage.transact(work)
