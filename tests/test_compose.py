from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from adapters.web.server import Server
from bot.compose import FEATURES, kind_words, open_core, open_store, running
from bot.core import Seams
from bot.kernel.catalogue import Catalogue
from bot.kernel.ports import ChatAdapter
from storage.engine import Database
from storage.errors import DataDirectoryError
from storage.inline import InlineEngine
from storage.repositories import REPOSITORIES
from tests.adapters.web.page import ENGLISH, NoBell, StillClock
from tests.features.club_world import Letterbox, SeededBytes

ROOT = Path(__file__).resolve().parents[1]


class Recorded(InlineEngine):
    """An engine that notes when it is closed."""

    closed: list[str]

    async def close(self) -> None:
        """Close and note it."""
        await super().close()
        self.closed.append("engine")


class RecordedBell(NoBell):
    """A bell that notes when it is closed."""

    def __init__(self, closed: list[str]) -> None:
        self._closed = closed

    def close(self) -> None:
        """Note it."""
        self._closed.append("bell")


class Waiting(Letterbox):
    """An adapter that notes when it is stopped."""

    def __init__(self, closed: list[str]) -> None:
        super().__init__()
        self._closed = closed
        self.up = asyncio.Event()

    async def run(self) -> None:
        """Wait to be stopped."""
        self.up.set()
        try:
            await asyncio.Event().wait()
        finally:
            self._closed.append("adapter")


async def test_what_was_opened_last_is_closed_first() -> None:
    """First nothing comes in any more, then the bell is silent, and the database is closed last."""
    closed: list[str] = []
    engine = await Recorded.open()
    assert isinstance(engine, Recorded)
    engine.closed = closed
    adapter = Waiting(closed)

    def adapters(_: Seams) -> list[ChatAdapter]:
        return [adapter]

    async with (
        open_core(
            engine,
            bytes(32),
            clock=StillClock(),
            randomness=SeededBytes(),
            bell=lambda _: RecordedBell(closed),
            adapters=adapters,
            catalogues=ENGLISH,
        ) as core,
        running(core) as supervisor,
    ):
        await asyncio.wait_for(adapter.up.wait(), 5)
        assert set(supervisor.health()) == {"clockwork", adapter.platform}
        assert core.adapters == {adapter.platform: adapter}
    assert closed[-2:] == ["bell", "engine"]
    assert closed[0] == "adapter"


async def test_what_fails_while_opening_is_closed_too() -> None:
    """An adapter that cannot be made leaves no database open."""
    closed: list[str] = []
    engine = await Recorded.open()
    assert isinstance(engine, Recorded)
    engine.closed = closed

    def broken(_: Seams) -> list[ChatAdapter]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        async with open_core(
            engine,
            bytes(32),
            clock=StillClock(),
            randomness=SeededBytes(),
            bell=lambda _: NoBell(),
            adapters=broken,
            catalogues=ENGLISH,
        ):
            pass
    assert closed == ["engine"]


async def test_every_table_is_declared_by_a_feature_or_the_kernel() -> None:
    """The browser's tables are declared like any feature's, and privacy asks the browser too."""
    catalogue = Catalogue(FEATURES)
    declared = {table.name for feature in catalogue.features for table in feature.tables}
    assert {"web_message", "web_persona"} <= declared
    assert catalogue.features[0].name == "browser"
    assert len(REPOSITORIES) == len(set(REPOSITORIES.values()))


async def test_a_data_directory_serves_one_process(tmp_path: Path) -> None:
    """A second opening of the same folder is refused with words for the operator; the first is unharmed."""
    chance = SeededBytes()
    async with open_store(tmp_path / "data", chance) as store:
        with pytest.raises(DataDirectoryError) as raised:
            async with open_store(tmp_path / "data", chance):
                pass
        told = kind_words(raised.value)
        assert told is not None
        assert "another process" in told
        await store.engine.read(_one)
    assert kind_words(RuntimeError()) is None


async def test_a_database_elsewhere_needs_its_key(tmp_path: Path) -> None:
    """A database whose key is not in the data directory is not opened with a new one."""
    chance, elsewhere = SeededBytes(), tmp_path / "elsewhere" / "club.sqlite3"
    async with open_store(tmp_path / "data", chance, elsewhere):
        pass
    (tmp_path / "data" / "key").unlink()
    with pytest.raises(DataDirectoryError, match="key is missing"):
        async with open_store(tmp_path / "data", chance, elsewhere):
            pass


async def _one(db: Database) -> object:
    return await db.one("SELECT 1 AS one")


class Demo:
    """A demo in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process, address: str, client: ClientSession) -> None:
        self.process = process
        self.address = address
        self._client = client

    async def state(self) -> dict[str, Any]:
        """Return what the page begins with."""
        async with self._client.get(f"{self.address}api/state") as answer:
            return dict(await answer.json())

    async def post(self, path: str, **body: str) -> dict[str, Any]:
        """Post something."""
        async with self._client.post(f"{self.address}api/{path}", json=body) as answer:
            return dict(await answer.json())

    async def end(self, sign: signal.Signals) -> int:
        """Send a signal and return the process's exit code."""
        self.process.send_signal(sign)
        return await asyncio.wait_for(self.process.wait(), 20)


@asynccontextmanager
async def _demo(folder: Path) -> AsyncIterator[Demo]:
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--data", str(folder)]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe, env=os.environ.copy())
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 45)).decode()
        assert "http://127.0.0.1:" in line, (await process.stderr.read()).decode()
        async with ClientSession() as client:
            yield Demo(process, line.split(" is at ")[1].split()[0], client)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_a_killed_demo_goes_on_where_it_was(tmp_path: Path) -> None:
    """After kill -9 nothing that was answered is lost: words, people and the moved clock; a TERM ends it cleanly."""
    async with _demo(tmp_path / "club") as demo:
        await demo.post("clock", id="c1", forward="hour")
        lead = (await demo.state())["you"]["handle"]
        await demo.post("say", id="s1", person=lead, where="room", text="Still here?")
        visitor = (await demo.post("people", id="p1", name="Vera", language="en"))["handle"]
        before = await demo.state()
        assert await demo.end(signal.SIGKILL) == -signal.SIGKILL
    async with _demo(tmp_path / "club") as demo:
        after = await demo.state()
        assert datetime.fromisoformat(after["clock"]["now"]) >= datetime.fromisoformat(before["clock"]["now"])
        assert after["room"]["messages"] == before["room"]["messages"]
        assert "Still here?" in json.dumps(after["room"])
        assert visitor in [each["handle"] for each in after["people"]]
        again = await demo.post("clock", id="c1", forward="hour")
        moved = datetime.fromisoformat(again["clock"]["now"]) - datetime.fromisoformat(after["clock"]["now"])
        assert moved < timedelta(minutes=30)
        assert await demo.end(signal.SIGTERM) == 0
    assert demo.process.returncode == 0


async def test_a_taken_port_is_told_kindly(tmp_path: Path) -> None:
    """The command names the port and what to do, without a trace of the code."""
    server = Server.reserve(0)
    command = [sys.executable, "-m", "bot", "demo", "--port", str(server.port), "--data", str(tmp_path / "club")]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe)
    out, err = await asyncio.wait_for(process.communicate(), 30)
    await server.close()
    assert (process.returncode, out) == (1, b"")
    assert f"port {server.port}" in err.decode()
    assert b"Traceback" not in err


async def test_the_service_and_its_first_code(tmp_path: Path) -> None:
    """`run` serves the shell and its health, prints a code while nobody is an organizer, and knows no playground."""
    (tmp_path / "settings.toml").write_text(f"data_dir = '{tmp_path / 'data'}'\n[web]\nport = {_free_port()}\n")
    command = [sys.executable, "-m", "bot", "run", "--settings", str(tmp_path / "settings.toml")]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe)
    assert process.stdout is not None
    try:
        address = (await asyncio.wait_for(process.stdout.readline(), 30)).decode().split(" is at ")[1].split()[0]
        code = (await asyncio.wait_for(process.stdout.readline(), 30)).decode().split()[-1]
        async with ClientSession() as client:
            health = await (await client.get(f"{address}health")).json()
            statuses = [(await client.get(address + path)).status for path in ("", "api/state")]
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 20) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert (health["ok"], set(health["parts"])) == (True, {"clockwork", "web"})
    assert (statuses, len(code)) == ([200, 404], 26)


async def test_a_demo_without_a_folder_leaves_nothing(tmp_path: Path) -> None:
    """What nobody asked to keep is gone when the demo is stopped."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    pipe, environment = asyncio.subprocess.PIPE, {**os.environ, "TMPDIR": str(tmp_path)}
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe, env=environment)
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 45)
    assert _names(tmp_path) == ["reppu-demo-"], line
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), 20) == 0
    assert _names(tmp_path) == []


def _names(folder: Path) -> list[str]:
    return [each.name[: len("reppu-demo-")] for each in folder.iterdir()]


def _free_port() -> int:
    server = Server.reserve(0)
    server._socket.close()
    return server.port
