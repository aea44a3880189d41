"""The browser as a chat platform: posting is keeping a message that the page reads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from adapters.web.capabilities import WEB_CAPABILITIES
from adapters.web.render import Body, drawn, said
from bot.browser import REPPU, WEB, WebMessages
from bot.core import Seams
from bot.kernel.errors import MessageGoneError
from bot.kernel.people import NO_CLUB, ClubId, ClubScope, Place, Where
from bot.kernel.ports import Capabilities, UnitOfWork
from bot.kernel.roster import Places
from bot.kernel.texts import Voice
from bot.kernel.views import View, ViewRef


class WebAdapter:
    """Keeps what Reppu posts in rooms and lanes of the browser; `changed` tells the open pages."""

    def __init__(self, seams: Seams, changed: Callable[[], None]) -> None:
        self._storage = seams.storage
        self._codec = seams.catalogue.codec
        self._changed = changed
        self._acted = asyncio.Event()

    @property
    def platform(self) -> str:
        """Return the platform's short name."""
        return WEB

    def capabilities(self, place: Place) -> Capabilities:  # noqa: ARG002 - the page is the same everywhere
        """Return what the page can show."""
        return WEB_CAPABILITIES

    async def run(self) -> None:
        """Give every club its room as it comes; what people do comes in through the page's server."""
        await self._storage.transact(_note_slots)
        while True:
            await self.open_rooms()
            await self._acted.wait()
            self._acted.clear()

    def heard(self) -> None:
        """Take notice that something was done: there may be a new club, and the pages may show it."""
        self._acted.set()
        self._changed()

    async def open_rooms(self) -> None:
        """Register the browser's room of each club that has none yet."""

        async def look(unit: UnitOfWork) -> list[ClubId]:
            return await unit.of(WebMessages).clubs_without_room()

        async def work(unit: UnitOfWork) -> None:
            for club in await unit.of(WebMessages).clubs_without_room():
                await unit.of(Places).bind_room(ClubScope(club), Where(WEB, club))
            await _note_slots(unit)

        if await self._storage.read(look):
            await self._storage.transact(work)

    async def post(self, place: Place, view: View, voice: Voice, key: str) -> str:
        """Keep a message, once per key, and return its id."""
        body = drawn(view, voice, self._codec).written()

        async def work(unit: UnitOfWork) -> str:
            messages = unit.of(WebMessages)
            club = place.club or await messages.club_of_envelope(key)
            return await messages.put(place.chat, club, key, REPPU, body)

        message = await self._storage.transact(work)
        self._changed()
        return message

    async def edit(self, place: Place, message: str, view: View, voice: Voice) -> None:  # noqa: ARG002 - ids are enough
        """Change a message that was posted."""
        body = drawn(view, voice, self._codec).written()

        async def work(unit: UnitOfWork) -> bool:
            return await unit.of(WebMessages).change(message, body)

        if not await self._storage.transact(work):
            raise MessageGoneError
        self._changed()

    async def answer(self, handle: str, club: ClubId, body: Body, key: str) -> None:
        """Keep Reppu's private answer to an act in the account's lane, once per key."""
        await self._keep(handle, club, key, REPPU, body)

    async def hear(self, chat: str, club: ClubId, handle: str, body: Body, key: str) -> None:
        """Keep what a person wrote in a room or the own lane, once per key."""
        await self._keep(chat, club, key, handle, body)

    async def talk(self, club: ClubId, handle: str, words: str, key: str) -> str:
        """Keep what a person says to a club's room, once per key, and return the message's id."""
        return await self._keep(club, club, key, handle, said(words))

    async def refresh(self, message: str, body: Body) -> None:
        """Keep what a message shows from now on, which is no edit."""

        async def work(unit: UnitOfWork) -> None:
            await unit.of(WebMessages).refresh(message, body.written())

        await self._storage.transact(work)

    async def show_panel(self, handle: str, ref: ViewRef, body: Body, *, pressed: str | None) -> None:
        """Keep one living message for a private view; it moves to the end unless it was pressed itself.

        Of what it shows only the title is kept: its words are read when it is looked at, and may be others' (R7.2).
        """
        key = panel_key(ref)
        kept = Body(tuple(block for block in body.blocks if block["kind"] == "title"), panel=ref).written()

        async def work(unit: UnitOfWork) -> None:
            messages = unit.of(WebMessages)
            message = await messages.put(handle, ref.club or NO_CLUB, key, REPPU, kept)
            await messages.refresh(message, kept)
            if message != pressed:
                await messages.move_to_end(message, unit.now)

        await self._storage.transact(work)
        self._changed()

    async def _keep(self, chat: str, club: ClubId, key: str, author: str, body: Body) -> str:
        async def work(unit: UnitOfWork) -> str:
            return await unit.of(WebMessages).put(chat, club, key, author, body.written())

        message = await self._storage.transact(work)
        self._changed()
        return message


def panel_key(ref: ViewRef) -> str:
    """Return what makes a private view one message in a lane."""
    ids = ",".join(f"{name}={value}" for name, value in sorted(ref.ids.items()))
    return f"panel:{ref.name}:{ref.club}:{ids}"


async def _note_slots(unit: UnitOfWork) -> None:
    """Keep what a card can hold here; a newer version of the page may hold more."""
    await unit.of(Places).note_slots(WEB, WEB_CAPABILITIES.slots)
