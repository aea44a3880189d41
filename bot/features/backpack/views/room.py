"""What the room sees of backpacks: counts, the host, and that something worked (R2, R7.7)."""

from __future__ import annotations

from bot.features.backpack.contents import packed_tips
from bot.features.backpack.intents import OpenBackpack
from bot.features.backpack.ports import Backpacks
from bot.features.backpack.words import room_line
from bot.features.meetings.names import name_of
from bot.features.tips.model.groups import count_of
from bot.features.turns.ports import Turns
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import T
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, View, ViewRef


async def card(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001 - a card reads alike for all
    """How many tips are packed for whom; once shared, the way to it."""
    scope = ClubScope(ref.club)
    turn = await work.of(Turns).turn(scope, ref.ids["turn"])
    backpack = await work.of(Backpacks).backpack(scope, turn.id)
    if backpack is None or backpack.is_empty:
        return None
    count = count_of(await packed_tips(work, scope, turn.id))
    blocks: list[Block] = [Paragraph(room_line(count, await name_of(work, scope, turn.company)))]
    if backpack.shared_at is not None:
        shared = T("The host shares it with the club's members.")
        opening = Button(T("Open the backpack"), OpenBackpack(club=scope.club, turn=turn.id))
        blocks += [Paragraph(shared), Choice((opening,))]
    return View(Audience.ROOM, tuple(blocks))


async def worked(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001 - a card reads alike for all
    """That one more tip has worked, and nothing about which or whose."""
    scope = ClubScope(ref.club)
    turn = await work.of(Turns).turn(scope, ref.ids["turn"])
    heard = sum(each.room_may_hear for each in await work.of(Backpacks).picks(scope, turn.id))
    if not heard:
        return None
    words = T("💡 One more tip has worked.") if heard == 1 else T("💡 {n} more tips have worked.", n=heard)
    return View(Audience.ROOM, (Paragraph(words),))
