"""The backpack's first PDF in a fresh process beside a bare Typst call, and what the event loop feels of it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from bench.effort import Effort
from bench.ground import Ground
from bench.table import Row, row
from bot.kernel.people import Language
from bot.kernel.views import Unmade
from bot.papers.record import AreaOfCards, Card, First, Mark, Paper, Plot, Questions, Thanks
from bot.papers.record import Row as Line
from bot.papers.renderer import PDF, PaperRenderer

NAME, LOOP = "backpack_pdf", "backpack_loop"
LIMIT = 1.3
TIPS, AREAS, DOTS = 40, 8, 3
TICK_SECONDS = 0.001
ROOT = Path(__file__).resolve().parents[1]
# Both are given the record's file, and print how many milliseconds pass until the PDF is there; what a running club has
# loaded already is loaded before.
OURS = """
import sys, time
from bot.kernel.views import Unmade
from bot.papers.renderer import PDF, make
written = open(sys.argv[1], encoding="utf-8").read()
began = time.perf_counter()
made = make(Unmade("backpack", written), PDF)
print((time.perf_counter() - began) * 1000, len(made))
"""
BARE = """
import sys, time
written = open(sys.argv[1], encoding="utf-8").read()
began = time.perf_counter()
import typst
made = typst.compile("bot/papers/templates/backpack.typ", root="bot/papers/templates", format="pdf",
    font_paths=["bot/papers/fonts"], ignore_system_fonts=True, sys_inputs={"data": written}, pdf_standards=["ua-1"])
print((time.perf_counter() - began) * 1000, len(made))
"""


def measure(ground: Ground, effort: Effort) -> Row:
    """Return the row of the first PDF of forty tips: fresh processes, in turns, each once before to warm the disk."""
    written = ground.file("backpack.json", sample().written())
    figures: tuple[list[float], list[float]] = ([], [])
    for turn in range(effort.papers + 1):
        sizes = []
        for program, found in zip((OURS, BARE), figures, strict=True):
            took, size = _run(program, written, ground)
            sizes.append(size)
            if turn:
                found.append(took)
        assert abs(sizes[0] - sizes[1]) < sizes[1] / 10, "the two sides have not made the same"
    ours, bare = (median(each) for each in figures)
    return row(NAME, ours, bare, "ms", LIMIT)


def measure_loop(ground: Ground, effort: Effort) -> Row:  # noqa: ARG001 - every row is measured on some ground
    """Return the row of the loop's longest block while papers are made, beside a loop that has nothing to do."""
    busy, idle = asyncio.run(_blocks(effort))
    return row(LOOP, busy, idle, "ms")


def sample() -> Paper:
    """Return a backpack of forty tips, the same in every run."""
    chance = Random(NAME)
    marks = [Mark(number, chance.randint(1, DOTS), chance.randint(1, DOTS)) for number in range(1, TIPS + 1)]
    cards = [_card(mark) for mark in marks]
    each = TIPS // AREAS
    return Paper(
        language=Language.SV,
        title="Ryggsäck: Kvarnboden",
        club="Strandklubben",
        host="Kvarnboden",
        date="Torsdag 10 december 2026",
        headline="40 tips från 9 företag",
        hint="En ruta för varje tips.",
        edition=None,
        questions=Questions("Ni frågade", "Fler beställningar.", ("Vad hindrar ett köp?", "Är leveransen tydlig?")),
        picture=_plot(marks),
        tips_title="Tipsen",
        areas=tuple(AreaOfCards(f"Område {at + 1}", tuple(cards[at * each : (at + 1) * each])) for at in range(AREAS)),
        first=First("Var börja?", "vem, när", tuple(Line(number, "Visa leveranstiden.") for number in (1, 2, 3))),
        thanks=Thanks("Tack för att vi fick komma.", "Packat av: Sydöster och Kaffestugan."),
    )


def _card(mark: Mark) -> Card:
    words = "Visa leveranstiden redan på produktsidan 🚚 – kunden frågar efter den före allt annat."
    why = "Av egen erfarenhet: returerna minskade med en femtedel på två månader."
    dots = tuple(f"{name} {'●' * dots}{'○' * (DOTS - dots)}" for name, dots in _rated(mark))
    return Card(mark.number, words, why, dots, "Bo Berg, Sydöster", is_best=(mark.effort, mark.effect) == (1, DOTS))


def _rated(mark: Mark) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("arbete", mark.effort), ("nytta", mark.effect)


def _plot(marks: list[Mark]) -> Plot:
    best = tuple(Line(each.number, "Visa leveranstiden.") for each in marks if (each.effort, each.effect) == (1, DOTS))
    levels = ("lite", "en del", "mycket")
    corners = ("snabba vinster", "stora steg")
    return Plot("Snabba vinster", "arbete", "nytta", levels, *corners, tuple(marks), best[:4], None, "Snabba vinster")


def _run(program: str, written: Path, ground: Ground) -> tuple[float, int]:
    ran = subprocess.run(
        [sys.executable, "-c", program, str(written)],
        cwd=ROOT,
        env=dict(ground.environment),
        capture_output=True,
        text=True,
        check=True,
    )
    took, size = ran.stdout.split()
    return float(took), int(size)


async def _blocks(effort: Effort) -> tuple[float, float]:
    """Return the longest block in milliseconds, while papers are made and while nothing is: medians, in turns."""
    renderer, unmade = PaperRenderer(), Unmade("backpack", sample().written())
    await renderer.made(unmade, PDF)
    busy, idle = [], []
    for _ in range(effort.papers):
        began = time.perf_counter()
        busy.append(await _longest_block(partial(renderer.made, unmade, PDF)))
        took = time.perf_counter() - began
        idle.append(await _longest_block(partial(asyncio.sleep, took)))
    return median(busy), median(idle)


async def _longest_block(doing: Callable[[], Awaitable[object]]) -> float:
    """Return the longest time between two ticks of the loop beyond the tick itself, in milliseconds."""
    longest, is_over = 0.0, False

    async def tick() -> None:
        nonlocal longest
        while not is_over:
            began = time.perf_counter()
            await asyncio.sleep(TICK_SECONDS)
            longest = max(longest, time.perf_counter() - began - TICK_SECONDS)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)
    await doing()
    is_over = True
    await ticking
    return longest * 1000
