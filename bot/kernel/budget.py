"""How many messages a person may get (R9): pure, asked at the moment of sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

PER_CYCLE = 4
DUTIES_PER_CYCLE = 6
NEVER_FALLS = frozenset({"polls.reminder"})
# Questions a club stands still without; of the other duties the lead and the host get six a cycle.
HOLDS_UP_THE_CLUB = frozenset({"polls.host_word", "polls.lead_sets", "polls.draft", "polls.your_turn"})


class Fate(StrEnum):
    """What becomes of a counted message."""

    SEND = "send"
    WAIT = "wait"
    FALL = "fall"


@dataclass(frozen=True, slots=True)
class Spent:
    """Counted messages a person was sent: in this club's cycle, and today over all clubs.

    `rounds` are the poll's rounds so far in this cycle.
    """

    in_cycle: int
    today: int
    rounds: int


def fate(view: str, spent: Spent, *, stale_tomorrow: bool) -> Fate:
    """Return what R9's budget makes of a counted message.

    Four a cycle and one more per further round; one a day, so a second one waits for tomorrow unless it would then
    be stale and is one that never falls.
    """
    if spent.today and not (stale_tomorrow and view in NEVER_FALLS):
        return Fate.WAIT
    if spent.in_cycle >= PER_CYCLE + max(spent.rounds - 1, 0) and view not in NEVER_FALLS:
        return Fate.FALL
    return Fate.SEND


def duty_falls(view: str, duties_in_cycle: int) -> bool:
    """True for a duty beyond the cap of a cycle that the club can do without (R9); its panel says the same on wish."""
    return duties_in_cycle >= DUTIES_PER_CYCLE and view not in HOLDS_UP_THE_CLUB


def day_began(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant the person's day began."""
    return datetime.combine(now.astimezone(zone).date(), time(), zone).astimezone(now.tzinfo)


def tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant the person's next day begins."""
    day = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(), zone).astimezone(now.tzinfo)
