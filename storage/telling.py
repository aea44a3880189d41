"""The machinery of telling: envelopes, cards, timers, updates seen, acts set aside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from bot.kernel.clock import from_micros, to_micros
from bot.kernel.intents import Intent
from bot.kernel.people import ClubId, ClubScope, CompanyId, MembershipId, PersonId
from bot.kernel.ports import QUIET_POSTS, AsideAct, Card, Envelope, MessageClass, Timer, Weight
from bot.kernel.views import ViewRef
from storage.engine import Row
from storage.repository import Repository


def as_text(ids: Mapping[str, str]) -> str:
    """Return a view's ids as one text that is the same for the same ids."""
    return json.dumps(dict(ids), sort_keys=True, separators=(",", ":"))


class SqlOutbox(Repository):
    """Keeps `bot.kernel.ports.Outbox`."""

    async def put(self, envelope: Envelope) -> None:
        """Keep an envelope, once per key."""
        await self._db.run(
            self._sql.put_envelope,
            id=envelope.id,
            club=envelope.club,
            person=envelope.to,
            kind=envelope.kind.value,
            view=envelope.view.name,
            ids=as_text(envelope.view.ids),
            key=envelope.key,
            not_before=to_micros(envelope.not_before),
            not_after=to_micros(envelope.not_after) if envelope.not_after else None,
            weight=int(envelope.weight),
            holds_up=int(envelope.holds_up),
            rides_along=int(envelope.rides_along),
            company=envelope.company,
        )

    async def cancel(self, scope: ClubScope, person: PersonId) -> None:
        """Drop what is still due to a person who left."""
        await self._db.run(self._sql.cancel_envelopes, club=scope.club, person=person, now=to_micros(self._desk.now))

    async def due(self, now: datetime, limit: int) -> list[Envelope]:
        """Return pending envelopes due by `now`."""
        return [_envelope(row) for row in await self._db.all(self._sql.due_envelopes, now=to_micros(now), most=limit)]

    async def riders(self, scope: ClubScope, person: PersonId) -> list[Envelope]:
        """Return what is due and goes only along with another message."""
        now = to_micros(self._desk.now)
        rows = await self._db.all(self._sql.riders_of_person, club=scope.club, person=person, now=now)
        return [_envelope(row) for row in rows]

    async def awaited(self, scope: ClubScope, person: PersonId) -> frozenset[Weight]:
        """Return which kinds of counted messages are pending."""
        rows = await self._db.all(self._sql.awaited_weights, club=scope.club, person=person)
        return frozenset(Weight(row["weight"]) for row in rows)

    async def next_due(self) -> datetime | None:
        """Return when the next pending envelope is due, or the next question has gone unanswered."""
        rows = [await self._db.one(sql) for sql in (self._sql.next_envelope, self._sql.next_overdue)]
        due = [row["due"] for row in rows if row and row["due"] is not None]
        return from_micros(min(due)) if due else None

    async def unresolved(self) -> list[Envelope]:
        """Return envelopes left in `sending`."""
        return [_envelope(row) for row in await self._db.all(self._sql.unresolved_envelopes)]

    async def mark_sending(self, envelope: str, place: str) -> bool:
        """Note an attempt before it is made."""
        return bool(await self._db.run(self._sql.mark_sending, envelope=envelope, place=place))

    async def mark_sent(self, envelope: str, message: str, at: datetime) -> None:
        """Note the platform's receipt."""
        await self._db.run(self._sql.mark_sent, envelope=envelope, message=message, now=to_micros(at))

    async def postpone(self, envelope: str, until: datetime, *, in_quiet: bool = False) -> None:
        """Set it back to pending, due later."""
        await self._db.run(
            self._sql.postpone_envelope, envelope=envelope, until=to_micros(until), in_quiet=int(in_quiet)
        )

    async def release(self, scope: ClubScope, person: PersonId) -> None:
        """Make due what waited in a person's quiet."""
        await self._db.run(self._sql.release_envelopes, club=scope.club, person=person, now=to_micros(self._desk.now))

    async def drop(self, envelope: str, reason: str) -> None:
        """End it unsent."""
        await self._db.run(self._sql.drop_envelope, envelope=envelope, reason=reason, now=to_micros(self._desk.now))

    async def duties_since(self, person: PersonId, since: datetime, club: ClubId) -> int:
        """Return how many duties a person was sent in one club since."""
        row = await self._db.one(self._sql.duties_in_club, club=club, person=person, since=to_micros(since))
        return int(row["n"]) if row else 0

    async def counted_since(self, person: PersonId, since: datetime, club: ClubId | None = None) -> int:
        """Return how many counted messages a person was sent since."""
        if club is None:
            row = await self._db.one(self._sql.counted_since, person=person, since=to_micros(since))
        else:
            row = await self._db.one(self._sql.counted_in_club, club=club, person=person, since=to_micros(since))
        return int(row["n"]) if row else 0

    async def kinds_since(self, scope: ClubScope, person: PersonId, since: datetime) -> Mapping[Weight, int]:
        """Return how many of each kind of counted message a person was sent in a club since."""
        rows = await self._db.all(self._sql.kinds_in_club, club=scope.club, person=person, since=to_micros(since))
        return {Weight(row["weight"]): row["n"] for row in rows}


class SqlQuestions(Repository):
    """Keeps `bot.kernel.questions.Questions`."""

    async def wish_quiet(
        self, scope: ClubScope, member: MembershipId, snoozed_until: datetime | None, *, opted_out: bool
    ) -> None:
        """Keep how quiet a member wants it."""
        until = to_micros(snoozed_until) if snoozed_until else None
        await self._db.run(self._sql.wish_quiet, club=scope.club, member=member, until=until, opted_out=int(opted_out))

    async def asked(self, scope: ClubScope, envelope: Envelope, answer_by: datetime) -> None:
        """Note that a message with a question was sent."""
        await self._db.run(
            self._sql.note_question, club=scope.club, envelope=envelope.id, answer_by=to_micros(answer_by)
        )
        await self._db.run(self._sql.count_question, club=scope.club, person=envelope.to)

    async def overdue(self, now: datetime, limit: int) -> list[Envelope]:
        """Return messages whose question has gone unanswered."""
        rows = await self._db.all(self._sql.overdue_questions, now=to_micros(now), most=limit)
        return [_envelope(row) for row in rows]

    async def give_up(self, envelope: str) -> None:
        """Wait no longer for an answer to a message."""
        await self._db.run(self._sql.give_up_question, envelope=envelope)

    async def unanswered(self, scope: ClubScope, member: MembershipId, envelope: str) -> int:
        """Count a question as unanswered if nothing was done since; return how many are in a row."""
        await self._db.run(self._sql.count_unanswered, club=scope.club, member=member, envelope=envelope)
        row = await self._db.one(self._sql.unanswered_row, club=scope.club, member=member)
        return int(row["unanswered"]) if row else 0

    async def fall_silent(self, scope: ClubScope, member: MembershipId) -> None:
        """Ask a member nothing more."""
        await self._db.run(self._sql.fall_silent, club=scope.club, member=member, now=to_micros(self._desk.now))

    async def heard_from(self, scope: ClubScope, member: MembershipId) -> None:
        """Note an act of a member."""
        await self._db.run(self._sql.heard_from, club=scope.club, member=member, now=to_micros(self._desk.now))


class SqlCards(Repository):
    """Keeps `bot.kernel.ports.Cards`."""

    async def hang(self, scope: ClubScope, view: ViewRef, *, loud: bool) -> None:
        """Hang a card in every room of the club, once; a quiet one beyond the cycle's four not at all."""
        for room in await self._db.all(self._sql.rooms_of_club, club=scope.club):
            await self._db.run(
                self._sql.hang_card,
                id=self._desk.new_id(),
                club=scope.club,
                place=room["id"],
                view=view.name,
                ids=as_text(view.ids),
                loud=int(loud),
                now=to_micros(self._desk.now),
                most=QUIET_POSTS,
            )

    async def hangs(self, scope: ClubScope, view: ViewRef) -> bool:
        """True for a card that hangs in a room of the club."""
        found = await self._db.one(self._sql.card_of_view, club=scope.club, view=view.name, ids=as_text(view.ids))
        return found is not None

    async def mark(self, scope: ClubScope, view: ViewRef) -> None:
        """Note that what a card mirrors has changed."""
        await self._db.run(
            self._sql.mark_card,
            club=scope.club,
            view=view.name,
            ids=as_text(view.ids),
            now=to_micros(self._desk.now),
        )

    async def mark_all(self, scope: ClubScope) -> None:
        """Note that something every card may show has changed."""
        await self._db.run(self._sql.mark_cards, club=scope.club, now=to_micros(self._desk.now))

    async def changed(self, limit: int) -> list[Card]:
        """Return cards behind the state."""
        return [_card(row) for row in await self._db.all(self._sql.changed_cards, most=limit)]

    async def mark_posting(self, card: str) -> None:
        """Note an attempt to post."""
        await self._db.run(self._sql.mark_posting, card=card)

    async def mark_shown(self, card: str, message: str, shown: str, changes: int) -> None:
        """Note what hangs now."""
        await self._db.run(self._sql.mark_shown, card=card, message=message, shown=shown, changes=changes)

    async def mark_gone(self, card: str) -> None:
        """Note that the message was deleted."""
        await self._db.run(self._sql.mark_gone, card=card)

    async def give_up(self, card: str) -> None:
        """Stop showing a card."""
        await self._db.run(self._sql.give_up_card, card=card)


class SqlTimers(Repository):
    """Keeps `bot.kernel.ports.Timers`."""

    async def set(self, scope: ClubScope, intent: Intent, due_at: datetime) -> None:
        """Set or move the one timer of this intent; a moved one has a new id."""
        data = self._desk.codec.write(intent)
        await self._db.run(self._sql.drop_timer, club=scope.club, data=data)
        await self._db.run(
            self._sql.set_timer, id=self._desk.new_id(), club=scope.club, data=data, due=to_micros(due_at)
        )

    async def cancel(self, scope: ClubScope, intent: Intent) -> None:
        """Cancel the timer of this intent."""
        await self._db.run(self._sql.drop_timer, club=scope.club, data=self._desk.codec.write(intent))

    async def due(self, now: datetime, limit: int) -> list[Timer]:
        """Return the timers due by `now`."""
        return [_timer(row) for row in await self._db.all(self._sql.due_timers, now=to_micros(now), most=limit)]

    async def next(self) -> Timer | None:
        """Return the timer that falls due next."""
        row = await self._db.one(self._sql.next_timer)
        return _timer(row) if row else None

    async def of_club(self, scope: ClubScope) -> list[Timer]:
        """Return the club's timers."""
        return [_timer(row) for row in await self._db.all(self._sql.timers_of_club, club=scope.club)]

    async def put_off(self, timer: str, due_at: datetime) -> None:
        """Try a failed timer again later."""
        await self._db.run(self._sql.put_off_timer, timer=timer, due=to_micros(due_at))

    async def done(self, timer: str) -> bool:
        """Remove a timer that is handled."""
        return bool(await self._db.run(self._sql.end_timer, timer=timer))


class SqlDedup(Repository):
    """Keeps `bot.kernel.ports.Dedup`."""

    async def is_new(self, key: str, at: datetime) -> bool:
        """Remember the key; False when it was known."""
        return bool(await self._db.run(self._sql.see_update, key=key, now=to_micros(at)))


class SqlSetAside(Repository):
    """Keeps `bot.kernel.ports.SetAside`; what was typed is sealed."""

    async def keep(self, scope: ClubScope, person: PersonId, act: AsideAct) -> None:
        """Keep the person's one act."""
        words = json.dumps({"data": act.data, "filled": dict(act.filled) if act.filled is not None else None})
        sealed = await self.seal(scope, "set_aside.act", person, words)
        await self._db.run(
            self._sql.keep_aside, club=scope.club, person=person, act=sealed, now=to_micros(self._desk.now)
        )

    async def take(self, scope: ClubScope, person: PersonId) -> AsideAct | None:
        """Return and forget it."""
        row = await self._db.one(self._sql.aside_row, club=scope.club, person=person)
        if row is None:
            return None
        await self._db.run(self._sql.forget_aside, club=scope.club, person=person)
        kept = json.loads(await self.unseal(scope, "set_aside.act", person, row["act"]))
        return AsideAct(kept["data"], kept["filled"])


def _envelope(row: Row) -> Envelope:
    return Envelope(
        id=row["id"],
        club=ClubId(row["club_id"]),
        to=PersonId(row["person_id"]),
        kind=MessageClass(row["kind"]),
        view=ViewRef(row["view"], ClubId(row["club_id"]), json.loads(row["ids"])),
        key=row["unique_key"],
        not_before=from_micros(row["not_before"]),
        not_after=from_micros(row["not_after"]) if row["not_after"] is not None else None,
        attempts=row["attempts"],
        place=row["place_id"],
        weight=Weight(row["weight"]),
        holds_up=bool(row["holds_up"]),
        rides_along=bool(row["rides_along"]),
        company=CompanyId(row["company_id"]) if row["company_id"] else None,
    )


def _card(row: Row) -> Card:
    return Card(
        id=row["id"],
        club=ClubId(row["club_id"]),
        place=row["place_id"],
        view=ViewRef(row["view"], ClubId(row["club_id"]), json.loads(row["ids"])),
        message=row["message"],
        shown=row["shown"],
        changes=row["changes"],
        attempts=row["attempts"],
        reposts=row["reposts"],
        loud=bool(row["loud"]),
    )


def _timer(row: Row) -> Timer:
    return Timer(row["id"], ClubId(row["club_id"]), row["data"], from_micros(row["due_at"]))
