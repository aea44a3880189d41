"""How many messages a person may get (R9): pure, asked at the moment of sending (decision 012)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.kernel.ports import Weight

PER_CYCLE = 4
DUTIES_PER_CYCLE = 6
# What the rest of a cycle still brings to a contact person when a lighter message is about to go: once a round each.
STILL_TO_COME: Mapping[Weight, frozenset[Weight]] = {
    Weight.THANKS: frozenset({Weight.PREPARATION, Weight.RSVP, Weight.REMINDER}),
    Weight.WISH: frozenset({Weight.PREPARATION, Weight.RSVP, Weight.REMINDER}),
    Weight.PREPARATION: frozenset({Weight.RSVP}),
    Weight.MISSED: frozenset({Weight.REMINDER}),
}
NO_ROOM_NEEDED = frozenset({Weight.REMINDER, Weight.RESULT})


class Fate(StrEnum):
    """What becomes of a counted message."""

    SEND = "send"
    WAIT = "wait"
    FALL = "fall"


@dataclass(frozen=True, slots=True)
class Spent:
    """Counted messages a person was sent: in this club's cycle, and today over all clubs.

    `rounds` are the poll's rounds so far in this cycle, `came` what was sent in it by kind, `awaited` the kinds that
    are due to the person in this club already. Only a contact person is sent what a cycle brings by itself.
    """

    in_cycle: int
    today: int
    rounds: int
    came: Mapping[Weight, int] = field(default_factory=dict)
    awaited: frozenset[Weight] = frozenset()
    is_contact: bool = True


def fate(weight: Weight, spent: Spent, *, stale_tomorrow: bool) -> Fate:
    """Return what R9's budget makes of a counted message.

    Four a cycle and one more per further round; one a day, so a second one waits for tomorrow unless it is the poll
    reminder and would be stale by then. To fall in R9's order a message leaves room for the weightier ones that the
    cycle still brings. The reminder never falls; a tip's result waits until there is room.
    """
    is_reminder = weight is Weight.REMINDER
    if spent.today and not (is_reminder and stale_tomorrow):
        return Fate.WAIT
    room = PER_CYCLE + max(spent.rounds - 1, 0) - len(expected(weight, spent))
    if spent.in_cycle < room or is_reminder:
        return Fate.SEND
    return Fate.WAIT if weight is Weight.RESULT else Fate.FALL


def expected(weight: Weight, spent: Spent) -> frozenset[Weight]:
    """Return the weightier messages of this cycle that a message must leave room for.

    Those already due, and for a contact person those every round brings; a missed line comes to few, and is left room
    for only once it is due.
    """
    if weight in NO_ROOM_NEEDED:
        return frozenset()
    due = {each for each in spent.awaited if each > weight and each is not Weight.RESULT}
    if not spent.is_contact:
        return frozenset(due)
    regular = {each for each in STILL_TO_COME.get(weight, ()) if spent.came.get(each, 0) < max(spent.rounds, 1)}
    return frozenset(due | regular)


def duty_falls(duties_in_cycle: int, *, holds_up: bool) -> bool:
    """True for a duty beyond the cap of a cycle that the club can do without (R9); its panel says the same on wish."""
    return duties_in_cycle >= DUTIES_PER_CYCLE and not holds_up


def day_began(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant the person's day began."""
    return datetime.combine(now.astimezone(zone).date(), time(), zone).astimezone(now.tzinfo)


def tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant the person's next day begins."""
    day = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(), zone).astimezone(now.tzinfo)
