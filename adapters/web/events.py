"""Tells every open page that something changed; what it was, the page asks by itself."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

from aiohttp import web

HEARTBEAT = timedelta(seconds=25)


class Changes:
    """A version that grows with every change, and those who wait for the next."""

    def __init__(self, heartbeat: timedelta = HEARTBEAT) -> None:
        self.version = 1
        self._heartbeat = heartbeat
        self._waiting: set[asyncio.Event] = set()
        self._is_closed = False

    def tell(self) -> None:
        """Note a change; cheap, many at once are heard as one."""
        self.version += 1
        self._wake()

    def close(self) -> None:
        """Let every stream end."""
        self._is_closed = True
        self._wake()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send the version now and whenever it grows, until the page goes away."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        woken = asyncio.Event()
        self._waiting.add(woken)
        try:
            await self._send(response, woken)
        except ConnectionError:
            pass  # the page was closed
        finally:
            self._waiting.discard(woken)
        return response

    async def _send(self, response: web.StreamResponse, woken: asyncio.Event) -> None:
        told = 0
        while not self._is_closed:
            if told != self.version:
                told = self.version
                await response.write(f"data: {json.dumps({'version': told})}\n\n".encode())
            woken.clear()
            try:
                await asyncio.wait_for(woken.wait(), self._heartbeat.total_seconds())
            except TimeoutError:
                await response.write(b": still here\n\n")

    def _wake(self) -> None:
        for woken in self._waiting:
            woken.set()
