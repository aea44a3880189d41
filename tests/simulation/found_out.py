"""Whether the invariants find a fault that a test has built in."""

from __future__ import annotations

import re

from tests.simulation.play import Tamper, play
from tests.simulation.world import Size

SIZE = Size(weeks=8)
FIRST, SEEDS = 900, 8


def is_found_out(what: str, tamper: Tamper | None = None, size: Size = SIZE, first: int = FIRST) -> bool:
    """True when one of a few histories shows this fault; `first` is where to look first for one that few show."""
    return any(re.search(what, play(seed, size, tamper).broken) for seed in range(first, first + SEEDS))
