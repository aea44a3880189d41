"""The CPU of a vote, from the pressed button to its commit, beside its bare writes with an await a statement."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import TypeVar

import aiosqlite

from adapters.system import DemoClock, SystemRandomness
from bench.effort import Effort
from bench.ground import Ground
from bench.recording import RecordingEngine, Write
from bench.table import Row, row
from bot.browser import WEB
from bot.compose import CLOCK_OFFSET, open_core
from bot.core import Core, Listener
from bot.demo.cast import SHOPS, Somebody
from bot.features.polls.intents import Tick, Vote
from bot.features.polls.ports import Poll, Polls
from bot.kernel.intents import Asked, Intent
from bot.kernel.people import Account, ClubId, ClubScope, Where
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from storage.connection import open_file
from storage.datadir import DataDirectory
from storage.engine import Engine
from storage.kept import SqliteKept
from storage.sqlite import SqliteEngine

T = TypeVar("T")
DATABASE = "reppu.sqlite3"
NAME = "vote"
LIMIT = 3.0
# One shop never answers, else the last vote of each round would set the poll's closing.
VOTERS = tuple(shop.people[0] for shop in SHOPS[:-1])
TICKS = tuple(Tick)
_MARKS = "SELECT company_id, slot_id, person_id, answer FROM mark ORDER BY slot_id, company_id, person_id"


@dataclass(frozen=True, slots=True)
class Press:
    """One vote: who presses, and what the button carries."""

    who: Somebody
    club: ClubId
    data: str
    update: str

    def asked(self, intent: Intent) -> Asked:
        """Return the press as an adapter hands it over, from the card in the club's room."""
        return Asked(intent, Account(WEB, self.who.handle), Where(WEB, self.club), self.update, self.who.language)


class SilentBell:
    """Never rings: nothing but votes happens here."""

    def __init__(self, ring: Listener) -> None:
        self.ring = ring

    def ring_at(self, instant: datetime | None) -> None:
        """Let the instant pass."""

    def close(self) -> None:
        """There is nothing to let go of."""


def measure(ground: Ground, effort: Effort) -> Row:
    """Return the row of a vote: both sides upon their own copies of one database, in turns."""
    rehearsed, played, written = ground.demo_data(), ground.demo_data(), ground.demo_data()
    rounds = asyncio.run(_prepared(rehearsed, effort))
    writes = asyncio.run(_rehearsed(rehearsed, rounds))
    ours, bare = asyncio.run(_in_turns(played, written, rounds, writes, effort))
    return row(NAME, median(ours), median(bare), "ms CPU", LIMIT)


async def _prepared(data: Path, effort: Effort) -> list[list[Press]]:
    """Return the votes of each round: a whole poll answered, tap by tap, in an order that is always the same."""
    chance = Random(NAME)
    async with _core(data) as core:
        club, poll = await core.storage.read(_open_poll)

    def votes(number: int) -> list[Press]:
        taps = [(who, slot, chance.choice(TICKS)) for who in VOTERS for slot in poll.slots]
        chance.shuffle(taps)
        return [
            Press(who, club, core.catalogue.codec.write(Vote(club=club, slot=slot, tick=tick)), f"{number}-{place}")
            for place, (who, slot, tick) in enumerate(taps[: effort.votes_a_round])
        ]

    return [votes(number) for number in range(effort.rounds)]


async def _rehearsed(data: Path, rounds: Sequence[Sequence[Press]]) -> list[list[list[Write]]]:
    """Vote once unmeasured and return what each vote of each round writes."""
    recording: list[RecordingEngine] = []

    def recorded(engine: Engine) -> Engine:
        recording.append(RecordingEngine(engine))
        return recording[0]

    writes: list[list[list[Write]]] = []
    async with _core(data, recorded) as core:
        for presses in rounds:
            _begin_poll(data)
            before = len(recording[0].units)
            for press in presses:
                await _press(core, press)
            writes.append(recording[0].units[before:])
    return writes


async def _in_turns(
    played: Path,
    written: Path,
    rounds: Sequence[Sequence[Press]],
    writes: Sequence[Sequence[Sequence[Write]]],
    effort: Effort,
) -> tuple[list[float], list[float]]:
    """Return the CPU milliseconds a vote of each round, through the core and through bare aiosqlite."""
    ours, bare, until = [], [], time.monotonic() + effort.longest_voting.total_seconds()
    async with _core(played) as core, _bare(written) as database:
        for presses, same_writes in zip(rounds, writes, strict=True):
            _begin_poll(played)
            ours.append(await _cpu_ms(presses, partial(_press, core)))
            _begin_poll(written)
            bare.append(await _cpu_ms(same_writes, partial(_write, database)))
            assert _marks(played) == _marks(written), "the two sides have not done the same"
            if time.monotonic() > until:
                break
    return ours, bare


async def _cpu_ms(each: Sequence[T], do: Callable[[T], Awaitable[None]]) -> float:
    """Return the CPU time of all threads for one of these, on average."""
    before = time.process_time()
    for one in each:
        await do(one)
    return (time.process_time() - before) * 1000 / len(each)


async def _press(core: Core, press: Press) -> None:
    reply = await core.door.press(press.asked, press.data)
    assert reply.error is None, reply.voice.say(reply.error)


async def _write(database: aiosqlite.Connection, writes: Sequence[Write]) -> None:
    """Write what a vote writes, an await a statement."""
    await database.execute("BEGIN IMMEDIATE")
    for sql, values in writes:
        await database.execute(sql, values)
    await database.commit()


async def _open_poll(unit: UnitOfWork) -> tuple[ClubId, Poll]:
    """Return the demo's club and its open poll."""
    roster = unit.of(Roster)
    person = await roster.person_of(Account(WEB, VOTERS[0].handle))
    assert person is not None
    (club,) = await roster.clubs_of(person.id)
    poll = await unit.of(Polls).live(ClubScope(club))
    assert poll is not None
    return club, poll


@asynccontextmanager
async def _core(data: Path, around: Callable[[Engine], Engine] | None = None) -> AsyncIterator[Core]:
    """Open the core as the demo does, without anything that runs by itself."""
    async with AsyncExitStack() as ending:
        directory = DataDirectory.open(data)
        ending.callback(directory.close)
        chance = SystemRandomness()
        kept = SqliteKept(directory.database, CLOCK_OFFSET)
        ending.callback(kept.close)
        engine: Engine = await SqliteEngine.open(directory.database)
        opened = open_core(
            around(engine) if around else engine,
            directory.master_key(chance.bytes),
            clock=DemoClock(kept),
            randomness=chance,
            bell=SilentBell,
        )
        yield await ending.enter_async_context(opened)


@asynccontextmanager
async def _bare(data: Path) -> AsyncIterator[aiosqlite.Connection]:
    """Open the database with the same promises, for aiosqlite to use as its users do."""
    path = data / DATABASE
    async with aiosqlite.Connection(partial(open_file, path), iter_chunk_size=64) as database:
        yield database


def _begin_poll(data: Path) -> None:
    """Let nobody have answered yet."""
    with closing(open_file(data / DATABASE)) as database:
        database.execute("DELETE FROM mark")


def _marks(data: Path) -> list[tuple[object, ...]]:
    with closing(open_file(data / DATABASE, look_only=True)) as database:
        found: list[tuple[object, ...]] = database.execute(_MARKS).fetchall()
    assert found, "nobody has voted"
    return found
