"""A history: clubs on platforms that fail, a program that crashes, people who do as they please, one seed."""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any, NoReturn, TypeVar

from bot.core import Core
from bot.kernel.door import Reply
from bot.kernel.fields import Raw
from bot.kernel.intents import Asked, Intent
from bot.kernel.people import Account, ClubId, Language, Where
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import Voice
from bot.kernel.views import Choice, Copyable, Form, View
from bot.kernel.wording import wording
from storage.inline import InlineEngine
from storage.repositories import REPOSITORIES
from storage.sealer import AesSealer
from storage.work import SqlStorage
from tests.fakes.platform import POOR, RICH, FakePlatform, Fault, Message, Rates, Update
from tests.simulation.invariants import Watch, written_in
from tests.simulation.life import ACT, KEY, Bytes, Crashes, Life, LifeEndedError, LivingEngine, Surroundings
from tests.simulation.loop import VirtualLoop
from tests.simulation.rows import Rows

R = TypeVar("R")
FIRST_DAY = datetime(2026, 1, 7, 7, 0, tzinfo=UTC)
STARTS_WITHIN = timedelta(days=600)
FAULTS = Rates(refused=0.03, done_but_no_answer=0.015, lost_and_no_answer=0.015)
REPEATS = 0.05
DOWN_FOR = (timedelta(seconds=2), timedelta(minutes=1), timedelta(minutes=20), timedelta(hours=5), timedelta(hours=30))
DOWN_WEIGHTS = (50, 30, 12, 6, 2)
LAST_LINES = 60


class BrokenInvariantError(AssertionError):
    """Something that must hold did not; the message says what, and what happened last."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody saw in answer to an act."""

    words: str = ""
    intents: tuple[Intent, ...] = ()
    form: Form | None = None
    is_refused: bool = False
    copied: tuple[str, ...] = ()
    written: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """How long and how wide a history is, and how often the program crashes in it."""

    clubs: int = 1
    weeks: int = 14
    crash_one_in: int = 100


@dataclass(slots=True)
class Trace:
    """Everything that happened, as one digest and the last lines of it."""

    digest: Any = field(default_factory=sha256)
    last: deque[str] = field(default_factory=lambda: deque(maxlen=LAST_LINES))

    def note(self, line: str) -> None:
        """Take down a line."""
        self.digest.update(line.encode())
        self.last.append(line)


class World:
    """One history; `run` plays it to its end or to the first thing that is wrong."""

    def __init__(self, seed: int, size: Size, tamper: Callable[[World], None] | None = None) -> None:
        self.seed = seed
        self.size = size
        begins = FIRST_DAY + timedelta(days=self.chance("begins").randrange(STARTS_WITHIN.days))
        self.loop = VirtualLoop(self.chance("order"), begins)  # type: ignore[abstract]  # no I/O: that part is left out
        self.trace = Trace()
        self.platforms = {
            "rich": FakePlatform("rich", RICH, self.chance("rich")),
            "poor": FakePlatform("poor", POOR, self.chance("poor")),
        }
        self.platforms["poor"].knows_keys = self.chance("keys").random() < 0.5
        self.crashes = Crashes(self.chance("crashes"), size.crash_one_in)
        self.surroundings = Surroundings(self.loop, Bytes(self.chance("bytes")), tuple(self.platforms.values()))
        self.listeners: list[Callable[[Message], None]] = []
        self.is_quiet = False
        self.pressed: list[str] = []
        self.tips_written = 0
        self.faults: list[str] = []
        self.handles: defaultdict[tuple[ClubId, str], list[str]] = defaultdict(list)
        self._tamper = tamper
        self._updates = 0
        self._heard: dict[str, asyncio.Future[Heard]] = {}
        self._life: Life | None = None
        self._engine: InlineEngine | None = None
        self._restart_chance = self.chance("restarts")
        self.watch: Watch

    def chance(self, name: str) -> random.Random:
        """Return a source of chance of its own, so that one thing drawn more does not move all others."""
        return random.Random(f"{self.seed}:{name}")

    # The program's lives.

    @property
    def core(self) -> Core:
        """The running program."""
        assert self._life is not None
        assert self._life.core is not None
        return self._life.core

    @property
    def rows(self) -> Rows:
        """The database as a bystander reads it."""
        assert self._engine is not None
        return Rows(self._engine)

    async def open(self) -> None:
        """Start the program for the first time."""
        self._engine = await InlineEngine.open()
        await self._start()
        self.loop.create_task(self._keep_alive())

    async def _start(self) -> None:
        assert self._engine is not None
        life = self._life = Life(self.crashes)
        was, self.crashes.are_allowed = self.crashes.are_allowed, False
        engine = LivingEngine(self._engine, life, self, self.chance(f"pace {self._restart_chance.random()}"))
        core = await life.begin(engine, self.surroundings)
        if not hasattr(self, "watch"):
            self.watch = Watch(self.rows, core.catalogue.codec, self.loop.now, self.fail)
            self.watch.faults = self.faults
        for platform in self.platforms.values():
            platform.forget_connections()
            platform.cut, platform.shown = life.cut, partial(self._seen, platform)
            platform.take_in = partial(self._take_in, platform, life)
        if self._tamper is not None:
            self._tamper(self)
        self.crashes.are_allowed = was
        await life.go_on()

    async def _keep_alive(self) -> None:
        """Start the program again after each crash."""
        while True:
            assert self._life is not None
            await self._life.ended.wait()
            self.watch.figures.crashes += 1
            await self._life.bury()
            self.watch.note_doubts()
            (down,) = self._restart_chance.choices(DOWN_FOR, DOWN_WEIGHTS)
            self.note(f"crashed, down for {down}")
            await asyncio.sleep(down.total_seconds() * self._restart_chance.uniform(0.2, 1.0))
            await self._start()

    async def before(self, act: Update | None) -> None:
        """Look before a unit of work."""
        if hasattr(self, "watch"):
            await self.watch.before(act)

    async def after(self, act: Update | None, result: object) -> None:
        """Look after a commit."""
        if hasattr(self, "watch"):
            await self.watch.after(act, result)
            self.note(f"commit {act.id if act else '-'} {type(result).__name__}")

    @property
    def bystander(self) -> SqlStorage:
        """The state, read and written past the program."""
        assert self._engine is not None
        sealer = AesSealer(KEY, Bytes(self.chance("nobody")).bytes)
        codec = self.core.catalogue.codec
        return SqlStorage(
            self._engine,
            REPOSITORIES,
            clock=self.loop,
            randomness=self.surroundings.randomness,
            sealer=sealer,
            codec=codec,
        )

    # What people do.

    async def press(self, who: str, on: FakePlatform, what: Intent | str, **typed: Raw) -> Heard:
        """Do something in somebody's own lane and wait for the answer."""
        return await self.press_in(who, on, who, what, **typed)

    async def press_in(self, who: str, on: FakePlatform, chat: str, what: Intent | str, **typed: Raw) -> Heard:
        """Do something in a chat and wait for the answer, however often the program crashes meanwhile."""
        self._updates += 1
        data = what if isinstance(what, str) else self.core.catalogue.codec.write(what)
        update = Update(f"u{self._updates}", who, chat, chat == who, data, typed or None, language_of(who))
        self._heard[update.id] = asyncio.get_running_loop().create_future()
        self.watch.figures.updates += 1
        self.note(f"{update.id} {who} in {chat}: {data} {sorted(typed.items())}")
        on.say(update)
        return await self._heard[update.id]

    def later(self, after: timedelta, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Let somebody act after a while, unless the history is over by then."""

        async def acting() -> None:
            await asyncio.sleep(after.total_seconds())
            if not self.is_quiet:
                await act()

        self.loop.create_task(acting())

    async def look(self, look: Callable[[UnitOfWork], Awaitable[R]]) -> R:
        """Look into the state beside the program, through its repositories."""
        return await self.bystander.read(look)

    async def _take_in(self, platform: FakePlatform, life: Life, update: Update) -> None:
        ACT.set(update)
        account = Account(platform.platform, update.user)
        where = Where(platform.platform, update.chat, is_private=update.is_private)

        def asked(intent: Intent) -> Asked:
            return Asked(intent, account, where, update.id, update.language)

        assert life.core is not None
        try:
            reply = await life.core.door.press(asked, update.data, update.filled)
            ref = reply.answer.panel
            panel = await life.core.door.show(ref, asked(Intent())) if ref is not None else None
        except LifeEndedError:
            await _for_ever()
        except Exception as error:  # noqa: BLE001 - whatever it is, an act must not raise it
            self.fail(f"an act raised {type(error).__name__}: {error!r} {update}", error)
            return
        if life.is_over:
            await _for_ever()
        self._answer(update, reply, panel)

    def _answer(self, update: Update, reply: Reply, panel: tuple[View, Voice] | None) -> None:
        heard = _heard(reply, panel)
        self.note(f"{update.id} answered: {heard.words}")
        self.pressed += [self.core.catalogue.codec.write(each) for each in heard.intents]
        self.watch.answered(update, reply, f"{heard.words}\n{heard.written}")
        waiting = self._heard.get(update.id)
        if waiting is not None and not waiting.done():
            self.watch.insist(bool(heard.words) or heard.form is not None, "an act was not answered", update)
            waiting.set_result(heard)

    def _seen(self, platform: FakePlatform, message: Message) -> None:
        self.note(f"{message.place.chat} sees {message.id} {message.edits}: {message.words}")
        self.watch.seen(platform, message)
        self.pressed += [self.core.catalogue.codec.write(each) for each in intents_of(message.view)]
        for listener in self.listeners:
            listener(message)

    # The history as a whole.

    def note(self, line: str) -> None:
        """Take down what happened, with the instant."""
        self.trace.note(f"{self.loop.now():%Y-%m-%d %H:%M:%S.%f} {line}")

    def fail(self, what: str, cause: BaseException | None = None) -> None:
        """Say that something that must hold did not."""
        if not self._failed.done():
            self._failed.set_exception(BrokenInvariantError(what))
            self._failed.exception().__cause__ = cause  # type: ignore[union-attr]

    def hear(self, event: Mapping[str, Any]) -> None:
        """Take an error that the program logged for a fault, unless it is the end of a life."""
        error = event.get("exc_info")
        cause = sys.exc_info()[1] if error is True else error
        if not isinstance(cause, LifeEndedError):
            self.fail(f"the program logged an error: {dict(event)}", cause)

    def run(self, story: Callable[[World], Coroutine[Any, Any, None]]) -> str:
        """Play a story and return the digest of its trace.

        Raises:
            BrokenInvariantError: something that must hold did not.
        """
        self._failed: asyncio.Future[None] = self.loop.create_future()
        try:
            self.loop.run(self._play(story))
        finally:
            self.end_trouble()
            if self._life is not None:
                self.loop.run(self._life.bury())
            self.loop.wind_up()
            self._count()
        for trouble in self.loop.troubles:
            if not isinstance(trouble.get("exception"), LifeEndedError | None):
                raise BrokenInvariantError(f"nobody caught {trouble}") from trouble["exception"]
        return str(self.trace.digest.hexdigest())

    def _count(self) -> None:
        if hasattr(self, "watch"):
            struck = sum((platform.struck for platform in self.platforms.values()), Counter[str]())
            figures = self.watch.figures
            figures.steps, figures.repeats = self.loop.steps, struck["repeated"]
            figures.faults = struck.total() - struck[Fault.NONE] - struck["repeated"]

    async def _play(self, story: Callable[[World], Coroutine[Any, Any, None]]) -> None:
        playing = self.loop.create_task(story(self))
        done, _ = await asyncio.wait({playing, self._failed}, return_when=asyncio.FIRST_COMPLETED)
        for each in done:
            each.result()

    def begin_trouble(self) -> None:
        """From now on platforms fail, updates come twice, the program crashes."""
        self.crashes.are_allowed = True
        for platform in self.platforms.values():
            platform.rates, platform.repeats = FAULTS, REPEATS

    def end_trouble(self) -> None:
        """From now on all goes well and nobody does anything."""
        self.is_quiet = True
        self.crashes.are_allowed = False
        for platform in self.platforms.values():
            platform.rates, platform.repeats = Rates(), 0.0
            platform.blocked.clear()


def language_of(who: str) -> Language:
    """Return what a platform says of somebody's language: the same for the same name."""
    return tuple(Language)[sum(map(ord, who)) % len(Language)]


def intents_of(view: View) -> list[Intent]:
    """Return what the buttons of a view ask."""
    return [button.action for block in view.blocks if isinstance(block, Choice) for button in block.options]


async def _for_ever() -> NoReturn:
    await asyncio.get_running_loop().create_future()
    raise LifeEndedError


def _heard(reply: Reply, panel: tuple[View, Voice] | None) -> Heard:
    answer, voice = reply.answer, reply.voice
    views = [each for each in (answer.view, panel[0] if panel else None) if each is not None]
    said = [text.say(voice) for text in (reply.error, answer.toast) if text is not None]
    blocks = [block for view in views for block in view.blocks]
    return Heard(
        words="\n".join([*said, *(wording(view, voice) for view in views)]),
        intents=tuple(intent for view in views for intent in intents_of(view)),
        form=answer.form,
        is_refused=reply.error is not None,
        copied=tuple(block.text.say(voice) for block in blocks if isinstance(block, Copyable)),
        written="\n".join(written_in(view) for view in views),
    )
