"""The courier: claims envelopes, writes them from the state then, delivers, keeps the receipt (design, step 6)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.kernel.catalogue import Catalogue
from bot.kernel.errors import BugError, InDoubtError, SurelyNotSentError, UnreachableError
from bot.kernel.fit import fit
from bot.kernel.people import ClubId, ClubScope, Place
from bot.kernel.ports import COUNTED, ChatAdapter, Envelope, MessageClass, Outbox, Storage, UnitOfWork
from bot.kernel.questions import Questions
from bot.kernel.quiet import expire
from bot.kernel.roster import Places
from bot.kernel.tell import tell_lead_of_unreached
from bot.kernel.texts import Catalogues, Voice, Written
from bot.kernel.views import Audience, Block, Title, View
from bot.kernel.writer import Letter, Writer, postpone

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
    """One message made for one place, ready to go; several counted envelopes become one (R9).

    `asks` says of the envelopes that hold a question until when an answer is waited for.
    """

    envelopes: tuple[Envelope, ...]
    place: Place
    view: View
    voice: Voice
    asks: Mapping[str, datetime]


class Courier:
    """Delivers what the outbox holds; the only one who talks to adapters about envelopes."""

    def __init__(
        self, storage: Storage, catalogue: Catalogue, catalogues: Catalogues, adapters: Mapping[str, ChatAdapter]
    ) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._catalogues = catalogues
        self._writer = Writer(catalogue, catalogues)
        self._adapters = adapters

    async def recover(self) -> None:
        """Settle what a crash left in doubt, each by its class (R9)."""

        async def work(unit: UnitOfWork) -> None:
            for envelope in await unit.of(Outbox).unresolved():
                await self._settle_doubt(unit, envelope)

        await self._storage.transact(work)

    async def deliver_due(self) -> int:
        """Deliver one batch of what is due, people beside each other; return how many envelopes were moved on."""

        async def look(unit: UnitOfWork) -> tuple[list[Envelope], list[Envelope]]:
            return await unit.of(Outbox).due(unit.now, BATCH), await unit.of(Questions).overdue(unit.now, BATCH)

        due, overdue = await self._storage.read(look)
        for each in overdue:
            await self._give_up(each)
        per_person: dict[str, list[Envelope]] = {}
        for envelope in due:
            per_person.setdefault(envelope.to, []).append(envelope)
        await asyncio.gather(*(self._deliver_in_order(each) for each in per_person.values()))
        return len(due) + len(overdue)

    async def _give_up(self, envelope: Envelope) -> None:
        """Wait no longer for an answer; nobody is asked a fourth time in vain (R8)."""

        async def work(unit: UnitOfWork) -> None:
            frame = await self._writer.frame(unit, envelope)
            still_asks = frame is not None and await self._writer.still_asks(unit, envelope)
            await expire(unit, envelope, frame if still_asks else None)

        async def let_be(unit: UnitOfWork) -> None:
            await expire(unit, envelope, None)

        try:
            await self._storage.transact(work)
        except BugError:
            log.exception("a question cannot be looked at again and is let be", envelope=envelope.id)
            await self._storage.transact(let_be)

    async def _deliver_in_order(self, envelopes: list[Envelope]) -> None:
        """Deliver what is due to one person; several counted messages become one (R9)."""
        counted = tuple(each for each in envelopes if each.kind in COUNTED)
        for envelope in envelopes:
            if envelope not in counted:
                await self._deliver((envelope,))
        if counted:
            await self._deliver(counted)

    async def _deliver(self, envelopes: tuple[Envelope, ...]) -> None:
        """Deliver what goes into one message; whatever is wrong with it, the others go on."""

        async def work(unit: UnitOfWork) -> Parcel | None:
            return await self._prepare(unit, envelopes)

        try:
            parcel = await self._storage.transact(work)
        except BugError:
            log.exception("a message could not be written and is put off", envelope=envelopes[0].id)
            await self._after_bug(envelopes)
            return
        if parcel is not None:
            await self._send(parcel)

    async def _send(self, parcel: Parcel) -> None:
        adapter, envelopes = self._adapters[parcel.place.platform], parcel.envelopes
        try:
            message = await adapter.post(parcel.place, parcel.view, parcel.voice, envelopes[0].id)
        except SurelyNotSentError as error:
            await self._after_refusal(envelopes, error)
        except UnreachableError:
            await self._after_unreachable(envelopes, parcel.place)
        except InDoubtError:
            await self._after_doubt(envelopes)
        else:
            await self._after_receipt(parcel, message)

    async def _prepare(self, unit: UnitOfWork, envelopes: tuple[Envelope, ...]) -> Parcel | None:
        """Decide in one unit whether, where and in which words to send; the attempt is noted before it is made."""
        letters = await self._writer.letters(unit, envelopes)
        if not letters:
            return None
        lanes = await unit.of(Places).lanes(letters[0].person.id)
        place = next((lane for lane in lanes if lane.platform in self._adapters), None)
        if place is None:
            for each in letters:
                await self._tell_lead(unit, each.envelope)
                await postpone(unit, each.envelope, unit.now + LOOK_AGAIN)
            return None
        # Who left since the look is not written to.
        going = [each for each in letters if await unit.of(Outbox).mark_sending(each.envelope.id, place.id)]
        return self._parcel(going, place, unit.now) if going else None

    def _parcel(self, letters: list[Letter], place: Place, now: datetime) -> Parcel:
        """Return one message of one or more letters; of several clubs, each stands under its club's name."""
        first, several = letters[0], len({each.envelope.club for each in letters}) > 1
        blocks: list[Block] = []
        for each in letters:
            blocks += [Title(Written(each.frame.name))] if several else []
            blocks += each.view.blocks
        fitted = fit(View(Audience.PRIVATE, tuple(blocks)), self._adapters[place.platform].capabilities(place))
        zone_named = any(each.frame.zones_differ for each in letters)
        voice = self._catalogues.voice(first.person.language, first.person.zone, zone_named=zone_named)
        return Parcel(tuple(each.envelope for each in letters), place, fitted.view, voice, _questions(letters, now))

    async def _tell_lead(self, unit: UnitOfWork, envelope: Envelope) -> None:
        """Have the lead told of somebody who cannot be reached, in the event's own view where it has one."""
        if envelope.kind not in SENT_AGAIN or envelope.view.name.endswith(UNREACHED):
            return
        own = envelope.view.name + UNREACHED
        await tell_lead_of_unreached(unit, envelope, own if own in self._catalogue.views else ANY_UNREACHED)

    async def _after_bug(self, envelopes: tuple[Envelope, ...]) -> None:
        """Put off what cannot be written, alone: of several each is tried for itself."""
        if len(envelopes) > 1:
            for each in envelopes:
                await self._deliver((each,))
            return
        await self._after_refusal(envelopes, SurelyNotSentError(TRY_AGAIN))

    async def _after_receipt(self, parcel: Parcel, message: str) -> None:
        async def work(unit: UnitOfWork) -> None:
            for each in parcel.envelopes:
                await unit.of(Outbox).mark_sent(each.id, message, unit.now)
                if each.id in parcel.asks:
                    await unit.of(Questions).asked(ClubScope(each.club), each, parcel.asks[each.id])

        await self._storage.transact(work)
        for each in parcel.envelopes:
            log.info("delivered", envelope=each.id, view=each.view.name)

    async def _after_refusal(self, envelopes: tuple[Envelope, ...], error: SurelyNotSentError) -> None:
        async def work(unit: UnitOfWork) -> None:
            for each in envelopes:
                await postpone(unit, each, unit.now + error.retry_after)

        await self._storage.transact(work)
        log.info("not sent yet", envelope=envelopes[0].id, again_in_seconds=error.retry_after.total_seconds())

    async def _after_unreachable(self, envelopes: tuple[Envelope, ...], place: Place) -> None:
        async def work(unit: UnitOfWork) -> None:
            await unit.of(Places).mark_unreachable(place.id)
            for each in envelopes:
                await postpone(unit, each, unit.now)

        await self._storage.transact(work)
        log.info("unreachable", place=place.id)

    async def _after_doubt(self, envelopes: tuple[Envelope, ...]) -> None:
        async def work(unit: UnitOfWork) -> None:
            known = {each.id for each in envelopes}
            for each in await unit.of(Outbox).unresolved():
                if each.id in known:
                    await self._settle_doubt(unit, each)

        await self._storage.transact(work)

    async def _settle_doubt(self, unit: UnitOfWork, envelope: Envelope) -> None:
        """Send once more what must arrive; never what asks or is kind (R9, design step 6)."""
        if envelope.kind in SENT_AGAIN and envelope.attempts < MOST_ATTEMPTS_IN_DOUBT:
            await unit.of(Outbox).postpone(envelope.id, unit.now)
        else:
            await unit.of(Outbox).drop(envelope.id, "in doubt")
        log.info("in doubt", envelope=envelope.id, attempts=envelope.attempts)


def _questions(letters: list[Letter], now: datetime) -> dict[str, datetime]:
    """Return one question of a message in each club, the one that has the longest time (R8 counts messages)."""
    found: dict[ClubId, tuple[datetime, str]] = {}
    for each in letters:
        answer_by, club = each.answer_by(now), each.envelope.club
        if answer_by is not None:
            found[club] = max(found.get(club, (answer_by, "")), (answer_by, each.envelope.id))
    return {envelope: answer_by for answer_by, envelope in found.values()}
