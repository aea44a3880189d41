"""The demo club's story: founded, joined, and led to where it is shown."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.browser import WEB
from bot.demo.cast import CLUB_NAME, EN, FI, FIRST_HOST, HOST_PLACE, LEAD, ORGANIZER, SHOPS, SV
from bot.demo.stage import Stage, add_cast
from bot.features.clubs.intents import (
    AddCompanies,
    BindRoom,
    Country,
    FoundClub,
    InviteAll,
    SetHost,
    SetHours,
    SetRegion,
)
from bot.features.joining.intents import AcceptPledge, Invite, OpenInvitation, UseBootstrap
from bot.features.joining.service.arriving import issue_bootstrap
from bot.features.polls.intents import AllFit, Tick, Vote
from bot.features.polls.ports import Polls, PollState
from bot.kernel.errors import BugError
from bot.kernel.people import NO_CLUB, ClubId, ClubScope, Where
from bot.kernel.roster import Roster

if TYPE_CHECKING:
    from bot.core import Core
    from bot.kernel.clockwork import SettableClock
    from bot.kernel.ports import UnitOfWork

# From before the summer pause to the first poll after it.
LONGEST_WAIT = timedelta(days=120)


async def seed(core: Core, clock: SettableClock) -> None:
    """Found the demo club, have its people join, and let the first answers to its date poll come in."""
    await add_cast(core, (ORGANIZER, *(who for shop in SHOPS for who in shop.people)))
    stage = Stage(core, clock)
    club = await _found(stage)
    await _set_up(stage, club)
    await _play_until_open(stage, club)
    await _first_answers(stage, club)
    await core.clockwork.settle()


async def _found(stage: Stage) -> ClubId:
    code = await stage.core.storage.transact(issue_bootstrap)
    await stage.ask(ORGANIZER, UseBootstrap(word=code))
    founded = await stage.ask(
        ORGANIZER, FoundClub(name=CLUB_NAME, lead_name=LEAD.name, lead_company=SHOPS[0].name, language=SV)
    )
    token = stage.tokens(founded)[0]
    opened = await stage.ask(LEAD, OpenInvitation(token=token))
    club = opened.answer.panel.club if opened.answer.panel else NO_CLUB
    await stage.ask(LEAD, AcceptPledge(club=club))
    await stage.ask(LEAD, BindRoom(club=club), Where(WEB, club))
    return club


async def _set_up(stage: Stage, club: ClubId) -> None:
    zone = ZoneInfo("Europe/Helsinki")
    await stage.ask(LEAD, SetRegion(club=club, languages=(SV, FI, EN), language=SV, zone=zone, countries=(Country.FI,)))
    await stage.ask(LEAD, SetHours(club=club, weekdays=(1, 2, 3), start=time(17), minutes=150))
    listed = "\n".join(f"{shop.name} – {shop.people[0].name}" for shop in SHOPS[1:])
    await stage.ask(LEAD, AddCompanies(club=club, listed=listed))
    companies = await _companies(stage, club)
    await stage.ask(LEAD, SetHost(club=club, company=companies[FIRST_HOST], place=HOST_PLACE))
    links = stage.tokens(await stage.ask(LEAD, InviteAll(club=club)))
    for shop, token in zip(SHOPS[1:], links, strict=True):
        await stage.join(shop.people[0], token, club)
    for shop in SHOPS:
        for who in shop.people[1:]:
            invited = await stage.ask(LEAD, Invite(club=club, chosen=companies[shop.name], name=who.name))
            await stage.join(who, stage.tokens(invited)[0], club)


async def _play_until_open(stage: Stage, club: ClubId) -> None:
    """Let time pass until the date poll is open, with all that falls due on the way."""
    last = stage.clock.now() + LONGEST_WAIT
    while await _state(stage, club) is not PollState.OPEN:
        due = await stage.core.clockwork.next_due()
        if due is None or due > last:
            raise BugError("the demo's date poll does not open")
        await stage.core.clockwork.advance(stage.clock, due)


async def _first_answers(stage: Stage, club: ClubId) -> None:
    """A few companies have answered: enough to see counts move, few enough to have something left to do."""
    live = await stage.core.storage.read(lambda unit: unit.of(Polls).live(ClubScope(club)))
    if live is None:
        return
    slots = list(live.slots)
    answers = {
        "maria": (Tick.YES, Tick.YES, Tick.NO, Tick.YES, Tick.NO),
        "aino": (Tick.YES, Tick.IF_NEED_BE, Tick.YES, Tick.NO, Tick.YES),
        "kaj": (Tick.NO, Tick.YES, Tick.YES, Tick.IF_NEED_BE, Tick.NO),
        "nils": (Tick.YES, Tick.YES),
    }
    cast = {who.handle: who for shop in SHOPS for who in shop.people}
    for handle, ticks in answers.items():
        for known, tick in zip(slots, ticks, strict=False):
            await stage.ask(cast[handle], Vote(club=club, slot=known, tick=tick))
    await stage.ask(cast["tuomas"], AllFit(club=club, poll=live.id))


async def _companies(stage: Stage, club: ClubId) -> dict[str, str]:
    async def look(unit: UnitOfWork) -> dict[str, str]:
        return {each.name: each.id for each in await unit.of(Roster).companies(ClubScope(club))}

    return await stage.core.storage.read(look)


async def _state(stage: Stage, club: ClubId) -> PollState | None:
    live = await stage.core.storage.read(lambda unit: unit.of(Polls).live(ClubScope(club)))
    return live.state if live else None
