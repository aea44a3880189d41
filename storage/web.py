"""What the browser's room keeps: sealed messages, the playground's cast, the installation's own words."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import ClassVar

from bot.browser import NAMELESS, Persona, WebMessage
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.errors import StrangerError
from bot.kernel.people import NO_CLUB, ClubId, ClubScope, Language, PersonId
from bot.kernel.views import ViewRef
from storage.engine import Row
from storage.repository import Repository
from storage.sealer import DataKey

_KEY = "data_key"


class _Sealed(Repository):
    """Seals what belongs to no club with a key of the installation, made when first needed."""

    file: ClassVar[str] = "web"

    async def _seal(self, club: ClubId, table: str, row: str, words: str) -> bytes:
        if club:
            return await self.seal(ClubScope(club), table, row, words)
        return (await self._own_key()).seal(table, row, words)

    async def _unseal(self, club: ClubId, table: str, row: str, sealed: bytes) -> str:
        if club:
            return await self.unseal(ClubScope(club), table, row, sealed)
        return (await self._own_key()).open(table, row, sealed)

    async def _own_key(self) -> DataKey:
        cached = self._desk.key_cache.get(NO_CLUB)
        if cached is not None:
            return cached
        row = await self._db.one(self._sql.installation_value, name=_KEY)
        if row is None:
            # Not cached: the unit that makes the key may still be rolled back.
            wrapped = self._desk.sealer.new_club_key(NO_CLUB)
            await self._db.run(self._sql.keep_installation_value, name=_KEY, value=wrapped.hex())
            return self._desk.sealer.unwrap(wrapped, NO_CLUB)
        key = self._desk.sealer.unwrap(bytes.fromhex(row["value"]), NO_CLUB)
        self._desk.key_cache[NO_CLUB] = key
        return key


class SqlWebMessages(_Sealed):
    """Keeps `bot.browser.WebMessages`."""

    async def put(self, chat: str, club: ClubId, key: str, author: str, body: str) -> str:
        """Add a message at the end of a chat, once per key."""
        row = await self._db.one(self._sql.message_by_key, chat=chat, key=key)
        if row is not None:
            return str(row["id"])
        message = self._desk.new_id()
        await self._db.run(
            self._sql.put_message,
            id=message,
            chat=chat,
            club=club or None,
            key=key,
            author=author,
            body=await self._seal(club, "web_message.body", message, body),
            now=to_micros(self._desk.now),
        )
        return message

    async def change(self, message: str, body: str) -> bool:
        """Change what a message says."""
        before = await self.message(message)
        if before is not None and before.body != body:
            sealed = await self._seal(before.club, "web_message.body", message, body)
            await self._db.run(self._sql.change_message, message=message, body=sealed, now=to_micros(self._desk.now))
        return before is not None

    async def refresh(self, message: str, body: str) -> None:
        """Keep what a living message showed last."""
        before = await self.message(message)
        if before is not None and before.body != body:
            sealed = await self._seal(before.club, "web_message.body", message, body)
            await self._db.run(self._sql.refresh_message, message=message, body=sealed)

    async def move_to_end(self, message: str, at: datetime) -> None:
        """Let a message stand last in its chat."""
        await self._db.run(self._sql.move_message, message=message, now=to_micros(at))

    async def find(self, chat: str, key: str) -> WebMessage | None:
        """Return the chat's message with this key."""
        row = await self._db.one(self._sql.message_by_key, chat=chat, key=key)
        return await self._opened(row) if row else None

    async def message(self, message: str) -> WebMessage | None:
        """Return a message by its id."""
        row = await self._db.one(self._sql.message_row, message=message)
        return await self._opened(row) if row else None

    async def latest(self, chat: str, most: int) -> list[WebMessage]:
        """Return the last messages of a chat, oldest first."""
        rows = await self._db.all(self._sql.latest_messages, chat=chat, most=most)
        opened = [await self._opened(row) for row in reversed(rows)]
        return [message for message in opened if message is not None]

    async def club_of_envelope(self, envelope: str) -> ClubId:
        """Return which club an envelope tells of."""
        row = await self._db.one(self._sql.club_of_envelope, envelope=envelope)
        return ClubId(row["club_id"]) if row else NO_CLUB

    async def told_in(self, message: str) -> list[ViewRef]:
        """Return the views of which a told message was made."""
        rows = await self._db.all(self._sql.views_told_in, message=message)
        return [ViewRef(row["view"], ClubId(row["club_id"]), json.loads(row["ids"])) for row in rows]

    async def clubs_without_room(self) -> list[ClubId]:
        """Return the open clubs that have no room in the browser yet."""
        return [ClubId(row["id"]) for row in await self._db.all(self._sql.clubs_without_room)]

    async def forget(self, person: PersonId) -> None:
        """Delete the person's lanes and what they said, and let go of their name in what others were told."""
        await self._db.run(self._sql.forget_messages, person=person)
        for row in await self._db.all(self._sql.names_of_person, person=person):
            club = ClubId(row["club_id"])
            await self._let_go_of(club, await self._unseal(club, "membership.name", row["id"], row["name"]))

    async def _let_go_of(self, club: ClubId, name: str) -> None:
        # Bodies are JSON, so the name stands there as JSON writes it.
        written = re.escape(json.dumps(name, ensure_ascii=False)[1:-1])
        whole = re.compile(rf"(?<!\w){written}(?!\w)")
        for row in await self._db.all(self._sql.messages_of_club, club=club):
            message = await self._opened(row)
            if message is not None and whole.search(message.body):
                await self.refresh(message.id, whole.sub(NAMELESS, message.body))

    async def said_by(self, person: PersonId) -> list[WebMessage]:
        """Return what the person wrote."""
        opened = [await self._opened(row) for row in await self._db.all(self._sql.messages_of_person, person=person)]
        return [message for message in opened if message is not None]

    async def _opened(self, row: Row) -> WebMessage | None:
        club = ClubId(row["club_id"] or NO_CLUB)
        try:
            body = await self._unseal(club, "web_message.body", row["id"], row["body"])
        except StrangerError:
            return None
        return WebMessage(
            id=row["id"],
            chat=row["chat"],
            club=club,
            key=row["post_key"],
            author=row["author"],
            body=body,
            posted_at=from_micros(row["posted_at"]),
            edited_at=from_micros(row["edited_at"]) if row["edited_at"] is not None else None,
        )


class SqlPersonas(_Sealed):
    """Keeps `bot.browser.Personas`."""

    async def add(self, persona: Persona, made_by: str) -> str:
        """Add somebody, once per request."""
        await self._db.run(
            self._sql.add_persona,
            handle=persona.handle,
            name=await self._seal(NO_CLUB, "web_persona.name", persona.handle, persona.name),
            language=persona.language.value,
            operator=int(persona.is_operator),
            made_by=made_by,
        )
        row = await self._db.one(self._sql.persona_made_by, made_by=made_by)
        return str(row["handle"]) if row else persona.handle

    async def all(self) -> list[Persona]:
        """Return the cast in the order of coming."""
        return [await self._persona(row) for row in await self._db.all(self._sql.personas)]

    async def note_club(self, handle: str, club: ClubId) -> None:
        """Keep in which club somebody acted last."""
        await self._db.run(self._sql.note_persona_club, handle=handle, club=club)

    async def _persona(self, row: Row) -> Persona:
        name = await self._unseal(NO_CLUB, "web_persona.name", row["handle"], row["name"])
        return Persona(
            row["handle"], name, Language(row["language"]), bool(row["is_operator"]), ClubId(row["club_id"] or NO_CLUB)
        )


class SqlInstallation(_Sealed):
    """Keeps `bot.browser.Installation`."""

    async def value(self, name: str) -> str | None:
        """Return a plain value."""
        row = await self._db.one(self._sql.installation_value, name=name)
        return str(row["value"]) if row else None

    async def keep(self, name: str, value: str) -> None:
        """Keep a plain value."""
        await self._db.run(self._sql.keep_installation_value, name=name, value=value)

    async def secret(self, name: str) -> str | None:
        """Return a value that was sealed."""
        sealed = await self.value(name)
        return await self._unseal(NO_CLUB, "installation.value", name, bytes.fromhex(sealed)) if sealed else None

    async def keep_secret(self, name: str, value: str) -> None:
        """Keep a value sealed."""
        sealed = await self._seal(NO_CLUB, "installation.value", name, value)
        await self.keep(name, sealed.hex())

    async def newest_bootstrap_is_open(self) -> bool:
        """True while the newest code was not used."""
        row = await self._db.one(self._sql.newest_bootstrap)
        return row is not None and row["used_at"] is None

    async def has_organizer(self) -> bool:
        """True when somebody may found clubs here."""
        return bool(await self._db.all(self._sql.any_organizer))

    async def is_untouched(self) -> bool:
        """True when nobody and no club is known here yet."""
        row = await self._db.one(self._sql.anybody)
        return row is None or not row["is_touched"]
