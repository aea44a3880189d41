"""How the demo's story is told: its people act through the same front door as everybody."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.browser import WEB, Persona, Personas, Talk
from bot.demo.cast import Somebody
from bot.features.joining.intents import AcceptPledge, OpenInvitation
from bot.kernel.errors import BugError
from bot.kernel.intents import Asked, Intent
from bot.kernel.people import Account, ClubId, Where
from bot.kernel.views import Copyable

if TYPE_CHECKING:
    from bot.core import Core
    from bot.kernel.clockwork import SettableClock
    from bot.kernel.door import Reply
    from bot.kernel.ports import UnitOfWork

_TOKEN = re.compile(r"\b[a-z2-7]{26}\b")


@dataclass(slots=True)
class Stage:
    """What the seeding acts through: the same front door as every adapter."""

    core: Core
    clock: SettableClock
    updates: int = field(default=0)

    async def ask(self, who: Somebody, intent: Intent, where: Where | None = None) -> Reply:
        """Do one act as somebody, in their lane where no place is named.

        Raises:
            BugError: the act was refused, so the demo would not be what it says.
        """
        self.updates += 1
        asked = Asked(
            intent,
            Account(WEB, who.handle),
            where or Where(WEB, who.handle, is_private=True),
            f"seed-{self.updates}",
            who.language,
        )
        reply = await self.core.door.ask(asked)
        if reply.error is not None:
            raise BugError(f"{type(intent).__name__}: {reply.voice.say(reply.error)}")
        return reply

    @property
    def platform(self) -> str:
        """Where all of it is played."""
        return WEB

    async def talk(self, who: Somebody, club: ClubId, words: str) -> str:
        """Say something in the club's room, as one does on the page, and return the message's id.

        Raises:
            BugError: there is no room to talk in.
        """
        room = self.core.adapters[WEB]
        if not isinstance(room, Talk):
            raise BugError("the browser is no place to talk in")
        self.updates += 1
        return await room.talk(club, who.handle, words, f"said:{who.handle}:seed-{self.updates}")

    def tokens(self, reply: Reply) -> list[str]:
        """Return the invitation tokens in an answer, in its order."""
        blocks = reply.answer.view.blocks if reply.answer.view else ()
        said = "\n".join(reply.voice.say(block.text) for block in blocks if isinstance(block, Copyable))
        return _TOKEN.findall(said)

    async def join(self, who: Somebody, token: str, club: ClubId) -> None:
        """Open an invitation, read the rules, accept the pledge."""
        await self.ask(who, OpenInvitation(token=token))
        await self.ask(who, AcceptPledge(club=club))


async def add_cast(core: Core, people: tuple[Somebody, ...]) -> None:
    """Let the page offer these people."""

    async def work(unit: UnitOfWork) -> None:
        for each in people:
            await unit.of(Personas).add(Persona(each.handle, each.name, each.language), made_by=f"cast:{each.handle}")

    await core.storage.transact(work)
