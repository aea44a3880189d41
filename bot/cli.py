"""The command line: `reppu demo`, `reppu run`, `reppu organizer invite`, `reppu version`."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from bot.compose import Story
    from bot.core import Core
    from bot.kernel.clockwork import SettableClock
    from bot.settings import Settings

app = typer.Typer(
    name="reppu",
    help="Reppu, a club bot.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
organizer = typer.Typer(help="People who may found clubs.", no_args_is_help=True)
app.add_typer(organizer, name="organizer")
DEFAULT_PORT = 8765
_AUTHORITIES = "SSL_CERT_FILE"  # where OpenSSL reads whom to trust
TEMPLATE = Path(sys.prefix) / "share" / "reppu" / "demo"
_PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


class Weight(StrEnum):
    """From which weight on a log says something."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


Port = Annotated[int, typer.Option(help="The page's port on this machine; 0 takes a free one.", min=0, max=65535)]
Data = Annotated[
    Path | None, typer.Option(help="The folder that keeps the club. Without it the club is gone at the end.")
]
LogLevel = Annotated[Weight, typer.Option(help="From which weight on to log.", case_sensitive=False)]
File = Annotated[
    Path | None,
    typer.Option("--settings", help="The settings' file; it must exist.", show_default="settings.toml, if there"),
]


@app.command()
def demo(port: Port = DEFAULT_PORT, data: Data = None, log_level: LogLevel = Weight.WARNING) -> None:
    """Serve the playground: a demo club in the browser, on this machine only."""
    from bot.logs import set_up_logs

    set_up_logs(log_level.value)
    with _calling_nobody():
        import bot.compose  # noqa: F401 - loaded here, used below
    if data is not None:
        _run(_demo(data, port))
        return
    with tempfile.TemporaryDirectory(prefix="reppu-demo-") as folder:
        _run(_demo(Path(folder), port))


@app.command("demo-template", hidden=True)
def demo_template() -> None:
    """Play the demo club's story once and keep where it ends, beside what is installed."""
    from bot.logs import set_up_logs

    set_up_logs(Weight.WARNING.value)
    _run(_write_story())


@app.command()
def run(settings: File = None) -> None:
    """Run the club of the settings."""
    _run(_service(settings))


@organizer.command()
def invite(settings: File = None) -> None:
    """Print a one-time code that makes whoever uses it an organizer; earlier unused ones are void."""
    _run(_invite(settings))


@app.command("version")
def show_version() -> None:
    """Print the version."""
    import tomllib
    from importlib.metadata import PackageNotFoundError, version

    try:
        typer.echo(version("reppu"))
    except PackageNotFoundError:
        project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
        typer.echo(f"{project['version']} (from its source)")


def main() -> None:
    """Run the command line."""
    # What is loaded stays; to look for garbage in it again and again would take a tenth of a start.
    gc.disable()
    app()


async def _demo(folder: Path, port: int) -> None:
    from bot.compose import open_demo

    async with _until_asked_to_stop() as stopped, open_demo(folder, port, story(), TEMPLATE) as address:
        typer.echo(f"Reppu's playground is at {address} (Ctrl+C stops it)")
        await stopped.wait()


async def _write_story() -> None:
    from bot.compose import write_story

    await write_story(TEMPLATE, story())


def story() -> Story:
    """Return the demo club's story; it is loaded only when it is told."""
    from bot.compose import Story
    from bot.demo import BEGINS_AT

    async def play(core: Core, clock: SettableClock) -> None:
        from bot.demo.story import seed

        await seed(core, clock)

    return Story(BEGINS_AT, play)


async def _service(file: Path | None) -> None:
    from bot.compose import has_organizer, issue_code, open_service
    from bot.logs import set_up_logs

    settings = _settings(file)
    set_up_logs(settings.log.level, settings.log.form)
    async with _until_asked_to_stop() as stopped, open_service(settings) as (core, address):
        typer.echo(f"Reppu runs; its page is at {address} (Ctrl+C stops it)")
        if not await has_organizer(core):
            typer.echo(f"Code for the first organizer, good for one use: {await issue_code(core)}")
        await stopped.wait()


async def _invite(file: Path | None) -> None:
    from bot.compose import issue_code, open_club

    async with open_club(_settings(file)) as core:
        typer.echo(await issue_code(core))


def _settings(file: Path | None) -> Settings:
    from bot.settings import SettingsError, load_settings

    try:
        return load_settings(file)
    except SettingsError as error:
        _stop(str(error))


@asynccontextmanager
async def _until_asked_to_stop() -> AsyncIterator[asyncio.Event]:
    """Give an event that the first SIGINT or SIGTERM sets; a second one ends the process as usual."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def stop() -> None:
        stopped.set()
        for each in signals:
            loop.remove_signal_handler(each)

    for each in signals:
        loop.add_signal_handler(each, stop)
    try:
        yield stopped
    finally:
        for each in signals:
            loop.remove_signal_handler(each)


@contextmanager
def _calling_nobody() -> Iterator[None]:
    """Let aiohttp be loaded without the machine's certificate authorities.

    It reads them all, a tenth of the start, for calls to others. The demo makes none; one would fail, not be trusted.
    """
    before = os.environ.get(_AUTHORITIES)
    os.environ[_AUTHORITIES] = os.devnull
    try:
        yield
    finally:
        del os.environ[_AUTHORITIES]
        if before is not None:
            os.environ[_AUTHORITIES] = before


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run a command to its end, and say kindly what stands in its way."""
    from bot.compose import kind_words

    gc.freeze()
    gc.enable()
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        _stop("")
    except Exception as error:
        words = kind_words(error)
        if words is None:
            raise
        _stop(words)


def _stop(words: str) -> NoReturn:
    if words:
        sys.stderr.write(words + "\n")
    raise typer.Exit(1)
