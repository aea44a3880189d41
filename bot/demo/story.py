"""The demo club's story: founded, joined, and led to where it is shown."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.browser import WEB
from bot.demo.cast import (
    CAST,
    CLUB_NAME,
    DEPUTY,
    EN,
    FI,
    FIRST_HOST,
    HOST_PLACE,
    KNOCKER,
    LEAD,
    ORGANIZER,
    SHOPS,
    SV,
    Somebody,
)
from bot.demo.club import PlayedClub
from bot.demo.happenings import Happenings
from bot.demo.stage import Stage, add_cast
from bot.demo.year import Year
from bot.features.clubs.intents import (
    AddCompanies,
    AddPause,
    BindRoom,
    Country,
    FoundClub,
    InviteAll,
    SetHost,
    SetHours,
    SetRegion,
)
from bot.features.joining.intents import AcceptPledge, Invite, NameDeputy, OpenInvitation, UseBootstrap
from bot.features.joining.service.arriving import issue_bootstrap
from bot.features.polls.intents import AllFit, Tick, Vote
from bot.features.polls.ports import Poll
from bot.kernel.people import NO_CLUB, ClubId, ClubScope, CompanyId, MembershipId, Where
from bot.kernel.roster import Roster

if TYPE_CHECKING:
    from bot.core import Core
    from bot.kernel.clockwork import SettableClock
    from bot.kernel.ports import UnitOfWork

# How many meetings lie behind the club when it is shown.
VISITS = 4


async def seed(core: Core, clock: SettableClock) -> None:
    """Found the demo club, and let half a year pass: four visits, and the poll for the fifth is open."""
    await add_cast(core, (ORGANIZER, *CAST.values(), KNOCKER))
    stage = Stage(core, clock)
    club = await _found(stage)
    played = PlayedClub(stage, club, await _set_up(stage, club))
    poll = await Year(played).live_until_asked(cycle=VISITS)
    await _first_answers(stage, club, poll)
    await Happenings(played).end()
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


async def _set_up(stage: Stage, club: ClubId) -> dict[str, CompanyId]:
    zone = ZoneInfo("Europe/Helsinki")
    await stage.ask(LEAD, SetRegion(club=club, languages=(SV, FI, EN), language=SV, zone=zone, countries=(Country.FI,)))
    await stage.ask(LEAD, SetHours(club=club, weekdays=(1, 2, 3), start=time(17), minutes=150))
    await stage.ask(LEAD, AddPause(club=club, first=date(2026, 12, 20), last=date(2027, 1, 6), yearly=True))
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
    await stage.ask(LEAD, NameDeputy(club=club, member=await _member(stage, club, DEPUTY)))
    return companies


async def _first_answers(stage: Stage, club: ClubId, poll: Poll) -> None:
    """A few companies have answered: enough to see counts move, few enough to have something left to do."""
    answers = {
        "maria": (Tick.YES, Tick.YES, Tick.NO, Tick.YES, Tick.NO),
        "aino": (Tick.YES, Tick.IF_NEED_BE, Tick.YES, Tick.NO, Tick.YES),
        "kaj": (Tick.NO, Tick.YES, Tick.YES, Tick.IF_NEED_BE, Tick.NO),
        "nils": (Tick.YES, Tick.YES),
    }
    for handle, ticks in answers.items():
        for known, tick in zip(poll.slots, ticks, strict=False):
            await stage.ask(CAST[handle], Vote(club=club, slot=known, tick=tick))
    await stage.ask(CAST["tuomas"], AllFit(club=club, poll=poll.id))


async def _companies(stage: Stage, club: ClubId) -> dict[str, CompanyId]:
    async def look(unit: UnitOfWork) -> dict[str, CompanyId]:
        return {each.name: each.id for each in await unit.of(Roster).companies(ClubScope(club))}

    return await stage.core.storage.read(look)


async def _member(stage: Stage, club: ClubId, who: Somebody) -> MembershipId:
    async def look(unit: UnitOfWork) -> MembershipId:
        members = await unit.of(Roster).members(ClubScope(club))
        return next(each.id for each in members if each.name == who.name)

    return await stage.core.storage.read(look)
