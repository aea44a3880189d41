"""What must hold for tips and backpacks: packed in time, only what was given to that host, unnamed stays so (R7)."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.features.tips.intents import GiveAgain
from bot.kernel.clock import MICROSECOND, from_micros
from bot.kernel.intents import Intent
from storage.engine import Row
from tests.fakes.platform import Update
from tests.simulation.eye import CANARY, Eye

NOON = time(12)
# The longest the program is down, and something for what comes before it when it is up again.
LATE = timedelta(hours=36)
# What was written just before it was packed, unnamed or shared may still be on its way.
ON_ITS_WAY = timedelta(minutes=30) // MICROSECOND


class Packed:
    """Follows each tip from whom it was given to until it is packed, and who reads it."""

    def __init__(self, eye: Eye) -> None:
        self._eye = eye
        self._turns: dict[str, str] = {}
        self._tip_of: dict[tuple[str, str], str] = {}
        self._unnamed_since: dict[str, int] = {}
        self._looked: dict[str, date] = {}

    def note(self, update: Update | None, intent: Intent | None) -> None:
        """Look at every tip that this commit has made or changed."""
        for row in self._eye.rows.all("SELECT * FROM tip"):
            if row["id"] not in self._turns:
                self._turns[row["id"]] = row["turn_id"]
                self._eye.figures.tips += 1
            if self._turns[row["id"]] != row["turn_id"]:
                again = isinstance(intent, GiveAgain)
                self._eye.insist(again, "a tip went to another host, and nobody gave it again", (row["id"], intent))
                self._turns[row["id"]] = row["turn_id"]
            self._note_name(row)
        words = (update.filled or {}).get("words") if update else None
        if isinstance(words, str) and intent is not None:
            self._link(words, intent)

    def _note_name(self, row: Row) -> None:
        if row["is_named"]:
            self._unnamed_since.pop(row["id"], None)
        else:
            self._unnamed_since.setdefault(row["id"], self._eye.micros)

    def _link(self, words: str, intent: Intent) -> None:
        """Remember which tip carries which number."""
        for letter, kind, number in CANARY.findall(words):
            if kind != "t":
                continue
            known = getattr(intent, "tip", None) or self._eye.rows.value(
                "SELECT id FROM tip ORDER BY rowid DESC LIMIT 1"
            )
            if known is not None:
                self._tip_of.setdefault((letter, number), known)

    # What is read of them.

    def read(self, reader: str | None, words: str) -> None:
        """Look at what one person was shown: only what they may read, and no author who would not be named."""
        found = CANARY.findall(words)
        shown = [self._tip(each) for each in found if each[1] == "t"]
        rows = [each for each in shown if each is not None]
        named = {row["person_id"] for row in rows if row["is_named"]}
        for row in rows:
            if row["person_id"] == reader:
                continue
            self._eye.insist(self._may_read(row, reader), "a tip read by who may not", (row["id"], reader, words))
            since = self._unnamed_since.get(row["id"])
            if since is not None and since < self._eye.micros - ON_ITS_WAY and row["person_id"] not in named:
                is_told = self._name_of(row) in {f"Zq{a}{b}{c}" for a, b, c in found}
                self._eye.insist(not is_told, "an unnamed author is named", (row["id"], words))

    def _tip(self, found: tuple[str, str, str]) -> Row | None:
        known = self._tip_of.get((found[0], found[2]))
        return next(iter(self._eye.rows.all("SELECT * FROM tip WHERE id = :id", id=known or "")), None)

    def _name_of(self, row: Row) -> str:
        """Return the mark in the name of a tip's author, made from the handle as the people of histories have it."""
        sql = "SELECT user_ref FROM account WHERE person_id = :person"
        handle = self._eye.rows.value(sql, person=row["person_id"] or "") or "----"
        return f"Zq{handle[2]}p{handle[3:]}"

    def _may_read(self, row: Row, reader: str | None) -> bool:
        """Everybody until packing, then the host; all again when the host has shared it (R7.2)."""
        sql = """SELECT EXISTS (SELECT 1 FROM membership
            JOIN turn ON turn.id = :turn AND turn.company_id = membership.company_id
            WHERE membership.club_id = :club AND person_id = :person AND membership.state = 'pledged')"""
        of = {"turn": row["turn_id"], "club": row["club_id"], "person": reader or ""}
        if self._eye.rows.value(sql, **of):
            return True
        packs = self._eye.rows.all("SELECT * FROM backpack WHERE turn_id = :turn", turn=row["turn_id"])
        return not any(each["packed_at"] < self._eye.micros - ON_ITS_WAY and not each["shared_at"] for each in packs)

    # Whether it was packed in time.

    def look(self, club: str) -> None:
        """Once a day, look at each held meeting: a backpack by noon the day after, if a tip was given (R7.6)."""
        today = self._eye.now().date()
        if self._looked.get(club) == today:
            return
        self._looked[club] = today
        zone = ZoneInfo(self._eye.rows.value("SELECT zone FROM club WHERE id = :club", club=club))
        timers = self._eye.timers(club)
        held = "SELECT * FROM meeting WHERE club_id = :club AND state = 'held' AND turn_id != ''"
        for meeting in self._eye.rows.all(held, club=club):
            self._look_at_meeting(meeting, zone, timers)
        for tip in self._eye.rows.all("SELECT * FROM tip WHERE club_id = :club AND edition > 0", club=club):
            self._look_at_tip(tip)

    def _look_at_meeting(self, meeting: Row, zone: ZoneInfo, timers: set[str]) -> None:
        club, turn = meeting["club_id"], meeting["turn_id"]
        due = datetime.combine(date.fromisoformat(meeting["day"]) + timedelta(days=1), NOON, zone)
        packs = self._eye.rows.all("SELECT * FROM backpack WHERE turn_id = :turn", turn=turn)
        if not packs:
            waits = f"kd.{club}.{turn}" in timers and self._eye.now() < due + LATE
            self._eye.insist(waits, "a held meeting without a backpack", (meeting["id"], due))
            return
        (pack,) = packs
        self._eye.insist(from_micros(pack["packed_at"]) <= due + LATE, "a backpack packed late", (meeting["id"], due))
        is_closed = pack["second_at"] is not None
        self._eye.insist(is_closed or f"ks.{club}.{turn}" in timers, "a backpack that does not close", turn)
        given = self._eye.rows.all(
            "SELECT edition, given_at FROM tip WHERE turn_id = :turn AND state = 'given'", turn=turn
        )
        before = [each for each in given if each["given_at"] < pack["packed_at"]]
        unpacked = [each for each in given if not each["edition"]]
        self._eye.insist(bool(pack["edition"]) or not before, "tips and no backpack", (turn, before))
        self._eye.insist(bool(given) or not pack["edition"], "a backpack without a tip", turn)
        self._eye.insist(not (is_closed and unpacked), "a given tip left out of the backpack", (turn, unpacked))
        told = "SELECT 1 FROM envelope WHERE club_id = :club AND view = 'backpack.packed' AND ids LIKE :turn"
        people = """SELECT 1 FROM membership JOIN turn ON turn.id = :turn AND turn.company_id = membership.company_id
            WHERE membership.club_id = :club AND membership.state = 'pledged' AND pledged_at < :packed"""
        is_told = self._eye.rows.value(told, club=club, turn=f"%{turn}%")
        there = self._eye.rows.value(people, club=club, turn=turn, packed=pack["packed_at"])
        self._eye.insist(bool(is_told or not there) or not pack["edition"], "a host not told of its backpack", turn)

    def _look_at_tip(self, tip: Row) -> None:
        sql = """SELECT backpack.edition, turn.state FROM backpack JOIN turn ON turn.id = backpack.turn_id
            WHERE backpack.turn_id = :turn"""
        rows = self._eye.rows.all(sql, turn=tip["turn_id"])
        holds = any(row["edition"] >= tip["edition"] and row["state"] == "accepted" for row in rows)
        self._eye.insist(holds, "a packed tip without its backpack", (tip["id"], json.dumps(rows, default=str)))
