"""A whole journey with its failures, logged at DEBUG: no word, no name, no token of anybody in it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import structlog

from bot.compose import FEATURES
from bot.features.clubs.intents import AddCompanies, FoundClub
from bot.features.joining.intents import Invite, OpenInvitation, UseBootstrap
from bot.features.privacy.intents import Forget, MyData
from bot.kernel.errors import InDoubtError, RuleBrokenError, SurelyNotSentError, UnreachableError
from bot.kernel.people import ClubId, ClubScope, Language
from bot.kernel.ports import Timers, UnitOfWork
from bot.kernel.supervisor import Supervisor
from bot.kernel.texts import T
from bot.logs import Form, set_up_logs
from storage.sqlite import SqliteEngine
from tests.features.club_world import World, invite, join, set_up
from tests.kernel.machine import Machine, Platform, Ring, Say, Toys

CANARY = "Xylophrast"
# Names, places and typed texts that hold the canary, and everything that opens something.
LEAD, COMPANY, CLUB, PLACE = f"{CANARY} Lead", f"{CANARY}boden", f"{CANARY}klubben", f"{CANARY}gatan 1"


@pytest.fixture(params=["console", "json"])
def log(request: pytest.FixtureRequest) -> Iterator[StringIO]:
    """Everything that is logged, at DEBUG, in one of both forms; the logs are put back as they were."""
    form: Form = request.param
    root, stream = logging.getLogger(), StringIO()
    before = root.handlers, root.level
    set_up_logs("DEBUG", form, stream)
    logging.getLogger("aiosqlite").setLevel(logging.WARNING)
    yield stream
    root.handlers, root.level = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@pytest.fixture
async def machine(tmp_path: Path, log: StringIO) -> AsyncIterator[Machine]:  # noqa: ARG001 - logged from the start
    """A club on real files whose every name is a canary."""
    toys = Toys()
    world = await World.on(await SqliteEngine.open(tmp_path / "data" / "db"), features=(*FEATURES, toys.feature()))
    machine = Machine(world, toys, Platform(), Platform("other"), ClubScope(await _found(world)))
    machine.connect(machine.chat, machine.other)
    yield machine
    await world.engine.close()


async def test_no_word_of_anybody_is_logged(machine: Machine, log: StringIO) -> None:
    """Founding, joining, refusals, failures of platforms, timers and views, erasure: all logged, nobody named."""
    secrets = await _typed(machine)
    await _platform_trouble(machine)
    await _broken_timer(machine)
    await _crash(machine)
    await machine.world.ask("bo", MyData())
    assert (await machine.world.ask("bo", Forget(sure=True))).error is None
    await machine.world.later(hours=1)
    written = log.getvalue()
    for event in (
        "delivered",
        "in doubt",
        "unreachable",
        "not sent yet",
        "put off",
        "crashed",
        "ValueError",
        "KeyError",
    ):
        assert event in written, event
    assert [line for line in written.splitlines() if CANARY.lower() in line.lower()] == []
    assert [secret for secret in secrets if secret in written] == []


async def _found(world: World) -> ClubId:
    word = await world.bootstrap_word()
    await world.ask("organizer", UseBootstrap(word=word))
    found = FoundClub(name=CLUB, lead_name=LEAD, lead_company=COMPANY, language=Language.EN)
    await join(world, "anna", (await world.ask("organizer", found)).token)
    return await world.club()


async def _typed(machine: Machine) -> list[str]:
    """Do what people do, rightly and wrongly, and return every secret that was about."""
    world = machine.world
    tokens = await _set_up(machine)
    await join(world, "bo", tokens[0])
    await world.ask("cia", OpenInvitation(token=f"{CANARY} {tokens[1][:-1]}7"))
    await world.ask("bo", Invite(club=machine.scope.club, chosen="a" * 16, name=CANARY))
    await world.ask("anna", AddCompanies(club=machine.scope.club, listed=f"{CANARY} without a contact"))
    machine.toys.error = RuleBrokenError(T("Removed: {name}.", name=CANARY))
    heard = await world.ask("bo", Say(club=machine.scope.club, words=CANARY))
    assert CANARY in (heard.error or "")
    tokens.append(await invite(world, COMPANY, f"{CANARY} Third"))
    return tokens


async def _set_up(machine: Machine) -> list[str]:
    listing = f"{CANARY}öster – {CANARY} Bo\n{CANARY}stugan – {CANARY} Cia"
    tokens = await set_up(machine.world, host=COMPANY, place=PLACE, listing=listing)
    return list(tokens.values())


async def _platform_trouble(machine: Machine) -> None:
    machine.toys.words |= dict.fromkeys("abcd", f"{CANARY} is told")
    machine.chat.errors["bo"] = [
        SurelyNotSentError(timedelta(seconds=1)),
        InDoubtError(f"timed out sending {CANARY}"),
        UnreachableError(CANARY),
    ]
    for key in "abcd":
        await machine.tell("bo", "anna", key=key)
    machine.toys.failing.add("e")
    await machine.tell("anna", key="e")
    await machine.world.later(hours=2)


async def _broken_timer(machine: Machine) -> None:
    machine.toys.failing.add("ring-0")
    machine.toys.error = ValueError(f"no room for {PLACE}")
    machine.toys.error.__cause__ = KeyError(LEAD)

    async def work(unit: UnitOfWork) -> None:
        await unit.of(Timers).set(machine.scope, Ring(club=machine.scope.club), unit.now)

    await machine.world.storage.transact(work)
    await machine.world.settle()


async def _crash(machine: Machine) -> None:
    """Let what is supervised crash with a name in its error, and a library complain about one."""
    crashed = asyncio.Event()

    async def fail() -> None:
        raise LookupError(LEAD)

    async def rest(_: float) -> None:
        crashed.set()
        await asyncio.Event().wait()

    supervisor = Supervisor(machine.world.clock, rest)
    supervisor.start("toys", fail)
    await crashed.wait()
    await supervisor.close()
    logging.getLogger("a.library").error("something failed", exc_info=ValueError(CANARY))
