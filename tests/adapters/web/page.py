"""A playground over a database in memory, and the page's side of its API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from gettext import NullTranslations
from itertools import count
from typing import Any

from aiohttp import ClientResponse, ClientSession

from adapters.web.adapter import WebAdapter
from adapters.web.events import Changes
from adapters.web.house import DemoHouse
from adapters.web.playground import Playground
from adapters.web.server import Gatekeeper, Server, add_health, make_app
from adapters.web.stage import Beginning, Stage
from bot.browser import WEB
from bot.compose import FEATURES, HELSINKI, open_core, running
from bot.features.joining.service.arriving import issue_bootstrap
from bot.kernel.people import Language
from bot.kernel.texts import Catalogues
from storage.engine import Engine, Row
from storage.inline import InlineEngine
from tests.adapters.web.toys import TOYS
from tests.features.club_world import SeededBytes

NOON = datetime(2026, 8, 31, 9, 0, tzinfo=UTC)
ENGLISH = Catalogues({each: NullTranslations() for each in Language})
Json = dict[str, Any]


class StillClock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self._now = NOON

    def now(self) -> datetime:
        """Return the present."""
        return self._now

    def move_to(self, instant: datetime) -> None:
        """Go there, never back."""
        self._now = max(self._now, instant)


class NoBell:
    """A bell that never rings."""

    def ring_at(self, instant: datetime | None) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


@dataclass
class Page:
    """A browser's window, without the browser."""

    client: ClientSession
    address: str
    house: DemoHouse
    changes: Changes
    placed: list[int]
    engine: list[InlineEngine] = field(default_factory=list)
    _updates: count[int] = field(default_factory=lambda: count(1))

    async def get(self, path: str, **headers: str) -> ClientResponse:
        """Ask for something."""
        return await self.client.get(self.address + path, headers=headers)

    async def post(self, path: str, body: Json | None = None, **headers: str) -> ClientResponse:
        """Post something; the id is a new one unless the body says."""
        given = {"id": f"u{next(self._updates)}", **(body or {})}
        return await self.client.post(f"{self.address}/api/{path}", json=given, headers=headers)

    async def state(self, person: str | None = None) -> Json:
        """Return what somebody sees."""
        answer = await self.get("/api/state" + (f"?person={person}" if person else ""))
        assert answer.status == 200, await answer.text()
        return _json(await answer.json())

    async def lane(self, person: str) -> list[Json]:
        """Return the messages of somebody's lane."""
        return list((await self.state(person))["lane"]["messages"])

    async def say(self, person: str, text: str, where: str = "lane", **more: str) -> Json:
        """Say something."""
        return await self._done("say", {"person": person, "where": where, "text": text, **more})

    async def press(self, person: str, message: Json, label: str, where: str = "lane", **more: str) -> Json:
        """Press a button of a message."""
        action = buttons(message)[label]
        body = {"person": person, "where": where, "message": message["id"], "action": action, **more}
        return await self._done("press", body)

    async def submit(self, person: str, form: Json, **fields: str | list[str]) -> Json:
        """Send a form; what is not given stays as prefilled."""
        values = {each["name"]: each["value"] for each in form["fields"]} | fields
        body = {"person": person, "where": "lane", "action": form["action"], "fields": values}
        return await self._done("submit", body)

    async def visitor(self, name: str, language: str = "en") -> str:
        """Add a visitor and return the handle."""
        return str((await self._done("people", {"name": name, "language": language}))["handle"])

    async def rows(self, sql: str) -> list[Row]:
        """Look into the tables."""
        return await self.engine[-1].read(lambda db: db.all(sql))

    async def _done(self, path: str, body: Json) -> Json:
        answer = await self.post(path, body)
        assert answer.status < 500, await answer.text()
        return _json(await answer.json())


def _json(read: object) -> Json:
    assert isinstance(read, dict)
    return read


def buttons(message: Json) -> dict[str, str]:
    """Return the buttons of a message: label to action."""
    choices = [block for block in message["blocks"] if block["kind"] == "choice"]
    return {each["label"]: each["action"] for choice in choices for each in choice["options"]}


def words(message: Json) -> str:
    """Return the texts of a message."""
    return "\n".join(block["text"] for block in message["blocks"] if "text" in block)


@asynccontextmanager
async def stage_on(engine: Engine, changes: Changes, chance: SeededBytes | None = None) -> AsyncIterator[Stage]:
    """Open a core with the toys on an engine."""
    clock = StillClock()
    async with (
        open_core(
            engine,
            bytes(32),
            clock=clock,
            randomness=chance or SeededBytes(),
            bell=lambda _: NoBell(),
            adapters=lambda seams: (WebAdapter(seams, changes.tell),),
            features=(*FEATURES, TOYS),
            catalogues=ENGLISH,
        ) as core,
        running(core),
    ):
        adapter = core.adapters[WEB]
        assert isinstance(adapter, WebAdapter)
        yield Stage(core, clock, adapter)


@asynccontextmanager
async def open_page(*, playground: bool = True) -> AsyncIterator[Page]:
    """Serve a playground with an empty house; without `playground` only what `run` serves."""
    changes, chance, engines, placed = Changes(), SeededBytes(), list[InlineEngine](), list[int]()

    @asynccontextmanager
    async def opened() -> AsyncIterator[Stage]:
        if not engines:
            engines.append(await InlineEngine.open())
        async with stage_on(engines[-1], changes, chance) as stage:
            yield stage
        engines.clear()

    async def place() -> None:
        placed.append(len(placed))

    async with AsyncExitStack() as closing:
        house = DemoHouse(opened, engines.clear, place, issue_bootstrap)
        closing.push_async_callback(house.close)
        await house.open(Beginning.EMPTY)
        server = Server.reserve(0)
        voice = ENGLISH.voice(Language.EN, HELSINKI)
        app = make_app(lambda: Gatekeeper(server.port), voice)
        add_health(app, lambda: {"ok": True})
        if playground:
            Playground(house, changes, voice).mount(app)
        await server.open(app)
        closing.push_async_callback(server.close)
        client = await closing.enter_async_context(ClientSession())
        yield Page(client, f"http://127.0.0.1:{server.port}", house, changes, placed, engines)


@dataclass(frozen=True)
class Club:
    """A founded club: its organizer and its lead, by their handles."""

    organizer: str
    lead: str


async def found_club(page: Page) -> Club:
    """Found a club by what a page can do: the operator's code, a form, an invitation, the pledge."""
    code = (await page.state("operator"))["operator"]["code"]
    organizer = await page.visitor("Olga Organizer")
    await page.say(organizer, f"/organizer {code}")
    (_, panel) = await page.lane(organizer)
    form = (await page.press(organizer, panel, "Found a club"))["form"]
    await page.submit(organizer, form, name="Test club", lead_name="Lena Lead", lead_company="Lead Ltd")
    founded = (await page.lane(organizer))[-1]
    lead = await page.visitor("Lena")
    await page.say(lead, words(founded).splitlines()[-1])
    pledge = (await page.lane(lead))[-1]
    await page.press(lead, pledge, next(iter(buttons(pledge))))
    return Club(organizer, lead)
