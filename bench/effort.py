"""How much is measured: enough for a steady median, little enough to wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each thing is done, and when enough is enough on a slow machine."""

    rounds: int = 24
    votes_a_round: int | None = None  # all of a poll's
    longest_voting: timedelta = timedelta(seconds=30)
    starts: int = 15
    papers: int = 15
    processes: int = 3
    year_weeks: int = 52
    settling: timedelta = timedelta(seconds=1)
