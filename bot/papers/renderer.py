"""Keeps the kernel's `Renderer`: makes papers in threads, one at a time, while the event loop goes on."""

from __future__ import annotations

import asyncio

from bot.kernel.views import Unmade

HTML, PDF, PNG = "text/html", "application/pdf", "image/png"


class PaperRenderer:
    """Makes papers; the libraries for it are loaded with the first one."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def made(self, unmade: Unmade, media_type: str) -> bytes:
        """Return the file; the loop is free meanwhile."""
        async with self._turn:
            return await asyncio.to_thread(make, unmade, media_type)


def make(unmade: Unmade, media_type: str) -> bytes:
    """Return the file, in this thread."""
    # What makes papers is loaded with the first of them, and holds up no start.
    if media_type == HTML:
        from bot.papers.page import drawn_page

        return drawn_page(unmade.template, unmade.written)
    from bot.papers.typesetting import typeset

    return typeset(unmade.template, unmade.written, media_type)
