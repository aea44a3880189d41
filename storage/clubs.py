"""Clubs and their rules."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

from bot.features.clubs.model import AnyPause, Step
from bot.features.clubs.ports import Closing, ClubCounts, KeptPause, NewClub, Region
from bot.features.polls.model.rhythm import Rhythm
from bot.kernel.calendar import Pause, YearlyPause
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.errors import StrangerError
from bot.kernel.people import ClubId, ClubScope, CompanyId, MembershipId, PersonId
from storage.engine import Row, Value
from storage.repository import Repository

_MINUTE = timedelta(minutes=1)


class SqlClubs(Repository):
    """Keeps `bot.features.clubs.ports.Clubs`."""

    file = "clubs"

    async def found(self, scope: ClubScope, new: NewClub) -> None:
        """Keep a new club with a data key of its own."""
        wrapped = self._desk.sealer.new_club_key(scope.club)
        key = self._desk.sealer.unwrap(wrapped, scope.club)
        await self._db.run(
            self._sql.found_club,
            club=scope.club,
            data_key=wrapped,
            name=key.seal("club.name", scope.club, new.name),
            language=new.language.value,
            languages=json.dumps([new.language.value]),
            zone=new.zone.key,
            countries=json.dumps(["FI"]),
            person=new.founded_by,
            now=to_micros(self._desk.now),
            **_rhythm_values(new.rhythm),
        )
        for pause in new.pauses:
            await self.add_pause(scope, pause)

    async def rhythm(self, scope: ClubScope) -> Rhythm:
        """Return the usual weekdays, hour, length and cadence."""
        row = await self._db.one(self._sql.rhythm_of_club, club=scope.club)
        if row is None:
            raise StrangerError
        return Rhythm(
            weekdays=tuple(json.loads(row["weekdays"])),
            start=time.fromisoformat(row["start_time"]),
            length=row["length_minutes"] * _MINUTE,
            cadence_weeks=row["cadence_weeks"],
        )

    async def set_rhythm(self, scope: ClubScope, rhythm: Rhythm) -> None:
        """Keep them."""
        await self._db.run(self._sql.set_rhythm, club=scope.club, **_rhythm_values(rhythm))

    async def set_region(self, scope: ClubScope, region: Region) -> None:
        """Keep languages, zone and countries."""
        await self._db.run(
            self._sql.set_region,
            club=scope.club,
            languages=json.dumps([each.value for each in region.languages]),
            language=region.language.value,
            zone=region.zone.key,
            countries=json.dumps(region.countries),
        )

    async def term_months(self, scope: ClubScope) -> int:
        """Return how many months lead and deputy are asked for."""
        row = await self._db.one(self._sql.term_of_club, club=scope.club)
        return int(row["term_months"]) if row else 0

    async def set_term_months(self, scope: ClubScope, months: int) -> None:
        """Keep it."""
        await self._db.run(self._sql.set_term, club=scope.club, months=months)

    async def pauses(self, scope: ClubScope) -> list[KeptPause]:
        """Return the pauses."""
        return [_kept(row) for row in await self._db.all(self._sql.pauses_of_club, club=scope.club)]

    async def add_pause(self, scope: ClubScope, pause: AnyPause) -> None:
        """Keep a pause."""
        first, last = _ends(pause)
        yearly = int(isinstance(pause, YearlyPause))
        await self._db.run(
            self._sql.add_pause, id=self._desk.new_id(), club=scope.club, yearly=yearly, first=first, last=last
        )

    async def remove_pause(self, scope: ClubScope, pause: str) -> bool:
        """Take a pause away."""
        return await self._db.run(self._sql.remove_pause, club=scope.club, pause=pause) == 1

    async def setup_step(self, scope: ClubScope) -> Step:
        """Return the step that comes next."""
        return Step((await self._setup(scope))["setup_step"])

    async def set_setup_step(self, scope: ClubScope, step: Step) -> None:
        """Keep it."""
        await self._db.run(self._sql.set_setup_step, club=scope.club, step=int(step))

    async def ready_at(self, scope: ClubScope) -> datetime | None:
        """Return when the set-up was done."""
        micros = (await self._setup(scope))["ready_at"]
        return from_micros(micros) if micros is not None else None

    async def mark_ready(self, scope: ClubScope, at: datetime) -> None:
        """Note that the set-up is done, once."""
        await self._db.run(self._sql.mark_ready, club=scope.club, now=to_micros(at))

    async def set_host(self, scope: ClubScope, company: CompanyId | None, place: str) -> None:
        """Keep whose turn it is, and where."""
        sealed = await self.seal(scope, "club.host_place", scope.club, place)
        await self._db.run(self._sql.set_host, club=scope.club, company=company, place=sealed if company else None)

    async def begin_cycle(self, scope: ClubScope, at: datetime) -> None:
        """Note that a new cycle began."""
        await self._db.run(self._sql.begin_cycle, club=scope.club, now=to_micros(at))

    async def add_round(self, scope: ClubScope) -> None:
        """Count one more round."""
        await self._db.run(self._sql.add_round, club=scope.club)

    async def closing(self, scope: ClubScope) -> Closing | None:
        """Return who asked last to close the club."""
        row = await self._db.one(self._sql.closing_of_club, club=scope.club)
        if row is None or row["closing_asked_at"] is None:
            return None
        return Closing(from_micros(row["closing_asked_at"]), MembershipId(row["closing_asked_by"]))

    async def ask_closing(self, scope: ClubScope, asked: Closing | None) -> None:
        """Keep that somebody asks to close the club, or nobody."""
        at, member = (to_micros(asked.asked_at), asked.asked_by) if asked else (None, None)
        await self._db.run(self._sql.ask_closing, club=scope.club, at=at, member=member)

    async def stop(self, scope: ClubScope, at: datetime) -> None:
        """Let nothing of the club fall due any more."""
        for sql in (self._sql.end_timers, self._sql.end_asides):
            await self._db.run(sql, club=scope.club)
        for sql in (self._sql.end_envelopes, self._sql.end_invitations, self._sql.end_company_links):
            await self._db.run(sql, club=scope.club, now=to_micros(at))

    async def close(self, scope: ClubScope, at: datetime) -> None:
        """End the club; every membership is former."""
        for sql in (self._sql.close_club, self._sql.end_memberships):
            await self._db.run(sql, club=scope.club, now=to_micros(at))

    async def counts(self, organizer: PersonId) -> list[ClubCounts]:
        """Return the counts of the clubs an organizer founded."""
        rows = await self._db.all(self._sql.counts_of_organizer, person=organizer)
        return [
            ClubCounts(
                ClubId(row["id"]),
                await self.unseal(ClubScope(ClubId(row["id"])), "club.name", row["id"], row["name"]),
                bool(row["awaits_lead"]),
                row["companies"],
                row["members"],
                row["meetings"],
                row["answers"],
            )
            for row in rows
        ]

    async def forget_founder(self, person: PersonId) -> None:
        """Let go of who founded the clubs."""
        await self._db.run(self._sql.forget_founder, person=person)

    async def _setup(self, scope: ClubScope) -> Row:
        row = await self._db.one(self._sql.setup_of_club, club=scope.club)
        if row is None:
            raise StrangerError
        return row


def _rhythm_values(rhythm: Rhythm) -> dict[str, Value]:
    return {
        "weekdays": json.dumps(rhythm.weekdays),
        "start": f"{rhythm.start:%H:%M}",
        "minutes": rhythm.length // _MINUTE,
        "weeks": rhythm.cadence_weeks,
    }


def _ends(pause: AnyPause) -> tuple[str, str]:
    if isinstance(pause, Pause):
        return pause.first.isoformat(), pause.last.isoformat()
    return (
        f"{pause.first_month:02}-{pause.first_day:02}",
        f"{pause.last_month:02}-{pause.last_day:02}",
    )


def _kept(row: Row) -> KeptPause:
    if not row["yearly"]:
        return KeptPause(row["id"], Pause(date.fromisoformat(row["first"]), date.fromisoformat(row["last"])))
    first, last = (tuple(map(int, row[end].split("-"))) for end in ("first", "last"))
    return KeptPause(row["id"], YearlyPause(first[0], first[1], last[0], last[1]))
