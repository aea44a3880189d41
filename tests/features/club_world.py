"""A whole core without a platform: real door, real courier, real SQL in memory; people are played by name."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from bot.compose import FEATURES
from bot.features.joining.service.arriving import issue_bootstrap
from bot.kernel.cardkeeper import CardKeeper
from bot.kernel.catalogue import Catalogue
from bot.kernel.clockwork import Clockwork
from bot.kernel.courier import Courier
from bot.kernel.door import Door, Reply
from bot.kernel.errors import UnreachableError
from bot.kernel.feature import Feature
from bot.kernel.fields import Raw
from bot.kernel.housekeeping import Housekeeping
from bot.kernel.intents import Asked, Intent
from bot.kernel.people import Account, ClubId, ClubScope, Language, Place, Where
from bot.kernel.ports import Capabilities, UnitOfWork
from bot.kernel.roster import ClubFrame, Company, Member, Roster
from bot.kernel.tables import tables_of
from bot.kernel.texts import Catalogues, Voice
from bot.kernel.views import Button, Choice, Copyable, Form, View
from bot.kernel.wording import wording
from storage.engine import Engine, Row
from storage.inline import InlineEngine
from storage.migrate import load, migrate, sqlite_migrations
from storage.repositories import REPOSITORIES
from storage.sealer import AesSealer
from storage.work import Repositories, SqlStorage

HELSINKI = ZoneInfo("Europe/Helsinki")
# A Monday at noon in Helsinki, far from pauses and nights.
MONDAY_NOON = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
CHAT = "fake"


class SteppedClock:
    """Stands until it is moved; with a `tick` it goes on by that at each look, as real clocks do."""

    def __init__(self) -> None:
        self._now = MONDAY_NOON
        self.tick = timedelta()

    def now(self) -> datetime:
        """Return the present."""
        self._now += self.tick
        return self._now

    def move_to(self, instant: datetime) -> None:
        """Go there, never back."""
        self._now = max(self._now, instant)


class SeededBytes:
    """Bytes that are the same in every run."""

    def __init__(self) -> None:
        self._chance = random.Random(7)

    def bytes(self, count: int) -> bytes:
        """Return some."""
        return self._chance.randbytes(count)


class Silence:
    """A bell nobody waits for: tests move the clock."""

    def ring_at(self, instant: datetime | None) -> None:
        """Do nothing."""


class Letterbox:
    """A platform that keeps what it is given, by chat: everything that was read, and the posts alone, as first sent."""

    platform = CHAT

    def __init__(self) -> None:
        self.read: dict[str, list[str]] = {}
        self.views: dict[str, list[View]] = {}
        self.posted: dict[str, list[str]] = {}
        self.closed: set[str] = set()

    def capabilities(self, place: Place) -> Capabilities:  # noqa: ARG002 - every chat is alike
        """Everything is possible."""
        return Capabilities()

    async def run(self) -> None:
        """Nothing comes in by itself."""

    async def post(self, place: Place, view: View, voice: Voice, key: str) -> str:
        """Keep a message and its words; a chat that closed its door takes nothing."""
        if place.chat in self.closed:
            raise UnreachableError
        self.posted.setdefault(place.chat, []).append(wording(view, voice))
        self.read.setdefault(place.chat, []).append(wording(view, voice))
        self.views.setdefault(place.chat, []).append(view)
        return key

    async def edit(self, place: Place, message: str, view: View, voice: Voice) -> None:  # noqa: ARG002 - words suffice
        """Keep the changed message and its words too."""
        self.read.setdefault(place.chat, []).append(wording(view, voice))
        self.views.setdefault(place.chat, []).append(view)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one act was answered with: all its words, its buttons, its form, its error."""

    words: str
    buttons: Mapping[str, Intent] = field(default_factory=dict)
    form: Form | None = None
    error: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    copied: tuple[str, ...] = ()
    view: View | None = None

    @property
    def token(self) -> str:
        """The token at the end of the only text to hand on."""
        (text,) = self.copied
        return text.split()[-1]


class World:
    """A running core; `say`, `press` and `submit` are what a person does."""

    def __init__(
        self,
        engine: Engine,
        catalogues: Catalogues | None = None,
        repositories: Repositories = REPOSITORIES,
        features: Sequence[Feature] = FEATURES,
    ) -> None:
        self.engine = engine
        self.clock = SteppedClock()
        self.letters = Letterbox()
        self.catalogue = Catalogue(features)
        chance = SeededBytes()
        self.storage = SqlStorage(
            engine,
            repositories,
            clock=self.clock,
            randomness=chance,
            sealer=AesSealer(chance.bytes(32), chance.bytes),
            codec=self.catalogue.codec,
        )
        catalogues = catalogues or Catalogues({each: NullTranslations() for each in Language})
        self.door = Door(self.storage, self.catalogue, catalogues, HELSINKI, lambda: None)
        adapters = {CHAT: self.letters}
        courier = Courier(self.storage, self.catalogue, catalogues, adapters)
        cards = CardKeeper(self.storage, self.catalogue, catalogues, adapters)
        housekeeping = Housekeeping(self.storage, tables_of(self.catalogue))
        self.clockwork = Clockwork(self.storage, self.door, courier, cards, Silence(), housekeeping)
        self._updates = 0

    @classmethod
    async def open(cls, catalogues: Catalogues | None = None) -> World:
        """Open an empty installation in memory; without catalogues everybody is spoken to in English words."""
        return await cls.on(await InlineEngine.open(), catalogues)

    @classmethod
    async def on(
        cls,
        engine: Engine,
        catalogues: Catalogues | None = None,
        repositories: Repositories = REPOSITORIES,
        features: Sequence[Feature] = FEATURES,
    ) -> World:
        """Open an empty installation on an engine of one's own."""
        await migrate(engine, load(sqlite_migrations()), MONDAY_NOON)
        return cls(engine, catalogues, repositories, features)

    async def say(self, who: str, text: str, where: Where | None = None) -> Heard:
        """Write a command."""
        word, _, rest = text.partition(" ")
        act = self.catalogue.command(word)
        assert act is not None, word
        intent = self.catalogue.from_command(act, rest, ClubId("")) if rest else act.intent()
        return await self.ask(who, intent, where)

    async def press(self, who: str, heard: Heard, label: str) -> Heard:
        """Press a button that was seen."""
        assert label in heard.buttons, f"{label} is not among {list(heard.buttons)}"
        return await self.ask(who, heard.buttons[label])

    async def submit(self, who: str, heard: Heard, **typed: Raw) -> Heard:
        """Fill in the form that was seen; what is not typed stays as prefilled."""
        assert heard.form is not None, heard.words
        filled: dict[str, Raw] = {each.name: each.value for each in heard.form.fields}
        data = self.catalogue.codec.write(heard.form.action)
        asked = self._asked(who, None)
        return await self._heard(asked(Intent()), await self.door.press(asked, data, filled | typed))

    async def ask(self, who: str, intent: Intent, where: Where | None = None, update: str | None = None) -> Heard:
        """Ask for an act, by the button's data as a platform would."""
        asked = self._asked(who, where, update)(intent)
        return await self._heard(asked, await self.door.ask(asked))

    async def settle(self) -> None:
        """Run and deliver all that is due."""
        await self.clockwork.settle()

    async def later(self, **passed: float) -> None:
        """Let time pass, with everything that falls due on the way."""
        await self.clockwork.advance(self.clock, self.clock.now() + timedelta(**passed))

    def inbox(self, who: str) -> list[str]:
        """Return what somebody was sent."""
        return self.letters.read.get(who, [])

    async def bootstrap_word(self) -> str:
        """Make the operator's code."""
        return await self.storage.transact(issue_bootstrap)

    async def rows(self, sql: str) -> list[Row]:
        """Look into the tables."""
        return await self.engine.read(lambda db: db.all(sql))

    async def table(self, name: str) -> list[Row]:
        """Return a whole table."""
        return await self.rows(f"SELECT * FROM {name}")  # noqa: S608 - names of our own tables

    async def club(self) -> ClubId:
        """Return the club that was founded first."""
        return ClubId((await self.rows("SELECT id FROM club ORDER BY rowid"))[0]["id"])

    async def frame(self) -> ClubFrame:
        """Return the first club's frame."""
        scope = ClubScope(await self.club())

        async def look(unit: UnitOfWork) -> ClubFrame:
            return await unit.of(Roster).frame(scope)

        return await self.storage.read(look)

    async def members(self) -> list[Member]:
        """Return the first club's roster."""
        scope = ClubScope(await self.club())

        async def look(unit: UnitOfWork) -> list[Member]:
            return await unit.of(Roster).members(scope)

        return await self.storage.read(look)

    async def member(self, name: str) -> Member:
        """Return somebody's row, the last one of that name."""
        return [each for each in await self.members() if each.name == name][-1]

    async def companies(self) -> dict[str, Company]:
        """Return the first club's companies by name."""
        scope = ClubScope(await self.club())

        async def look(unit: UnitOfWork) -> list[Company]:
            return await unit.of(Roster).companies(scope)

        return {each.name: each for each in await self.storage.read(look)}

    def _asked(self, who: str, where: Where | None, update: str | None = None) -> _Asking:
        self._updates += 1
        lane = where or Where(CHAT, who, is_private=True)
        return _Asking(Account(CHAT, who), lane, update or str(self._updates))

    async def _heard(self, asked: Asked, reply: Reply) -> Heard:
        voice, answer = reply.voice, reply.answer
        shown = None if answer.panel is None else await self.door.show(answer.panel, asked)
        views = [each for each in (answer.view, shown[0] if shown else None) if each is not None]
        blocks = [block for view in views for block in view.blocks]
        said = [answer.toast.say(voice)] if answer.toast else []
        if answer.form is not None:
            said += [text.say(voice) for text in (answer.form.title, answer.form.text) if text]
        buttons = [button for block in blocks if isinstance(block, Choice) for button in block.options]
        return Heard(
            words="\n".join([*said, *(wording(view, voice) for view in views)]),
            buttons=_by_label(buttons, voice),
            form=answer.form,
            error=reply.error.say(voice) if reply.error else None,
            fields={name: text.say(voice) for name, text in reply.fields.items()},
            copied=tuple(block.text.say(voice) for block in blocks if isinstance(block, Copyable)),
            view=answer.view,
        )


@dataclass(frozen=True, slots=True)
class _Asking:
    account: Account
    where: Where
    update: str

    def __call__(self, intent: Intent) -> Asked:
        return Asked(intent, self.account, self.where, self.update, Language.EN)


def _by_label(buttons: list[Button], voice: Voice) -> dict[str, Intent]:
    return {button.label.say(voice): button.action for button in buttons}


async def join(world: World, who: str, token: str) -> Heard:
    """Open an invitation and accept the pledge."""
    rules = await world.say(who, f"/join {token}")
    return await world.press(who, rules, "I promise")


async def found(world: World, lead: str = "Anna Lind", company: str = "Kvarnboden") -> Heard:
    """Let `organizer` found a club; its lead `anna` has joined. Return what anna heard."""
    await world.say("organizer", f"/organizer {await world.bootstrap_word()}")
    founded = await world.say("organizer", f"/found Strandklubben, {lead}, {company}, en")
    return await join(world, "anna", founded.token)


async def invite(world: World, company: str, name: str) -> str:
    """Let anna invite somebody and return the token."""
    form = await world.say("anna", "/invite")
    chosen = (await world.companies())[company].id
    return (await world.submit("anna", form, chosen=chosen, name=name)).token


LISTING = "Sydöster – Bo Berg\nKaffestugan – Cia Holm"


async def set_up(
    world: World, host: str = "Kvarnboden", place: str = "Strandgatan 1, Vasa", listing: str = LISTING
) -> dict[str, str]:
    """Let anna set the club up and return the tokens by name."""
    club = await world.say("anna", "/setup")
    for label, typed in (
        ("Languages and clock", {}),
        ("Days and hours", {}),
        ("Companies", {"listed": listing}),
        ("Host and place", {"company": (await world.companies())[host].id, "place": place}),
    ):
        form = await world.press("anna", club, label)
        club = await world.submit("anna", form, **typed)
        assert club.error is None, club.error
    links = await world.press("anna", club, "Invitations")
    return {text.split(". ")[0].removeprefix("Hello "): text.split()[-1] for text in links.copied}
