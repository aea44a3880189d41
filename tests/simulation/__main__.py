"""`python -m tests.simulation --seeds N --clubs N [--seed S]`: plays seeded histories up to the first broken one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import astuple, fields
from multiprocessing import get_context

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from tests.simulation.distribution import MOST_SHOWN, Shares
from tests.simulation.eye import Figures
from tests.simulation.play import Outcome, play
from tests.simulation.world import Size

LINES_SHOWN = 40
USUAL = Size()


def main(words: list[str] | None = None) -> int:
    """Play what was asked for; 0 when everything held, 1 when something did not."""
    asked = _asked(words)
    size = Size(asked.clubs, asked.weeks, asked.crash_one_in)
    seeds = [asked.seed] if asked.seed is not None else list(range(asked.first, asked.first + asked.seeds))
    console = Console()
    outcomes: list[Outcome] = []
    with _bar(console) as progress:
        task = progress.add_task("Playing", total=len(seeds), crashes=0)
        for outcome in _played(seeds, size, min(asked.jobs, len(seeds))):
            outcomes.append(outcome)
            progress.update(task, advance=1, crashes=sum(each.figures.crashes for each in outcomes))
            if not outcome.is_good and not asked.go_on:
                break
    _tell(console, outcomes)
    for broken in [each for each in outcomes if not each.is_good]:
        _tell_broken(console, broken, asked)
    return 0 if all(each.is_good for each in outcomes) else 1


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many histories")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="this one alone")
    parser.add_argument("--clubs", type=int, default=1, help="clubs in one installation, at most eight")
    parser.add_argument("--weeks", type=int, default=USUAL.weeks, help="weeks of each history")
    parser.add_argument("--crash-one-in", type=int, default=USUAL.crash_one_in, help="one crash in so many chances")
    parser.add_argument("--go-on", action="store_true", help="play the others too when one is broken")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    return parser.parse_args(words)


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[crashes]} crashes"),
        TimeRemainingColumn(),
        console=console,
    )


def _played(seeds: list[int], size: Size, jobs: int) -> Iterator[Outcome]:
    if jobs <= 1:
        yield from (play(seed, size) for seed in seeds)
        return
    # Fresh processes: a fork of a process with threads may hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        playing = [pool.submit(play, seed, size) for seed in seeds]
        try:
            for done in as_completed(playing):
                yield done.result()
        finally:
            for each in playing:
                each.cancel()


def _tell(console: Console, outcomes: list[Outcome]) -> None:
    table = Table("what", "in all", title=f"{len(outcomes)} histories")
    sums = [sum(column) for column in zip(*(astuple(each.figures) for each in outcomes), strict=True)]
    for each, much in zip(fields(Figures), sums, strict=True):
        table.add_row(each.name.replace("_", " "), str(much))
    table.add_row("seconds of work", f"{sum(each.seconds for each in outcomes):.1f}")
    console.print(table)
    console.print(shares_of(outcomes))


def shares_of(outcomes: list[Outcome]) -> Table:
    """Return how many messages people got in a cycle (R9), over all that were played."""
    shares = Shares()
    for each in outcomes:
        shares.take_in(each.shares)
    numbers = [str(number) for number in range(MOST_SHOWN)]
    table = Table("messages", *numbers, f"{MOST_SHOWN}+", "most", title="Per person and cycle that has ended")
    for row in shares.rows():
        table.add_row(*row)
    return table


def _tell_broken(console: Console, broken: Outcome, asked: argparse.Namespace) -> None:
    for line in broken.last[-LINES_SHOWN:]:
        console.print(line, markup=False, highlight=False)
    console.print(f"seed {broken.seed}: {broken.broken}", style="bold", markup=False, highlight=False, soft_wrap=True)
    again = f"make simulate SEED={broken.seed} CLUBS={asked.clubs}"
    sizes = (("weeks", asked.weeks), ("crash-one-in", asked.crash_one_in))
    others = " ".join(f"--{name} {value}" for name, value in sizes if value != getattr(USUAL, name.replace("-", "_")))
    console.print(f"Run it again with: {again}" + (f' ARGS="{others}"' if others else ""), soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main())
