"""What the browser's room keeps: its messages, chat by chat, and the playground's cast."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Protocol, runtime_checkable

from bot.kernel.people import NO_CLUB, ClubId, Language, PersonId
from bot.kernel.views import ViewRef

WEB = "web"
REPPU = "reppu"
# What stands in the place of an erased name; a sign, so that it is no word of one language.
NAMELESS = "–"
# Shorter than a club's id, so that a handle is never taken for one.
MOST_LETTERS = 11


@dataclass(frozen=True, slots=True)
class WebMessage:
    """A message in a chat of the browser: a club's room (the chat is the club's id) or one account's lane (its handle).

    `author` is `REPPU` or a handle; `body` is what the adapter wrote; `key` keeps a second copy away.
    """

    id: str
    chat: str
    club: ClubId
    key: str
    author: str
    body: str
    posted_at: datetime
    edited_at: datetime | None = None


class WebMessages(Protocol):
    """The chats of the browser. All is sealed: a club's with its key, the rest with the installation's."""

    async def put(self, chat: str, club: ClubId, key: str, author: str, body: str) -> str:
        """Add a message at the end of a chat and return its id; one with the same key is kept once, as it was."""
        ...

    async def change(self, message: str, body: str) -> bool:
        """Change what a message says, if it says something else; False when there is no such message."""
        ...

    async def refresh(self, message: str, body: str) -> None:
        """Keep what a living message showed last, which is no edit."""
        ...

    async def move_to_end(self, message: str, at: datetime) -> None:
        """Let a message stand last in its chat, as if posted then."""
        ...

    async def find(self, chat: str, key: str) -> WebMessage | None:
        """Return the chat's message with this key."""
        ...

    async def message(self, message: str) -> WebMessage | None:
        """Return a message by its id."""
        ...

    async def latest(self, chat: str, most: int) -> list[WebMessage]:
        """Return the last messages of a chat, oldest first; those of a club that is gone are left out."""
        ...

    async def club_of_envelope(self, envelope: str) -> ClubId:
        """Return which club an envelope tells of, NO_CLUB when the id is none of an envelope."""
        ...

    async def told_in(self, message: str) -> list[ViewRef]:
        """Return the views of which a message in a lane was made when it was told; several may have become one."""
        ...

    async def clubs_without_room(self) -> list[ClubId]:
        """Return the open clubs that have no room in the browser yet."""
        ...

    async def forget(self, person: PersonId) -> None:
        """Delete the person's lanes and what they said in rooms; let go of their name in what others were told."""
        ...

    async def said_by(self, person: PersonId) -> list[WebMessage]:
        """Return what the person wrote, in rooms and lanes."""
        ...


@runtime_checkable
class Talk(Protocol):
    """Where people of the browser talk to each other."""

    async def talk(self, club: ClubId, handle: str, words: str, key: str) -> str:
        """Keep what somebody says to a club's room, once per key, and return the message's id."""
        ...


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody the playground lets one act as: an account of the browser before and after it is anybody's.

    `club` is the one last acted in.
    """

    handle: str
    name: str
    language: Language
    is_operator: bool = False
    club: ClubId = NO_CLUB


class Personas(Protocol):
    """The playground's cast; exists in the demo alone."""

    async def add(self, persona: Persona, made_by: str) -> str:
        """Add somebody and return the handle; the same `made_by` adds once and returns the first one's."""
        ...

    async def all(self) -> list[Persona]:
        """Return the cast in the order of coming."""
        ...

    async def note_club(self, handle: str, club: ClubId) -> None:
        """Keep in which club somebody acted last."""
        ...


class Installation(Protocol):
    """The installation's own few words."""

    async def value(self, name: str) -> str | None:
        """Return a plain value."""
        ...

    async def keep(self, name: str, value: str) -> None:
        """Keep a plain value in place of an earlier one."""
        ...

    async def secret(self, name: str) -> str | None:
        """Return a value that was sealed."""
        ...

    async def keep_secret(self, name: str, value: str) -> None:
        """Keep a value sealed."""
        ...

    async def newest_bootstrap_is_open(self) -> bool:
        """True while the newest of the operator's codes was not used."""
        ...

    async def has_organizer(self) -> bool:
        """True when somebody may found clubs here."""
        ...

    async def is_untouched(self) -> bool:
        """True when nobody and no club is known here yet."""
        ...


def handle_for(name: str, taken: Container[str]) -> str:
    """Return a short ASCII handle made of a name's first word, with a number when it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z]+", plain) or ["guest"]
    first = words[0][:MOST_LETTERS]
    return next(each for n in count(1) if (each := first if n == 1 else f"{first}-{n}") not in taken)
