"""Full disks, killed processes, and what must not be left or logged."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.engine import Database, Engine
from storage.errors import (
    StorageError,
    StorageFullError,
)
from storage.sqlite import SqliteEngine
from tests.contracts.engines.thing import GET, PUT, RAISE, files_with, ids, put


async def test_a_full_disk_refuses_and_forgets_nothing(engine: Engine) -> None:
    """When there is no room, the unit is undone and named, looks go on, and with room again all is well."""
    await engine.transact(put(1))
    limit = await engine.transact(lambda db: db.one("PRAGMA max_page_count=4"))
    assert limit is not None

    async def work(db: Database) -> None:
        try:
            await db.run(PUT, id=2, value=b"x" * 100_000)
        except StorageError:
            await db.run(PUT, id=3, value=None)

    with pytest.raises(StorageFullError):
        await engine.transact(work)
    assert await ids(engine) == [1]
    await engine.transact(lambda db: db.one("PRAGMA max_page_count=1000000"))
    await engine.transact(work)
    assert await ids(engine) == [1, 2]


async def test_scrubbing_leaves_no_byte_of_what_was_deleted(engine: Engine, tmp_path: Path) -> None:
    """After a scrub, a deleted value is in none of the database's files."""
    await engine.transact(lambda db: db.run(PUT, id=1, value="canary-of-the-cellar " * 400))
    await engine.transact(lambda db: db.run("DELETE FROM thing"))
    await engine.scrub()
    assert files_with(tmp_path, b"canary") == []


async def test_nothing_private_is_logged(beside_loop: SqliteEngine, caplog: pytest.LogCaptureFixture) -> None:
    """Even at DEBUG neither a value nor an error with one reaches a log."""
    caplog.set_level("DEBUG")
    await beside_loop.transact(lambda db: db.run(PUT, id=1, value="canary-of-the-cellar"))
    with pytest.raises(StorageError):
        await beside_loop.transact(lambda db: db.run(PUT, id=1, value="canary-of-the-cellar"))
    with pytest.raises(StorageError):
        await beside_loop.transact(lambda db: db.run(PUT, id=2, value="canary-of-the-cellar\ud83c"))
    assert "canary" not in caplog.text


async def test_two_programs_on_one_file_lose_nothing(beside_loop: SqliteEngine, tmp_path: Path) -> None:
    """Units that read, add one and write back wait for those of another connection, and none is refused."""

    async def add_one(db: Database) -> None:
        row = await db.one(GET, id=1)
        assert row is not None
        await db.run(RAISE, id=1, value=row["value"] + 1)

    await beside_loop.transact(lambda db: db.run(PUT, id=1, value=0))
    other = await SqliteEngine.open(tmp_path / "reppu.sqlite3")
    await asyncio.gather(*(each.transact(add_one) for _ in range(50) for each in (beside_loop, other)))
    assert await other.read(lambda db: db.one(GET, id=1)) == {"value": 100}
    await other.close()


WRITE_AND_TELL = """
import asyncio, sys
from pathlib import Path
from storage.sqlite import SqliteEngine

async def main():
    engine = await SqliteEngine.open(Path(sys.argv[1]))
    number = int(sys.argv[2])
    while True:
        async def work(db):
            for half in ("left", "right"):
                await db.run("INSERT INTO pair (number, half) VALUES (:number, :half)", number=number, half=half)
        await engine.transact(work)
        print(number, flush=True)
        number += 1

asyncio.run(main())
"""


async def test_nothing_acknowledged_is_lost_to_kill_9(tmp_path: Path) -> None:
    """A process killed while it writes has lost none of what it acknowledged, and torn nothing."""
    file = tmp_path / "reppu.sqlite3"
    engine = await SqliteEngine.open(file)
    await engine.transact(lambda db: db.run("CREATE TABLE pair (number INTEGER, half TEXT, UNIQUE (number, half))"))
    await engine.close()
    acknowledged: set[int] = set()
    for life, lines in enumerate((1, 7, 40, 150)):
        acknowledged |= _write_until_killed(file, life * 100_000, lines)
    engine = await SqliteEngine.open(file)
    rows = await engine.read(lambda db: db.all("SELECT number, count(*) AS halves FROM pair GROUP BY number"))
    sound = await engine.read(lambda db: db.one("PRAGMA integrity_check"))
    await engine.close()
    assert sound == {"integrity_check": "ok"}
    assert acknowledged <= {row["number"] for row in rows}
    assert {row["halves"] for row in rows} == {2}


def _write_until_killed(file: Path, first: int, lines: int) -> set[int]:
    command = [sys.executable, "-c", WRITE_AND_TELL, str(file), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as process:
        assert process.stdout is not None
        acknowledged = {int(process.stdout.readline()) for _ in range(lines)}
        process.send_signal(signal.SIGKILL)
        acknowledged |= {int(line) for line in process.stdout if line.endswith("\n")}
    return acknowledged
