"""What must hold after every commit and for every message, whatever happens."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.kernel.calendar import public_holidays
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.door import Reply
from bot.kernel.errors import ReppuError
from bot.kernel.intents import Codec, Intent
from storage.engine import Row
from tests.fakes.platform import FakePlatform, Message, Update, leaks
from tests.simulation.ledger import Ledger
from tests.simulation.rows import Rows

FIRST_HOUR, LAST_HOUR = time(8), time(18)
FEWEST_ACTIVE = 3
REMINDER = "polls.reminder"
LIVE = ("planned", "drawn", "open", "asking_host", "lead_sets")
# What a round may become; everything else is a round that closed twice or came back.
AFTER = {
    None: {"planned", "drawn", "lead_sets"},
    "planned": {"drawn", "withdrawn", "open"},
    "drawn": {"open", "withdrawn", "failed", "planned"},
    "open": {"decided", "asking_host", "failed", "withdrawn"},
    "asking_host": {"decided", "failed", "lead_sets", "withdrawn"},
    "lead_sets": {"asking_host", "withdrawn"},
}
# The timer without which a round, or a meeting, would wait for ever.
TIMER_OF = {"planned": "td", "drawn": "to", "open": "tc", "asking_host": "th"}
CANARY = re.compile(r"Zq([a-h])([kcpg])(\d*)")


@dataclass(slots=True)
class Figures:
    """What a history was made of."""

    commits: int = 0
    crashes: int = 0
    updates: int = 0
    repeats: int = 0
    faults: int = 0
    outsiders: int = 0
    messages: int = 0
    edits: int = 0
    copies: int = 0
    reminders: int = 0
    rounds_failed: int = 0
    meetings: int = 0
    steps: int = 0


class Watch:
    """Stands beside the program and says the first thing that is wrong."""

    def __init__(self, rows: Rows, codec: Codec, now: Callable[[], datetime], fail: Callable[[str], None]) -> None:
        self._rows = rows
        self._codec = codec
        self._now = now
        self._fail = fail
        self.ledger = Ledger(rows)
        self.figures = Figures()
        self.canaries: dict[str, str] = {}
        self.doubts: Counter[str] = Counter()
        self.copies: Counter[str] = Counter()
        self.exact: set[str] = set()
        self.kinds: dict[str, str] = {}
        self._attempts: set[tuple[str, int]] = set()
        self._versions: dict[str, int] = {}
        self._states: dict[str, str] = {}
        self._reminded: Counter[tuple[str, str]] = Counter()
        self._counted: defaultdict[tuple[str, date], list[Row]] = defaultdict(list)
        self._outside: tuple[str, str] | None = None
        self._who: tuple[str, str] | None = None

    # Around each unit of work.

    async def before(self, act: Update | None) -> None:
        """Look who acts, before the unit."""
        self._outside = self._who = None
        intent = self.intent_of(act)
        if act is None or intent is None:
            return
        standing = self._standing(act, intent.club)
        self._who = (standing["person_id"] or "", standing["company_id"] or "") if standing else None
        state = standing["state"] if standing else None
        may_come_in = state == "waiting" and intent.code == "jp"
        is_outside = intent.scoped and intent.club and state != "pledged" and not may_come_in
        if is_outside and not self._organizes(act, intent.club):
            self._outside = (intent.club, self._rows.of_club(intent.club))
            self.figures.outsiders += 1

    async def after(self, act: Update | None, result: object) -> None:
        """Look what the unit has committed."""
        self.figures.commits += 1
        if self._outside is not None:
            club, rows = self._outside
            self.insist(rows == self._rows.of_club(club), "an outsider changed rows of a club", act)
        intent = self.intent_of(act)
        if act is not None and intent is not None and isinstance(result, Reply):
            for poll in self.ledger.note(act, intent, result, self._who):
                self.check_answers(poll)
        self._look_at_clubs()
        self._look_at_attempts()

    def insist(self, holds: bool, what: str, about: object = "") -> None:
        """Stop the history where something does not hold."""
        if not holds:
            self._fail(f"{what}: {about}")

    def intent_of(self, act: Update | None) -> Intent | None:
        """Return what was asked, None for what no button of ours carries."""
        try:
            return self._codec.read(act.data) if act else None
        except ReppuError:
            return None

    def check_answers(self, poll: str) -> None:
        """No committed answer is lost or changed."""
        promised, kept = self.ledger.standing(poll), self.ledger.kept(poll)
        self.insist(
            promised == kept, "an answer was lost or changed", (poll, set(promised.items()) ^ set(kept.items()))
        )

    def answered(self, update: Update, reply: Reply, words: str) -> None:
        """What somebody is told is kept, and tells of no club that is not theirs."""
        intent = self.intent_of(update)
        if intent is not None and intent.code == "cf":
            return  # the club that was just founded
        told = {each[0] for each in CANARY.findall(words)}
        self.insist(told <= self._may_know(update, intent), "an answer tells of another club", (update, words))
        if intent is not None and intent.scoped and reply.club:
            self.insist(told <= {self.canaries.get(reply.club)}, "an answer tells of two clubs", (update, words))
        if intent is not None and intent.code in {"pv", "pa", "pn"} and reply.error is None and reply.answer.toast:
            self.insist(update.id in self.ledger.committed, "an answer was acknowledged and not committed", update)

    def _may_know(self, update: Update, intent: Intent | None) -> set[str]:
        """Return the canaries of the clubs somebody stands in, or founded; whoever has just left hears from which."""
        sql = """SELECT club_id, state FROM membership JOIN account ON account.person_id = membership.person_id
            WHERE account.user_ref = :user"""
        leaving = intent is not None and intent.code == "jl"
        stands = self._rows.all(sql, user=update.user)
        known = {self.canaries[row["club_id"]] for row in stands if leaving or row["state"] != "former"}
        return known | {canary for club, canary in self.canaries.items() if self._organizes(update, club)}

    # Clubs.

    def _look_at_clubs(self) -> None:
        for club in self._rows.all("SELECT id, version, ready_at FROM club WHERE closed_at IS NULL"):
            if self._versions.get(club["id"]) != club["version"]:
                self._versions[club["id"]] = club["version"]
                self._look_at_club(club)

    def _look_at_club(self, club: Row) -> None:
        polls = self._rows.all("SELECT * FROM poll WHERE club_id = :club", club=club["id"])
        meetings = self._rows.all("SELECT * FROM meeting WHERE club_id = :club", club=club["id"])
        for poll in polls:
            before = self._states.get(poll["id"])
            if poll["state"] != before:
                steps = AFTER.get(before, set())
                self.insist(poll["state"] in steps, "a round went a way it cannot go", (before, poll["state"]))
                self._states[poll["id"]] = poll["state"]
                has_opened = poll["state"] == "open" and bool(before)
                self.insist(bool(poll["host"]) or not has_opened, "a round opened without a host", poll["id"])
                self.figures.rounds_failed += poll["state"] == "failed"
            decided = sum(each["poll_id"] == poll["id"] for each in meetings)
            self.insist(decided == (poll["state"] == "decided"), "not one meeting for a decided round", poll["id"])
        live = [poll for poll in polls if poll["state"] in LIVE]
        coming = [each for each in meetings if each["state"] == "decided"]
        self.insist(len(live) + len(coming) <= 1, "two rounds or meetings at a time", club["id"])
        if club["ready_at"] is not None and self._active(club["id"]) >= FEWEST_ACTIVE:
            self._insist_goes_on(club["id"], live, coming)

    def _insist_goes_on(self, club: str, live: list[Row], coming: list[Row]) -> None:
        """Nothing waits for ever: each state has its timer, or waits for a person who was asked."""
        self.insist(bool(live or coming), "the rhythm has stopped", club)
        timers = {row["data"] for row in self._rows.all("SELECT data FROM timer WHERE club_id = :club", club=club)}
        for poll in live:
            if poll["state"] in {"planned", "asking_host"} and not poll["host"]:
                self._insist_host_is_sought(club, poll["id"], timers)
                continue
            code = TIMER_OF.get(poll["state"])
            wanted = f"{code}.{club}.{poll['id']}"
            self.insist(code is None or wanted in timers, "a round has no timer", (poll["state"], sorted(timers)))
        for meeting in coming:
            self.insist(f"tm.{club}.{meeting['id']}" in timers, "a meeting has no timer", meeting["id"])

    def _insist_host_is_sought(self, club: str, poll: str, timers: set[str]) -> None:
        """A round without a host waits for a company that is asked, or for the lead, who was; unless there is none."""
        asked = any(each.startswith((f"uq.{club}.", f"ul.{club}.", f"td.{club}.{poll}")) for each in timers)
        sql = """SELECT NOT EXISTS (
                SELECT 1 FROM membership WHERE club_id = :club AND post = 'lead' AND state = 'pledged')
            OR EXISTS (SELECT 1 FROM envelope WHERE club_id = :club AND view = 'turns.host_wanted')"""
        self.insist(asked or bool(self._rows.value(sql, club=club)), "nobody seeks a host", sorted(timers))

    def _active(self, club: str) -> int:
        sql = """SELECT COUNT(DISTINCT membership.company_id) FROM membership
            JOIN company ON company.id = membership.company_id AND company.left_at IS NULL
            WHERE membership.club_id = :club AND state = 'pledged'"""
        return int(self._rows.value(sql, club=club))

    # People.

    def _standing(self, act: Update, club: str) -> Row | None:
        sql = """SELECT account.person_id, company_id, state FROM account
            LEFT JOIN membership ON membership.person_id = account.person_id AND membership.club_id = :club
            WHERE account.user_ref = :user ORDER BY state = 'former', membership.position"""
        found = self._rows.all(sql, user=act.user, club=club)
        return found[0] if found else None

    def _organizes(self, act: Update, club: str) -> bool:
        sql = """SELECT 1 FROM club JOIN account ON account.person_id = club.founded_by
            JOIN organizer ON organizer.person_id = account.person_id
            WHERE club.id = :club AND account.user_ref = :user"""
        return bool(self._rows.value(sql, club=club, user=act.user))

    # Messages: each attempt when it is noted, each copy when it is seen.

    def _look_at_attempts(self) -> None:
        for letter in self._rows.all("SELECT * FROM envelope WHERE state = 'sending'"):
            if (letter["id"], letter["attempts"]) not in self._attempts:
                self._attempts.add((letter["id"], letter["attempts"]))
                self.kinds[letter["id"]] = letter["kind"]
                self._look_at_attempt(letter)

    def _look_at_attempt(self, letter: Row) -> None:
        member = self._rows.value(
            "SELECT company_id FROM membership WHERE club_id = :club AND person_id = :person AND state = 'pledged'",
            club=letter["club_id"],
            person=letter["person_id"],
        )
        self.insist(member is not None, "a message to somebody who is not in", letter["view"])
        if letter["kind"] != "must":
            quiet = self._why_quiet(letter)
            self.insist(quiet is None, f"a message while there should be none ({quiet})", (letter["view"], self._now()))
        if letter["not_after"] is not None:
            self.insist(to_micros(self._now()) <= letter["not_after"], "a stale message", letter["view"])
        if letter["view"] == REMINDER:
            poll = json.loads(letter["ids"])["poll"]
            answered = self.ledger.has_answered(poll, member or "")
            self.insist(not answered, "a reminder to a company that has answered", (poll, member))
            self.insist(self._states.get(poll) == "open", "a reminder to a round that is not open", poll)

    def _why_quiet(self, letter: Row) -> str | None:
        zone = ZoneInfo(self._rows.value("SELECT zone FROM person WHERE id = :person", person=letter["person_id"]))
        return self.why_quiet(letter["club_id"], zone, self._now())

    def why_quiet(self, club: str, zone: ZoneInfo, now: datetime) -> str | None:
        """Return why no bound message may come at an instant (R9), None when it may."""
        if not FIRST_HOUR <= now.astimezone(zone).time().replace(second=0, microsecond=0) <= LAST_HOUR:
            return "hours"
        (row,) = self._rows.all("SELECT zone, countries FROM club WHERE id = :club", club=club)
        day = now.astimezone(ZoneInfo(row["zone"])).date()
        if any(day in public_holidays(country, day.year) for country in json.loads(row["countries"])):
            return "holiday"
        pauses = self._rows.all("SELECT yearly, first, last FROM pause WHERE club_id = :club", club=club)
        return "pause" if any(_is_paused(pause, day) for pause in pauses) else None

    def seen(self, platform: FakePlatform, message: Message) -> None:
        """Look at what a chat was just shown."""
        self.insist(not leaks(message), "a private view in a room", message.words)
        found = CANARY.findall(message.words)
        if not message.place.is_private:
            self._look_at_room(message, found)
            club = message.place.club
        else:
            letter = self._letter(message.key)
            if letter is None:
                return  # its person was erased while it was on its way
            club = letter["club_id"]
            self.insist(message.place.person == letter["person_id"], "a message in another's lane", message.words)
            if not message.edits:
                self._look_at_copy(letter)
        own = self.canary(club)
        self.insist(all(each[0] == own for each in found), "words of another club", (own, message.words))
        self.figures.messages += not message.edits
        self.figures.edits += bool(message.edits)
        key = message.key.split(".")[0]
        self.copies[key] += not message.edits
        if platform.knows_keys:
            self.exact.add(key)
        self.insist(platform.platform == message.place.platform, "a message on another platform", message.place)

    def _look_at_room(self, message: Message, found: list[tuple[str, str, str]]) -> None:
        people = [each for each in found if each[1] == "p"]
        companies = {each for each in found if each[1] == "c"}
        self.insist(not people, "a person's name in a room", message.words)
        self.insist(len(companies) <= 1, "more companies than the host in a room", message.words)

    def _letter(self, key: str) -> Row | None:
        return next(iter(self._rows.all("SELECT * FROM envelope WHERE id = :id", id=key)), None)

    def _look_at_copy(self, letter: Row) -> None:
        if letter["view"] == REMINDER:
            of = (letter["person_id"], json.loads(letter["ids"])["poll"])
            self._reminded[of] += 1
            self.figures.reminders += 1
            self.insist(self._reminded[of] == 1, "somebody was reminded twice in a round", of)
        if letter["kind"] in {"ask", "kind"}:
            self._look_at_budget(letter)

    def _look_at_budget(self, letter: Row) -> None:
        """One counted message a day, unless a reminder would come too late (R9)."""
        zone = ZoneInfo(self._rows.value("SELECT zone FROM person WHERE id = :person", person=letter["person_id"]))
        day = self._now().astimezone(zone).date()
        today = self._counted[letter["person_id"], day]
        may_not_wait = letter["view"] == REMINDER and self._is_stale_tomorrow(letter, zone)
        self.insist(not today or may_not_wait, "two counted messages in a day", (letter["view"], letter["person_id"]))
        today.append(letter)

    def _is_stale_tomorrow(self, letter: Row, zone: ZoneInfo) -> bool:
        moment = datetime.combine(self._now().astimezone(zone).date() + timedelta(days=1), FIRST_HOUR, zone)
        while self.why_quiet(letter["club_id"], zone, moment) is not None:
            moment += timedelta(hours=1)
        return letter["not_after"] is not None and moment > from_micros(letter["not_after"])

    def canary(self, club: str) -> str | None:
        """Return the letter that stands in every name of a club."""
        return self.canaries.get(club)

    def note_doubts(self) -> None:
        """Count what a crash left of which nobody knows whether it was done."""
        for row in self._rows.all("SELECT id FROM envelope WHERE state = 'sending'"):
            self.doubts[row["id"]] += 1
        for row in self._rows.all("SELECT id FROM card WHERE message IS NULL AND attempts > 0"):
            self.doubts[row["id"]] += 1


def _is_paused(pause: Row, day: date) -> bool:
    if not pause["yearly"]:
        return bool(pause["first"] <= day.isoformat() <= pause["last"])
    today, first, last = f"{day:%m-%d}", pause["first"], pause["last"]
    return bool(first <= today <= last if first <= last else today >= first or today <= last)
