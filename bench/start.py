"""How long the demo takes to start, and what it holds when idle, beside a plain page on the same libraries."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

from bench.effort import Effort
from bench.ground import Ground
from bench.processes import Page, Running, plain, resident_bytes, running
from bench.table import Row, row

START, MEMORY = "start", "idle_memory"
LIMIT = 1.5
MEBIBYTE = 1024 * 1024


def measure_start(ground: Ground, effort: Effort) -> Row:
    """Return the row of a start with existing data, until the page shows the club's card."""
    ours, bare = _in_turns(ground, effort.starts, lambda started: started.took / timedelta(milliseconds=1))
    return row(START, ours, bare, "ms", LIMIT)


def measure_memory(ground: Ground, effort: Effort) -> Row:
    """Return the row of the memory held once all is quiet."""

    def weigh(started: Running) -> float:
        time.sleep(effort.settling.total_seconds())
        return resident_bytes(started.pid) / MEBIBYTE

    return row(MEMORY, *_in_turns(ground, effort.processes, weigh), "MB RSS")


def _in_turns(ground: Ground, times: int, figure: Callable[[Running], float]) -> tuple[float, float]:
    """Return the medians over the demo and the yardstick, started in turns; each once before, to warm the disk."""
    pages: tuple[Page, ...] = (ground.demo(), plain())
    figures: tuple[list[float], ...] = ([], [])
    for turn in range(times + 1):
        for page, found in zip(pages, figures, strict=True):
            with running(page, ground.environment) as started:
                if turn:
                    found.append(figure(started))
    ours, bare = (median(each) for each in figures)
    return ours, bare
