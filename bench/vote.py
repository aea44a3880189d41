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
from bot.demo import SHOPS, Somebody
from bot.features.polls.intents import AllFit, Tick, Vote
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
# One shop never answers, else each vote would be the last one and the poll about to close.
VOTERS = tuple(shop.people[0] for shop in SHOPS[:-1])
# Everyone has said yes to all, so each of these changes something.
TICKS = (Tick.NO, Tick.IF_NEED_BE, Tick.YES)
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
    rehearsed = ground.demo_data()
    presses = asyncio.run(_prepared(rehearsed, effort.rounds * effort.votes_a_round))
    played, written = ground.copy(rehearsed), ground.copy(rehearsed)
    writes = asyncio.run(_rehearsed(rehearsed, presses))
    ours, bare = asyncio.run(_in_turns(played, written, presses, writes, effort))
    return row(NAME, median(ours), median(bare), "ms CPU", LIMIT)


async def _prepared(data: Path, count: int) -> list[Press]:
    """Let all but one shop say yes to every time; return the votes to come."""
    async with _core(data) as core:
        club, poll = await core.storage.read(_open_poll)
        for who in VOTERS:
            await _press(core, Press(who, club, _button(core, AllFit(club=club, poll=poll.id)), f"all-{who.handle}"))
        votes = [
            (who, _button(core, Vote(club=club, slot=slot, tick=tick)))
            for tick in TICKS
            for slot in poll.slots
            for who in VOTERS
        ]
        return [
            Press(who, club, data, f"vote-{number}")
            for number, (who, data) in ((number, votes[number % len(votes)]) for number in range(count))
        ]


async def _rehearsed(data: Path, presses: Sequence[Press]) -> list[list[Write]]:
    """Vote once unmeasured and return what each vote writes."""
    recording: list[RecordingEngine] = []

    def recorded(engine: Engine) -> Engine:
        recording.append(RecordingEngine(engine))
        return recording[0]

    async with _core(data, recorded) as core:
        before = len(recording[0].units)
        for press in presses:
            await _press(core, press)
    return recording[0].units[before:]


async def _in_turns(
    played: Path, written: Path, presses: Sequence[Press], writes: Sequence[Sequence[Write]], effort: Effort
) -> tuple[list[float], list[float]]:
    """Return the CPU milliseconds a vote of each round, through the core and through bare aiosqlite."""
    ours, bare, until = [], [], time.monotonic() + effort.longest_voting.total_seconds()
    async with _core(played) as core, _bare(written) as database:
        for first in range(0, len(presses), effort.votes_a_round):
            turn = slice(first, first + effort.votes_a_round)
            ours.append(await _cpu_ms(presses[turn], partial(_press, core)))
            bare.append(await _cpu_ms(writes[turn], partial(_write, database)))
            if time.monotonic() > until:
                break
    assert _marks(played) == _marks(written), "the two sides have not done the same"
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


def _button(core: Core, intent: Intent) -> str:
    return core.catalogue.codec.write(intent)


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


def _marks(data: Path) -> list[tuple[object, ...]]:
    with closing(open_file(data / DATABASE, look_only=True)) as database:
        return database.execute(_MARKS).fetchall()
