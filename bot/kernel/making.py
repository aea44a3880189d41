"""Files made after the unit of work and before the sending, so that neither waits for the other (decision 011)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import structlog

from bot.kernel.errors import SurelyNotSentError
from bot.kernel.people import Place
from bot.kernel.ports import Capabilities, ChatAdapter, Renderer
from bot.kernel.texts import Voice
from bot.kernel.views import Attachment, Block, Picture, View

TRY_AGAIN = timedelta(minutes=10)
log = structlog.get_logger("making")


async def made(view: View, renderer: Renderer) -> View:
    """Return the view with every file in it made."""
    if not any(isinstance(each, Attachment | Picture) and each.unmade for each in view.blocks):
        return view
    return replace(view, blocks=tuple([await _made(each, renderer) for each in view.blocks]))


async def content_of(file: Attachment | Picture, renderer: Renderer) -> bytes:
    """Return a file's content, made now if it was not."""
    return await renderer.made(file.unmade, file.media_type) if file.unmade else file.content


async def _made(block: Block, renderer: Renderer) -> Block:
    if not isinstance(block, Attachment | Picture) or block.unmade is None:
        return block
    return replace(block, content=await content_of(block, renderer), unmade=None)


class Finishing:
    """A platform that is only given finished files; all else goes straight through to it."""

    def __init__(self, adapter: ChatAdapter, renderer: Renderer) -> None:
        self._adapter = adapter
        self._renderer = renderer

    @property
    def platform(self) -> str:
        """Return the platform's short name."""
        return self._adapter.platform

    def capabilities(self, place: Place) -> Capabilities:
        """Return what the place can show."""
        return self._adapter.capabilities(place)

    async def run(self) -> None:
        """Take in updates until cancelled."""
        await self._adapter.run()

    async def post(self, place: Place, view: View, voice: Voice, key: str) -> str:
        """Post a view with its files made; one that cannot be made is surely not sent."""
        return await self._adapter.post(place, await self._finished(view), voice, key)

    async def edit(self, place: Place, message: str, view: View, voice: Voice) -> None:
        """Change a message to a view with its files made."""
        await self._adapter.edit(place, message, await self._finished(view), voice)

    async def _finished(self, view: View) -> View:
        try:
            return await made(view, self._renderer)
        except Exception as error:
            log.exception("a file could not be made and is tried again")
            raise SurelyNotSentError(TRY_AGAIN) from error
