"""A chat platform with seeded faults: it remembers what every chat was shown, and what it was not."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.kernel.errors import InDoubtError, MessageGoneError, SurelyNotSentError, UnreachableError
from bot.kernel.fields import Raw
from bot.kernel.people import Language, Place
from bot.kernel.ports import Capabilities
from bot.kernel.texts import Voice
from bot.kernel.views import Audience, Choice, View
from bot.kernel.wording import wording

RICH = Capabilities()
# Few buttons, no forms, no private answers, no files; an edit every four seconds.
POOR = Capabilities(
    buttons=10,
    buttons_in_row=3,
    native_forms=False,
    private_answers=False,
    edit_every_seconds=4,
    attachments=False,
)
HANGS_FOR = timedelta(seconds=5)


class Fault(StrEnum):
    """What becomes of one request."""

    NONE = "none"
    REFUSED = "refused"
    DONE_BUT_NO_ANSWER = "done but no answer"
    LOST_AND_NO_ANSWER = "lost and no answer"


class Moment(StrEnum):
    """Where in a request the program may be cut off."""

    BEFORE = "before the request"
    DONE = "done, before the answer"


@dataclass(frozen=True, slots=True)
class Rates:
    """How often each fault strikes, as a share of the requests."""

    refused: float = 0.0
    done_but_no_answer: float = 0.0
    lost_and_no_answer: float = 0.0

    def draw(self, chance: random.Random) -> Fault:
        """Return what becomes of the next request."""
        drawn = chance.random()
        for fault, share in (
            (Fault.REFUSED, self.refused),
            (Fault.DONE_BUT_NO_ANSWER, self.done_but_no_answer),
            (Fault.LOST_AND_NO_ANSWER, self.lost_and_no_answer),
        ):
            if drawn < share:
                return fault
            drawn -= share
        return Fault.NONE


NO_FAULTS = Rates()


@dataclass(slots=True)
class Message:
    """A message as the people in a chat see it."""

    id: str
    place: Place
    key: str
    view: View
    voice: Voice
    words: str
    edits: int = 0
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """What one person did on the platform; `data` is a button's, `filled` what was typed into a form."""

    id: str
    user: str
    chat: str
    is_private: bool
    data: str
    filled: dict[str, Raw] | None = None
    language: Language = Language.EN


async def never_cut(moment: Moment) -> None:
    """Let every request go on."""


def unheard(message: Message) -> None:
    """Let nobody look."""


@dataclass(slots=True)
class FakePlatform:
    """Keeps `bot.kernel.ports.ChatAdapter`; a second post of the same key is a second message, as on Telegram.

    It outlives the program: what was shown stays shown, and updates that were not taken in are delivered again.
    `cut` is awaited where the program may crash, `shown` hears of every message and edit. With `knows_keys` a second
    post of a key is answered with the first message, as on Discord within minutes.
    """

    platform: str
    able: Capabilities
    chance: random.Random
    rates: Rates = NO_FAULTS
    repeats: float = 0.0
    knows_keys: bool = False
    cut: Callable[[Moment], Awaitable[None]] = never_cut
    shown: Callable[[Message], None] = unheard
    take_in: Callable[[Update], Awaitable[None]] | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    chats: dict[str, list[Message]] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    doubts: Counter[str] = field(default_factory=Counter)
    struck: Counter[str] = field(default_factory=Counter)
    crowded: int = 0
    _busy: set[str] = field(default_factory=set)
    _waiting: dict[str, Update] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def capabilities(self, place: Place) -> Capabilities:  # noqa: ARG002 - every chat of a platform is alike
        """Return what all of its chats can show."""
        return self.able

    # What the program asks of it.

    async def post(self, place: Place, view: View, voice: Voice, key: str) -> str:
        """Show a new message, or fail in one of the ways platforms do."""
        with self._alone(place.chat):
            return await self._post(place, view, voice, key)

    async def _post(self, place: Place, view: View, voice: Voice, key: str) -> str:
        fault = await self._arrives(place, key)
        message = Message(f"{self.platform}-{len(self.messages)}", place, key, view, voice, wording(view, voice))
        known = next((each for each in self.messages.values() if each.key == key), None) if self.knows_keys else None
        if known is not None:
            message = known
        elif fault is not Fault.LOST_AND_NO_ANSWER:
            self.messages[message.id] = message
            self.chats.setdefault(place.chat, []).append(message)
            self.shown(message)
        await self._answers(fault)
        return message.id

    async def edit(self, place: Place, message: str, view: View, voice: Voice) -> None:
        """Change a message, or fail in one of the ways platforms do."""
        with self._alone(place.chat):
            await self._edit(place, message, view, voice)

    async def _edit(self, place: Place, message: str, view: View, voice: Voice) -> None:
        fault = await self._arrives(place, message)
        known = self.messages.get(message)
        if known is None or known.is_deleted:
            raise MessageGoneError
        if fault is not Fault.LOST_AND_NO_ANSWER:
            known.view, known.voice, known.words, known.edits = view, voice, wording(view, voice), known.edits + 1
            self.shown(known)
        await self._answers(fault)

    def forget_connections(self) -> None:
        """Let go of the requests of a program that has crashed."""
        self._busy.clear()

    @contextmanager
    def _alone(self, chat: str) -> Iterator[None]:
        """Count the requests that come while another one for the same chat is under way."""
        self.crowded += chat in self._busy
        self._busy.add(chat)
        try:
            yield
        finally:
            self._busy.discard(chat)

    async def _arrives(self, place: Place, about: str) -> Fault:
        await self.cut(Moment.BEFORE)
        fault = self.rates.draw(self.chance)
        self.struck[fault] += 1
        await asyncio.sleep(self.chance.uniform(0.02, 0.8))
        if place.chat in self.blocked:
            self.struck["unreachable"] += 1
            raise UnreachableError
        if fault is Fault.REFUSED:
            raise SurelyNotSentError(timedelta(seconds=self.chance.choice((1, 5, 30, 240))))
        if fault is not Fault.NONE:
            self.doubts[about] += 1
        return fault

    async def _answers(self, fault: Fault) -> None:
        if fault is not Fault.NONE:
            await asyncio.sleep(HANGS_FOR.total_seconds())
            raise InDoubtError
        await self.cut(Moment.DONE)
        await asyncio.sleep(self.chance.uniform(0.02, 0.4))

    async def run(self) -> None:
        """Deliver updates until cancelled; what was not taken in before is delivered again first."""
        delivering: set[asyncio.Task[None]] = set()
        delivered: set[str] = set()
        try:
            while True:
                for update in [each for each in self._waiting.values() if each.id not in delivered]:
                    delivered.add(update.id)
                    task = asyncio.get_running_loop().create_task(self._deliver(update))
                    delivering.add(task)
                    task.add_done_callback(delivering.discard)
                await self._news.wait()
                self._news.clear()
        finally:
            for task in delivering:
                task.cancel()

    async def _deliver(self, update: Update) -> None:
        assert self.take_in is not None
        await self.take_in(update)
        self._waiting.pop(update.id, None)
        if self.chance.random() < self.repeats:
            # Mostly at once, as after a dropped connection; now and then when people have gone on long since.
            wait = self.chance.choice((0.0, 0.5, 3.0, 20.0, 1800.0, 14400.0))
            await asyncio.sleep(wait)
            self.struck["repeated"] += 1
            await self.take_in(update)

    # What people do with it.

    def say(self, update: Update) -> None:
        """Take what a person did, to be delivered at least once."""
        self._waiting[update.id] = update
        self._news.set()

    def delete(self, message: str) -> None:
        """Let somebody delete a message."""
        self.messages[message].is_deleted = True

    @property
    def unanswered(self) -> list[Update]:
        """What was done and not taken in yet."""
        return list(self._waiting.values())

    def room_leaks(self) -> list[Message]:
        """Return the private views that stand in rooms."""
        return [each for each in self.messages.values() if leaks(each)]


def leaks(message: Message) -> bool:
    """True for a private view in a room."""
    return not message.place.is_private and message.view.audience is not Audience.ROOM


def buttons_of(view: View) -> list[Choice]:
    """Return the choices of a view in their order."""
    return [block for block in view.blocks if isinstance(block, Choice)]
