"""R5.5 in the rows of a history, judged by the checker of the property test of turns."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import cast

from bot.features.absences.ports import Absence, AbsenceId, AbsenceKind
from bot.features.turns.model.queue import Proposal
from bot.features.turns.ports import Ground
from bot.kernel.clock import from_micros
from bot.kernel.people import CompanyId
from storage.engine import Row
from tests.features.turns.histories import Asking, History, Life, Served
from tests.features.turns.test_property_histories import passed_over
from tests.simulation.rows import Rows

# Who came in with the founding hosts without having attended before (R5.4); who came later may not be available.
DAYS_OF_FOUNDING = 6
# The queue chose these; all others came by a trade, a volunteer or the lead's word.
CHOSEN = frozenset({Ground.QUEUE, Ground.STAND_IN})


def passed_over_in(rows: Rows, club: str) -> list[tuple[CompanyId, datetime, CompanyId]]:
    """Return who hosted again, when, and who should have hosted before."""
    lives = {each.company: each for each in _lives(rows, club)}
    trades = rows.all("SELECT giver, taker FROM swap WHERE club_id = :club AND state = 'agreed'", club=club)
    trading = frozenset(CompanyId(each) for row in trades for each in (row["giver"], row["taker"]))
    turns = rows.all("SELECT * FROM turn WHERE club_id = :club ORDER BY position", club=club)
    served = []
    for held in _counted(rows, club):
        (turn,) = [each for each in turns if each["id"] == held["turn_id"]]
        asking = _asking(turn, turns, lives, trading) if Ground(turn["ground"]) in CHOSEN else None
        served.append(Served(CompanyId(held["host"]), from_micros(held["ends_at"]), Ground(turn["ground"]), asking))
    history = cast("History", SimpleNamespace(lives=lives, served=served))
    return [(after.company, after.ended_at, other) for after, other in passed_over(history)]


def _counted(rows: Rows, club: str) -> list[Row]:
    sql = """SELECT meeting.* FROM meeting JOIN turn ON turn.id = meeting.turn_id WHERE meeting.club_id = :club
        AND meeting.state = 'held' AND host_came = 1 AND ground != 'volunteer' ORDER BY meeting.ends_at"""
    return rows.all(sql, club=club)


def _lives(rows: Rows, club: str) -> list[Life]:
    counted = _counted(rows, club)
    lives = []
    companies = "SELECT * FROM company WHERE club_id = :club AND joined_at IS NOT NULL ORDER BY joined_at"
    for order, row in enumerate(rows.all(companies, club=club)):
        known = CompanyId(row["id"])
        left = from_micros(row["left_at"]) if row["left_at"] is not None else None
        life = Life(known, order, from_micros(row["joined_at"]), left)
        life.counted = [from_micros(each["ends_at"]) for each in counted if each["host"] == known]
        away = rows.all("SELECT * FROM absence WHERE club_id = :club AND company_id = :of", club=club, of=known)
        life.absences = [_absence(each) for each in away]
        lives.append(life)
    return lives


def _absence(row: Row) -> Absence:
    begins, ends = from_micros(row["begins_at"]), from_micros(row["ends_at"]) if row["ends_at"] is not None else None
    last = ends.date() if ends is not None else None
    return Absence(
        AbsenceId(row["id"]), CompanyId(row["company_id"]), AbsenceKind(row["kind"]), begins.date(), last, begins, ends
    )


def _asking(turn: Row, turns: list[Row], lives: dict[CompanyId, Life], trading: frozenset[CompanyId]) -> Asking:
    """Return one choice; available is counted only who for sure was: in from the start, never away, nothing let go."""
    let_go = {each["company_id"] for each in turns if each["state"] not in {"proposed", "accepted"}}
    at = from_micros(turn["proposed_at"])
    sure = {
        known for known, life in lives.items() if not life.absences and life.left_at is None and life.joined_at < at
    }
    first = min((life.joined_at for life in lives.values()), default=at)
    exempt = {known for known in sure if (lives[known].joined_at - first).days < DAYS_OF_FOUNDING}
    proposal = cast("Proposal", None)  # why it was chosen is not looked at here
    return Asking(at, turn["cycle"], proposal, frozenset(exempt - let_go), trading, frozenset(let_go), turn["position"])
