"""What a private message still shows when its matter is over or its reader has left the club (R3.5, R7.2)."""

from __future__ import annotations

from dataclasses import replace

from adapters.web.cast import Player
from adapters.web.render import FILES, Body
from adapters.web.stage import Stage
from bot.kernel.intents import Intent
from bot.kernel.people import ClubId, Role
from bot.kernel.roster import MemberState
from bot.kernel.texts import T, Voice

OVER = T("This is over.")


def over(body: Body, voice: Voice) -> Body:
    """Return a living message that is no longer theirs to see: what it was about, and nothing of what it said."""
    titles = tuple(block for block in body.blocks if block["kind"] == "title")
    return Body((*titles, {"kind": "text", "text": voice.say(OVER)}))


def without_files(body: Body) -> Body:
    """Return a message without what could be opened and kept."""
    return replace(body, blocks=tuple(each for each in body.blocks if each["kind"] not in FILES), files=())


async def is_still_in(stage: Stage, player: Player, club: ClubId) -> bool:
    """True for a member of the club, and for what is of no club."""
    if not club:
        return True
    if club == player.club and player.member is not None:
        return player.member.state is MemberState.PLEDGED
    return Role.MEMBER in await stage.core.door.roles(player.asked(Intent()), club)
