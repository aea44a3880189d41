"""The one line a room sees of a turn's tips: how many, from how many companies, for whom (R2, R7.2)."""

from __future__ import annotations

from bot.features.backpack.ports import Backpacks
from bot.features.meetings.names import name_of
from bot.features.tips.intents import GiveTip, ShowTips
from bot.features.tips.model.groups import count_of
from bot.features.tips.ports import Tips
from bot.features.tips.service.keeping import given_of
from bot.features.tips.service.openness import is_open
from bot.features.tips.words import count_words
from bot.features.turns.ports import STANDING, TurnId, Turns
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import T
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, View, ViewRef


async def card(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001 - a card reads alike for all
    """Counts only; with what one can do about it as long as tips are open."""
    scope = ClubScope(ref.club)
    turn = await work.of(Turns).turn(scope, ref.ids["turn"])
    if turn.state not in STANDING:
        return View(Audience.ROOM, (Paragraph(T("🎒 The host has changed. Tips are gathered anew.")),))
    backpack = await work.of(Backpacks).backpack(scope, turn.id)
    given = given_of(await work.of(Tips).of_turn(scope, TurnId(turn.id)))
    words = count_words(count_of(given), await name_of(work, scope, turn.company))
    blocks: list[Block] = [Paragraph(words)]
    if is_open(backpack, work):
        buttons = [Button(T("Give a tip"), GiveTip(club=ref.club))]
        if backpack is None:
            buttons.append(Button(T("Tips so far"), ShowTips(club=ref.club)))
        blocks.append(Choice(tuple(buttons)))
    return View(Audience.ROOM, tuple(blocks))
