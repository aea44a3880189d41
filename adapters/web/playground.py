"""The playground's API: act as anyone, move the clock, start over. Mounted by the demo alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote

from aiohttp import web

from adapters.web.acts import LANE, ROOM, Acts, Doing
from adapters.web.cast import Player
from adapters.web.events import Changes
from adapters.web.living import body_now
from adapters.web.quoted import visible
from adapters.web.server import body_of, refusal
from adapters.web.stage import Beginning, House, Stage
from adapters.web.state import clock_json, coming, find_player, state_json
from bot.browser import Persona, Personas, handle_for
from bot.kernel.errors import RuleBrokenError
from bot.kernel.fields import Raw, line, one_of, read_all
from bot.kernel.making import content_of
from bot.kernel.people import NO_CLUB, ClubId, Language
from bot.kernel.ports import Dedup, UnitOfWork
from bot.kernel.texts import T, Voice
from bot.kernel.views import Attachment, Picture

NAME_LIMIT = 60
MOST_ID_LETTERS = 64
NOBODY = T("There is no such person here (any more).")
# A page of people's words: shown in a world of its own, with its own style and fonts, and no way out of it.
STILL = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox; frame-ancestors 'none'"
_PICTURES = frozenset({"image/png"})
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
R = TypeVar("R")
Posted = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Playground:
    """The routes of the playground over whichever data set is open."""

    house: House
    changes: Changes
    voice: Voice

    def mount(self, app: web.Application) -> None:
        """Add the routes to the page's server."""
        app.router.add_get("/api/state", self.state)
        app.router.add_get("/api/events", self.changes.stream)
        app.router.add_get("/api/file/{message}/{number}", self.file)
        app.router.add_post("/api/say", self.say)
        app.router.add_post("/api/press", self.press)
        app.router.add_post("/api/submit", self.submit)
        app.router.add_post("/api/about", self.about)
        app.router.add_post("/api/clock", self.clock)
        app.router.add_post("/api/restart", self.restart)
        app.router.add_post("/api/people", self.people)
        app.on_shutdown.append(self._end_streams)

    async def state(self, request: web.Request) -> web.Response:
        """Answer what a person sees; with `or=first`, for a person who is gone, what the one to begin with sees."""
        # Read before the state: whatever changes meanwhile is told as a newer version.
        version = self.changes.version
        async with self.house.stage() as stage:
            player = await self._player(stage, request.query.get("person"), request.query.get("club"))
            if player is None and request.query.get("or") == "first":
                player = await self._player(stage, None, None)
            if player is None:
                return refusal(404, NOBODY, self.voice)
            return web.json_response(await state_json(stage, player, version))

    async def file(self, request: web.Request) -> web.Response:
        """Answer an attachment to somebody who sees its message."""
        async with self.house.stage() as stage:
            player = await self._player(stage, request.query.get("person", ""), None)
            message = await visible(stage, player, request.match_info["message"]) if player else None
            if player is None or message is None:
                raise web.HTTPNotFound
            files, renderer = (await body_now(stage, player, message)).files, stage.core.seams.renderer
        number = request.match_info["number"]
        if not number.isascii() or not number.isdigit() or int(number[:3]) >= len(files):
            raise web.HTTPNotFound
        return _served(files[int(number)], await content_of(files[int(number)], renderer))

    async def say(self, request: web.Request) -> web.Response:
        """Take in what somebody says."""
        posted = await body_of(request)
        text = _text(posted, "text")
        replies_to = posted.get("replies_to")
        about = replies_to if isinstance(replies_to, str) else None
        return await self._act(posted, lambda acts, doing: acts.say(doing, text, about))

    async def press(self, request: web.Request) -> web.Response:
        """Take in a pressed button."""
        posted = await body_of(request)
        action = _text(posted, "action")
        return await self._act(posted, lambda acts, doing: acts.press(doing, action))

    async def submit(self, request: web.Request) -> web.Response:
        """Take in a form."""
        posted = await body_of(request)
        action, filled = _text(posted, "action"), _fields(posted)
        return await self._act(posted, lambda acts, doing: acts.press(doing, action, filled))

    async def about(self, request: web.Request) -> web.Response:
        """Take in an act that is offered on what somebody wrote."""
        posted = await body_of(request)
        action, message = _text(posted, "action"), _text(posted, "message")
        return await self._act(posted, lambda acts, doing: acts.about(doing, message, action))

    async def clock(self, request: web.Request) -> web.Response:
        """Let time pass; everything that falls due on the way runs, in order."""
        posted = await body_of(request)
        update, step = _id(posted), _text(posted, "forward")
        if step not in {*STEPS, "next"}:
            raise web.HTTPBadRequest
        async with self.house.stage() as stage:
            if await _is_first(stage, f"clock:{update}"):
                await stage.core.clockwork.advance(stage.clock, await _target(stage, step))
                self.changes.tell()
            return web.json_response({"clock": await self._clock_json(stage)})

    async def restart(self, request: web.Request) -> web.Response:
        """Start over with the demo's club or an empty house."""
        posted = await body_of(request)
        try:
            beginning = Beginning(_text(posted, "with"))
        except ValueError:
            raise web.HTTPBadRequest from None
        await self.house.start_over(beginning, _id(posted))
        self.changes.tell()
        return web.json_response({})

    async def people(self, request: web.Request) -> web.Response:
        """Let a visitor come: an account that is nobody's yet."""
        posted = await body_of(request)
        update = _id(posted)
        try:
            read = read_all(_NEWCOMER, {name: _text(posted, name) for name in _NEWCOMER})
        except RuleBrokenError as error:
            return refusal(200, error.text, await self._voice_in(_text(posted, "language")), error.fields)
        async with self.house.stage() as stage:
            handle = await add_persona(stage, read["name"], read["language"], update)
        self.changes.tell()
        return web.json_response({"handle": handle})

    async def _act(self, posted: Posted, does: Callable[[Acts, Doing], Awaitable[Posted]]) -> web.Response:
        update, club, message, where = _id(posted), posted.get("club"), posted.get("message"), _text(posted, "where")
        if where not in {ROOM, LANE}:
            raise web.HTTPBadRequest
        async with self.house.stage() as stage:
            player = await self._player(stage, _text(posted, "person"), club if isinstance(club, str) else None)
            if player is None:
                return refusal(404, NOBODY, self.voice)
            pressed = message if isinstance(message, str) else None
            doing = Doing(player, where == ROOM, update, pressed)
            done = await does(Acts(stage), doing)
        self.changes.tell()
        return web.json_response(done)

    async def _voice_in(self, language: str) -> Voice:
        if language not in set(Language):
            return self.voice
        async with self.house.stage() as stage:
            return stage.core.catalogues.voice(Language(language), self.voice.zone)

    async def _player(self, stage: Stage, handle: str | None, club: str | None) -> Player | None:
        return await find_player(stage, handle, ClubId(club) if club else NO_CLUB)

    async def _clock_json(self, stage: Stage) -> Posted:
        async def look(unit: UnitOfWork) -> Posted:
            return clock_json(unit.now, await coming(stage, unit), self.voice)

        return await stage.core.storage.read(look)

    async def _end_streams(self, _: web.Application) -> None:
        self.changes.close()


def _served(file: Attachment | Picture, content: bytes) -> web.Response:
    """Return a file to keep, or one that is looked at in its place, where it can do and fetch nothing at all."""
    if not content:
        raise web.HTTPNotFound
    in_place = isinstance(file, Picture) or file.opens or file.media_type in _PICTURES
    how = "inline" if in_place else "attachment"
    headers = {
        "Content-Type": f"{file.media_type}; charset=utf-8" if file.media_type == "text/html" else file.media_type,
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": STILL,
    }
    return web.Response(body=content, headers=headers)


async def add_persona(stage: Stage, name: str, language: Language, made_by: str, *, is_operator: bool = False) -> str:
    """Add somebody to the cast and return the handle; the same request adds once."""

    async def work(unit: UnitOfWork) -> str:
        personas = unit.of(Personas)
        taken = {each.handle for each in await personas.all()}
        return await personas.add(Persona(handle_for(name, taken), name, language, is_operator), made_by)

    return await stage.core.storage.transact(work)


async def _is_first(stage: Stage, key: str) -> bool:
    async def work(unit: UnitOfWork) -> bool:
        return await unit.of(Dedup).is_new(key, unit.now)

    return await stage.core.storage.transact(work)


async def _target(stage: Stage, step: str) -> datetime:
    """Return when to go to: some time on, or to the next thing the clock's bar names."""

    async def look(unit: UnitOfWork) -> datetime | None:
        ahead = await coming(stage, unit)
        return ahead.at if ahead else None

    now = stage.clock.now()
    if step in STEPS:
        return now + STEPS[step]
    due = await stage.core.storage.read(look) or await stage.core.clockwork.next_due()
    return max(due or now, now)


def _id(posted: Posted) -> str:
    update = _text(posted, "id")
    if not 0 < len(update) <= MOST_ID_LETTERS:
        raise web.HTTPBadRequest
    return update


def _text(posted: Posted, name: str) -> str:
    value = posted.get(name)
    if not isinstance(value, str):
        raise web.HTTPBadRequest
    return value


def _fields(posted: Posted) -> dict[str, Raw]:
    given = posted.get("fields")
    if not isinstance(given, dict):
        raise web.HTTPBadRequest
    filled: dict[str, Raw] = {}
    for name, value in given.items():
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            filled[name] = tuple(value)
        elif isinstance(value, str):
            filled[name] = value
        else:
            raise web.HTTPBadRequest
    return filled


_NEWCOMER = {"name": line(NAME_LIMIT), "language": one_of(Language)}
