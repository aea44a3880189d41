"""Stopping what fails while it is being stopped ends nevertheless."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.kernel.supervisor import Supervisor


class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        """Return the same instant."""
        return datetime(2026, 8, 31, 12, tzinfo=UTC)


async def test_what_fails_while_it_is_stopped_is_not_started_again() -> None:
    """A charge answers the cancellation with an error of its own: it is not run again, and closing comes to an end."""
    runs: list[int] = []
    up = asyncio.Event()

    async def run() -> None:
        runs.append(1)
        up.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as error:
            message = "the connection broke on the way down"
            raise ConnectionError(message) from error

    supervisor = Supervisor(Noon())
    supervisor.start("charge", run)
    await up.wait()
    await asyncio.wait_for(supervisor.close(), 5)
    assert len(runs) == 1
