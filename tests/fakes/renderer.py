"""A renderer for worlds in which nobody looks at pages: at once, without a thread, so that a seed replays exactly."""

from __future__ import annotations

from bot.kernel.views import Unmade


class RecordRenderer:
    """Keeps `bot.kernel.ports.Renderer`: a file holds the record it would have been made from."""

    async def made(self, unmade: Unmade, media_type: str) -> bytes:  # noqa: ARG002 - a record is of no type
        """Return the record."""
        return unmade.written.encode()
