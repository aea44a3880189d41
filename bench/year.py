"""The CPU of a club's year in the simulation, beside its bare writes: people, platforms and invariants are in it."""

from __future__ import annotations

import sqlite3
import time

from bench.effort import Effort
from bench.ground import Ground
from bench.table import Row, row
from tests.simulation.play import play
from tests.simulation.world import Size, World

NAME = "year"
SEED = 11
WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN", "COMMIT", "ROLLBACK")


class Listener:
    """Keeps the database as it was before the first act, and every write that follows."""

    def __init__(self) -> None:
        self.before: sqlite3.Connection | None = None
        self.writes: list[str] = []

    def listen(self, world: World) -> None:
        """Begin to listen, once; the database outlives the program's lives."""
        if self.before is None:
            opened = world.rows.connection
            self.before = sqlite3.connect(":memory:", isolation_level=None)
            opened.backup(self.before)
            opened.set_trace_callback(self._hear)

    def _hear(self, statement: str) -> None:
        if statement.lstrip().startswith(WRITES):
            self.writes.append(statement)


def measure(ground: Ground, effort: Effort) -> Row:  # noqa: ARG001 - every row is measured on the same ground
    """Return the row of a year: played once to hear its writes, once measured, and those writes made bare."""
    size, heard = Size(weeks=effort.year_weeks, crash_one_in=0), Listener()
    listened = play(SEED, size, heard.listen)
    began = time.process_time()
    played = play(SEED, size)
    ours = time.process_time() - began
    assert played.digest == listened.digest, "the two years are not the same"
    assert played.is_good, played.broken
    return row(NAME, ours, _bare(heard), "s CPU")


def _bare(heard: Listener) -> float:
    """Return the CPU seconds of the same writes through sqlite3 alone, in memory too."""
    assert heard.before is not None
    began = time.process_time()
    for statement in heard.writes:
        heard.before.execute(statement)
    return time.process_time() - began
