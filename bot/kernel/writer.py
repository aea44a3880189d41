"""Writing letters: which envelopes may go at this moment, and in which words (R8, R9; design, step 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.kernel import budget
from bot.kernel.catalogue import Catalogue
from bot.kernel.errors import BugError, StrangerError
from bot.kernel.feature import Reader
from bot.kernel.message_hours import next_allowed
from bot.kernel.people import ClubScope, Person, PersonId, Role
from bot.kernel.ports import COUNTED, Envelope, MessageClass, Outbox, UnitOfWork
from bot.kernel.quiet import ANSWER_TAKES, Ruling, hand_on, quiet_until, ruling
from bot.kernel.roster import ClubFrame, Member, Roster, roles_of
from bot.kernel.texts import Catalogues
from bot.kernel.views import Audience, Choice, View

A_MOMENT = timedelta(minutes=1)
ASKING = frozenset({MessageClass.ASK, MessageClass.DUTY})


@dataclass(frozen=True, slots=True)
class Letter:
    """An envelope whose words are made: for whom, of which club."""

    envelope: Envelope
    view: View
    person: Person
    frame: ClubFrame

    def answer_by(self, now: datetime) -> datetime | None:
        """Return until when an answer is waited for; None when nothing is asked (R8).

        A moment before the question's own time is up, while its view can still tell whether it was answered.
        """
        if self.envelope.kind not in ASKING or not _asks(self.view):
            return None
        until = self.envelope.not_after
        return max(now, until - A_MOMENT) if until is not None else now + ANSWER_TAKES


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom an envelope goes, as the roster has it now; the organizer, who is told facts, is no member."""

    person: Person
    frame: ClubFrame
    member: Member | None
    roles: frozenset[Role]


class Writer:
    """Makes letters of envelopes that are due; what may not go now is put off or dropped."""

    def __init__(self, catalogue: Catalogue, catalogues: Catalogues) -> None:
        self._catalogue = catalogue
        self._catalogues = catalogues

    async def letters(self, work: UnitOfWork, envelopes: Iterable[Envelope]) -> list[Letter]:
        """Return the letters that go to one person now, as one message.

        The weightiest stands first and is held against the budget; the others of its club go with it, and so do those
        that never go alone: several due become one (R9).
        """
        written: list[Letter] = []
        going: list[Letter] = []
        for each in sorted(envelopes, key=lambda envelope: -envelope.weight):
            letter = await self._letter(work, each, goes_along=each.club in {one.envelope.club for one in going})
            if letter is not None:
                written.append(letter)
                going += [letter] if each.kind in COUNTED else []
        riders = [rider for scope, to in _addresses(going) for rider in await work.of(Outbox).riders(scope, to)]
        along = [letter for each in riders if (letter := await self._letter(work, each, goes_along=True)) is not None]
        return [*written, *along]

    async def still_asks(self, work: UnitOfWork, envelope: Envelope) -> bool:
        """True when a message would still ask its person for an answer: nobody else of the company gave it either."""
        to = await self._addressee(work, envelope)
        view = await self._written(work, envelope, to) if to is not None else None
        return view is not None and _asks(view)

    async def frame(self, work: UnitOfWork, envelope: Envelope) -> ClubFrame | None:
        """Return the frame of an envelope's club; None when the club is closed."""
        try:
            return await work.of(Roster).frame(ClubScope(envelope.club))
        except StrangerError:
            return None

    async def _letter(self, work: UnitOfWork, envelope: Envelope, *, goes_along: bool) -> Letter | None:
        """Write one envelope if it may go now; else drop it, put it off, or hand it on."""
        outbox = work.of(Outbox)
        if envelope.not_after is not None and work.now > envelope.not_after:
            await outbox.drop(envelope.id, "stale")
            return None
        to = await self._addressee(work, envelope)
        if to is None:
            await outbox.drop(envelope.id, "nobody there")
            return None
        if await self._waits(work, envelope, to):
            return None
        view = await self._written(work, envelope, to)
        if view is None:
            await outbox.drop(envelope.id, "no longer true")
            return None
        if await self._is_handed_on(work, envelope, to):
            return None
        if not goes_along and await self._is_over_budget(work, envelope, to):
            return None
        return Letter(envelope, view, to.person, to.frame)

    async def _addressee(self, work: UnitOfWork, envelope: Envelope) -> Addressee | None:
        roster, scope = work.of(Roster), ClubScope(envelope.club)
        person, frame = await roster.person(envelope.to), await self.frame(work, envelope)
        if person is None or frame is None:
            return None
        member = await roster.member_of(scope, person.id)
        roles = roles_of(member, frame.host, work.now)
        if frame.founded_by == person.id and await roster.is_organizer(person.id):
            roles |= {Role.ORGANIZER}
        return Addressee(person, frame, member, roles)

    async def _waits(self, work: UnitOfWork, envelope: Envelope, to: Addressee) -> bool:
        """Put off what may not come at this hour, or in its person's quiet; drop what falls in quiet."""
        if envelope.kind is MessageClass.MUST:
            return False
        allowed = next_allowed(work.now, to.person.zone, to.frame.calendar)
        ruled = ruling(envelope, to.member, work.now)
        if ruled is Ruling.FALL:
            await work.of(Outbox).drop(envelope.id, "quiet")
        elif ruled is Ruling.WAIT and to.member is not None:
            await postpone(work, envelope, quiet_until(to.member, work.now), in_quiet=True)
        elif allowed > work.now:
            await postpone(work, envelope, allowed)
        else:
            return False
        return True

    async def _written(self, work: UnitOfWork, envelope: Envelope, to: Addressee) -> View | None:
        voice = self._catalogues.voice(to.person.language, to.person.zone, zone_named=to.frame.zones_differ)
        view = await self._catalogue.shown(work, Reader(voice, to.person.id, to.roles), envelope.view)
        if view is not None and view.audience is not Audience.PRIVATE:
            message = f"{envelope.view.name} is not private"
            raise BugError(message)
        return view

    async def _is_handed_on(self, work: UnitOfWork, envelope: Envelope, to: Addressee) -> bool:
        """Hand on a duty whose person wants quiet; where nobody else may be asked it waits."""
        if to.member is None or ruling(envelope, to.member, work.now) is not Ruling.HAND_ON:
            return False
        if await hand_on(work, envelope, to.member):
            await work.of(Outbox).drop(envelope.id, "handed on")
        else:
            await postpone(work, envelope, quiet_until(to.member, work.now), in_quiet=True)
        return True

    async def _is_over_budget(self, work: UnitOfWork, envelope: Envelope, to: Addressee) -> bool:
        """Hold a message against R9's budgets; one over them is dropped, or waits for tomorrow."""
        if envelope.kind is MessageClass.DUTY:
            sent = await work.of(Outbox).duties_since(envelope.to, to.frame.cycle_began, envelope.club)
            decided = budget.Fate.FALL if budget.duty_falls(sent, holds_up=envelope.holds_up) else budget.Fate.SEND
        elif envelope.kind in COUNTED:
            decided = await self._fate(work, envelope, to)
        else:
            decided = budget.Fate.SEND
        if decided is budget.Fate.WAIT:
            await postpone(work, envelope, _tomorrow(work.now, to))
        elif decided is budget.Fate.FALL:
            await work.of(Outbox).drop(envelope.id, "over budget")
        return decided is not budget.Fate.SEND

    async def _fate(self, work: UnitOfWork, envelope: Envelope, to: Addressee) -> budget.Fate:
        outbox, scope, began = work.of(Outbox), ClubScope(envelope.club), to.frame.cycle_began
        spent = budget.Spent(
            in_cycle=await outbox.counted_since(to.person.id, began, envelope.club),
            today=await outbox.counted_since(to.person.id, budget.day_began(work.now, to.person.zone)),
            rounds=to.frame.cycle_rounds,
            came=await outbox.kinds_since(scope, to.person.id, began),
            awaited=await outbox.awaited(scope, to.person.id),
            is_contact=to.member is not None and to.member.is_contact,
        )
        is_stale = envelope.not_after is not None and _tomorrow(work.now, to) > envelope.not_after
        return budget.fate(envelope.weight, spent, stale_tomorrow=is_stale)


def _asks(view: View) -> bool:
    return view.asks and any(isinstance(each, Choice) for each in view.blocks)


async def postpone(work: UnitOfWork, envelope: Envelope, until: datetime, *, in_quiet: bool = False) -> None:
    """Put an envelope off; one that would be stale by then is dropped at once."""
    if envelope.not_after is not None and until > envelope.not_after:
        await work.of(Outbox).drop(envelope.id, "stale")
    else:
        await work.of(Outbox).postpone(envelope.id, until, in_quiet=in_quiet)


def _tomorrow(now: datetime, to: Addressee) -> datetime:
    return next_allowed(budget.tomorrow(now, to.person.zone), to.person.zone, to.frame.calendar)


def _addresses(letters: list[Letter]) -> list[tuple[ClubScope, PersonId]]:
    """Return whom the letters go to, of each club once."""
    return list(dict.fromkeys((ClubScope(each.envelope.club), each.person.id) for each in letters))
