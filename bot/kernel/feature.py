"""The FEATURE record: what a capability brings, from which commands, menus, help and rights are derived."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.kernel.intents import Intent
from bot.kernel.people import ANYONE, Actor, ClubScope, Language, PersonId, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import Text, Voice
from bot.kernel.views import Answer, View, ViewRef

Handler = Callable[[UnitOfWork, Actor, Any], Awaitable[Answer]]
ViewMaker = Callable[[UnitOfWork, "Reader", ViewRef], Awaitable[View | None]]
Eraser = Callable[[UnitOfWork, PersonId], Awaitable[None]]
Settler = Callable[[UnitOfWork, ClubScope], Awaitable[None]]
Exporter = Callable[[UnitOfWork, PersonId], Awaitable[Mapping[str, Any]]]


class Answered(StrEnum):
    """How an act is answered, known before it runs so that an adapter can acknowledge rightly."""

    UPDATE = "update"
    PRIVATE = "private"
    FORM = "form"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: ASCII name, aliases (the first Swedish, the second Finnish), what it does in one line.

    `listed_for` narrows who is told of it, where an act outside all clubs looks at more than a role.
    """

    name: str
    about: Text
    aliases: tuple[str, ...] = ()
    listed: bool = True
    listed_for: frozenset[Role] = ANYONE

    def word_in(self, language: Language) -> str:
        """Return its name as somebody of this language is told it."""
        in_order = (Language.SV, Language.FI)
        if language in in_order and len(self.aliases) > in_order.index(language):
            return self.aliases[in_order.index(language)]
        return self.name


@dataclass(frozen=True, slots=True)
class Act:
    """One intent with its handler and who may ask it (R1).

    `panel` names what a repeated update is answered with, from the state as it is then. `before_pledge` acts are open
    to those whose pledge is due again. `changes_roster` acts run every feature's `settle` afterwards, in the same unit.
    `on_message` names an act that platforms offer on what people write (its intent has the filled fields `words` and
    `author`, and may have `message`, the platform's name of it); `about_message` names the one of these that the act's
    command means when it is written without words in reply to what somebody wrote. `replies_to` names the views that,
    answered with plain words, ask for the act with those words.
    """

    intent: type[Intent]
    handler: Handler
    who: frozenset[Role]
    answered: Answered = Answered.PRIVATE
    command: Command | None = None
    panel: Callable[[Any], ViewRef] | None = None
    before_pledge: bool = False
    changes_roster: bool = False
    on_message: Text | None = None
    about_message: type[Intent] | None = None
    replies_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a view is made: one person, or a club's room (`person` is None); `voice` is for files made in words."""

    voice: Voice
    person: PersonId | None = None
    roles: frozenset[Role] = frozenset()


class Owner(StrEnum):
    """Whose rows a table holds."""

    CLUB = "club"
    PERSON = "person"
    INSTALLATION = "installation"


@dataclass(frozen=True, slots=True)
class Table:
    """A table's owner and how long its rows are kept; without `kept` as long as its owner stays, said in `why`.

    A table with `kept` has a named statement `purge_<name>` that takes `before`.
    """

    name: str
    owner: Owner
    why: str
    kept: timedelta | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Feature:
    """One capability.

    `settle` brings its state in order after the roster or the rules changed ("read at each moment", R0). `foreseen`
    names a coming timer in words for the clock bar; an intent without a text there stays unnamed. `facts` are views
    made for the organizer too, of counts and bare facts alone (R1).
    """

    name: str
    acts: tuple[Act, ...]
    settle: Settler | None = None
    views: Mapping[str, ViewMaker] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    erase: Eraser | None = None
    export: Exporter | None = None
    foreseen: Mapping[type[Intent], Callable[[Any], Text]] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()
