"""The page's HTTP server: this machine only, its own page only, and every refusal in kind words."""

from __future__ import annotations

import json
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.kernel.texts import T, Text, Voice

LOOPBACK = "127.0.0.1"
MOST_BODY_BYTES = 64 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Server": "Reppu",
}
NOT_FROM_HERE = T("This page answers only on this machine, from its own window.")
NOT_THERE = T("There is nothing here.")
TOO_LONG = T("That is too long. Send it in smaller parts.")
NOT_READABLE = T("That could not be read. Load the page anew and try again.")
BROKEN = T("Something went wrong on our side, and nothing was changed. Try again.")
_SAID = {403: NOT_FROM_HERE, 404: NOT_THERE, 405: NOT_THERE, 413: TOO_LONG}
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_OWN_MAY_BE_STRICTER = frozenset({"Content-Security-Policy"})
_UNSAFE_SITES = frozenset({"cross-site", "same-site"})
log = structlog.get_logger("web")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Json = Mapping[str, Any]


class PortTakenError(Exception):
    """Another program listens at the port."""


@dataclass(frozen=True, slots=True)
class Gatekeeper:
    """Lets in what comes from this machine's own page. `public_url` is where a proxy serves it, if one does."""

    port: int
    public_url: str | None = None

    def hosts(self) -> frozenset[str]:
        """Return the Host values that are ours."""
        own = {f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"}
        return frozenset(own | ({urlsplit(self.public_url).netloc} if self.public_url else set()))

    def origins(self) -> frozenset[str]:
        """Return the Origin values that are ours."""
        own = {f"http://{LOOPBACK}:{self.port}", f"http://localhost:{self.port}"}
        public = urlsplit(self.public_url) if self.public_url else None
        return frozenset(own | ({f"{public.scheme}://{public.netloc}"} if public else set()))

    def lets_in(self, request: web.Request) -> bool:
        """True when the request was made to us, by our own page or by no page at all."""
        if request.headers.getall("Host", []) not in [[host] for host in self.hosts()]:
            return False
        if any(origin not in self.origins() for origin in request.headers.getall("Origin", [])):
            return False
        return request.headers.get("Sec-Fetch-Site", "none") not in _UNSAFE_SITES or _opens_the_page(request)


def _opens_the_page(request: web.Request) -> bool:
    """True for a link elsewhere that leads to the page: it opens a shell without anything in it."""
    headers = request.headers
    is_navigation = headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"
    return is_navigation and request.method == "GET" and request.path == "/"


def make_app(gatekeeper: Callable[[], Gatekeeper], voice: Voice) -> web.Application:
    """Return the server's application with the page's shell; `voice` says what no person is known for."""
    app = web.Application(client_max_size=MOST_BODY_BYTES, middlewares=[_guard(gatekeeper, voice)])
    app.on_response_prepare.append(_add_headers)
    app.router.add_get("/", _page)
    app.router.add_get("/static/{path:.+}", _static)
    return app


def add_health(app: web.Application, health: Callable[[], Json]) -> None:
    """Serve how the parts stand, without a word about any club."""

    async def answer(_: web.Request) -> web.Response:
        told = health()
        return web.json_response(told, status=200 if told.get("ok") else 503)

    app.router.add_get("/health", answer)


class Server:
    """The application at its port."""

    def __init__(self, listening: socket.socket) -> None:
        self._socket = listening
        self._runner: web.AppRunner | None = None
        self.port = int(listening.getsockname()[1])

    @classmethod
    def reserve(cls, port: int) -> Server:
        """Take the port on the loopback address, 0 for any free one; who connects waits until `open`.

        Raises:
            PortTakenError: another program listens there.
        """
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((LOOPBACK, port))
            listening.listen(128)
        except OSError as fault:
            listening.close()
            raise PortTakenError(str(port)) from fault
        return cls(listening)

    async def open(self, app: web.Application) -> None:
        """Answer whoever connects."""
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
        await self._runner.setup()
        await web.SockSite(self._runner, self._socket).start()

    async def close(self) -> None:
        """Stop listening and end what is under way."""
        if self._runner is not None:
            await self._runner.cleanup()
        self._socket.close()


async def body_of(request: web.Request) -> dict[str, Any]:
    """Return a posted JSON object.

    Raises:
        HTTPException: no JSON, no object, or too long.
    """
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        read = json.loads(await request.read())
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(read, dict):
        raise web.HTTPBadRequest
    return {str(name): _whole(value) for name, value in read.items()}


def refusal(status: int, text: Text, voice: Voice, fields: Mapping[str, Text] | None = None) -> web.Response:
    """Return a kind error as the page expects it."""
    wrong = {name: voice.say(each) for name, each in (fields or {}).items()}
    return web.json_response({"error": {"text": voice.say(text), "fields": wrong}}, status=status)


def _guard(gatekeeper: Callable[[], Gatekeeper], voice: Voice) -> Any:  # noqa: ANN401 - aiohttp's middleware type is private
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if not gatekeeper().lets_in(request):
                return refusal(403, NOT_FROM_HERE, voice)
            return await handler(request)
        except web.HTTPException as error:
            return refusal(error.status, _SAID.get(error.status, NOT_READABLE), voice)
        except ConnectionError:
            raise
        except Exception:
            log.exception("a request failed", method=request.method, path=request.match_info.route.name or "")
            return refusal(500, BROKEN, voice)

    return guard


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Add what every answer carries; a file may ask for a stricter policy of its own."""
    for name, value in HEADERS.items():
        if name not in _OWN_MAY_BE_STRICTER or name not in response.headers:
            response.headers[name] = value


async def _page(_: web.Request) -> web.StreamResponse:
    return _file("index.html")


async def _static(request: web.Request) -> web.StreamResponse:
    return _file(request.match_info["path"])


def _file(path: str) -> web.StreamResponse:
    folder = files("adapters.web") / "static"
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
        raise web.HTTPNotFound
    found = folder.joinpath(*parts)
    if not found.is_file():
        raise web.HTTPNotFound
    with as_file(found) as real:
        kind = _KINDS.get(real.suffix, "application/octet-stream")
        return web.FileResponse(real, headers={"Content-Type": kind})


def _whole(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return JSON without halves of surrogate pairs, which no database and no page can keep."""
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case list():
            return [_whole(each) for each in value]
        case dict():
            return {str(name): _whole(each) for name, each in value.items()}
        case _:
            return value
