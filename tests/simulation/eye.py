"""What every invariant looks with: the rows, the time, and a way to say that something does not hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.kernel.calendar import public_holidays
from bot.kernel.clock import to_micros
from storage.engine import Row
from tests.simulation.rows import Rows

FIRST_HOUR, LAST_HOUR = time(8), time(18)
# The marks in every word that people choose: which club, what kind of word, which one.
CANARY = re.compile(r"Zq([a-h])([kcpgtw])(\d*)")
ON_LEAVE = """EXISTS (SELECT 1 FROM absence WHERE absence.club_id = membership.club_id
    AND absence.company_id = membership.company_id AND absence.kind = 'leave'
    AND absence.begins_at <= :now AND (absence.ends_at IS NULL OR absence.ends_at > :now))"""


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
    cancelled: int = 0
    turns_let_go: int = 0
    swaps: int = 0
    tips: int = 0
    backpacks: int = 0
    second_editions: int = 0
    outcomes: int = 0
    nudges: int = 0
    silences: int = 0
    steps: int = 0


@dataclass(slots=True)
class Eye:
    """Stands beside the program; `fail` ends the history at the first thing that is wrong."""

    rows: Rows
    now: Callable[[], datetime]
    fail: Callable[[str], None]
    figures: Figures = field(default_factory=Figures)
    canaries: dict[str, str] = field(default_factory=dict)

    def insist(self, holds: bool, what: str, about: object = "") -> None:
        """Stop the history where something does not hold."""
        if not holds:
            self.fail(f"{what}: {about}")

    @property
    def micros(self) -> int:
        """The present as the rows keep it."""
        return to_micros(self.now())

    def club_of(self, letter: str) -> str | None:
        """Return the club whose words carry a letter."""
        return next((club for club, each in self.canaries.items() if each == letter), None)

    def active(self, club: str) -> int:
        """Return how many companies are active now (R0)."""
        sql = f"""SELECT COUNT(DISTINCT membership.company_id) FROM membership
            JOIN company ON company.id = membership.company_id AND company.left_at IS NULL
            WHERE membership.club_id = :club AND state = 'pledged' AND NOT {ON_LEAVE}"""  # noqa: S608 - our own words
        return int(self.rows.value(sql, club=club, now=self.micros))

    def timers(self, club: str) -> set[str]:
        """Return what the club has timers for."""
        return {row["data"] for row in self.rows.all("SELECT data FROM timer WHERE club_id = :club", club=club)}

    def zone_of(self, person: str) -> ZoneInfo:
        """Return the clock somebody lives by."""
        return ZoneInfo(self.rows.value("SELECT zone FROM person WHERE id = :person", person=person))

    def why_quiet(self, club: str, zone: ZoneInfo, now: datetime) -> str | None:
        """Return why no bound message may come at an instant (R9), None when it may."""
        if not FIRST_HOUR <= now.astimezone(zone).time().replace(second=0, microsecond=0) <= LAST_HOUR:
            return "hours"
        (row,) = self.rows.all("SELECT zone, countries FROM club WHERE id = :club", club=club)
        day = now.astimezone(ZoneInfo(row["zone"])).date()
        if any(day in public_holidays(country, day.year) for country in json.loads(row["countries"])):
            return "holiday"
        return "pause" if self.is_paused(club, day) else None

    def is_paused(self, club: str, day: date) -> bool:
        """True for a day that lies in one of the club's pauses."""
        pauses = self.rows.all("SELECT yearly, first, last FROM pause WHERE club_id = :club", club=club)
        return any(_is_in(pause, day) for pause in pauses)


def _is_in(pause: Row, day: date) -> bool:
    if not pause["yearly"]:
        return bool(pause["first"] <= day.isoformat() <= pause["last"])
    today, first, last = f"{day:%m-%d}", pause["first"], pause["last"]
    return bool(first <= today <= last if first <= last else today >= first or today <= last)
