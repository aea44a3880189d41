"""The courier: claims envelopes, writes them from the state then, delivers, keeps the receipt (design, step 6)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.kernel import budget
from bot.kernel.catalogue import Catalogue
from bot.kernel.errors import BugError, InDoubtError, StrangerError, SurelyNotSentError, UnreachableError
from bot.kernel.feature import Reader
from bot.kernel.fit import fit
from bot.kernel.message_hours import next_allowed
from bot.kernel.people import ClubScope, Person, Place
from bot.kernel.ports import COUNTED, ChatAdapter, Envelope, MessageClass, Outbox, Storage, UnitOfWork
from bot.kernel.roster import ClubFrame, Places, Roster, roles_of
from bot.kernel.tell import tell_lead_of_unreached
from bot.kernel.texts import Catalogues, Voice
from bot.kernel.views import Audience, View

BATCH = 50
MOST_ATTEMPTS_IN_DOUBT = 2
LOOK_AGAIN = timedelta(hours=1)
TRY_AGAIN = timedelta(minutes=10)
UNREACHED = ".unreached"
ANY_UNREACHED = "joining.unreached"
SENT_AGAIN = frozenset({MessageClass.MUST, MessageClass.DUTY})
log = structlog.get_logger("courier")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A view made for one place, ready to go."""

    envelope: Envelope
    place: Place
    view: View
    voice: Voice


class Courier:
    """Delivers what the outbox holds; the only one who talks to adapters about envelopes."""

    def __init__(
        self, storage: Storage, catalogue: Catalogue, catalogues: Catalogues, adapters: Mapping[str, ChatAdapter]
    ) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._catalogues = catalogues
        self._adapters = adapters

    async def recover(self) -> None:
        """Settle what a crash left in doubt, each by its class (R9)."""

        async def work(unit: UnitOfWork) -> None:
            for envelope in await unit.of(Outbox).unresolved():
                await self._settle_doubt(unit, envelope)

        await self._storage.transact(work)

    async def deliver_due(self) -> int:
        """Deliver one batch of what is due, people beside each other; return how many envelopes were moved on."""

        async def look(unit: UnitOfWork) -> list[Envelope]:
            return await unit.of(Outbox).due(unit.now, BATCH)

        due = await self._storage.read(look)
        per_person: dict[str, list[Envelope]] = {}
        for envelope in due:
            per_person.setdefault(envelope.to, []).append(envelope)
        await asyncio.gather(*(self._deliver_in_order(each) for each in per_person.values()))
        return len(due)

    async def _deliver_in_order(self, envelopes: list[Envelope]) -> None:
        for envelope in envelopes:
            await self._deliver(envelope)

    async def _deliver(self, envelope: Envelope) -> None:
        """Deliver one; whatever is wrong with it, the others go on."""
        try:
            parcel = await self._parcel(envelope)
        except BugError:
            log.exception("an envelope could not be written and is put off", envelope=envelope.id)
            await self._after_refusal(envelope, SurelyNotSentError(TRY_AGAIN))
            return
        if parcel is not None:
            await self._send(envelope, parcel)

    async def _parcel(self, envelope: Envelope) -> Parcel | None:
        async def work(unit: UnitOfWork) -> Parcel | None:
            return await self._prepare(unit, envelope)

        return await self._storage.transact(work)

    async def _send(self, envelope: Envelope, parcel: Parcel) -> None:
        adapter = self._adapters[parcel.place.platform]
        try:
            message = await adapter.post(parcel.place, parcel.view, parcel.voice, envelope.id)
        except SurelyNotSentError as error:
            await self._after_refusal(envelope, error)
        except UnreachableError:
            await self._after_unreachable(envelope, parcel.place)
        except InDoubtError:
            await self._after_doubt(envelope)
        else:
            await self._after_receipt(envelope, message)

    async def _prepare(self, unit: UnitOfWork, envelope: Envelope) -> Parcel | None:
        """Decide in one unit whether, where and in which words to send; the attempt is noted before it is made."""
        outbox, roster = unit.of(Outbox), unit.of(Roster)
        if envelope.not_after is not None and unit.now > envelope.not_after:
            await outbox.drop(envelope.id, "stale")
            return None
        person = await roster.person(envelope.to)
        frame = await self._frame(unit, envelope)
        if person is None or frame is None:
            await outbox.drop(envelope.id, "nobody there")
            return None
        until = await self._must_wait(unit, envelope, person, frame)
        if until is not None:
            await self._postpone(unit, envelope, until)
            return None
        view = await self._written(unit, envelope, person, frame)
        if view is None:
            await outbox.drop(envelope.id, "no longer true")
            return None
        if envelope.kind in COUNTED and await self._falls(unit, envelope, person, frame):
            return None
        place = next(iter(p for p in await unit.of(Places).lanes(person.id) if p.platform in self._adapters), None)
        if place is None:
            await self._tell_lead(unit, envelope)
            await self._postpone(unit, envelope, unit.now + LOOK_AGAIN)
            return None
        if not await outbox.mark_sending(envelope.id, place.id):
            return None  # its person left since it was looked up
        fitted = fit(view, self._adapters[place.platform].capabilities(place))
        return Parcel(envelope, place, fitted.view, self._voice(person, frame))

    async def _tell_lead(self, unit: UnitOfWork, envelope: Envelope) -> None:
        """Have the lead told of somebody who cannot be reached, in the event's own view where it has one."""
        if envelope.kind not in SENT_AGAIN or envelope.view.name.endswith(UNREACHED):
            return
        own = envelope.view.name + UNREACHED
        await tell_lead_of_unreached(unit, envelope, own if own in self._catalogue.views else ANY_UNREACHED)

    def _voice(self, person: Person, frame: ClubFrame) -> Voice:
        return self._catalogues.voice(person.language, person.zone, zone_named=frame.zones_differ)

    async def _frame(self, unit: UnitOfWork, envelope: Envelope) -> ClubFrame | None:
        try:
            return await unit.of(Roster).frame(ClubScope(envelope.club))
        except StrangerError:
            return None

    async def _must_wait(
        self, unit: UnitOfWork, envelope: Envelope, person: Person, frame: ClubFrame
    ) -> datetime | None:
        if envelope.kind is MessageClass.MUST:
            return None
        allowed = next_allowed(unit.now, person.zone, frame.calendar)
        return allowed if allowed > unit.now else None

    async def _postpone(self, unit: UnitOfWork, envelope: Envelope, until: datetime) -> None:
        if envelope.not_after is not None and until > envelope.not_after:
            await unit.of(Outbox).drop(envelope.id, "stale")
        else:
            await unit.of(Outbox).postpone(envelope.id, until)

    async def _written(self, unit: UnitOfWork, envelope: Envelope, person: Person, frame: ClubFrame) -> View | None:
        member = await unit.of(Roster).member_of(ClubScope(envelope.club), person.id)
        reader = Reader(self._voice(person, frame), person.id, roles_of(member, frame.host, unit.now))
        view = await self._catalogue.shown(unit, reader, envelope.view)
        if view is not None and view.audience is not Audience.PRIVATE:
            message = f"{envelope.view.name} is not private"
            raise BugError(message)
        return view

    async def _falls(self, unit: UnitOfWork, envelope: Envelope, person: Person, frame: ClubFrame) -> bool:
        outbox = unit.of(Outbox)
        spent = budget.Spent(
            await outbox.counted_since(person.id, frame.cycle_began, envelope.club),
            await outbox.counted_since(person.id, budget.day_began(unit.now, person.zone)),
            frame.cycle_rounds,
        )
        tomorrow = next_allowed(budget.tomorrow(unit.now, person.zone), person.zone, frame.calendar)
        stale = envelope.not_after is not None and tomorrow > envelope.not_after
        decided = budget.fate(envelope.view.name, spent, stale_tomorrow=stale)
        if decided is budget.Fate.WAIT:
            await self._postpone(unit, envelope, tomorrow)
        elif decided is budget.Fate.FALL:
            await outbox.drop(envelope.id, "over budget")
        return decided is not budget.Fate.SEND

    async def _after_receipt(self, envelope: Envelope, message: str) -> None:
        async def work(unit: UnitOfWork) -> None:
            await unit.of(Outbox).mark_sent(envelope.id, message, unit.now)

        await self._storage.transact(work)
        log.info("delivered", envelope=envelope.id, view=envelope.view.name)

    async def _after_refusal(self, envelope: Envelope, error: SurelyNotSentError) -> None:
        async def work(unit: UnitOfWork) -> None:
            await self._postpone(unit, envelope, unit.now + error.retry_after)

        await self._storage.transact(work)
        log.info("not sent yet", envelope=envelope.id, again_in_seconds=error.retry_after.total_seconds())

    async def _after_unreachable(self, envelope: Envelope, place: Place) -> None:
        async def work(unit: UnitOfWork) -> None:
            await unit.of(Places).mark_unreachable(place.id)
            await self._postpone(unit, envelope, unit.now)

        await self._storage.transact(work)
        log.info("unreachable", place=place.id)

    async def _after_doubt(self, envelope: Envelope) -> None:
        async def work(unit: UnitOfWork) -> None:
            current = next((e for e in await unit.of(Outbox).unresolved() if e.id == envelope.id), None)
            if current is not None:
                await self._settle_doubt(unit, current)

        await self._storage.transact(work)

    async def _settle_doubt(self, unit: UnitOfWork, envelope: Envelope) -> None:
        """Send once more what must arrive; never what asks or is kind (R9, design step 6)."""
        if envelope.kind in SENT_AGAIN and envelope.attempts < MOST_ATTEMPTS_IN_DOUBT:
            await unit.of(Outbox).postpone(envelope.id, unit.now)
        else:
            await unit.of(Outbox).drop(envelope.id, "in doubt")
        log.info("in doubt", envelope=envelope.id, attempts=envelope.attempts)
