"""The seams: what the core asks of storage, platforms and the clock; every promise beside its method."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol, TypeVar

from bot.kernel.fields import Raw
from bot.kernel.intents import Intent
from bot.kernel.people import ClubId, ClubScope, CompanyId, PersonId, Place
from bot.kernel.texts import Voice
from bot.kernel.views import Unmade, View, ViewRef

P = TypeVar("P")
R = TypeVar("R")


class UnitOfWork(Protocol):
    """One transaction: everything in it is committed together or not at all."""

    @property
    def now(self) -> datetime:
        """The instant the unit began; the same for all that happens in it."""
        ...

    def new_id(self) -> str:
        """Return an id of 16 base32 characters (R10)."""
        ...

    def new_secret(self) -> str:
        """Return a link token of 128 random bits."""
        ...

    def of(self, port: type[P]) -> P:
        """Return the repository that keeps a port's promises within this unit."""
        ...


class Storage(Protocol):
    """Opens units of work."""

    async def transact(self, work: Callable[[UnitOfWork], Awaitable[R]]) -> R:
        """Run `work` and commit; roll back when it raises. `work` awaits nothing but its repositories."""
        ...

    async def read(self, look: Callable[[UnitOfWork], Awaitable[R]]) -> R:
        """Run `look` on a snapshot; writing in it fails."""
        ...

    async def scrub(self) -> bool:
        """Leave no byte of deleted or overwritten values behind; False when that is not possible now."""
        ...


class MessageClass(StrEnum):
    """How a message counts and when it may come (R9)."""

    MUST = "must"
    DUTY = "duty"
    ASK = "ask"
    KIND = "kind"


COUNTED = frozenset({MessageClass.ASK, MessageClass.KIND})


class Weight(IntEnum):
    """How long a counted message stays when the budget is short, the first to fall first (R9).

    A wish is another member's ("Save as tip"). A result waits for a free day instead of falling.
    """

    THANKS = 1
    WISH = 2
    PREPARATION = 3
    RSVP = 4
    MISSED = 5
    REMINDER = 6
    RESULT = 7


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message to one person, by reference: its words are made when it is sent.

    `key` makes it unique, so that the same thing is never told twice; `not_after` is when an undelivered one is stale.
    The rest is as the news was told (`bot.kernel.tell.News`).
    """

    id: str
    club: ClubId
    to: PersonId
    kind: MessageClass
    view: ViewRef
    key: str
    not_before: datetime
    not_after: datetime | None = None
    attempts: int = 0
    place: str | None = None
    weight: Weight = Weight.WISH
    holds_up: bool = False
    rides_along: bool = False
    company: CompanyId | None = None


class SendState(StrEnum):
    """Where an envelope stands; `sending` after a crash is in doubt."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


class Outbox(Protocol):
    """Envelopes in the same transaction as what they tell."""

    async def put(self, envelope: Envelope) -> None:
        """Keep an envelope; one with the same key is kept once."""
        ...

    async def cancel(self, scope: ClubScope, person: PersonId) -> None:
        """Drop what is still due to a person who left (R3.5)."""
        ...

    async def due(self, now: datetime, limit: int) -> list[Envelope]:
        """Return pending envelopes due by `now`, oldest first; none to a place or person with one unresolved.

        Those that only ride along are not among them.
        """
        ...

    async def riders(self, scope: ClubScope, person: PersonId) -> list[Envelope]:
        """Return what is due by now to a person in a club and goes only along with another message (R9)."""
        ...

    async def awaited(self, scope: ClubScope, person: PersonId) -> frozenset[Weight]:
        """Return which kinds of counted messages are pending for a person in a club, due or not."""
        ...

    async def next_due(self) -> datetime | None:
        """Return when the next pending envelope is due, or the next question has gone unanswered."""
        ...

    async def unresolved(self) -> list[Envelope]:
        """Return envelopes left in `sending`, by a crash or a connection that broke."""
        ...

    async def mark_sending(self, envelope: str, place: str) -> bool:
        """Note an attempt at a place before it is made; False when the envelope is no longer pending."""
        ...

    async def mark_sent(self, envelope: str, message: str, at: datetime) -> None:
        """Note the platform's receipt."""
        ...

    async def postpone(self, envelope: str, until: datetime, *, in_quiet: bool = False) -> None:
        """Set it back to pending, due later; what waits `in_quiet` is due as soon as its person wants to hear again."""
        ...

    async def release(self, scope: ClubScope, person: PersonId) -> None:
        """Make due what waited in a person's quiet."""
        ...

    async def drop(self, envelope: str, reason: str) -> None:
        """End it unsent; `reason` is one of our own words, never a text."""
        ...

    async def duties_since(self, person: PersonId, since: datetime, club: ClubId) -> int:
        """Return how many duties (R9) a person was sent in one club since."""
        ...

    async def counted_since(self, person: PersonId, since: datetime, club: ClubId | None = None) -> int:
        """Return how many counted messages (R9) a person was sent since, in one club or in all.

        Several that became one message are one.
        """
        ...

    async def kinds_since(self, scope: ClubScope, person: PersonId, since: datetime) -> Mapping[Weight, int]:
        """Return how many of each kind of counted message a person was sent in a club since."""
        ...


@dataclass(frozen=True, slots=True)
class Card:
    """A posted message that mirrors state. `message` is None until it hangs; `shown` is the digest of what hangs.

    `attempts` counts the posts that were tried, `reposts` those after somebody had deleted the message.
    """

    id: str
    club: ClubId
    place: str
    view: ViewRef
    message: str | None
    shown: str
    changes: int
    attempts: int
    reposts: int
    loud: bool


# New posts that do not sound, in one room and cycle (R2).
QUIET_POSTS = 4


class Cards(Protocol):
    """Cards in all the places where they hang."""

    async def hang(self, scope: ClubScope, view: ViewRef, *, loud: bool) -> None:
        """Hang a card in every room of the club, once.

        A quiet one that would be a room's fifth in the club's cycle does not hang (R2).
        """
        ...

    async def hangs(self, scope: ClubScope, view: ViewRef) -> bool:
        """True for a card that hangs in a room of the club, or is about to; a quiet one over the four does not (R2)."""
        ...

    async def mark(self, scope: ClubScope, view: ViewRef) -> None:
        """Note that what a card mirrors has changed."""
        ...

    async def mark_all(self, scope: ClubScope) -> None:
        """Note that something every card of the club may show has changed."""
        ...

    async def changed(self, limit: int) -> list[Card]:
        """Return cards whose state is newer than what was last shown, oldest change first."""
        ...

    async def mark_posting(self, card: str) -> None:
        """Note an attempt to post before it is made."""
        ...

    async def mark_shown(self, card: str, message: str, shown: str, changes: int) -> None:
        """Note what hangs now; a change after `changes` keeps the card due."""
        ...

    async def mark_gone(self, card: str) -> None:
        """Note that the message was deleted; the card is posted anew once."""
        ...

    async def give_up(self, card: str) -> None:
        """Stop showing a card in a place that refuses for good."""
        ...


@dataclass(frozen=True, slots=True)
class Timer:
    """Something the system will ask of itself. `data` is the intent as the codec writes it."""

    id: str
    club: ClubId
    data: str
    due_at: datetime


class Timers(Protocol):
    """Durable timers; the truth, while the alarm is only a bell."""

    async def set(self, scope: ClubScope, intent: Intent, due_at: datetime) -> None:
        """Set or move the one timer of this intent."""
        ...

    async def cancel(self, scope: ClubScope, intent: Intent) -> None:
        """Cancel the timer of this intent, if it is set."""
        ...

    async def due(self, now: datetime, limit: int) -> list[Timer]:
        """Return the timers due by `now`, in the order they fall due."""
        ...

    async def next(self) -> Timer | None:
        """Return the timer that falls due next."""
        ...

    async def of_club(self, scope: ClubScope) -> list[Timer]:
        """Return the club's timers in the order they fall due."""
        ...

    async def put_off(self, timer: str, due_at: datetime) -> None:
        """Try a timer that failed again later."""
        ...

    async def done(self, timer: str) -> bool:
        """Remove a timer that is handled; False when it was cancelled or moved meanwhile."""
        ...


class Dedup(Protocol):
    """Updates that were already handled."""

    async def is_new(self, key: str, at: datetime) -> bool:
        """Remember the key; False when it was known."""
        ...


@dataclass(frozen=True, slots=True)
class AsideAct:
    """An act kept while its person renews the pledge."""

    data: str
    filled: Mapping[str, Raw] | None


class SetAside(Protocol):
    """Acts that go on after the pledge (R3.3)."""

    async def keep(self, scope: ClubScope, person: PersonId, act: AsideAct) -> None:
        """Keep the person's one act; a newer one replaces it."""
        ...

    async def take(self, scope: ClubScope, person: PersonId) -> AsideAct | None:
        """Return and forget it."""
        ...


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a place can do; refreshed by an adapter's start-up check.

    `slots` is how many times a date poll's card can hold, each with its three buttons (R4.2).
    """

    buttons: int = 100
    buttons_in_row: int = 8
    native_forms: bool = True
    private_answers: bool = True
    slots: int = 4
    edits: bool = True
    edit_every_seconds: float = 0
    attachments: bool = True
    text_limit: int = 4000
    label_limit: int = 80


class ChatAdapter(Protocol):
    """A platform."""

    @property
    def platform(self) -> str:
        """The platform's short name, as in accounts and places."""
        ...

    def capabilities(self, place: Place) -> Capabilities:
        """Return what the place can show."""
        ...

    async def run(self) -> None:
        """Take in updates until cancelled; a raise means: start me afresh."""
        ...

    async def post(self, place: Place, view: View, voice: Voice, key: str) -> str:
        """Post a fitted view and return the platform's message id; `key` lets a platform refuse a second copy.

        Raises:
            SurelyNotSentError, InDoubtError, UnreachableError: never anything else for a platform's doing.
        """
        ...

    async def edit(self, place: Place, message: str, view: View, voice: Voice) -> None:
        """Change a posted message; the same content again is success.

        Raises:
            MessageGoneError: when it was deleted.
            SurelyNotSentError, InDoubtError, UnreachableError: as for `post`.
        """
        ...


class Renderer(Protocol):
    """Makes files that take their time."""

    async def made(self, unmade: Unmade, media_type: str) -> bytes:
        """Return the file, the event loop free meanwhile; the same record gives the same page.

        Raises:
            Exception: whatever was wrong with it; nothing is left behind, and asking again is safe.
        """
        ...


class Alarm(Protocol):
    """A bell for the next due thing; holds no truth."""

    def ring_at(self, instant: datetime | None) -> None:
        """Ring once at the instant (at once when it is past); None silences the bell. The last call counts."""
        ...
