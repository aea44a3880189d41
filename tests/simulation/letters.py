"""What must hold for every private message: to whom, when, how many; each attempt as it is noted, each copy as seen."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.kernel.clock import from_micros
from storage.engine import Row
from tests.contracts.messages import TABLE
from tests.fakes.platform import Message
from tests.simulation.eye import FIRST_HOUR, ON_LEAVE, Eye
from tests.simulation.ledger import Ledger
from tests.simulation.occasions import occasion_fault

REMINDER = "polls.reminder"
COUNTED = frozenset({"ask", "kind"})
PER_CYCLE, DUTIES_PER_CYCLE = 4, 6


@dataclass(slots=True)
class Tally:
    """What one person got in one cycle of a club: counted messages, duties, and what must arrive."""

    counted: int = 0
    duties: int = 0
    bound_duties: int = 0
    musts: int = 0


@dataclass(frozen=True, slots=True)
class Parcel:
    """The letters that went as one message, and the cycle of each club at that moment with its rounds so far."""

    letters: tuple[Row, ...]
    cycles: dict[str, tuple[int, int]]


class Letters:
    """Counts and judges what people are sent."""

    def __init__(self, eye: Eye, ledger: Ledger) -> None:
        self._eye = eye
        self._ledger = ledger
        self.kinds: dict[str, str] = {}
        self.tallies: defaultdict[tuple[str, str, int], Tally] = defaultdict(Tally)
        self._parcels: dict[str, Parcel] = {}
        self._attempts: set[tuple[str, int]] = set()
        self._seen: set[str] = set()
        self._reminded: Counter[tuple[str, str]] = Counter()
        self._counted: defaultdict[tuple[str, date], list[str]] = defaultdict(list)

    def look(self) -> None:
        """Look at the attempts that were noted in this commit."""
        fresh: defaultdict[str, list[Row]] = defaultdict(list)
        for letter in self._eye.rows.all("SELECT * FROM envelope WHERE state = 'sending'"):
            if (letter["id"], letter["attempts"]) not in self._attempts:
                self._attempts.add((letter["id"], letter["attempts"]))
                self.kinds[letter["id"]] = letter["kind"]
                self._look_at_attempt(letter)
                fresh[letter["person_id"]].append(letter)
        for letters in fresh.values():
            parcel = Parcel(tuple(letters), {each["club_id"]: self._cycle(each["club_id"]) for each in letters})
            self._parcels.update({each["id"]: parcel for each in letters})

    def seen(self, message: Message) -> str | None:
        """Look at a message somebody was just shown; return its club, None when its person was erased meanwhile."""
        letter = next(iter(self._eye.rows.all("SELECT * FROM envelope WHERE id = :id", id=message.key)), None)
        if letter is None:
            return None
        self._eye.insist(message.place.person == letter["person_id"], "a message in another's lane", message.words)
        if not message.edits:
            self._look_at_copy(letter)
        return str(letter["club_id"])

    def clubs_of(self, key: str) -> set[str]:
        """Return the clubs whose letters became a message."""
        parcel = self._parcels.get(key)
        return set(parcel.cycles) if parcel else set()

    # Each attempt.

    def _look_at_attempt(self, letter: Row) -> None:
        eye, member = self._eye, self._member(letter)
        may_hear = member is not None or self._is_fact(letter) or self._is_farewell(letter)
        eye.insist(may_hear, "a message to somebody who is not in", letter["view"])
        if letter["kind"] != "must":
            zone = eye.zone_of(letter["person_id"])
            quiet = eye.why_quiet(letter["club_id"], zone, eye.now()) or wants_quiet(member, letter, eye.micros)
            eye.insist(quiet is None, f"a message while there should be none ({quiet})", (letter["view"], eye.now()))
        if letter["not_after"] is not None:
            eye.insist(eye.micros <= letter["not_after"], "a stale message", letter["view"])
        fault = occasion_fault(eye, letter)
        eye.insist(fault is None, "a message without an occasion", (letter["view"], fault, letter["ids"]))
        if letter["view"] == REMINDER:
            poll = json.loads(letter["ids"])["poll"]
            answered = self._ledger.has_answered(poll, member["company_id"] if member else "")
            eye.insist(not answered, "a reminder to a company that has answered", (poll, member))

    def _member(self, letter: Row) -> Row | None:
        sql = f"""SELECT company_id, snoozed_until, silent_since, opted_out, {ON_LEAVE} AS on_leave FROM membership
            WHERE club_id = :club AND person_id = :person AND state = 'pledged'"""  # noqa: S608 - our own words
        of = {"club": letter["club_id"], "person": letter["person_id"], "now": self._eye.micros}
        return next(iter(self._eye.rows.all(sql, **of)), None)

    def _is_fact(self, letter: Row) -> bool:
        """True for what the organizer is told, who is no member."""
        founder = self._eye.rows.value("SELECT founded_by FROM club WHERE id = :club", club=letter["club_id"])
        return founder == letter["person_id"] and "organizer" in TABLE[letter["view"]]["to"]

    def _is_farewell(self, letter: Row) -> bool:
        """True for what those are told who were in a club until it closed."""
        sql = """SELECT EXISTS (SELECT 1 FROM membership JOIN club ON club.id = membership.club_id
            AND club.closed_at = membership.left_at WHERE club.id = :club AND person_id = :person)"""
        was_in = self._eye.rows.value(sql, club=letter["club_id"], person=letter["person_id"])
        return bool(was_in) and letter["view"] == "clubs.closed"

    def _cycle(self, club: str) -> tuple[int, int]:
        (row,) = self._eye.rows.all("SELECT cycle_began, cycle_rounds FROM club WHERE id = :club", club=club)
        return row["cycle_began"], row["cycle_rounds"]

    # Each copy.

    def _look_at_copy(self, letter: Row) -> None:
        parcel = self._parcels[letter["id"]]
        if any(each["view"] == REMINDER for each in parcel.letters):
            self._look_at_reminder(parcel)
        if letter["id"] in self._seen:
            return
        self._seen.add(letter["id"])
        for club, (began, rounds) in parcel.cycles.items():
            tally = self.tallies[club, letter["person_id"], began]
            self._count(tally, [each for each in parcel.letters if each["club_id"] == club], rounds)
        if letter["kind"] in COUNTED:
            self._look_at_day(letter, parcel)

    def _look_at_reminder(self, parcel: Parcel) -> None:
        for each in parcel.letters:
            if each["view"] == REMINDER:
                of = (each["person_id"], json.loads(each["ids"])["poll"])
                self._reminded[of] += 1
                self._eye.figures.reminders += 1
                self._eye.insist(self._reminded[of] == 1, "somebody was reminded twice in a round", of)

    def _count(self, tally: Tally, letters: list[Row], rounds: int) -> None:
        """Four counted messages a cycle and one more a further round, six duties (R9)."""
        views = [each["view"] for each in letters]
        counted = any(each["kind"] in COUNTED and not each["rides_along"] for each in letters)
        tally.counted += counted
        tally.musts += any(each["kind"] == "must" for each in letters)
        duties = [each for each in letters if each["kind"] == "duty"]
        tally.duties += len(duties)
        tally.bound_duties += sum(not each["holds_up"] for each in duties)
        within = tally.counted <= PER_CYCLE + max(rounds - 1, 0)
        self._eye.insist(within or REMINDER in views or not counted, "counted messages over the budget", (views, tally))
        self._eye.insist(tally.bound_duties <= DUTIES_PER_CYCLE, "duties over their cap", (views, tally))

    def _look_at_day(self, letter: Row, parcel: Parcel) -> None:
        """One counted message a day, unless a reminder would come too late (R9)."""
        zone = self._eye.zone_of(letter["person_id"])
        today = self._counted[letter["person_id"], self._eye.now().astimezone(zone).date()]
        may_not_wait = any(each["view"] == REMINDER and self._is_stale_tomorrow(each, zone) for each in parcel.letters)
        about = (letter["view"], letter["person_id"])
        self._eye.insist(not today or may_not_wait, "two counted messages in a day", about)
        today.append(letter["id"])

    def _is_stale_tomorrow(self, letter: Row, zone: ZoneInfo) -> bool:
        tomorrow = self._eye.now().astimezone(zone).date() + timedelta(days=1)
        moment = datetime.combine(tomorrow, FIRST_HOUR, zone)
        while self._eye.why_quiet(letter["club_id"], zone, moment) is not None:
            moment += timedelta(hours=1)
        return letter["not_after"] is not None and moment > from_micros(letter["not_after"])


def wants_quiet(member: Row | None, letter: Row, now: int) -> str | None:
    """Return why somebody may not be written to now (R8, R9), None when they may."""
    if member is None:
        return None
    if member["opted_out"] and letter["kind"] in COUNTED:
        return "opted out"
    if member["silent_since"] is not None:
        return "silent"
    if member["on_leave"]:
        return "on leave"
    return "snoozed" if member["snoozed_until"] is not None and member["snoozed_until"] > now else None
