"""Every table is declared: whose it is, how long it is kept, how it is purged, erased and exported; then it is done."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from adapters.web.render import said
from bot.browser import WEB, WebMessages
from bot.compose import FEATURES
from bot.features.polls.intents import AllFit, PollId
from bot.features.privacy.intents import Forget
from bot.kernel.catalogue import Catalogue
from bot.kernel.clock import to_micros
from bot.kernel.people import ClubId
from bot.kernel.ports import UnitOfWork
from bot.kernel.tables import KERNEL, tables_of
from storage.engine import Database
from storage.housekeeping import purge_statements
from storage.inline import InlineEngine
from storage.repository import statements
from storage.sqlite import SqliteEngine
from tests.contracts.kept_rows import bytes_in, columns_with, exported
from tests.features.club_world import World, found, invite, join, set_up

CATALOGUE = Catalogue(FEATURES)
DECLARED = tables_of(CATALOGUE)
NAME, HANDLE = "Quillon Zephyrvane", "zq-handle-77"
# Where a person's rows stand, and where each of them shows in the export. A new personal table is added here.
PERSONAL = {
    "person": ("id", ("joining", "zone")),
    "account": ("person_id", ("joining", "accounts")),
    "organizer": ("person_id", ("joining", "organizer")),
    "membership": ("person_id", ("joining", "memberships")),
    "invitation": ("opened_by", ("traces", "opened_invitations")),
    "mark": ("person_id", ("polls", "answers")),
    "tip": ("person_id", ("tips", "tips")),
    "backing": ("person_id", ("tips", "backed")),
    "rsvp": ("person_id", ("attendance", "said")),
    "attendance": ("marked_by", ("attendance", "marked")),
    "brief": ("written_by", ("briefs", "written")),
    "pick": ("said_by", ("backpack", "outcomes")),
    "place": ("person_id", ("traces", "lanes")),
    "envelope": ("person_id", ("traces", "messages")),
    "set_aside": ("person_id", ("traces", "waiting_acts")),
    "web_message": ("author", ("browser", "messages")),
}


# What a row must be to be past its time at all.
STATES: Mapping[str, Mapping[str, Any]] = {
    "absence": {"kind": "away"},
    "envelope": {"state": "sent", "not_after": None, "answer_by": None, "rides_along": 0},
    "mark": {"answer": "y"},
    "rsvp": {"coming": "c"},
    "attendance": {"presence": "p"},
    "meeting": {"state": "held"},
    "membership": {"state": "former", "post": "none"},
    "pick": {"outcome": "d"},
    "poll": {"state": "failed", "want": "host"},
    "swap": {"state": "declined"},
    "turn": {"state": "passed", "ground": "queue"},
    "tip": {"state": "given", "area": "o", "effort": 1, "effect": 3},
}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A club on real files, in which Quillon has done everything a member does."""
    engine = await SqliteEngine.open(tmp_path / "data" / "reppu.sqlite")
    world = await World.on(engine)
    await found(world)
    tokens = await set_up(world)
    await join(world, "bo", tokens["Bo Berg"])
    await join(world, "cia", tokens["Cia Holm"])
    await join(world, HANDLE, await invite(world, "Sydöster", NAME))
    await world.later(days=5)
    await _open_poll(world)
    await _answer(world, HANDLE)
    await _speak(world)
    yield world
    await engine.close()


def test_each_table_is_declared_once() -> None:
    """No two features declare one table, and the machinery's own list takes none of theirs."""
    names = [table.name for table in DECLARED]
    assert sorted(names) == sorted(set(names))


async def test_each_table_there_is_is_declared(empty: World) -> None:
    """The declarations are the schema: no table stands there that nobody answers for."""
    rows = await empty.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    assert {row["name"] for row in rows} == {table.name for table in DECLARED}


def test_each_table_says_why_and_how_long() -> None:
    """A table that is kept for a time has a statement that purges it, and no statement purges another one."""
    assert [table.name for table in DECLARED if not table.why] == []
    assert {f"purge_{table.name}" for table in DECLARED if table.kept is not None} == set(purge_statements())


def test_personal_tables_are_erased_and_exported_by_somebody() -> None:
    """Whoever declares a personal table answers for erasing and showing it; privacy answers for the machinery's."""
    for feature in CATALOGUE.features:
        if any(table.personal for table in feature.tables):
            assert feature.erase is not None, feature.name
            assert feature.export is not None, feature.name
    assert {table.name for table in DECLARED if table.personal} == set(PERSONAL)


async def test_every_column_that_names_a_person_is_personal(empty: World) -> None:
    """A table that refers to a person is declared as personal, or lets go of the person when they are erased."""
    lets_go = {"club"}
    for row in await empty.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        refers = await empty.rows(f"PRAGMA foreign_key_list({row['name']})")
        if any(each["table"] == "person" for each in refers):
            assert row["name"] in PERSONAL or row["name"] in lets_go, row["name"]


async def test_the_export_holds_every_own_row_and_nobody_elses_name(world: World) -> None:
    """What is kept of a person is in their file, row by row; another person's name is not."""
    person = await _person(world)
    own = await exported(world, HANDLE)
    for table, (column, (feature, key)) in PERSONAL.items():
        who = HANDLE if column == "author" else person
        rows = [row for row in await world.table(table) if row[column] == who]
        shown = own[feature][key]
        assert (len(shown) if isinstance(shown, list) else int(bool(shown))) == len(rows), table
    text = json.dumps(own, ensure_ascii=False)
    assert NAME in text
    assert [other for other in ("Anna Lind", "Bo Berg", "Cia Holm") if other in text] == []


async def test_the_erased_are_gone_from_every_column(world: World) -> None:
    """After /forget no column holds the person, sealed or not; what others were told has another name in its place."""
    person = await _person(world)
    assert await columns_with(world, (NAME, HANDLE, person)) != []
    assert (await world.ask(HANDLE, Forget(sure=True))).error is None
    assert await columns_with(world, (NAME, HANDLE, person)) == []


async def test_the_erased_leave_no_byte_in_the_files(world: World, tmp_path: Path) -> None:
    """After /forget and the housekeeping that follows at once, neither database nor log holds what was deleted."""
    person = await _person(world)
    sealed = [row["name"] for row in await world.table("membership") if row["person_id"] == person]
    needles = [HANDLE.encode(), person.encode(), *sealed]
    await world.settle()
    assert all(needle in bytes_in(tmp_path) for needle in needles)
    await world.ask(HANDLE, Forget(sure=True))
    await world.settle()
    assert [needle for needle in needles if needle in bytes_in(tmp_path)] == []


async def test_counts_of_past_polls_outlive_the_erased(world: World) -> None:
    """A poll that is over keeps its counts; its answers are nobody's any more."""
    for who in ("anna", "bo", "cia"):
        await _answer(world, who)
    await world.later(days=8)
    before = await _counts(world)
    assert before
    await world.ask(HANDLE, Forget(sure=True))
    assert await _counts(world) == before


async def test_an_open_poll_lets_go_of_the_erased(world: World) -> None:
    """Answers to a running poll go with their person."""
    assert await _counts(world)
    await world.ask(HANDLE, Forget(sure=True))
    assert await _counts(world) == []


async def test_the_house_is_kept_once_a_day(world: World) -> None:
    """A day after the last time, not before, what is past its time is deleted; a restart does not forget the day."""
    first = await _kept_at(world)
    await world.later(hours=23)
    assert await _kept_at(world) == first
    await world.later(hours=1)
    assert await _kept_at(world) == first + timedelta(days=1) // timedelta(microseconds=1)


@pytest.mark.parametrize("table", sorted(table.name for table in DECLARED if table.kept is not None))
async def test_what_is_past_its_time_is_purged(empty: World, table: str) -> None:
    """Of two rows alike, the one that is past its time is gone the next day, and the other one stays."""
    kept = next(each.kept for each in DECLARED if each.name == table)
    assert kept is not None
    old = to_micros(empty.clock.now() - kept - timedelta(days=1))
    young = to_micros(empty.clock.now() - kept + timedelta(days=2))
    _let_rows_stand_alone(empty)
    for mark, at in (("old", old), ("young", young)):
        for sql, values in await _rows(empty, table, mark, at):
            await empty.engine.transact(partial(_run, sql, values))
    assert len(await empty.table(table)) == 2
    await empty.settle()
    (left,) = await empty.table(table)
    assert "young" in "".join(str(value) for value in left.values())


async def test_a_club_that_lives_is_not_purged(world: World) -> None:
    """Two years of housekeeping take nothing of the roster and of the rules from a club that goes on."""
    lasting = ("person", "account", "membership", "company", "club", "organizer", "place")
    before = {name: len(await world.table(name)) for name in lasting}
    await world.engine.transact(lambda db: db.run("UPDATE person SET created_at = created_at - 90000000000000"))
    for _ in range(3):
        await world.later(days=10)
    assert {name: len(await world.table(name)) for name in lasting} == before


async def test_busy_files_are_scrubbed_later(empty: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the files are busy the day is not noted as done, and it is tried again ten minutes later."""
    busy = True

    async def scrub() -> bool:
        return not busy

    monkeypatch.setattr(empty.storage, "scrub", scrub)
    await empty.settle()
    assert await _kept_at(empty) == 0
    busy = False
    await empty.later(minutes=11)
    assert await _kept_at(empty) > 0


def test_the_kernel_declares_what_no_feature_does() -> None:
    """The machinery's list holds only what belongs to no feature."""
    assert {"envelope", "card", "timer", "dedup", "place", "set_aside", "installation", "schema_version"} == {
        table.name for table in KERNEL
    }


async def _run(sql: str, values: Mapping[str, Any], db: Database) -> None:
    await db.run(sql, **values)


def _let_rows_stand_alone(world: World) -> None:
    assert isinstance(world.engine, InlineEngine)
    assert world.engine._connection is not None
    world.engine._connection.execute("PRAGMA foreign_keys = OFF")


async def _open_poll(world: World) -> None:
    for _ in range(60):
        if any(row["state"] == "open" for row in await world.table("poll")):
            return
        await world.later(hours=12)
    raise AssertionError


async def _answer(world: World, who: str) -> None:
    (poll,) = [row for row in await world.table("poll") if row["state"] == "open"]
    heard = await world.ask(who, AllFit(club=ClubId(poll["club_id"]), poll=PollId(poll["id"])))
    assert heard.error is None, heard.error


async def _speak(world: World) -> None:
    """Let Quillon write in the browser's room, and the lead be told of Quillon in the browser."""
    club = await world.club()
    account = {"platform": WEB, "user": HANDLE, "person": await _person(world)}
    await world.engine.transact(lambda db: db.run(statements("joining").add_account, **account))

    async def work(unit: UnitOfWork) -> None:
        messages = unit.of(WebMessages)
        await messages.put(club, club, "said", HANDLE, said("hello").written())
        await messages.put("anna", club, "told", "reppu", said(f"{NAME} has joined: {NAME}, “é”").written())

    await world.storage.transact(work)


async def _person(world: World) -> str:
    rows = await world.table("account")
    return str(next(row["person_id"] for row in rows if row["user_ref"] == HANDLE))


async def _counts(world: World) -> list[tuple[str, ...]]:
    return sorted((row["slot_id"], row["company_id"], row["answer"]) for row in await world.table("mark"))


async def _kept_at(world: World) -> int:
    rows = await world.table("installation")
    return int(next((row["value"] for row in rows if row["name"] == "housekeeping"), 0))


async def _rows(world: World, table: str, mark: str, at: int) -> list[tuple[str, dict[str, Any]]]:
    """Return what inserts a row with every instant at the same time, and the rows it leans on."""
    leans_on = {"slot": ["poll"], "account": ["person"]}.get(table, [])
    return [await _row(world, name, mark, at) for name in [*leans_on, table]]


async def _row(world: World, table: str, mark: str, at: int) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {}
    for column in await world.rows(f"PRAGMA table_info({table})"):
        kinds = {"TEXT": f"{mark}-{column['name']}", "BIGINT": at, "INTEGER": 0, "BLOB": mark.encode()}
        values[column["name"]] = kinds[column["type"]]
    references = {"poll_id": f"{mark}-id", "person_id": f"{mark}-id"}
    values |= {name: value for name, value in references.items() if name in values} | dict(STATES.get(table, {}))
    columns = ", ".join(values)
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join(f':{name}' for name in values)})", values  # noqa: S608
