"""What must hold for turns, rounds and meetings after every commit: each goes its way, and none waits for ever."""

from __future__ import annotations

from storage.engine import Row
from tests.simulation.eye import Eye

FEWEST_ACTIVE = 3
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
MEETING_AFTER = {None: {"decided"}, "decided": {"held", "cancelled"}}
TURN_AFTER = {
    None: {"proposed", "accepted"},
    "proposed": {"accepted", "passed", "lapsed", "swapped", "fell_out", "withdrawn"},
    "accepted": {"proposed", "passed", "lapsed", "swapped", "fell_out", "withdrawn"},
}
# The timer without which a round, or a meeting, would wait for ever.
TIMER_OF = {"planned": "td", "drawn": "to", "open": "tc", "asking_host": "th"}
# Those by which a company that is asked about its turn is asked, reminded, and let go.
TURN_TIMERS = ("uq", "ul", "ui")


class GoingOn:
    """Looks at a club each time that something in it has changed."""

    def __init__(self, eye: Eye) -> None:
        self._eye = eye
        self._versions: dict[str, int] = {}
        self._states: dict[str, str] = {}

    def look(self) -> list[str]:
        """Look at the clubs that this commit has changed, and return them."""
        changed = []
        for club in self._eye.rows.all("SELECT id, version, ready_at FROM club WHERE closed_at IS NULL"):
            if self._versions.get(club["id"]) != club["version"]:
                self._versions[club["id"]] = club["version"]
                self._look_at_club(club)
                changed.append(str(club["id"]))
        return changed

    def _look_at_club(self, club: Row) -> None:
        polls = self._of(club, "poll")
        meetings = self._of(club, "meeting")
        turns = self._of(club, "turn")
        current = [each for each in turns if each["state"] in {"proposed", "accepted"} and each["ended_at"] is None]
        self._eye.insist(len(current) <= 1, "two turns at a time", club["id"])
        self._follow(turns, TURN_AFTER, "a turn")
        for each in self._follow(meetings, MEETING_AFTER, "a meeting"):
            self._eye.figures.cancelled += each["state"] == "cancelled"
            has_turn = any(turn["id"] == each["turn_id"] for turn in turns)
            self._eye.insist(has_turn, "a meeting without a turn", each["id"])
        for poll in self._follow(polls, AFTER, "a round"):
            self._eye.figures.rounds_failed += poll["state"] == "failed"
            if poll["state"] == "open":
                taken = [each for each in current if (each["company_id"], each["state"]) == (poll["host"], "accepted")]
                self._eye.insist(bool(taken), "a round opened without a host that has accepted", poll["id"])
        for poll in polls:
            decided = sum(each["poll_id"] == poll["id"] for each in meetings)
            self._eye.insist(decided == (poll["state"] == "decided"), "not one meeting for a decided round", poll["id"])
        live = [poll for poll in polls if poll["state"] in LIVE]
        coming = [each for each in meetings if each["state"] == "decided"]
        self._eye.insist(len(live) + len(coming) <= 1, "two rounds or meetings at a time", club["id"])
        if club["ready_at"] is not None and self._eye.active(club["id"]) >= FEWEST_ACTIVE:
            self._insist_goes_on(club["id"], live, coming, current)

    def _of(self, club: Row, table: str) -> list[Row]:
        return self._eye.rows.all(f"SELECT * FROM {table} WHERE club_id = :club", club=club["id"])  # noqa: S608 - ours

    def _follow(self, rows: list[Row], after: dict[str | None, set[str]], what: str) -> list[Row]:
        """Return what is in a new state; each may only go its way."""
        changed = []
        for each in rows:
            before = self._states.get(each["id"])
            if each["state"] != before:
                steps = after.get(before, set())
                self._eye.insist(each["state"] in steps, f"{what} went a way it cannot go", (before, each["state"]))
                self._states[each["id"]] = each["state"]
                changed.append(each)
        return changed

    def state_of(self, known: str) -> str | None:
        """Return the state in which a round, a meeting or a turn was seen last."""
        return self._states.get(known)

    def _insist_goes_on(self, club: str, live: list[Row], coming: list[Row], current: list[Row]) -> None:
        """Nothing waits for ever: each state has its timer, or waits for a person who was asked."""
        self._eye.insist(bool(live or coming), "the rhythm has stopped", club)
        timers = self._eye.timers(club)
        for poll in live:
            if poll["state"] in {"planned", "asking_host"} and not poll["host"]:
                self._insist_host_is_sought(club, poll["id"], timers)
                continue
            code = TIMER_OF.get(poll["state"])
            wanted = f"{code}.{club}.{poll['id']}"
            self._eye.insist(code is None or wanted in timers, "a round has no timer", (poll["state"], sorted(timers)))
        for meeting in coming:
            self._eye.insist(f"tm.{club}.{meeting['id']}" in timers, "a meeting has no timer", meeting["id"])
        for turn in current:
            if turn["state"] == "proposed":
                wanted_by = [f"{code}.{club}.{turn['id']}" for code in TURN_TIMERS]
                wanted_by += [f"uf.{club}.{each['id']}" for each in coming]
                self._eye.insist(bool(timers & set(wanted_by)), "a turn has no timer", (turn["id"], sorted(timers)))

    def _insist_host_is_sought(self, club: str, poll: str, timers: set[str]) -> None:
        """A round without a host waits for a company that is asked, or for the lead, who was; unless there is none."""
        asked = any(each.startswith((f"uq.{club}.", f"ul.{club}.", f"td.{club}.{poll}")) for each in timers)
        sql = """SELECT NOT EXISTS (SELECT 1 FROM membership
            WHERE club_id = :club AND post = 'lead' AND state = 'pledged')
            OR EXISTS (SELECT 1 FROM envelope WHERE club_id = :club AND view = 'turns.host_wanted')"""
        self._eye.insist(asked or bool(self._eye.rows.value(sql, club=club)), "nobody seeks a host", sorted(timers))
