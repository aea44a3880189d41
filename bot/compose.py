"""The one place where core, adapters and storage meet: opens everything, closes it in reverse order."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from adapters.alarm import BellAlarm, NoBell
from adapters.system import DemoClock, SeededRandomness, StoryClock, SystemClock, SystemRandomness
from adapters.web.adapter import WebAdapter
from adapters.web.events import Changes
from adapters.web.feature import FEATURE as BROWSER
from adapters.web.house import BEGUN, MAKING, DemoHouse, NotADemoError
from adapters.web.playground import Playground
from adapters.web.server import LOOPBACK, Gatekeeper, PortTakenError, Server, add_health, make_app
from adapters.web.stage import Stage
from bot.browser import WEB, Installation
from bot.core import Core, Listener, Seams
from bot.features import ALL
from bot.features.joining.service.arriving import issue_bootstrap
from bot.features.privacy import feature_over
from bot.kernel.cardkeeper import CardKeeper
from bot.kernel.catalogue import Catalogue
from bot.kernel.clock import Clock, Randomness
from bot.kernel.clockwork import Clockwork, SettableClock
from bot.kernel.courier import Courier
from bot.kernel.door import Door
from bot.kernel.feature import Feature
from bot.kernel.housekeeping import Housekeeping
from bot.kernel.locales import TextsMissingError, load_catalogues
from bot.kernel.making import Finishing
from bot.kernel.people import Language
from bot.kernel.ports import Alarm, ChatAdapter, Renderer, UnitOfWork
from bot.kernel.supervisor import Health, Supervisor
from bot.kernel.tables import tables_of
from bot.kernel.texts import Catalogues, Voice
from bot.papers.renderer import PaperRenderer
from storage.datadir import KEY_BYTES, DataDirectory
from storage.engine import Engine
from storage.errors import DataDirectoryError, SchemaError, SealBrokenError, StorageBrokenError, StorageFullError
from storage.inline import InlineEngine
from storage.kept import SqliteKept
from storage.migrate import load, migrate, sqlite_migrations
from storage.repositories import REPOSITORIES
from storage.sealer import AesSealer
from storage.sqlite import SqliteEngine
from storage.template import Template
from storage.work import SqlStorage

if TYPE_CHECKING:
    # Read by `run` alone: the demo starts without what reads settings.
    from bot.settings import Settings

HELSINKI = ZoneInfo("Europe/Helsinki")
CLOCK_OFFSET = "clock_offset"
STORY_SEED = 1


def _with_browser(features: Sequence[Feature]) -> tuple[Feature, ...]:
    """Return the features with the browser's tables, so that privacy asks it too for its part of a person's data."""
    told = (BROWSER, *(each for each in features if each.name != "privacy"))
    return (*told, feature_over(told))


FEATURES = _with_browser(ALL)


class Bell(Alarm, Protocol):
    """An alarm that is let go of at the end."""

    def close(self) -> None:
        """Silence it for good."""
        ...


MakeBell = Callable[[Listener], Bell]
MakeAdapters = Callable[[Seams], Sequence[ChatAdapter]]


def web_adapter(seams: Seams) -> Sequence[ChatAdapter]:
    """Return the browser alone, with no page open."""
    return (WebAdapter(seams, lambda: None),)


@asynccontextmanager
async def open_core(
    engine: Engine,
    key: bytes,
    *,
    clock: Clock,
    randomness: Randomness,
    bell: MakeBell,
    adapters: MakeAdapters = web_adapter,
    features: Sequence[Feature] = FEATURES,
    catalogues: Catalogues | None = None,
    zone: ZoneInfo = HELSINKI,
    renderer: Renderer | None = None,
) -> AsyncIterator[Core]:
    """Bring the engine's database up to date and set the core upon it; nothing runs by itself yet.

    The engine is taken over: it is closed last. `bell` is given what to call when it rings.
    """
    async with AsyncExitStack() as closing:
        closing.push_async_callback(engine.close)
        await migrate(engine, load(sqlite_migrations()), clock.now())
        catalogue = Catalogue(features)
        sealer = AesSealer(key, randomness.bytes)
        storage = SqlStorage(
            engine, REPOSITORIES, clock=clock, randomness=randomness, sealer=sealer, codec=catalogue.codec
        )
        texts, papers = catalogues or load_catalogues(), renderer or PaperRenderer()
        seams = Seams(storage, catalogue, texts, clock, randomness, zone, papers)
        yield _assembled(seams, adapters(seams), bell, closing)


def _assembled(seams: Seams, adapters: Sequence[ChatAdapter], bell: MakeBell, closing: AsyncExitStack) -> Core:
    by_platform = {each.platform: each for each in adapters}
    parts = (seams.storage, seams.catalogue, seams.catalogues)
    listeners: list[Listener] = []

    def wake() -> None:
        for listener in listeners:
            listener()

    door = Door(*parts, seams.zone, wake)
    finishing = {each.platform: Finishing(each, seams.renderer) for each in adapters}
    courier, cards = Courier(*parts, finishing), CardKeeper(*parts, finishing)
    alarm = bell(wake)
    closing.callback(alarm.close)
    housekeeping = Housekeeping(seams.storage, tables_of(seams.catalogue))
    clockwork = Clockwork(seams.storage, door, courier, cards, alarm, housekeeping)
    listeners.append(clockwork.wake)
    listeners.extend(each.heard for each in adapters if isinstance(each, WebAdapter))
    return Core(seams, by_platform, door, courier, cards, clockwork, listeners)


@asynccontextmanager
async def running(core: Core) -> AsyncIterator[Supervisor]:
    """Let time pass and the adapters take in what comes, until the end of the block."""
    supervisor = Supervisor(core.clock)
    supervisor.start("clockwork", core.clockwork.run)
    for platform, adapter in core.adapters.items():
        supervisor.start(platform, adapter.run)
    try:
        yield supervisor
    finally:
        await supervisor.close()


@dataclass(frozen=True, slots=True)
class Store:
    """An opened data directory with its database."""

    directory: DataDirectory
    engine: Engine
    key: bytes


@asynccontextmanager
async def open_store(folder: Path, randomness: Randomness, database: Path | None = None) -> AsyncIterator[Store]:
    """Take a data directory and open its database, or the one given.

    Raises:
        DataDirectoryError: another process holds it, others may look into it, its key is gone.
    """
    async with AsyncExitStack() as closing:
        directory = DataDirectory.open(folder)
        closing.callback(directory.close)
        path = database or directory.database
        if path.exists() and not (folder / "key").exists():
            raise DataDirectoryError(f"{folder / 'key'} is missing, and nothing sealed in {path} opens without it.")
        key = directory.master_key(randomness.bytes)
        engine = await SqliteEngine.open(path)
        closing.push_async_callback(engine.close)
        yield Store(directory, engine, key)


async def issue_code(core: Core) -> str:
    """Make the operator's one-time code anew; whoever uses it becomes an organizer."""
    return await core.storage.transact(issue_bootstrap)


async def has_organizer(core: Core) -> bool:
    """True when somebody may found clubs here."""

    async def look(unit: UnitOfWork) -> bool:
        return await unit.of(Installation).has_organizer()

    return await core.storage.read(look)


@dataclass(frozen=True, slots=True)
class Story:
    """What a demo begins with: when it was begun, and how it is played."""

    begins_at: datetime
    play: Callable[[Core, SettableClock], Awaitable[None]]


async def write_story(folder: Path, story: Story) -> None:
    """Play a story through the real acts, in memory, and keep where it ends as a template; the same each time."""
    clock, chance = StoryClock(story.begins_at), SeededRandomness(STORY_SEED)
    engine, key = await InlineEngine.open(), chance.bytes(KEY_BYTES)
    async with open_core(engine, key, clock=clock, randomness=chance, bell=lambda _: NoBell()) as core:
        await story.play(core, clock)
        Template(folder).write(engine, key, clock.now())


@asynccontextmanager
async def open_demo(
    folder: Path, port: int, story: Story, template: Path, *, randomness: Randomness | None = None
) -> AsyncIterator[str]:
    """Serve the playground over a data directory and give its address; all stops at the end of the block.

    It begins with the story's template, which is played first where it is missing.

    Raises:
        PortTakenError, DataDirectoryError, NotADemoError: nothing was changed.
    """
    chance = randomness or SystemRandomness()
    async with AsyncExitStack() as closing:
        server = Server.reserve(port)
        closing.push_async_callback(server.close)
        directory = DataDirectory.open(folder)
        closing.callback(directory.close)
        changes = Changes()
        house = DemoHouse(
            lambda: _demo_stage(directory, chance, changes),
            lambda: _wipe(directory),
            lambda: _place(directory, story, template),
            issue_bootstrap,
        )
        closing.push_async_callback(house.close)
        await house.open()
        app = make_app(lambda: Gatekeeper(server.port), _english())
        Playground(house, changes, _english()).mount(app)
        add_health(app, lambda: {"ok": True})
        await server.open(app)
        closing.push_async_callback(server.close)
        yield f"http://{LOOPBACK}:{server.port}/"


async def _place(directory: DataDirectory, story: Story, template: Path) -> None:
    """Put the story's end into a data directory that holds no database."""
    if not Template(template).is_there:
        template = directory.path / "template"
        await write_story(template, story)
    Template(template).copy_to(directory, CLOCK_OFFSET, SystemClock().now(), {BEGUN: MAKING})


@asynccontextmanager
async def _demo_stage(directory: DataDirectory, chance: Randomness, changes: Changes) -> AsyncIterator[Stage]:
    """Open the data set in the demo's folder, with time running."""
    async with AsyncExitStack() as closing:
        key = directory.master_key(chance.bytes)
        engine = await SqliteEngine.open(directory.database)
        closing.push_async_callback(engine.close)
        await migrate(engine, load(sqlite_migrations()), SystemClock().now())
        kept = SqliteKept(directory.database, CLOCK_OFFSET)
        closing.callback(kept.close)
        clock = DemoClock(kept)
        core = await closing.enter_async_context(
            open_core(
                engine,
                key,
                clock=clock,
                randomness=chance,
                bell=lambda ring: BellAlarm(clock, ring),
                adapters=lambda seams: (WebAdapter(seams, changes.tell),),
            )
        )
        await closing.enter_async_context(running(core))
        adapter = core.adapters[WEB]
        assert isinstance(adapter, WebAdapter)  # noqa: S101 - made just above
        yield Stage(core, clock, adapter)


def _wipe(directory: DataDirectory) -> None:
    """Delete the database with its companions, and its key; the lock stays."""
    for companion in ("", "-wal", "-shm"):
        directory.database.with_name(directory.database.name + companion).unlink(missing_ok=True)
    (directory.path / "key").unlink(missing_ok=True)


@asynccontextmanager
async def open_service(settings: Settings) -> AsyncIterator[tuple[Core, str]]:
    """Run the club of the settings with the page's shell and health, and give the core and the page's address."""
    async with AsyncExitStack() as closing:
        server = Server.reserve(settings.web.port)
        closing.push_async_callback(server.close)
        core = await closing.enter_async_context(open_club(settings))
        supervisor = await closing.enter_async_context(running(core))
        app = make_app(lambda: Gatekeeper(server.port, settings.web.public_url), _english())
        add_health(app, lambda: _told(supervisor.health()))
        await server.open(app)
        closing.push_async_callback(server.close)
        yield core, f"http://{LOOPBACK}:{server.port}/"


@asynccontextmanager
async def open_club(settings: Settings) -> AsyncIterator[Core]:
    """Open the core of the settings, at the machine's own time."""
    clock, chance = SystemClock(), SystemRandomness()
    async with (
        open_store(settings.data_dir, chance, settings.storage.path()) as store,
        open_core(
            store.engine, store.key, clock=clock, randomness=chance, bell=lambda ring: BellAlarm(clock, ring)
        ) as core,
    ):
        yield core


def _told(health: Mapping[str, Health]) -> dict[str, Any]:
    parts = {name: {"up": each.is_up, "crashes": each.crashes} for name, each in health.items()}
    return {"ok": all(each.is_up for each in health.values()), "parts": parts}


def _english() -> Voice:
    return load_catalogues().voice(Language.EN, HELSINKI)


def kind_words(error: Exception) -> str | None:
    """Return what to tell the operator of an error that is no bug, None for one that is."""
    match error:
        case PortTakenError():
            return f"Another program listens at port {error}. Choose another one, such as PORT={int(str(error)) + 1}."
        case NotADemoError():
            return "This folder holds a club that the demo did not make; it was left as it is. Choose another folder."
        case TextsMissingError():
            return str(error)
        case DataDirectoryError() | SchemaError() | SealBrokenError() | StorageBrokenError() | StorageFullError():
            return f"The data cannot be used: {error}"
        case _:
            return None
