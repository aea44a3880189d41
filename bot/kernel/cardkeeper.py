"""Keeps every posted card right: posts, edits, coalesces, posts once anew when deleted (design, step 7)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import structlog

from bot.kernel.catalogue import Catalogue
from bot.kernel.errors import (
    BugError,
    InDoubtError,
    MessageGoneError,
    StrangerError,
    SurelyNotSentError,
    UnreachableError,
)
from bot.kernel.feature import Reader
from bot.kernel.fit import fit
from bot.kernel.people import ClubScope, Place
from bot.kernel.ports import Card, Cards, ChatAdapter, Storage, UnitOfWork
from bot.kernel.roster import Places, Roster
from bot.kernel.texts import Catalogues, T, Voice
from bot.kernel.views import Audience, Choice, Paragraph, View
from bot.kernel.wording import wording

BATCH = 50
CLUB_CLOSED = T("This club has closed. Thank you for the time with it.")
log = structlog.get_logger("cards")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A card as its place should show it now."""

    card: Card
    place: Place
    view: View
    voice: Voice
    digest: str


class CardKeeper:
    """Brings what hangs in the rooms in step with the state."""

    def __init__(
        self, storage: Storage, catalogue: Catalogue, catalogues: Catalogues, adapters: Mapping[str, ChatAdapter]
    ) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._catalogues = catalogues
        self._adapters = adapters
        self._not_before: dict[str, datetime] = {}

    async def show_changed(self) -> int:
        """Bring one batch of changed cards in step, places beside each other; return how many were due."""

        async def look(unit: UnitOfWork) -> tuple[datetime, list[Card]]:
            return unit.now, await unit.of(Cards).changed(BATCH)

        now, changed = await self._storage.read(look)
        self._not_before = {place: due for place, due in self._not_before.items() if due > now}
        ready = [card for card in changed if card.place not in self._not_before]
        per_place: dict[str, list[Card]] = {}
        for card in ready:
            per_place.setdefault(card.place, []).append(card)
        await asyncio.gather(*(self._show_in_order(each) for each in per_place.values()))
        return len(ready)

    def next_due(self) -> datetime | None:
        """Return when a place that was edited lately may be edited again."""
        return min(self._not_before.values(), default=None)

    async def _show_in_order(self, cards: list[Card]) -> None:
        """One unresolved send per place; once the place has to wait, the rest waits with it."""
        for card in cards:
            if card.place in self._not_before:
                return
            await self._show(card)

    async def _show(self, card: Card) -> None:
        async def work(unit: UnitOfWork) -> Rendered | None:
            rendered = await self._rendered(unit, card)
            if rendered is None:
                await unit.of(Cards).give_up(card.id)
            elif rendered.digest == card.shown:
                await unit.of(Cards).mark_shown(card.id, card.message or "", card.shown, card.changes)
                return None
            elif card.message is None:
                await unit.of(Cards).mark_posting(card.id)
            else:
                # An edit of which nobody hears whether it was done leaves it open what hangs, until the next one.
                await unit.of(Cards).mark_shown(card.id, card.message, "", card.changes - 1)
            return rendered

        try:
            rendered = await self._storage.transact(work)
        except BugError:
            log.exception("a card could not be written and is given up", card=card.id, view=card.view.name)
            await self._transact(lambda cards: cards.give_up(card.id))
            return
        if rendered is not None:
            await self._deliver(rendered)

    async def _deliver(self, rendered: Rendered) -> None:
        card, adapter = rendered.card, self._adapters[rendered.place.platform]
        message = card.message
        try:
            if message is None:
                message = await adapter.post(rendered.place, rendered.view, rendered.voice, f"{card.id}.{card.reposts}")
            else:
                await adapter.edit(rendered.place, message, rendered.view, rendered.voice)
        except SurelyNotSentError as error:
            await self._wait(card, error.retry_after)
        except InDoubtError:
            await self._wait(card, timedelta(seconds=5))
        except MessageGoneError:
            await self._transact(lambda cards: cards.mark_gone(card.id))
        except UnreachableError:
            await self._transact(lambda cards: cards.give_up(card.id))
        else:
            await self._after_shown(rendered, message)

    async def _after_shown(self, rendered: Rendered, message: str) -> None:
        card = rendered.card
        # A platform that refuses a second copy answers with the first, which may show an older state: so it is edited.
        is_sure = card.message is not None or not card.attempts
        shown, changes = (rendered.digest, card.changes) if is_sure else ("", card.changes - 1)
        await self._transact(lambda cards: cards.mark_shown(card.id, message, shown, changes))
        pause = self._adapters[rendered.place.platform].capabilities(rendered.place).edit_every_seconds
        if pause:
            await self._wait(card, timedelta(seconds=pause))

    async def _wait(self, card: Card, pause: timedelta) -> None:
        async def look(unit: UnitOfWork) -> datetime:
            return unit.now

        self._not_before[card.place] = await self._storage.read(look) + pause

    async def _transact(self, change: Callable[[Cards], Awaitable[None]]) -> None:
        async def work(unit: UnitOfWork) -> None:
            await change(unit.of(Cards))

        await self._storage.transact(work)

    async def _rendered(self, unit: UnitOfWork, card: Card) -> Rendered | None:
        place = await unit.of(Places).place(card.place)
        if place is None or place.platform not in self._adapters:
            return None
        try:
            frame = await unit.of(Roster).frame(ClubScope(card.club))
            voice = self._catalogues.voice(frame.language, frame.zone, zone_named=frame.zones_differ)
            view = await self._catalogue.view(card.view.name)(unit, Reader(voice), card.view)
        except StrangerError:
            return None
        if view is None:
            return None
        if frame.is_closed and any(isinstance(block, Choice) for block in view.blocks):
            view = View(Audience.ROOM, (Paragraph(CLUB_CLOSED),))  # nothing is asked any more; the rest is history
        if view.audience is not Audience.ROOM or place.is_private or place.club != card.club:
            message = f"{card.view.name} does not belong in a room"
            raise BugError(message)
        fitted = fit(view, self._adapters[place.platform].capabilities(place)).view
        return Rendered(card, place, fitted, voice, sha256(wording(fitted, voice).encode()).hexdigest())
