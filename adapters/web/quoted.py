"""A message somebody does something about: seen by them, and quoted to the core only when they ask."""

from __future__ import annotations

from adapters.web.cast import Player
from adapters.web.render import read_body
from adapters.web.stage import Stage
from bot.browser import REPPU, WebMessage, WebMessages
from bot.kernel.fields import Raw
from bot.kernel.intents import Intent
from bot.kernel.people import Role
from bot.kernel.ports import UnitOfWork


async def visible(stage: Stage, player: Player, message: str) -> WebMessage | None:
    """Return a message of the person's own lane, or of a room they are in."""

    async def look(unit: UnitOfWork) -> WebMessage | None:
        return await unit.of(WebMessages).message(message)

    found = await stage.core.storage.read(look)
    if found is None or found.chat == player.persona.handle:
        return found
    roles = await stage.core.door.roles(player.asked(Intent()), found.club) if found.club == found.chat else frozenset()
    return found if Role.MEMBER in roles else None


def is_somebodys(message: WebMessage) -> bool:
    """True for what a person wrote to a room."""
    return message.author != REPPU and message.chat == message.club


def quoted(message: WebMessage) -> dict[str, Raw]:
    """Return what an act that is offered on messages is told: the words, their author's account, the message."""
    blocks = read_body(message.body).blocks
    words = "\n".join(each["text"] for each in blocks if each["kind"] == "text")
    return {"words": words, "author": message.author, "message": message.id}
