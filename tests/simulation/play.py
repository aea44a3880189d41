"""Plays one seed, quietly, and tells how it went."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import structlog

from tests.contracts.messages import held_against_the_table
from tests.simulation.distribution import Shares
from tests.simulation.eye import Figures
from tests.simulation.story import story
from tests.simulation.world import Size, World

Tamper = Callable[[World], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a history went; `broken` says what did not hold, `last` what happened before."""

    seed: int
    digest: str
    figures: Figures
    shares: Shares
    seconds: float
    broken: str = ""
    last: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """True when everything held."""
        return not self.broken


def play(seed: int, size: Size, tamper: Tamper | None = None) -> Outcome:
    """Play one history to its end, or to the first thing that is wrong."""
    began = time.perf_counter()
    world = World(seed, size, tamper)
    broken, digest = "", ""
    with _listening(world), held_against_the_table() as world.faults:
        try:
            digest = world.run(story)
        except Exception as error:  # noqa: BLE001 - whatever it was, the seed is told
            cause = f" ({error.__cause__!r})" if error.__cause__ else ""
            broken = f"{type(error).__name__}: {error}{cause}"
    has_begun = hasattr(world, "watch")
    figures = world.watch.figures if has_begun else Figures()
    shares = world.watch.distribution.shares if has_begun else Shares()
    return Outcome(seed, digest, figures, shares, time.perf_counter() - began, broken, tuple(world.trace.last))


@contextmanager
def _listening(world: World) -> Iterator[None]:
    """Let the program log nothing but errors, and take each of them for something that must not be."""

    def hear(_: object, __: str, event: MutableMapping[str, Any]) -> NoReturn:
        world.hear(event)
        raise structlog.DropEvent

    was = structlog.get_config()
    structlog.configure(processors=[hear], wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    try:
        yield
    finally:
        structlog.configure(**was)
