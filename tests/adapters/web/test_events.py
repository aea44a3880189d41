from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from adapters.web.events import Changes
from tests.adapters.web.page import Club, Page


async def _next(stream: ClientResponse) -> str:
    """Return the next line that says something."""
    while True:
        line = (await asyncio.wait_for(stream.content.readline(), 5)).decode().strip()
        if line:
            return line


async def _next_version(stream: ClientResponse) -> int:
    line = await _next(stream)
    assert line.startswith("data: "), line
    return int(json.loads(line.removeprefix("data: "))["version"])


async def test_every_page_hears_of_a_change(page: Page, anna: str) -> None:
    """An act, a visitor and a moved clock are each told to all open windows."""
    streams = [await page.get("/api/events"), await page.get("/api/events")]
    versions = [await _next_version(stream) for stream in streams]
    for act in (page.say(anna, "/harm"), page.visitor("Vera"), page.post("clock", {"forward": "hour"})):
        await act
        heard = [await _next_version(stream) for stream in streams]
        assert min(heard) > max(versions)
        shown = (await page.state(anna))["version"]
        while min(heard) < shown:
            heard = [await _next_version(stream) for stream in streams]
        versions = heard
    for stream in streams:
        stream.close()


async def test_starting_over_is_told(page: Page) -> None:
    """Windows that show the old club hear that there is a new one."""
    stream = await page.get("/api/events")
    before = await _next_version(stream)
    await page.post("restart", {"with": "empty"})
    assert await _next_version(stream) > before
    stream.close()


async def test_a_state_is_never_newer_than_its_version(page: Page, club: Club) -> None:
    """What changed while a state was read is told as a newer version, so that no window stays behind."""
    stream = await page.get("/api/events")
    version = await _next_version(stream)
    assert (await page.state(club.lead))["version"] <= version
    stream.close()


@pytest.mark.parametrize("heartbeat", [timedelta(milliseconds=10)])
async def test_a_quiet_stream_says_that_it_is_there(heartbeat: timedelta) -> None:
    """When nothing changes, a comment keeps the connection from being taken for dead."""
    changes = Changes(heartbeat)
    app = web.Application()
    app.router.add_get("/", changes.stream)
    async with TestClient(TestServer(app)) as client:
        stream = await client.get("/")
        assert await _next_version(stream) == 1
        assert await _next(stream) == ": still here"
        changes.close()
        assert (await asyncio.wait_for(stream.content.read(), 5)).strip(b": stilhere\n") == b""
