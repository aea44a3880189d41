"""The yardstick of starting: a process that imports what Reppu's page stands on and answers a request."""

from __future__ import annotations

import sys

import aiosqlite
import babel
import pydantic_settings
from aiohttp import web

LOADED = (aiosqlite, babel, pydantic_settings)


async def answer(_: web.Request) -> web.Response:
    """Answer anything with a word."""
    return web.Response(text="ready")


def serve(port: int) -> None:
    """Answer at the port until told to stop."""
    app = web.Application()
    app.router.add_get("/", answer)
    web.run_app(app, host="127.0.0.1", port=port, print=None)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
