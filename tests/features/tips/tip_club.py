"""What stories about tips are told with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.features.backpack.ports import Backpack, Backpacks
from bot.features.meetings.ports import Meetings
from bot.features.polls.ports import PollState
from bot.features.tips.intents import SaveAsTip
from bot.features.tips.ports import Tip, Tips, TipState
from bot.features.turns.ports import TurnId
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import Catalogues
from tests.features.club_world import Heard
from tests.features.polls.poll_club import PEOPLE, ROOM, PollClub


async def decided(companies: int, catalogues: Catalogues | None = None) -> PollClub:
    """Found a club and let everybody say yes, so that a date is decided."""
    club = await PollClub.founded(companies, catalogues=catalogues)
    await club.until(PollState.OPEN)
    for who in list(PEOPLE)[:companies]:
        await club.all_fit(who)
    await club.until_decided()
    await club.world.settle()
    return club


async def give(club: PollClub, who: str, words: str) -> Heard:
    """Let somebody give a tip by command, a minute after the one before."""
    await club.world.later(minutes=1)
    heard = await club.world.say(who, f"/tip {words}")
    assert heard.error is None, heard.error
    return heard


async def save_message(club: PollClub, who: str, author: str, words: str, message: str = "1") -> Heard:
    """Let somebody press "Save as tip" on what another wrote to the room."""
    asked = SaveAsTip(club=club.id, words=words, author=author, message=message)
    return await club.world.ask(who, asked, ROOM)


async def turn_of(club: PollClub) -> TurnId:
    """Return the turn of the meeting that was decided last."""
    meetings = await club.look(lambda unit: unit.of(Meetings).all(club.scope))
    return meetings[-1].turn


async def tips(club: PollClub, state: TipState | None = None) -> list[Tip]:
    """Return the club's tips, those in a state alone if one is named."""
    found = await club.look(lambda unit: unit.of(Tips).of_club(club.scope))
    return [each for each in found if state in {None, each.state}]


async def pack(club: PollClub) -> datetime:
    """Pack by hand, as the backpack does: every tip that is given has the first edition from now on."""
    turn = await turn_of(club)

    async def work(unit: UnitOfWork) -> datetime:
        await unit.of(Backpacks).keep(club.scope, Backpack(turn, 1, unit.now))
        for tip in await unit.of(Tips).of_turn(club.scope, turn):
            if tip.state is TipState.GIVEN:
                await unit.of(Tips).save(club.scope, replace(tip, edition=1))
        return unit.now

    return await club.world.storage.transact(work)
