"""No statement touches a club's rows without that club's condition: read from every .sql file, proved by mutants."""

from __future__ import annotations

import ast
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

import storage.repository
from bot.kernel.clock import EPOCH
from storage.inline import InlineEngine
from storage.migrate import load, migrate, sqlite_migrations
from storage.sql import Statements
from tests.contracts import test_rights
from tests.contracts.sql_reader import Statement, read, unheld

STORAGE = Path(__file__).resolve().parents[2] / "storage"
SQL = STORAGE / "sql"
# Statements that look beyond one club, each with its reason in its own purpose line. A new one must be argued here.
BY_RIGHT = {
    "the person's own": {
        "briefs_of_person",
        "attendance_by_person",
        "backings_of_person",
        "clubs_of_person",
        "closed_clubs_of_person",
        "clubs_with_marks",
        "counted_since",
        "forget_author",
        "forget_founder",
        "forget_messages",
        "forget_sayer",
        "lanes_of_person",
        "marks_in_ended_polls",
        "make_attendance_nameless",
        "marks_of_person",
        "memberships_of_person",
        "messages_of_person",
        "touch_place",
        "names_of_person",
        "picks_of_person",
        "rsvps_of_person",
        "tips_of_person",
        "wipe_asides",
        "wipe_envelopes",
        "wipe_lanes",
        "asides_kept",
        "envelopes_kept",
        "invitations_kept",
        "lanes_kept",
    },
    "an organizer's counts": {"counts_of_organizer"},
    "an adapter's start-up check": {"note_slots"},
    "only the token knows its club": {"company_link_of_token", "invitation_of_token"},
    "only the chat knows its club": {"find_place", "latest_messages", "message_by_key", "place_row"},
    "courier, card keeper, clockwork": {
        "changed_cards",
        "drop_envelope",
        "due_envelopes",
        "due_timers",
        "end_timer",
        "give_up_card",
        "give_up_question",
        "mark_gone",
        "mark_posting",
        "mark_sending",
        "mark_sent",
        "mark_shown",
        "mark_unreachable",
        "next_envelope",
        "next_overdue",
        "next_timer",
        "overdue_questions",
        "postpone_envelope",
        "put_off_timer",
        "unresolved_envelopes",
    },
    "the browser, which asks a chat whose it is": {
        "change_message",
        "club_of_envelope",
        "views_told_in",
        "clubs_without_room",
        "message_row",
        "move_message",
        "put_message",
        "refresh_message",
    },
    "the playground's cast": {"add_persona", "anybody", "persona_made_by", "personas"},
    "housekeeping": {
        "forget_keys",
        "purge_absence",
        "purge_alike",
        "purge_backing",
        "purge_backpack",
        "purge_pick",
        "purge_tip",
        "purge_company_link",
        "purge_attendance",
        "purge_brief",
        "purge_account",
        "purge_envelope",
        "purge_invitation",
        "purge_mark",
        "purge_meeting",
        "purge_membership",
        "purge_nudge",
        "purge_person",
        "purge_place",
        "purge_poll",
        "purge_ready_again",
        "purge_rsvp",
        "purge_set_aside",
        "purge_slot",
        "purge_swap",
        "purge_turn",
        "purge_web_message",
    },
}
# Taken out of these, and the act beside them must notice that another club's things are in reach.
NOTICED = {
    "members_of_club": "NameDeputy",
    "companies_of_club": "EditCompany",
    "members_of_person": "NextMeeting",
    "poll_row": "CloseNow",
    "live_poll": "MyAnswers",
    "meeting_row": "CalendarFile",
    "coming_meeting": "NextMeeting",
    "club_row": "OpenClub",
    "club_version": "OpenClub",
    "raise_version": "Vote",
    "end_post": "NameDeputy",
    "mark_cards": "EditCompany",
    "rooms_of_club": "OpenNow",
    "remove_pause": "RemovePause",
}
_CONDITIONS = re.compile(
    r"(?:\w+\.)?(?:club_)?id = :club\s+AND\s+|\s(?:WHERE|AND)\s+(?:\w+\.)?(?:club_)?id = :club\b(?!\s+AND)"
)


@cache
def statements() -> dict[str, Statement]:
    """Return every statement by its name; the same name in two files is kept apart by the file."""
    return {f"{each.file}:{each.name}": each for each in read(SQL)}


@pytest.fixture
async def tables() -> frozenset[str]:
    """The tables that hold a club's rows, read from a new database."""
    engine = await InlineEngine.open()
    await migrate(engine, load(sqlite_migrations()), EPOCH)
    names = await engine.read(lambda db: db.all("SELECT name FROM sqlite_master WHERE type = 'table'"))
    found = {"club"}
    for row in names:
        columns = await engine.read(lambda db, name=row["name"]: db.all(f"PRAGMA table_info({name})"))  # type: ignore[misc]
        found |= {row["name"]} if any(column["name"] == "club_id" for column in columns) else set()
    await engine.close()
    return frozenset(found)


def test_the_reader_reads_all() -> None:
    """What is read here is what storage reads: every statement of every file."""
    loaded = {f"{path.name}:{name}" for path in SQL.glob("*.sql") for name in Statements(path).names()}
    assert set(statements()) == loaded


def test_every_statement_holds_to_one_club(tables: frozenset[str]) -> None:
    """A statement on a club's table has the club's condition, unless its purpose says by what right it has none."""
    loose = {name: unheld(each.sql, tables) for name, each in statements().items() if not each.is_by_right}
    assert {name: found for name, found in loose.items() if found} == {}


def test_what_looks_beyond_a_club_is_argued() -> None:
    """The statements that look beyond one club are those listed here, and no other."""
    argued = set[str]().union(*BY_RIGHT.values())
    assert {each.name for each in statements().values() if each.is_by_right} == argued


def test_each_missing_condition_would_be_found(tables: frozenset[str]) -> None:
    """Whichever condition on the club is taken out of whichever statement, the reader misses it."""
    mutants = [
        (name, mutant) for name, each in statements().items() if not each.is_by_right for mutant in _without(each)
    ]
    assert len(mutants) > len(NOTICED)
    assert [name for name, mutant in mutants if not unheld(mutant, tables)] == []


@pytest.mark.parametrize("name", sorted(NOTICED))
async def test_a_statement_without_its_club_is_noticed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Play the rights with the condition taken out of a copy of the statement: they do not hold any more."""
    shutil.copytree(SQL, tmp_path / "sql")
    file = next(each.file for each in statements().values() if each.name == name)
    path = tmp_path / "sql" / file
    original = statements()[f"{file}:{name}"].sql
    (*_, mutant) = _without(statements()[f"{file}:{name}"])
    path.write_text(path.read_text("utf-8").replace(original, mutant), encoding="utf-8")
    await _play(NOTICED[name])
    mutated = cache(lambda file: Statements(tmp_path / "sql" / f"{file}.sql"))
    monkeypatch.setattr(storage.repository, "statements", mutated)
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever it is that notices
        await _play(NOTICED[name])


def test_no_sql_is_put_together_in_code() -> None:
    """SQL stands in .sql files alone: no text of the storage code holds any, least of all one that is filled in."""
    words = re.compile(r"\b(?:SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b")
    found = [
        f"{path.name}:{node.lineno}"
        for path in sorted(STORAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and words.search(node.value)
    ]
    assert found == []


async def _play(act: str) -> None:
    await test_rights.test_an_act_is_open_to_whom_the_table_names(act)
    await test_rights.test_another_club_changes_nothing_of_what_one_hears(act)
    if act in test_rights.NAMING:
        await test_rights.test_what_another_club_has_is_not_there(act)


def _without(statement: Statement) -> list[str]:
    sql = statement.sql
    return [
        sql[: found.start()] + (" WHERE 1 = 1" if found[0].strip().startswith("WHERE") else "") + sql[found.end() :]
        for found in _CONDITIONS.finditer(sql)
    ]
