from __future__ import annotations

import asyncio
import socket

import pytest

from adapters.web.server import PortTakenError, Server
from tests.adapters.web.page import Page, open_page

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


async def _everything(page: Page) -> dict[str, list[dict[str, object]]]:
    names = [row["name"] for row in await page.rows(TABLES)]
    return {name: [dict(row) for row in await page.rows(f"SELECT * FROM {name}")] for name in names}  # noqa: S608


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example:80", ""])
async def test_a_foreign_host_is_refused(page: Page, host: str) -> None:
    """A name that leads to this machine without being its own (DNS rebinding) is shown nothing."""
    for path in ("/", "/api/state", "/static/main.js", "/nothing"):
        answer = await page.get(path, Host=host)
        assert answer.status in {400, 403}
        assert "Anna" not in await answer.text()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "https://127.0.0.1:8765"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_foreign_origin_is_refused(page: Page, anna: str, headers: dict[str, str]) -> None:
    """Another page in the same browser can neither act nor read."""
    before = await _everything(page)
    body = {"person": anna, "where": "lane", "text": "/count"}
    assert (await page.post("say", body, **headers)).status == 403
    assert (await page.post("restart", {"with": "empty"}, **headers)).status == 403
    assert (await page.get("/api/state", **headers)).status == 403
    assert (await page.get("/api/events", **headers)).status == 403
    assert await _everything(page) == before


async def test_the_own_origin_is_let_in(page: Page, anna: str) -> None:
    """The page itself acts, under either name of this machine."""
    body = {"person": anna, "where": "lane", "text": "/count"}
    port = page.address.rpartition(":")[2]
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        own = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
        assert (await page.post("say", body, **own)).status == 200


async def test_a_link_elsewhere_may_open_the_shell_alone(page: Page) -> None:
    """Following a link to the page shows its shell; what it shows is asked by the page itself."""
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert (await page.get("/", **followed)).status == 200
    assert (await page.get("/api/state", **followed)).status == 403


async def test_get_changes_nothing(page: Page, anna: str) -> None:
    """No address changes a row by being read, and acts cannot be read into being."""
    await page.say(anna, "/harm")
    before = await _everything(page)
    for path in (
        "/",
        "/health",
        "/api/state",
        f"/api/state?person={anna}",
        "/api/file/x/0?person=anna",
        "/favicon.ico",
    ):
        await page.get(path)
    for path in ("say", "press", "submit", "clock", "restart", "people"):
        assert (await page.get(f"/api/{path}?person={anna}&text=/count&where=lane&id=1")).status in {404, 405}
    assert await _everything(page) == before


async def test_only_json_of_a_decent_size_is_taken(page: Page, anna: str) -> None:
    """A form post, broken JSON, a list and 65 KB are refused with kind words."""
    address = f"{page.address}/api/say"
    sent = {
        415: await page.client.post(address, data={"person": anna}),
        400: await page.client.post(address, data="{", headers={"Content-Type": "application/json"}),
        413: await page.post("say", {"person": anna, "where": "lane", "text": "x" * 65_536}),
    }
    assert {status: answer.status for status, answer in sent.items()} == {status: status for status in sent}
    for answer in sent.values():
        assert (await answer.json())["error"]["text"]
    assert (await page.client.post(address, json=["person"])).status == 400


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/api/state", "/nothing", "/api/events"])
async def test_every_answer_carries_the_guards(page: Page, path: str) -> None:
    """The content security policy and its companions stand on each answer, refusals and streams too."""
    answer = await page.get(path)
    headers = answer.headers
    answer.close()
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in headers
    assert "aiohttp" not in headers["Server"]


@pytest.mark.parametrize(
    "path", ["/static/../render.py", "/static/%2e%2e/render.py", "/static//etc/passwd", "/static/..%5crender.py"]
)
async def test_only_the_pages_own_files_are_served(page: Page, path: str) -> None:
    """No way of writing an address leads out of the page's folder."""
    host, _, port = page.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as raw:
        raw.setblocking(False)
        request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(raw, request.encode())
        status = (await loop.sock_recv(raw, 64)).split()[1]
    assert status in {b"404", b"400"}


async def test_acting_as_anyone_exists_in_the_demo_alone() -> None:
    """What `run` serves knows none of the playground's addresses."""
    async with open_page(playground=False) as page:
        for path in ("state", "events", "file/x/0"):
            assert (await page.get(f"/api/{path}")).status == 404
        for path in ("say", "press", "submit", "clock", "restart", "people"):
            assert (await page.post(path, {"person": "operator"})).status == 404
        assert (await page.get("/health")).status == 200
        assert (await page.get("/")).status == 200


async def test_it_listens_on_this_machine_only() -> None:
    """The socket is bound to the loopback address; a port in use is refused by name."""
    server = Server.reserve(0)
    try:
        assert server._socket.getsockname()[0] == "127.0.0.1"
        with pytest.raises(PortTakenError, match=str(server.port)):
            Server.reserve(server.port)
    finally:
        await server.close()


async def test_a_fault_of_ours_is_told_kindly(page: Page, anna: str) -> None:
    """A broken database gives a kind error without a trace of the code, and the page lives on."""
    await page.engine[-1].close()
    answer = await page.get(f"/api/state?person={anna}")
    told = await answer.text()
    assert answer.status == 500
    assert "Try again" in told
    assert "Traceback" not in told
    assert (await page.get("/")).status == 200
