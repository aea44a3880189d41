"""Polls, slots and marks, kept in their tables."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime, time

from bot.features.polls.intents import PollId, SlotId, Tick
from bot.features.polls.model.ballot import Answer, Mark
from bot.features.polls.model.choice import Want
from bot.features.polls.model.slots import MOST_SLOTS, USUAL_SLOTS, Slot
from bot.features.polls.ports import Poll, PollState
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.errors import StrangerError
from bot.kernel.people import ClubId, ClubScope, CompanyId, PersonId
from storage.engine import Row, Value
from storage.repository import Repository

_TICKS = {Answer.YES: Tick.YES, Answer.IF_NEED_BE: Tick.IF_NEED_BE, Answer.NO: Tick.NO}
_ANSWERS = {tick.value: answer for answer, tick in _TICKS.items()}
_PHONE, _CONFIRMED = 1, 2


class SqlPolls(Repository):
    """Keeps `bot.features.polls.ports.Polls`."""

    file = "polls"

    async def live(self, scope: ClubScope) -> Poll | None:
        """Return the round that is under way."""
        row = await self._db.one(self._sql.live_poll, club=scope.club)
        return await self._poll(scope, row) if row else None

    async def poll(self, scope: ClubScope, poll: PollId) -> Poll:
        """Return a round."""
        row = await self._db.one(self._sql.poll_row, club=scope.club, poll=poll)
        if row is None:
            raise StrangerError
        return await self._poll(scope, row)

    async def poll_of_slot(self, scope: ClubScope, slot: SlotId) -> Poll:
        """Return the round a slot belongs to."""
        row = await self._db.one(self._sql.poll_of_slot, club=scope.club, slot=slot)
        if row is None:
            raise StrangerError
        return await self._poll(scope, row)

    async def of_cycle(self, scope: ClubScope, cycle: int) -> list[Poll]:
        """Return a cycle's rounds in their order."""
        rows = await self._db.all(self._sql.polls_of_cycle, club=scope.club, cycle=cycle)
        return [await self._poll(scope, row) for row in rows]

    async def add(self, scope: ClubScope, poll: Poll) -> None:
        """Add a round with its slots."""
        values = _values(poll)
        tapped = to_micros(poll.tapped_at) if poll.tapped_at else None
        await self._db.run(
            self._sql.add_poll, club=scope.club, cycle=poll.cycle, round=poll.round, tapped=tapped, **values
        )
        await self._add_slots(scope, poll.id, poll.slots)

    async def save(self, scope: ClubScope, poll: Poll) -> None:
        """Save everything of a round but its slots and marks."""
        await self._db.run(self._sql.save_poll, club=scope.club, **_values(poll))

    async def replace_slots(self, scope: ClubScope, poll: PollId, slots: dict[SlotId, Slot]) -> None:
        """Put these slots in the place of the former ones."""
        await self._db.run(self._sql.drop_slots, club=scope.club, poll=poll)
        await self._add_slots(scope, poll, slots)

    async def drop_slots(self, scope: ClubScope, poll: PollId, slots: Collection[SlotId]) -> None:
        """Take slots out of a round, with the answers they were given."""
        for slot in slots:
            await self._db.run(self._sql.drop_marks_of_slot, club=scope.club, poll=poll, slot=slot)
            await self._db.run(self._sql.drop_slot, club=scope.club, poll=poll, slot=slot)

    async def marks(self, scope: ClubScope, poll: Poll) -> list[Mark]:
        """Return a round's marks in the order of commit."""
        rows = await self._db.all(self._sql.marks_of_poll, club=scope.club, poll=poll.id)
        return [
            Mark(
                slot=poll.slots[SlotId(row["slot_id"])],
                company=CompanyId(row["company_id"]),
                person=PersonId(row["person_id"]),
                answer=_ANSWERS[row["answer"]],
                order=row["position"],
                by_phone=row["by_phone"] > 0,
                confirmed=row["by_phone"] == _CONFIRMED,
            )
            for row in rows
        ]

    async def mark(self, scope: ClubScope, poll: Poll, marks: Sequence[Mark], at: datetime) -> None:
        """Keep marks and the last tap."""
        ids = {slot: known for known, slot in poll.slots.items()}
        for mark in marks:
            await self._db.run(
                self._sql.put_mark,
                club=scope.club,
                poll=poll.id,
                slot=ids[mark.slot],
                company=mark.company,
                person=mark.person,
                answer=_TICKS[mark.answer].value,
                by_phone=(_CONFIRMED if mark.confirmed else _PHONE) if mark.by_phone else 0,
                position=mark.order,
                now=to_micros(at),
            )
        await self._db.run(self._sql.touch_poll, club=scope.club, poll=poll.id, now=to_micros(at))

    async def active_companies(self, scope: ClubScope) -> frozenset[CompanyId]:
        """Return the companies that are active at this moment."""
        now = to_micros(self._desk.now)
        rows = await self._db.all(self._sql.active_companies, club=scope.club, lapsed=self.lapsed(), now=now)
        return frozenset(CompanyId(row["company_id"]) for row in rows)

    async def most_slots(self, scope: ClubScope) -> int:
        """Return how many slots all the club's rooms can hold."""
        row = await self._db.one(self._sql.fewest_choices, club=scope.club)
        held = row["n"] if row and row["n"] is not None else USUAL_SLOTS
        return min(int(held), MOST_SLOTS)

    async def forget_person(self, person: PersonId, nobody: PersonId) -> list[ClubScope]:
        """Erase a person's marks in running polls and hand older ones to `nobody`."""
        scopes = [
            ClubScope(ClubId(row["club_id"])) for row in await self._db.all(self._sql.clubs_with_marks, person=person)
        ]
        for scope in scopes:
            await self._db.run(self._sql.erase_live_marks, club=scope.club, person=person)
        for row in await self._db.all(self._sql.marks_in_ended_polls, person=person):
            of_slot = {"club": row["club_id"], "slot": row["slot_id"]}
            counted = await self._db.one(self._sql.count_nobody, **of_slot)
            await self._db.run(
                self._sql.make_mark_nameless,
                **of_slot,
                company=row["company_id"],
                by_phone=row["by_phone"],
                person=person,
                nobody=f"{nobody}{counted['n'] if counted else 0}",
            )
        return scopes

    async def marks_of(self, person: PersonId) -> list[dict[str, str]]:
        """Return a person's own marks."""
        rows = await self._db.all(self._sql.marks_of_person, person=person)
        return [
            {
                "club": row["club_id"],
                "day": row["day"],
                "start": row["start"],
                "answer": _ANSWERS[row["answer"]].value,
                "answered_at": from_micros(row["marked_at"]).isoformat(),
            }
            for row in rows
        ]

    async def _add_slots(self, scope: ClubScope, poll: PollId, slots: dict[SlotId, Slot]) -> None:
        for known, slot in slots.items():
            await self._db.run(
                self._sql.add_slot,
                id=known,
                club=scope.club,
                poll=poll,
                day=slot.day.isoformat(),
                start=f"{slot.start:%H:%M}",
            )

    async def _poll(self, scope: ClubScope, row: Row) -> Poll:
        slots = await self._db.all(self._sql.slots_of_poll, club=scope.club, poll=row["id"])
        return Poll(
            id=PollId(row["id"]),
            cycle=row["cycle"],
            round=row["round"],
            state=PollState(row["state"]),
            host=CompanyId(row["host"]),
            target=date.fromisoformat(row["target"]),
            opens_at=from_micros(row["opens_at"]),
            closes_at=from_micros(row["closes_at"]),
            tapped_at=from_micros(row["tapped_at"]) if row["tapped_at"] is not None else None,
            closed_at=from_micros(row["closed_at"]) if row["closed_at"] is not None else None,
            chosen=SlotId(row["chosen"]) if row["chosen"] else None,
            want=_want(row["want"]),
            counted=_companies(row["counted"]),
            slots={
                SlotId(each["id"]): Slot(date.fromisoformat(each["day"]), time.fromisoformat(each["start"]))
                for each in slots
            },
        )


def _values(poll: Poll) -> dict[str, Value]:
    return {
        "id": poll.id,
        "state": poll.state.value,
        "host": poll.host,
        "target": poll.target.isoformat(),
        "opens": to_micros(poll.opens_at),
        "closes": to_micros(poll.closes_at),
        "closed": to_micros(poll.closed_at) if poll.closed_at else None,
        "chosen": poll.chosen,
        "want": poll.want.name.lower() if poll.want else None,
        "counted": json.dumps(sorted(poll.counted)),
    }


def _companies(listed: str) -> frozenset[CompanyId]:
    return frozenset(CompanyId(each) for each in json.loads(listed))


def _want(name: str | None) -> Want | None:
    return Want[name.upper()] if name else None
