"""The machinery with toys on it: views that say what a test wants, platforms that answer as a test wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from bot.compose import FEATURES
from bot.kernel.cardkeeper import CardKeeper
from bot.kernel.clock import to_micros
from bot.kernel.courier import Courier
from bot.kernel.errors import BugError, RuleBrokenError, StrangerError
from bot.kernel.feature import Act, Command, Feature, Reader
from bot.kernel.fields import filled, line
from bot.kernel.intents import Intent, intent
from bot.kernel.people import MEMBERS, Actor, ClubScope, PersonId, Place, Role, Where
from bot.kernel.ports import Capabilities, Cards, MessageClass, UnitOfWork
from bot.kernel.roster import Places
from bot.kernel.tell import News, tell
from bot.kernel.texts import T, Text, Voice, Written
from bot.kernel.views import Answer, Audience, Button, Choice, Paragraph, View, ViewRef
from bot.kernel.wording import wording
from storage.inline import InlineEngine
from storage.repositories import REPOSITORIES
from storage.work import Repositories
from tests.features.club_world import CHAT, World, found, join, set_up

OTHER = "other"


@intent
class Say(Intent):
    """A member says something; it is counted, and refused when that is what is said."""

    code: ClassVar[str] = "zz"

    words: str | None = filled(line(40))
    times: int = 0


@intent
class Ring(Intent):
    """A timer of the toys; `number` tells them apart."""

    code: ClassVar[str] = "zy"

    number: int = 0


@dataclass(slots=True)
class Toys:
    """What the toys do, and what was done to them."""

    said: list[str] = field(default_factory=list)
    rung: list[int] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    failing: set[str] = field(default_factory=set)
    error: Exception | None = None

    def feature(self) -> Feature:
        """Return them as a feature of the bot."""
        said = Command("say", T("Say something"), ("sag", "sano"))
        return Feature(
            name="toys",
            acts=(
                Act(Say, self.say, MEMBERS, command=said, panel=lambda asked: ViewRef("toys.note", asked.club)),
                Act(Ring, self.ring, frozenset({Role.SYSTEM})),
            ),
            views={"toys.note": self.note, "toys.kind": self.note, "polls.reminder": self.note, "toys.card": self.card},
        )

    async def say(self, work: UnitOfWork, actor: Actor, asked: Say) -> Answer:  # noqa: ARG002 - every act has its unit
        """Keep what was said."""
        if self.error is not None:
            raise self.error
        if asked.words == "refuse":
            raise RuleBrokenError(T("Not that. Say something else."))
        self.said.append(asked.words or "nothing")
        return Answer(toast=T("Heard: {words}.", words=asked.words or "nothing"))

    async def ring(self, work: UnitOfWork, actor: Actor, asked: Ring) -> Answer:  # noqa: ARG002
        """Ring, or fail."""
        if f"ring-{asked.number}" in self.failing:
            raise self.error or ValueError(asked.number)
        self.rung.append(asked.number)
        return Answer()

    async def note(self, work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG002
        """A private note: of a word that a test may change until it is sent, or take back."""
        key = ref.ids.get("key", "")
        self._fail(key)
        words = self.words.get(key, f"note {key}")
        if not words:
            return None
        audience = Audience.ROOM if "public" in key else Audience.PRIVATE
        asks = (buttons(["Yes"]),) if "question" in key else ()
        return View(audience, (Paragraph(T("Note: {words}", words=words)), *asks))

    async def card(self, work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG002
        """A card of a word that a test may change."""
        key = ref.ids.get("key", "")
        self._fail(key)
        words = self.words.get(key, f"card {key}")
        if not words:
            return None
        audience = Audience.PRIVATE if "private" in key else Audience.ROOM
        return View(audience, (Paragraph(Written(words)),))

    def _fail(self, key: str) -> None:
        if key in self.failing:
            raise BugError("a toy that is broken")
        if f"not there {key}" in self.failing:
            raise StrangerError


@dataclass(slots=True)
class Platform:
    """A platform that shows what it is told to, and answers each chat with the errors lined up for it."""

    platform: str = CHAT
    able: Capabilities = field(default_factory=Capabilities)
    errors: dict[str, list[Exception]] = field(default_factory=dict)
    tried: list[tuple[str, str]] = field(default_factory=list)
    posts: list[tuple[str, str]] = field(default_factory=list)
    edits: list[tuple[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def capabilities(self, place: Place) -> Capabilities:  # noqa: ARG002 - every chat is alike
        """Return what every chat here can show."""
        return self.able

    async def run(self) -> None:
        """Nothing comes in by itself."""

    async def post(self, place: Place, view: View, voice: Voice, key: str) -> str:
        """Show a message, or fail as lined up."""
        self.keys.append(key)
        self._answer(place, view, voice)
        self.posts.append((place.chat, wording(view, voice)))
        return f"message {len(self.posts)}"

    async def edit(self, place: Place, message: str, view: View, voice: Voice) -> None:  # noqa: ARG002 - words suffice
        """Change a message, or fail as lined up."""
        self._answer(place, view, voice)
        self.edits.append((place.chat, wording(view, voice)))

    def to(self, chat: str) -> list[str]:
        """Return what was posted in a chat."""
        return [words for where, words in self.posts if where == chat]

    def _answer(self, place: Place, view: View, voice: Voice) -> None:
        self.tried.append((place.chat, wording(view, voice)))
        waiting = self.errors.get(place.chat)
        if waiting:
            raise waiting.pop(0)


@dataclass(slots=True)
class Machine:
    """A club of anna, bo and cia with the toys in it; platforms to look at; nothing due."""

    world: World
    toys: Toys
    chat: Platform
    other: Platform
    scope: ClubScope

    @classmethod
    async def build(cls, repositories: Repositories = REPOSITORIES) -> Machine:
        """Found the club and let everybody in."""
        toys = Toys()
        world = await World.on(
            await InlineEngine.open(), repositories=repositories, features=(*FEATURES, toys.feature())
        )
        await found(world)
        tokens = await set_up(world)
        await join(world, "bo", tokens["Bo Berg"])
        await join(world, "cia", tokens["Cia Holm"])
        await world.settle()
        machine = cls(world, toys, Platform(), Platform(OTHER), ClubScope(await world.club()))
        machine.connect(machine.chat, machine.other)
        return machine

    def connect(self, *platforms: Platform) -> None:
        """Let the machinery talk to these platforms."""
        adapters = {each.platform: each for each in platforms}
        parts = (self.world.storage, self.world.catalogue, self.world.door.catalogues)
        self.world.clockwork._courier = Courier(*parts, adapters)
        self.world.clockwork._cards = CardKeeper(*parts, adapters)

    async def tell(
        self,
        *who: str,
        kind: MessageClass = MessageClass.MUST,
        key: str = "a",
        view: str = "toys.note",
        not_before: datetime | None = None,
        not_after: datetime | None = None,
        **more: Any,  # noqa: ANN401 - whatever else news may say
    ) -> None:
        """Put a note for some people into the outbox."""
        people = [PersonId(await self.person(each)) for each in who]
        ref = ViewRef(view, self.scope.club, {"key": key})

        async def work(unit: UnitOfWork) -> None:
            await tell(unit, people, News(ref, kind, f"{key}:{kind}", not_before, not_after, **more))

        await self.world.storage.transact(work)

    async def begin_cycle(self) -> None:
        """Begin a new cycle of the club."""
        now = to_micros(self.world.clock.now())
        await self.world.engine.transact(lambda db: db.run("UPDATE club SET cycle_began = :now", now=now))

    async def hang(self, key: str, *, loud: bool = False) -> None:
        """Hang a card in the club's rooms."""
        ref = ViewRef("toys.card", self.scope.club, {"key": key})

        async def work(unit: UnitOfWork) -> None:
            await unit.of(Cards).hang(self.scope, ref, loud=loud)

        await self.world.storage.transact(work)

    async def change(self, key: str, words: str) -> None:
        """Change what a card shows."""
        self.toys.words[key] = words
        ref = ViewRef("toys.card", self.scope.club, {"key": key})

        async def work(unit: UnitOfWork) -> None:
            await unit.of(Cards).mark(self.scope, ref)

        await self.world.storage.transact(work)

    async def bind(self, chat: str) -> None:
        """Make a chat a room of the club."""

        async def work(unit: UnitOfWork) -> None:
            await unit.of(Places).bind_room(self.scope, Where(CHAT, chat))

        await self.world.storage.transact(work)

    async def lane(self, who: str, platform: str) -> None:
        """Let somebody write to us on another platform too."""
        person = PersonId(await self.person(who))

        async def work(unit: UnitOfWork) -> None:
            await unit.of(Places).open_lane(person, Where(platform, who, is_private=True))

        await self.world.storage.transact(work)

    async def person(self, who: str) -> str:
        """Return somebody's id."""
        rows = await self.world.table("account")
        return str(next(row["person_id"] for row in rows if row["user_ref"] == who))

    async def do(self, sql: str) -> None:
        """Change the tables by hand, as time or a crash would."""
        await self.world.engine.transact(lambda db: db.run(sql))

    async def states(self) -> list[str]:
        """Return where the toys' envelopes stand."""
        rows = await self.world.rows("SELECT view, state FROM envelope ORDER BY rowid")
        return [row["state"] for row in rows if row["view"] in {"toys.note", "toys.kind", "polls.reminder"}]


def buttons(labels: Sequence[str], question: Text | None = None) -> Choice:
    """Return a choice with a toy behind each button."""
    return Choice(tuple(Button(Written(each), Say(times=at)) for at, each in enumerate(labels)), question)
