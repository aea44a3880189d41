"""How people are: prompt, late, silent, of two minds, full of advice; drawn once for each person."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Temper:
    """How somebody answers.

    A date poll after how long, with what share of the slots, and how often they think again; what a message asks how
    `eager`ly; how many `tips` a meeting brings from them; how often in a week they look about by themselves.
    """

    name: str
    first: tuple[timedelta, timedelta] | None
    reminded: float = 0.7
    thorough: float = 1.0
    changes: float = 0.1
    says_no: float = 0.2
    eager: float = 0.85
    tips: float = 0.7
    wanders: float = 0.25


PROMPT = Temper("prompt", (HOUR / 4, 20 * HOUR), eager=0.95)
LATE = Temper("late", (5 * DAY, 7 * DAY), eager=0.7)
WAITS = Temper("waits to be reminded", None, eager=0.6, tips=0.3)
FORGETFUL = Temper("forgetful", (HOUR, 6 * DAY), thorough=0.8, eager=0.4, wanders=0.1)
CHANGER = Temper("changes mind", (HOUR, 3 * DAY), changes=0.9, wanders=0.6)
HALF = Temper("half", (HOUR, 4 * DAY), thorough=0.5)
REFUSER = Temper("says no to all", (HOUR, 4 * DAY), says_no=1.0, tips=0.2)
GIVER = Temper("full of advice", (HOUR, 2 * DAY), eager=0.9, tips=3.0, wanders=0.6)
KEEPER = Temper("never gives a tip", (HOUR, 3 * DAY), tips=0.0)
NEVER = Temper("silent", None, reminded=0.0, eager=0.02, tips=0.0, wanders=0.0)
TEMPERS = (PROMPT, LATE, WAITS, FORGETFUL, CHANGER, HALF, REFUSER, GIVER, KEEPER, NEVER)
WEIGHTS = (8, 3, 4, 2, 4, 2, 1, 3, 3, 2)


def temper(chance: random.Random) -> Temper:
    """Draw how somebody is."""
    (drawn,) = chance.choices(TEMPERS, WEIGHTS)
    return drawn
