"""The roster and the places, read from their tables."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.kernel.calendar import ClubCalendar, Pause, YearlyPause
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.errors import ConflictError, StrangerError
from bot.kernel.people import (
    NO_CLUB,
    Account,
    ClubId,
    ClubScope,
    CompanyId,
    Language,
    MembershipId,
    Person,
    PersonId,
    Place,
    PlaceId,
    Where,
)
from bot.kernel.roster import ClubFrame, ClubOutline, Company, Member, MemberState, Post
from storage.engine import Row
from storage.repository import Repository


class SqlRoster(Repository):
    """Keeps `bot.kernel.roster.Roster`."""

    async def hold(self, scope: ClubScope) -> bool:
        """Raise the club's version by one, conditionally."""
        row = await self._db.one(self._sql.club_version, club=scope.club)
        if row is None:
            return False
        if not await self._db.run(self._sql.raise_version, club=scope.club, version=row["version"]):
            raise ConflictError
        return True

    async def person_of(self, account: Account) -> Person | None:
        """Return whose account this is."""
        row = await self._db.one(self._sql.person_of_account, platform=account.platform, user=account.user)
        return _person(row) if row else None

    async def person(self, person: PersonId) -> Person | None:
        """Return a person."""
        row = await self._db.one(self._sql.person_row, person=person)
        return _person(row) if row else None

    async def is_organizer(self, person: PersonId) -> bool:
        """True when the person is an organizer."""
        return await self._db.one(self._sql.organizer_row, person=person) is not None

    async def clubs_of(self, person: PersonId) -> list[ClubId]:
        """Return the clubs a person stands in."""
        rows = await self._db.all(self._sql.clubs_of_person, person=person)
        return [ClubId(row["club_id"]) for row in rows]

    async def closed_clubs_of(self, person: PersonId) -> list[ClubId]:
        """Return the clubs in which the person was pledged when they closed."""
        rows = await self._db.all(self._sql.closed_clubs_of_person, person=person)
        return [ClubId(row["club_id"]) for row in rows]

    async def frame(self, scope: ClubScope) -> ClubFrame:
        """Return the club's frame."""
        row = await self._db.one(self._sql.club_row, club=scope.club)
        if row is None:
            raise StrangerError
        pauses = await self._db.all(self._sql.pauses_of_club, club=scope.club)
        place = await self.unseal(scope, "club.host_place", scope.club, row["host_place"]) if row["host_place"] else ""
        return ClubFrame(
            id=scope.club,
            name=await self.unseal(scope, "club.name", scope.club, row["name"]),
            language=Language(row["language"]),
            languages=tuple(Language(each) for each in json.loads(row["languages"])),
            calendar=_calendar(row, pauses),
            is_set_up=row["ready_at"] is not None,
            host=CompanyId(row["host_company"]) if row["host_company"] else None,
            host_place=place,
            cycle_began=from_micros(row["cycle_began"]),
            cycle_rounds=row["cycle_rounds"],
            founded_by=PersonId(row["founded_by"]) if row["founded_by"] else None,
            zones_differ=bool(row["zones_differ"]),
            is_closed=row["closed_at"] is not None,
        )

    async def outline(self, scope: ClubScope) -> ClubOutline:
        """Return what decides rights and times."""
        row = await self._db.one(self._sql.club_outline, club=scope.club)
        if row is None:
            raise StrangerError
        return ClubOutline(
            zone=ZoneInfo(row["zone"]),
            zones_differ=bool(row["zones_differ"]),
            host=CompanyId(row["host_company"]) if row["host_company"] else None,
            founded_by=PersonId(row["founded_by"]) if row["founded_by"] else None,
        )

    async def members(self, scope: ClubScope) -> list[Member]:
        """Return every row of the roster."""
        rows = await self._db.all(self._sql.members_of_club, club=scope.club, now=self._micros())
        return [await self._member(scope, row) for row in rows]

    async def member_of(self, scope: ClubScope, person: PersonId) -> Member | None:
        """Return the person's own row, the present one first."""
        rows = await self._db.all(self._sql.members_of_person, club=scope.club, person=person, now=self._micros())
        found = [await self._member(scope, row) for row in rows]
        present = [member for member in found if member.state is not MemberState.FORMER]
        return next(iter(present or found[-1:]), None)

    async def companies(self, scope: ClubScope) -> list[Company]:
        """Return the club's companies that have not left."""
        rows = await self._db.all(
            self._sql.companies_of_club, club=scope.club, lapsed=self.lapsed(), now=self._micros()
        )
        return [
            Company(
                CompanyId(row["id"]),
                await self.unseal(scope, "company.name", row["id"], row["name"]),
                bool(row["is_active"]),
                from_micros(row["joined_at"]) if row["joined_at"] is not None else None,
                row["position"],
                bool(row["is_on_leave"]),
            )
            for row in rows
        ]

    def _micros(self) -> int:
        return to_micros(self._desk.now)

    async def _member(self, scope: ClubScope, row: Row) -> Member:
        return Member(
            id=MembershipId(row["id"]),
            company=CompanyId(row["company_id"]),
            name=await self.unseal(scope, "membership.name", row["id"], row["name"]),
            state=MemberState(row["state"]),
            post=Post(row["post"]),
            is_contact=bool(row["is_contact"]),
            person=PersonId(row["person_id"]) if row["person_id"] else None,
            language=Language(row["language"] or Language.EN),
            zone=ZoneInfo(row["zone"]) if row["zone"] else None,
            pledged_at=from_micros(row["pledged_at"]) if row["pledged_at"] is not None else None,
            pledge_version=row["pledge_version"],
            left_at=from_micros(row["left_at"]) if row["left_at"] is not None else None,
            snoozed_until=from_micros(row["snoozed_until"]) if row["snoozed_until"] is not None else None,
            opted_out=bool(row["opted_out"]),
            silent_since=from_micros(row["silent_since"]) if row["silent_since"] is not None else None,
            is_on_leave=bool(row["is_on_leave"]),
            questions=row["questions"],
            knocks=bool(row["knocks"]),
            promised_at=from_micros(row["promised_at"]) if row["promised_at"] is not None else None,
            post_since=from_micros(row["post_since"]) if row["post_since"] is not None else None,
        )


class SqlPlaces(Repository):
    """Keeps `bot.kernel.roster.Places`."""

    async def find(self, where: Where) -> Place | None:
        """Return the place registered for a chat."""
        row = await self._find(where)
        return _place(row) if row else None

    async def place(self, place: str) -> Place | None:
        """Return a place by its id."""
        row = await self._db.one(self._sql.place_row, place=place)
        return _place(row) if row else None

    async def rooms(self, scope: ClubScope) -> list[Place]:
        """Return the club's rooms."""
        return [_place(row) for row in await self._db.all(self._sql.rooms_of_club, club=scope.club)]

    async def lanes(self, person: PersonId) -> list[Place]:
        """Return the person's reachable lanes."""
        return [_place(row) for row in await self._db.all(self._sql.lanes_of_person, person=person)]

    async def open_lane(self, person: PersonId, where: Where) -> Place:
        """Register the person's private lane, or find it again, reachable."""
        row = await self._find(where) or await self._add(where, None, person)
        if row["person_id"] != person:
            raise StrangerError
        if to_micros(self._desk.now) != row["acted_at"]:
            await self._db.run(self._sql.touch_place, place=row["id"], now=to_micros(self._desk.now))
        return _place(row)

    async def bind_room(self, scope: ClubScope, where: Where) -> Place:
        """Register a chat as a room of the club."""
        row = await self._find(where) or await self._add(where, scope.club, None)
        if row["person_id"] is not None or (row["club_id"] or scope.club) != scope.club:
            raise StrangerError
        await self._db.run(self._sql.rebind_room, place=row["id"], club=scope.club, now=to_micros(self._desk.now))
        return _place({**row, "club_id": scope.club})

    async def note_slots(self, platform: str, slots: int) -> None:
        """Keep how many slots the platform's rooms can hold."""
        await self._db.run(self._sql.note_slots, platform=platform, slots=slots)

    async def mark_unreachable(self, place: str) -> None:
        """Note a lasting refusal."""
        await self._db.run(self._sql.mark_unreachable, place=place)

    async def _find(self, where: Where) -> Row | None:
        return await self._db.one(self._sql.find_place, platform=where.platform, chat=where.chat, thread=where.thread)

    async def _add(self, where: Where, club: ClubId | None, person: PersonId | None) -> Row:
        now = to_micros(self._desk.now)
        values: dict[str, Any] = {
            "id": self._desk.new_id(),
            "platform": where.platform,
            "chat": where.chat,
            "thread": where.thread,
        }
        await self._db.run(self._sql.add_place, **values, club=club, person=person, now=now)
        return {**values, "club_id": club, "person_id": person, "acted_at": now}


def _person(row: Row) -> Person:
    return Person(PersonId(row["id"]), Language(row["language"]), ZoneInfo(row["zone"]))


def _place(row: Row) -> Place:
    return Place(
        PlaceId(row["id"]),
        row["platform"],
        row["chat"],
        row["thread"],
        ClubId(row["club_id"]) if row["club_id"] else NO_CLUB,
        PersonId(row["person_id"]) if row["person_id"] else None,
    )


def _calendar(row: Row, pauses: list[Row]) -> ClubCalendar:
    return ClubCalendar(
        ZoneInfo(row["zone"]), tuple(json.loads(row["countries"])), tuple(_pause(each) for each in pauses)
    )


def _pause(row: Row) -> Pause | YearlyPause:
    if row["yearly"]:
        first, last = (tuple(map(int, row[end].split("-"))) for end in ("first", "last"))
        return YearlyPause(first[0], first[1], last[0], last[1])
    return Pause(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
