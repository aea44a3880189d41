"""Bringing a database to the schema of the program, as a whole or not at all."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from storage.engine import Database, Engine, Row
from storage.errors import SchemaError, StorageMisusedError
from storage.inline import InlineEngine
from storage.migrate import load, migrate, sqlite_migrations
from storage.sqlite import SqliteEngine
from tests.fakes.failing_engine import FailingEngine, PowerCutError

T = TypeVar("T")
AT = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)

FIRST = """-- Clubs and what happens in them.
CREATE TABLE club (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE deed (club TEXT REFERENCES club (id), what TEXT);  -- a comment; with a semicolon
CREATE TRIGGER remember AFTER INSERT ON club BEGIN
    INSERT INTO deed VALUES (new.id, 'founded; hurrah');
    INSERT INTO deed VALUES (new.id, 'named');
END;
"""
SECOND = """INSERT INTO club VALUES ('c1', 'Kvarken');
ALTER TABLE club ADD COLUMN zone TEXT NOT NULL DEFAULT 'Europe/Helsinki';
CREATE INDEX deed_by_club ON deed (club);
-- The end.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0020_zones.sql").write_text(SECOND)
    (folder / "0001_clubs.sql").write_text(FIRST)
    (folder / "README.md").write_text("not a migration")
    return folder


@pytest.fixture
async def engine() -> AsyncIterator[InlineEngine]:
    opened = await InlineEngine.open()
    yield opened
    await opened.close()


async def schema(engine: Engine) -> list[Row]:
    return await engine.read(lambda db: db.all("SELECT type, name, sql FROM sqlite_schema ORDER BY name"))


async def history(engine: Engine) -> list[int]:
    rows = await engine.read(lambda db: db.all("SELECT number FROM schema_version ORDER BY number"))
    return [row["number"] for row in rows]


async def test_new_databases_get_everything_in_order(engine: Engine, folder: Path) -> None:
    """Migrations run by number, each noted with its name, its checksum and the instant given."""
    applied = await migrate(engine, load(folder), AT)
    assert [migration.name for migration in applied] == ["clubs", "zones"]
    rows = await engine.read(lambda db: db.all("SELECT * FROM schema_version ORDER BY number"))
    assert [(row["number"], row["name"]) for row in rows] == [(1, "clubs"), (20, "zones")]
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=rows[0]["applied_at"]) == AT
    deeds = await engine.read(lambda db: db.all("SELECT what FROM deed"))
    assert [row["what"] for row in deeds] == ["founded; hurrah", "named"]


async def test_a_second_run_does_nothing(engine: Engine, folder: Path) -> None:
    """What was applied stays as it is."""
    await migrate(engine, load(folder), AT)
    before = await schema(engine)
    assert await migrate(engine, load(folder), AT + timedelta(days=1)) == ()
    assert await schema(engine) == before


async def test_a_step_at_a_time_gives_the_same_schema(engine: Engine, folder: Path) -> None:
    """A database that grew with the program equals one that is new."""
    await migrate(engine, load(folder)[:1], AT)
    await migrate(engine, load(folder), AT)
    fresh = await InlineEngine.open()
    await migrate(fresh, load(folder), AT)
    assert await schema(fresh) == await schema(engine)
    await fresh.close()


async def test_the_programs_own_migrations_fit_a_new_database(engine: Engine) -> None:
    """The shipped files are named, numbered and written so that they apply."""
    migrations = load(sqlite_migrations())
    assert await migrate(engine, migrations, AT) == migrations


async def test_a_changed_file_is_refused(engine: Engine, folder: Path) -> None:
    """A migration that was changed after it was applied stops the start, with words."""
    await migrate(engine, load(folder), AT)
    (folder / "0001_clubs.sql").write_text(FIRST + "CREATE TABLE extra (id TEXT);")
    with pytest.raises(SchemaError, match=r"0001 \(clubs\) was changed"):
        await migrate(engine, load(folder), AT)


async def test_line_ends_are_no_change(engine: Engine, folder: Path) -> None:
    """A checkout with other line ends is the same migration."""
    await migrate(engine, load(folder), AT)
    (folder / "0001_clubs.sql").write_bytes(FIRST.replace("\n", "\r\n").encode())
    assert await migrate(engine, load(folder), AT) == ()


async def test_an_older_program_is_refused(engine: Engine, folder: Path) -> None:
    """A program does not touch a database that knows more than itself."""
    await migrate(engine, load(folder), AT)
    before = await schema(engine)
    with pytest.raises(SchemaError, match="newer than this program"):
        await migrate(engine, load(folder)[:1], AT)
    assert await schema(engine) == before


async def test_a_late_number_is_refused(engine: Engine, folder: Path) -> None:
    """A migration that slips in below an applied number would run in another order on a new database."""
    await migrate(engine, load(folder), AT)
    (folder / "0010_late.sql").write_text("CREATE TABLE late (id TEXT);")
    with pytest.raises(SchemaError, match="Give it a higher number"):
        await migrate(engine, load(folder), AT)


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("0001_other.sql", "CREATE TABLE x (id TEXT);", "two migrations have the number 0001"),
        ("21_short.sql", "CREATE TABLE x (id TEXT);", "is named like"),
        ("0021_cut.sql", "CREATE TABLE x (id TEXT)", "ends within a statement"),
    ],
)
def test_a_careless_folder_is_refused(folder: Path, name: str, text: str, complaint: str) -> None:
    """Names, numbers and ends of the files are checked before anything runs."""
    (folder / name).write_text(text)
    with pytest.raises(SchemaError, match=complaint):
        load(folder)


async def test_a_failure_at_any_statement_leaves_old_or_new(folder: Path) -> None:
    """Whichever statement fails, each migration is there with its note or neither is, and the next start finishes."""
    expected = await _migrated_schema(folder)
    failures = 0
    for survived in range(100):
        engine = await InlineEngine.open()
        try:
            await migrate(FailingEngine(engine, survived), load(folder), AT)
        except PowerCutError:
            failures += 1
            await _insist_old_or_new(engine)
        await migrate(engine, load(folder), AT)
        assert await schema(engine) == expected
        await engine.close()
        if failures == survived:
            break
    assert failures == 1 + 1 + (1 + 3 + 1) * 2


async def _migrated_schema(folder: Path) -> list[Row]:
    engine = await InlineEngine.open()
    await migrate(engine, load(folder), AT)
    found = await schema(engine)
    await engine.close()
    return found


async def _insist_old_or_new(engine: Engine) -> None:
    names = {row["name"] for row in await schema(engine)}
    seen = await history(engine) if "schema_version" in names else []
    assert seen in ([], [1], [1, 20])
    assert ({"club", "deed", "remember"} <= names) == (1 in seen)
    assert ("deed_by_club" in names) == (20 in seen)


MIGRATE_AND_DIE = """
import asyncio, os, signal, sqlite3, sys
from datetime import UTC, datetime
from pathlib import Path
from storage.inline import InlineEngine
from storage.migrate import load, migrate

async def main(file, folder, left):
    engine = await InlineEngine.open(Path(file))
    def count(_):
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    engine._connection.set_trace_callback(count)
    await migrate(engine, load(Path(folder)), datetime(2026, 11, 22, tzinfo=UTC))

asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""


async def test_a_kill_between_any_statements_leaves_old_or_new(folder: Path, tmp_path: Path) -> None:
    """A process killed for good within a migration leaves a database that the next start brings to the end."""
    expected = await _migrated_schema(folder)
    for survived in (0, 2, 6, 9, 10, 14, 17, 19):
        file = tmp_path / "killed" / "reppu.sqlite3"
        assert _migrate_and_die(file, folder, survived) == -signal.SIGKILL
        engine = await SqliteEngine.open(file)
        await _insist_old_or_new(engine)
        await migrate(engine, load(folder), AT)
        assert await schema(engine) == expected
        await engine.close()
        shutil.rmtree(file.parent)


def _migrate_and_die(file: Path, folder: Path, survived: int) -> int:
    command = [sys.executable, "-c", MIGRATE_AND_DIE, str(file), str(folder), str(survived)]
    return subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode


async def test_two_processes_migrate_once(folder: Path, tmp_path: Path) -> None:
    """Whoever comes second within a migration finds it done."""
    file = tmp_path / "reppu.sqlite3"
    slow, quick = await SqliteEngine.open(file), await SqliteEngine.open(file)

    class Overtaken(FailingEngine):
        async def transact(self, work: Callable[[Database], Awaitable[T]]) -> T:
            result = await self.inner.transact(work)
            await migrate(quick, load(folder), AT)
            return result

    assert await migrate(Overtaken(slow, 0), load(folder), AT) == ()
    assert await history(slow) == [1, 20]
    await slow.close()
    await quick.close()


async def test_a_wrong_statement_stops_the_start(engine: Engine, folder: Path) -> None:
    """A migration with a typing error is undone as a whole; those before it stay."""
    (folder / "0020_zones.sql").write_text("CREATE TABLE fine (id TEXT);\nCREATE TABEL wrong (id TEXT);")
    with pytest.raises(StorageMisusedError, match="TABEL"):
        await migrate(engine, load(folder), AT)
    assert await history(engine) == [1]
    assert "fine" not in {row["name"] for row in await schema(engine)}
