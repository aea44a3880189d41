"""Two clubs side by side, everybody a role can have in each, every name a canary; restored at will."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from bot.features.clubs.intents import (
    AddCompanies,
    BindRoom,
    Country,
    FoundClub,
    InviteAll,
    SetHost,
    SetHours,
    SetRegion,
)
from bot.features.joining.intents import AcceptPledge, Invite, Leave, NameDeputy, OpenInvitation, UseBootstrap
from bot.features.polls.intents import AllFit, CloseNow, DropSlot, PollId, SlotId
from bot.features.turns.intents import PassTurn
from bot.features.turns.ports import TurnId
from bot.features.turns.service.named import year_of
from bot.features.turns.year_intents import OfferSwap
from bot.kernel.clock import from_micros
from bot.kernel.door import Reply
from bot.kernel.fields import Raw
from bot.kernel.intents import Asked, Intent
from bot.kernel.people import NO_CLUB, Account, ClubId, ClubScope, CompanyId, Language, MembershipId, Where
from bot.kernel.views import Attachment, Copyable, Form, View
from bot.kernel.wording import wording
from storage.engine import Row
from storage.inline import InlineEngine
from tests.contracts import given_tips, packed_backpacks
from tests.features.club_world import CHAT, World

A, B = "zorva", "mirbe"
CANARIES = (A, B)
# Who founds, leads, stands in, hosts, … in each club; "both" is in both of them, "nobody" is known to nobody.
ROLES = {
    "organizer": "organizer",
    "lead": "lead",
    "deputy": "deputy",
    "host": "host",
    "contact": "contact",
    "member": "member",
    "waiting": "waiting",
    "former": "former",
    "overdue": "waiting",
    "both": "member",
}


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place in one club; the first of a company is its contact person."""

    role: str
    company: str

    def handle(self, club: str) -> str:
        """Return the account they act by; one person sits in both clubs."""
        return "both" if self.role == "both" else f"{self.role}-{club}"

    def name(self, club: str) -> str:
        """Return the name that must never be seen outside."""
        return f"{club.title()}{self.role.title()}"


SEATS = (
    Seat("lead", "kvarn"),
    Seat("deputy", "lanka"),
    Seat("hostmate", "ull"),
    Seat("host", "ull"),
    Seat("contact", "krona"),
    Seat("member", "krona"),
    Seat("both", "krona"),
    Seat("overdue", "krona"),
    Seat("former", "krona"),
    Seat("waiting", "krona"),
    Seat("invited", "krona"),
)
_NEVER_PLEDGED = {"waiting", "invited"}


def people(club: str) -> dict[str, str]:
    """Return the account of everybody who plays in the table of rights, by what they are in a club."""
    return {role: "both" if role == "both" else f"{role}-{club}" for role in ROLES}


def actors() -> Iterator[tuple[str, str, str]]:
    """Yield everybody with the role the rules give them in each of the two clubs."""
    for own in CANARIES:
        for what, handle in people(own).items():
            if what != "both":
                roles = {club: ROLES[what] if club == own else "stranger" for club in CANARIES}
                yield handle, roles[A], roles[B]
    yield "both", "member", "member"
    yield "nobody", "stranger", "stranger"


@dataclass(frozen=True, slots=True)
class Ids:
    """What a club has that an act may name."""

    club: ClubId
    companies: dict[str, CompanyId]
    members: dict[str, MembershipId]
    poll: str = ""
    slots: tuple[str, ...] = ()
    turn: str = ""
    meeting: str = ""
    pause: str = ""
    author: str = ""
    tips: Mapping[str, str] = field(default_factory=dict)
    swap: str = ""
    cycles: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class TwoClubs:
    """A world with both clubs in it, and its tables as they were when they were kept."""

    world: World
    names: tuple[str, ...]
    ids: dict[str, Ids] = field(default_factory=dict)
    _kept: bytes = b""
    _keys: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def founded(cls, *names: str) -> TwoClubs:
        """Found and fill both clubs, or one of them alone; their date polls are planned."""
        both = cls(await World.on(await InlineEngine.open()), names or CANARIES)
        for name in both.names:
            await both._found(name)
        await both._age("overdue")
        await both.world.settle()
        await both._read_ids()
        return both

    async def go_to(self, stage: str) -> None:
        """Bring both clubs to where their date poll is planned, drawn, with room for a slot more, open, …."""
        for step in ("drawn", "open"):
            if stage not in {"planned", "host_wanted"} and (step == "drawn" or stage not in {"drawn", "room_for_one"}):
                await self._wait_for(step)
        if stage == "asking_host":
            await self._close(answered=True, host=False)
        elif stage == "host_wanted":
            await self._let_all_pass()
        elif stage in {"decided", "begun", "held", "tips", "packed"}:
            await self._close(answered=True, host=True)
        elif stage == "lead_sets":
            await self._close(answered=False, host=False)
            await self._wait_for("open")
            await self._close(answered=False, host=False)
        await self._read_ids()
        if stage in {"tips", "packed"}:
            await given_tips.give_tips(self)
        if stage in {"begun", "held", "packed"}:
            await self._meet("ends_at" if stage == "held" else "starts_at")
        if stage == "packed":
            await self._read_ids()
            await packed_backpacks.pack(self)
        await self._make_room(stage)
        await self._offer_swap(stage)
        await self.world.settle()
        await self._read_ids()
        self.keep()

    def keep(self) -> None:
        """Remember all tables as they are now."""
        self._kept = self._connection.serialize()

    def restore(self) -> None:
        """Make all tables what they were when kept."""
        self._connection.deserialize(self._kept)

    @property
    def is_as_kept(self) -> bool:
        """True when no byte of any table differs from what was kept."""
        return self._connection.serialize() == self._kept

    async def rows_of(self, club: str) -> dict[str, list[object]]:
        """Return every row that belongs to a club, table by table."""
        found: dict[str, list[object]] = {}
        for table, key in (await self._tables()).items():
            sql = f"SELECT * FROM {table} WHERE {key} = '{self.ids[club].club}'"  # noqa: S608 - our own names
            found[table] = [tuple(row.values()) for row in await self.world.rows(sql)]
        return found

    async def crossings(self) -> list[str]:
        """Return where a row of one club refers to a row of another; always none."""
        found = []
        for table, key in (await self._tables()).items():
            for each in await self.world.rows(f"PRAGMA foreign_key_list({table})"):
                other, column, target = each["table"], each["from"], each["to"]
                if other in self._keys and other != "club":
                    sql = (
                        f"SELECT COUNT(*) AS n FROM {table} JOIN {other} AS other "  # noqa: S608 - our own names
                        f"ON {table}.{column} = other.{target} WHERE {table}.{key} != other.{self._keys[other]}"
                    )
                    found += [f"{table}.{column}"] * (await self.world.rows(sql))[0]["n"]
        return found

    async def ask(
        self, who: str, intent: Intent, where: Where | None = None, filled: dict[str, Raw] | None = None
    ) -> Reply:
        """Ask for an act as somebody in their own lane."""
        lane = where or Where(CHAT, who, is_private=True)
        return await self.world.door.ask(Asked(intent, Account(CHAT, who), lane, None, Language.EN), filled)

    async def words(self, who: str, reply: Reply) -> str:
        """Return every word of a reply: what is said, shown, attached, prefilled and offered."""
        voice, answer = reply.voice, reply.answer
        said = [voice.say(each) for each in (reply.error, answer.toast, *reply.fields.values()) if each]
        views = [answer.view] if answer.view else []
        if answer.panel is not None:
            shown = await self.world.door.show(answer.panel, Asked(Intent(), Account(CHAT, who)))
            views += [shown[0]] if shown else []
        said += [wording(view, voice) for view in views]
        files = [each for view in views for each in view.blocks if isinstance(each, Attachment)]
        said += [each.unmade.written if each.unmade else each.content.decode() for each in files]
        return "\n".join([*said, *(_form_words(answer.form, voice.say) if answer.form else ())])

    async def _found(self, name: str) -> None:
        organizer, lead = f"organizer-{name}", f"lead-{name}"
        await self._do(organizer, UseBootstrap(word=await self.world.bootstrap_word()))
        found = FoundClub(
            name=f"{name.title()}klubben",
            lead_name=SEATS[0].name(name),
            lead_company=f"{name.title()}kvarn",
            language=Language.EN,
        )
        token = _token(await self._do(organizer, found))
        club = await self._join(lead, token)
        await self._set_up(lead, club, name)
        companies = await self._companies(club)
        for seat in SEATS:
            if seat.role not in {"lead", "deputy", "hostmate", "contact"}:
                invite = Invite(club=club, chosen=companies[seat.company], name=seat.name(name))
                token = _token(await self._do(lead, invite))
                if seat.role not in _NEVER_PLEDGED:
                    await self._join(seat.handle(name), token)
                elif seat.role == "waiting":
                    await self._do(seat.handle(name), OpenInvitation(token=token))
        await self._do(f"former-{name}", Leave(club=club, sure=True))
        room = Where(CHAT, f"room-{name}")
        await self._do(lead, BindRoom(club=club), room)
        members = await self._members(club)
        await self._do(lead, NameDeputy(club=club, member=members["deputy"]))

    async def _set_up(self, lead: str, club: ClubId, name: str) -> None:
        languages, zone = (Language.EN,), ZoneInfo("Europe/Helsinki")
        region = SetRegion(club=club, languages=languages, language=Language.EN, zone=zone, countries=(Country.FI,))
        await self._do(lead, region)
        await self._do(lead, SetHours(club=club, weekdays=(1, 2, 3), start=time(17), minutes=120))
        contacts = [seat for seat in SEATS if seat.role in {"deputy", "hostmate", "contact"}]
        listed = "\n".join(f"{name.title()}{seat.company} – {seat.name(name)}" for seat in contacts)
        await self._do(lead, AddCompanies(club=club, listed=listed))
        companies = await self._companies(club)
        await self._do(lead, SetHost(club=club, company=companies["ull"], place=f"{name.title()}gatan 1"))
        reply = await self._do(lead, InviteAll(club=club))
        for text in [reply.voice.say(each.text) for each in _copyables(reply.answer.view)]:
            seat = next(each for each in contacts if each.name(name) in text)
            await self._join(seat.handle(name), text.split()[-1])

    async def _join(self, who: str, token: str) -> ClubId:
        opened = await self._do(who, OpenInvitation(token=token))
        club = opened.answer.panel.club if opened.answer.panel else NO_CLUB
        await self._do(who, AcceptPledge(club=club))
        return club

    async def _do(self, who: str, intent: Intent, where: Where | None = None) -> Reply:
        reply = await self.ask(who, intent, where)
        assert reply.error is None, f"{who}: {intent}: {reply.voice.say(reply.error)}"
        return reply

    async def _age(self, role: str) -> None:
        """Let somebody's pledge be so old that they stand as waiting (R3.3)."""
        lapsed = timedelta(days=365 + 31) // timedelta(microseconds=1)
        handles = ", ".join(f"'{role}-{name}'" for name in self.names)
        sql = (
            f"UPDATE membership SET pledged_at = pledged_at - {lapsed} WHERE person_id IN "  # noqa: S608 - our own names
            f"(SELECT person_id FROM account WHERE user_ref IN ({handles}))"
        )
        await self.world.engine.transact(lambda db: db.run(sql))

    async def _wait_for(self, state: str) -> None:
        for _ in range(60):
            if {await self._state(name) for name in self.names} == {state}:
                return
            await self.world.later(hours=12)
        raise AssertionError(state)

    async def _close(self, *, answered: bool, host: bool) -> None:
        await self._read_ids()
        for name in self.names:
            club, poll = self.ids[name].club, PollId(self.ids[name].poll)
            silent = set() if host else {"host"}
            for role in {"lead", "deputy", "contact", "host"} - silent if answered else set():
                await self._do(f"{role}-{name}", AllFit(club=club, poll=poll))
            await self._do(f"lead-{name}", CloseNow(club=club, poll=poll, sure=True))
        await self.world.settle()

    async def _let_all_pass(self) -> None:
        """Let every company say that it cannot take the turn, until nobody is left to ask."""
        by_company = {"kvarn": "lead", "lanka": "deputy", "ull": "host", "krona": "contact"}
        for name in self.names:
            while (turn := await self._turn(self.ids[name].club)) is not None:
                known = self.ids[name].companies
                role = next(by_company[each] for each, company in known.items() if company == turn["company_id"])
                await self._do(f"{role}-{name}", PassTurn(club=self.ids[name].club, turn=TurnId(turn["id"]), sure=True))
                await self.world.settle()

    async def _turn(self, club: ClubId) -> Row | None:
        sql = f"SELECT * FROM turn WHERE club_id = '{club}' AND ended_at IS NULL"  # noqa: S608 - our own names
        rows = await self.world.rows(sql)
        return rows[0] if rows else None

    async def _make_room(self, stage: str) -> None:
        """Take a slot out where one more is to be added."""
        for name in self.names if stage == "room_for_one" else ():
            await self._do(f"lead-{name}", DropSlot(club=self.ids[name].club, slot=SlotId(self.ids[name].slots[-1])))

    async def _meet(self, moment: str) -> None:
        """Let time pass until the last of the decided meetings has begun or ended."""
        last = max(row[moment] for row in await self.world.table("meeting"))
        await self.world.clockwork.advance(self.world.clock, from_micros(last))

    async def _state(self, name: str) -> str | None:
        club = self.ids[name].club
        rows = await self.world.rows(f"SELECT state FROM poll WHERE club_id = '{club}' ORDER BY round")  # noqa: S608
        return str(rows[-1]["state"]) if rows else None

    async def _read_ids(self) -> None:
        for name, row in zip(self.names, await self.world.rows("SELECT id FROM club ORDER BY rowid"), strict=True):
            club = ClubId(row["id"])
            polls = await self._ids_in("poll", club, "round")
            slots = await self._ids_in("slot", club, f"poll_id = '{polls[-1] if polls else ''}' DESC, day, start")
            meeting, pause = await self._ids_in("meeting", club), await self._ids_in("pause", club)
            swap, cycles = await self._swaps(club)
            self.ids[name] = Ids(
                club,
                await self._companies(club),
                await self._members(club),
                polls[-1] if polls else "",
                tuple(slots),
                turn["id"] if (turn := await self._turn(club)) else "",
                meeting[0] if meeting else "",
                pause[0] if pause else "",
                f"member-{name}",
                await given_tips.tips_of(self, club),
                swap,
                cycles,
            )

    async def _offer_swap(self, stage: str) -> None:
        """Let the host's people offer to trade with the members' company."""
        for name, ids in self.ids.items() if stage == "swap_offered" else ():
            cycles = [ids.cycles[ids.companies[each]] for each in ("ull", "krona")]
            offer = OfferSwap(club=ids.club, company=ids.companies["krona"], own_cycle=cycles[0], other_cycle=cycles[1])
            reply = await self.ask(f"host-{name}", offer)
            assert reply.error is None

    async def _ids_in(self, table: str, club: ClubId, order: str = "id") -> list[str]:
        sql = f"SELECT id FROM {table} WHERE club_id = '{club}' ORDER BY {order}"  # noqa: S608 - our own names
        return [str(row["id"]) for row in await self.world.rows(sql)]

    async def _swaps(self, club: ClubId) -> tuple[str, dict[str, int]]:
        """Return the swap that is offered, and in which cycle each company has the turn that it may trade."""
        year = await self.world.storage.read(lambda unit: year_of(unit, ClubScope(club)))
        offered = await self._ids_in("swap", club)
        return offered[0] if offered else "", {each.company: each.cycle for each in year.tradable()}

    async def _companies(self, club: ClubId) -> dict[str, CompanyId]:
        order = await self._ids_in("company", club, "position")
        return dict(zip(("kvarn", "lanka", "ull", "krona"), map(CompanyId, order), strict=False))

    async def _members(self, club: ClubId) -> dict[str, MembershipId]:
        order = await self._ids_in("membership", club, "position")
        first = [seat for seat in SEATS if seat.role in {"lead", "deputy", "hostmate", "contact"}]
        written = [*first, *(seat for seat in SEATS if seat not in first)]
        return dict(zip((seat.role for seat in written), map(MembershipId, order), strict=False))

    async def _tables(self) -> dict[str, str]:
        """Return the tables that hold a club's rows, with the column that says whose."""
        if not self._keys:
            for row in await self.world.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
                columns = {each["name"] for each in await self.world.rows(f"PRAGMA table_info({row['name']})")}
                if "club_id" in columns or row["name"] == "club":
                    self._keys[str(row["name"])] = "club_id" if "club_id" in columns else "id"
        return self._keys

    @property
    def _connection(self) -> sqlite3.Connection:
        engine = self.world.engine
        assert isinstance(engine, InlineEngine)
        assert engine._connection is not None
        return engine._connection


def _token(reply: Reply) -> str:
    (text,) = _copyables(reply.answer.view)
    return reply.voice.say(text.text).split()[-1]


def _copyables(view: View | None) -> list[Copyable]:
    return [block for block in view.blocks if isinstance(block, Copyable)] if view else []


def _form_words(form: Form, say: Callable[..., str]) -> Iterator[str]:
    yield say(form.title)
    if form.text:
        yield say(form.text)
    for each in form.fields:
        yield f"{say(each.label)} {each.value} {' '.join(say(shown) for _, shown in each.options)}"
