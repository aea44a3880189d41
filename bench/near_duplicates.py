"""The CPU of looking for near-duplicates of a new tip among five hundred, beside bare rapidfuzz over the same texts."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from random import Random
from statistics import median

from rapidfuzz import fuzz, process, utils

from bench.effort import Effort
from bench.ground import Ground
from bench.table import Row, row
from bot.features.tips.model.alike import alike_to

NAME = "near_duplicates"
LIMIT = 2.0
TIPS = 500
LOOKED_FOR = 20
LENGTHS = (4, 24)
WORDS = [
    "visa",
    "frakten",
    "på",
    "produktsidan",
    "kassan",
    "frågar",
    "för",
    "mycket",
    "bilderna",
    "laddar",
    "långsamt",
    "nyhetsbrevet",
    "täcker",
    "sidan",
    "näytä",
    "toimituskulut",
    "tuotesivulla",
    "kassalla",
    "kysytään",
    "liikaa",
    "kuvat",
    "latautuvat",
    "hitaasti",
    "uutiskirje",
    "peittää",
    "sivun",
    "show",
    "the",
    "delivery",
    "cost",
    "on",
    "product",
    "page",
    "checkout",
    "asks",
    "too",
    "much",
    "pictures",
    "load",
    "slowly",
    "newsletter",
    "covers",
    "it",
]


def measure(ground: Ground, effort: Effort) -> Row:  # noqa: ARG001 - every row is measured alike
    """Return the row of the check: both sides over the same texts, in turns."""
    chance = Random(NAME)
    known = [_tip(chance) for _ in range(TIPS)]
    new = [_tip(chance) for _ in range(LOOKED_FOR)]
    ours, bare = [], []
    for _ in range(effort.rounds):
        ours.append(_cpu_ms(new, lambda words: alike_to(words, known)))
        bare.append(_cpu_ms(new, lambda words: _bare(words, known)))
    return row(NAME, median(ours), median(bare), "ms CPU", LIMIT)


def _bare(words: str, known: Sequence[str]) -> object:
    """Look for the three nearest as rapidfuzz's users do."""
    return process.extract(words, known, scorer=fuzz.token_set_ratio, processor=utils.default_process, limit=3)


def _tip(chance: Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(*LENGTHS))).capitalize() + "."


def _cpu_ms(texts: Sequence[str], look: Callable[[str], object]) -> float:
    """Return the CPU time of one look, on average."""
    before = time.process_time()
    for words in texts:
        look(words)
    return (time.process_time() - before) * 1000 / len(texts)
