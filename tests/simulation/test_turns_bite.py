"""A fault about whose turn it is, or whose tips those are, is found out (R5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from bot.features.meetings.ports import Meeting
from bot.features.polls.service import keeping, opening, planning
from bot.features.tips.intents import GiveAgain
from bot.features.tips.ports import TipId
from bot.features.turns.ports import NO_TURN
from bot.kernel.clock import to_micros
from bot.kernel.people import ClubId, ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from storage.engine import Value
from storage.inline import InlineEngine
from storage.meetings import SqlMeetings
from tests.simulation.eye import Eye
from tests.simulation.found_out import is_found_out
from tests.simulation.packed import Packed
from tests.simulation.round import passed_over_in
from tests.simulation.rows import Rows

pytestmark = pytest.mark.timeout(300)
BEGAN = datetime(2026, 1, 7, tzinfo=UTC)
CYCLE = timedelta(weeks=6)
CLUB_OF_THREE = """
CREATE TABLE company (id TEXT, club_id TEXT, joined_at INTEGER, left_at INTEGER);
CREATE TABLE turn (id TEXT, club_id TEXT, company_id TEXT, cycle INTEGER, position INTEGER, state TEXT, ground TEXT,
    proposed_at INTEGER);
CREATE TABLE meeting (club_id TEXT, turn_id TEXT, host TEXT, state TEXT, host_came INTEGER, ends_at INTEGER);
CREATE TABLE absence (club_id TEXT, company_id TEXT);
CREATE TABLE tip (id TEXT, turn_id TEXT, is_named INTEGER);
CREATE TABLE swap (club_id TEXT, giver TEXT, taker TEXT, state TEXT);
INSERT INTO company SELECT value, 'club', :began, NULL FROM json_each('["a", "b", "c"]');
"""


@pytest.fixture
def rows() -> Iterator[Rows]:
    """The tables of a club of three companies, as far as these looks read them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(CLUB_OF_THREE.replace(":began", str(to_micros(BEGAN))))
        yield Rows(cast("InlineEngine", SimpleNamespace(_opened=lambda: connection)))


def host(rows: Rows, *companies: str, ground: str = "queue") -> None:
    """Let these companies host, one a cycle."""
    for company in companies:
        cycle = rows.value("SELECT COUNT(*) FROM turn")
        ends = BEGAN + CYCLE * (cycle + 1)
        of = {"turn": f"turn{cycle}", "company": company, "cycle": cycle, "ground": ground}
        asked = to_micros(ends - CYCLE + timedelta(days=1))
        turn = "INSERT INTO turn VALUES (:turn, 'club', :company, :cycle, :cycle + 1, 'accepted', :ground, :asked)"
        rows.connection.execute(turn, {**of, "asked": asked})
        meeting = "INSERT INTO meeting VALUES ('club', :turn, :company, 'held', 1, :ends)"
        rows.connection.execute(meeting, {**of, "ends": to_micros(ends)})


def test_a_company_that_is_passed_over_is_found_out(rows: Rows) -> None:
    """R5.5: c was there all the time and let nothing go, and a hosts again before it."""
    host(rows, "a", "b", "a")
    assert passed_over_in(rows, "club") == [("a", BEGAN + 3 * CYCLE, "c")]


def test_a_round_in_which_everybody_hosts_is_right(rows: Rows) -> None:
    """R5.5: nobody hosts again before all the others have."""
    host(rows, "a", "b", "c", "a", "b", "c")
    assert passed_over_in(rows, "club") == []


def test_who_hosts_again_of_its_own_accord_passes_over_nobody(rows: Rows) -> None:
    """R5.3: a trade between two named turns is no choice of the queue."""
    host(rows, "a", "b")
    host(rows, "a", ground="swap")
    assert passed_over_in(rows, "club") == []


def test_a_round_without_an_accepted_host_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Polls are drawn and opened for any company that is there, whether it has accepted or not (R4.3)."""

    async def anybody(work: UnitOfWork, scope: ClubScope) -> CompanyId:
        return (await work.of(Roster).companies(scope))[-1].id

    for module in (opening, planning, keeping):
        monkeypatch.setattr(module, "present_host", anybody)
    assert is_found_out("a round opened without a host that has accepted")


def test_a_meeting_without_a_turn_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A meeting forgets its turn each time that it is saved."""
    kept = SqlMeetings._changing

    async def without(self: SqlMeetings, scope: ClubScope, meeting: Meeting) -> dict[str, Value]:
        return await kept(self, scope, replace(meeting, turn=NO_TURN))

    monkeypatch.setattr(SqlMeetings, "_changing", without)
    assert is_found_out("a meeting without a turn")


def test_a_tip_that_goes_to_the_next_host_is_found_out(rows: Rows) -> None:
    """R5.6: the tip of a host that fell out stands with another's turn, and its author has not given it again."""
    wrong: list[str] = []
    packed = Packed(Eye(rows, lambda: BEGAN, wrong.append))
    rows.connection.execute("INSERT INTO tip VALUES ('tip', 'turn0', 1)")
    packed.note(None, None)
    packed.note(None, None)
    assert not wrong
    rows.connection.execute("UPDATE tip SET turn_id = 'turn1'")
    packed.note(None, None)
    assert "a tip went to another host, and nobody gave it again" in wrong.pop()
    rows.connection.execute("UPDATE tip SET turn_id = 'turn2'")
    packed.note(None, GiveAgain(club=ClubId("club"), tip=TipId("tip")))
    assert not wrong
