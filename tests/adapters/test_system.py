from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.system import DemoClock, SystemClock, SystemRandomness
from storage.inline import InlineEngine
from storage.kept import SqliteKept
from storage.migrate import load, migrate, sqlite_migrations

START = datetime(2026, 8, 31, 9, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)


class Present:
    """The machine's clock, as a test sets it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """Return what was set."""
        return self.now


class InMemory:
    """A number kept in memory, with all that was written."""

    def __init__(self) -> None:
        self.written: list[int] = []

    def read(self) -> int:
        """Return the last number."""
        return self.written[-1] if self.written else 0

    def write(self, value: int) -> None:
        """Keep a number."""
        self.written.append(value)


class DiskIsFullError(Exception):
    """No room left."""


class FullDisk(InMemory):
    """Keeps nothing any more."""

    def write(self, value: int) -> None:
        """Fail."""
        raise DiskIsFullError(value)


def test_the_clock_never_goes_backwards() -> None:
    """When the machine's clock is set back, the present stands still until it is caught up with."""
    present = Present()
    clock = SystemClock(present)
    present.now = START - timedelta(days=1)
    assert clock.now() == START
    present.now = START + WEEK
    assert clock.now() == START + WEEK


def test_the_demos_clock_begins_with_the_real_present() -> None:
    """Nothing moved means real time, and it goes on by itself."""
    present = Present()
    clock = DemoClock(InMemory(), present)
    assert clock.now() == START
    present.now = START + WEEK
    assert clock.now() == START + WEEK


def test_a_moved_clock_goes_on_from_there_after_a_stop() -> None:
    """The offset outlives the process; real time that passed meanwhile counts too."""
    present, kept = Present(), InMemory()
    DemoClock(kept, present).move_to(START + WEEK)
    present.now = START + timedelta(hours=1)
    assert DemoClock(kept, present).now() == START + WEEK + timedelta(hours=1)


def test_moving_back_changes_nothing() -> None:
    """The offset never shrinks."""
    kept = InMemory()
    clock = DemoClock(kept, Present())
    clock.move_to(START + WEEK)
    clock.move_to(START)
    clock.move_to(START + WEEK)
    assert (clock.now(), len(kept.written)) == (START + WEEK, 1)


def test_time_that_could_not_be_kept_is_not_used() -> None:
    """A clock whose move cannot be written stays where it is, so that nothing is done at a time that may be lost."""
    clock = DemoClock(FullDisk(), Present())
    with pytest.raises(DiskIsFullError):
        clock.move_to(START + WEEK)
    assert clock.now() == START


async def test_the_offset_is_on_the_disk_when_the_move_returns(tmp_path: Path) -> None:
    """Another connection reads the offset at once, as a process started after a kill would."""
    database = tmp_path / "reppu.sqlite3"
    engine = await InlineEngine.open(database)
    await migrate(engine, load(sqlite_migrations()), START)
    kept, other = SqliteKept(database, "clock_offset"), SqliteKept(database, "clock_offset")
    assert other.read() == 0
    DemoClock(kept, Present()).move_to(START + WEEK)
    assert timedelta(microseconds=other.read()) == WEEK
    for each in (kept, other):
        each.close()
    await engine.close()


def test_chance_is_as_long_as_asked() -> None:
    """Two draws differ."""
    chance = SystemRandomness()
    assert len(chance.bytes(16)) == 16
    assert chance.bytes(16) != chance.bytes(16)
