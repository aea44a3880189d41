"""What messages show at this moment: living views as they are now, told ones with what they would offer now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from adapters.web.capabilities import WEB_CAPABILITIES
from adapters.web.cast import Player
from adapters.web.past import is_still_in, over, without_files
from adapters.web.render import Body, closed, drawn, only, read_body
from adapters.web.stage import Stage
from bot.browser import REPPU, WebMessage, WebMessages
from bot.kernel.fit import fit
from bot.kernel.intents import Intent
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import Voice
from bot.kernel.views import ViewRef

# Two cycles: what was told before then is history, and the commands still lead to what it was about.
OFFERED_FOR = timedelta(weeks=13)
_Told = Mapping[str, Sequence[ViewRef]]


async def living(stage: Stage, player: Player, ref: ViewRef) -> Body | None:
    """Return a private view as it is now, None when it is no longer theirs to see."""
    return (await _living(stage, player, [ref]))[0]


async def body_now(stage: Stage, player: Player, message: WebMessage) -> Body:
    """Return what a message shows at this moment; one whose matter is over says so and has nothing to press."""
    return (await bodies_now(stage, player, [message]))[message.id]


async def bodies_now(stage: Stage, player: Player, messages: Sequence[WebMessage]) -> dict[str, Body]:
    """Return what these messages show at this moment, by their ids; their views are looked at together."""
    bodies = {each.id: await _kept(stage, player, each) for each in messages}
    pressed = [each for each in messages if _is_told(each, bodies[each.id])]
    long_ago = stage.clock.now() - OFFERED_FOR
    told = await _told(stage, [each.id for each in pressed if each.posted_at > long_ago])
    for each in pressed:
        if each.posted_at <= long_ago:
            bodies[each.id] = replace(bodies[each.id], blocks=closed(bodies[each.id].blocks))
    panels = {message: body.panel for message, body in bodies.items() if body.panel is not None}
    alive = iter(await _living(stage, player, [*panels.values(), *(ref for refs in told.values() for ref in refs)]))
    for message in panels:
        bodies[message] = next(alive) or over(bodies[message], _voice(stage, player))
    for message, refs in told.items():
        bodies[message] = _offering(bodies[message], [shown for _ in refs if (shown := next(alive)) is not None])
    return bodies


async def _living(stage: Stage, player: Player, refs: Sequence[ViewRef]) -> list[Body | None]:
    """Return private views as they are now, in one look."""
    codec = stage.core.catalogue.codec
    shown = await stage.core.door.show_all(refs, player.asked(Intent())) if refs else []
    return [
        drawn(fit(each[0], WEB_CAPABILITIES).view, each[1], codec, ref) if each else None
        for ref, each in zip(refs, shown, strict=True)
    ]


async def _told(stage: Stage, messages: Sequence[str]) -> _Told:
    """Return of which views each of these was made that was told to somebody."""

    async def look(unit: UnitOfWork) -> _Told:
        return {each: refs for each in messages if (refs := await unit.of(WebMessages).told_in(each))}

    return await stage.core.storage.read(look) if messages else {}


async def _kept(stage: Stage, player: Player, message: WebMessage) -> Body:
    """Return what was said, without its files to somebody who has left the club."""
    body = read_body(message.body)
    has_files = body.panel is None and body.files
    return without_files(body) if has_files and not await is_still_in(stage, player, message.club) else body


def _voice(stage: Stage, player: Player) -> Voice:
    return stage.core.catalogues.voice(player.language, player.zone(stage.core.seams.zone))


def _is_told(message: WebMessage, body: Body) -> bool:
    """True for Reppu's own words that had something to press when they were said."""
    return message.author == REPPU and body.panel is None and closed(body.blocks) != body.blocks


def _offering(body: Body, now: Sequence[Body]) -> Body:
    """Return what was told once with those of its buttons that are offered now: its words stay as they were."""
    choices = [block for each in now for block in each.blocks if block["kind"] == "choice"]
    offered = {option["action"]: option for each in choices for option in each["options"]}
    return replace(body, blocks=only(body.blocks, offered))
