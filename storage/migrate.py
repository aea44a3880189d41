"""Brings a database to the schema of this program: numbered files, each applied once and as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Final

from storage.engine import Database, Engine, Row
from storage.errors import SchemaError
from storage.sql import Statements, cut

_NAME: Final = re.compile(r"(?P<number>\d{4})_(?P<name>[a-z0-9_]+)\.sql")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file of schema changes."""

    number: int
    name: str
    checksum: str
    statements: tuple[str, ...]


def sqlite_migrations() -> Traversable:
    """Return the folder of the program's own migrations for SQLite."""
    return files("storage") / "migrations" / "sqlite"


def load(folder: Traversable | Path) -> tuple[Migration, ...]:
    """Return the migrations of a folder by number.

    Raises:
        SchemaError: a file name is not like `0001_kernel.sql`, a number stands there twice, a file is cut off.
    """
    found = sorted((_loaded(file) for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda m: m.number)
    for earlier, later in pairwise(found):
        if earlier.number == later.number:
            raise SchemaError(f"two migrations have the number {later.number:04}: {earlier.name} and {later.name}")
    return tuple(found)


async def migrate(engine: Engine, migrations: Iterable[Migration], at: datetime) -> tuple[Migration, ...]:
    """Apply what the database has not seen yet, each migration in one unit of work with its note; return those.

    Raises:
        SchemaError: the database is newer than the program, or a migration was changed after it was applied;
            nothing was done.
    """
    known = tuple(migrations)
    missing = await _missing(engine, known)
    return tuple([migration for migration in missing if await _apply(engine, migration, known, at)])


def _loaded(file: Traversable | Path) -> Migration:
    matched = _NAME.fullmatch(file.name)
    if matched is None:
        raise SchemaError(f"a migration is named like 0001_kernel.sql, not {file.name}")
    text = "\n".join(file.read_text(encoding="utf-8").splitlines())
    return Migration(
        number=int(matched["number"]),
        name=matched["name"],
        checksum=sha256(text.encode()).hexdigest(),
        statements=_statements(text, file.name),
    )


def _statements(text: str, name: str) -> tuple[str, ...]:
    statements, rest = cut(text)
    if _without_comments(rest):
        raise SchemaError(f"{name} ends within a statement; is a semicolon missing?")
    return tuple(statements)


def _without_comments(text: str) -> str:
    return re.sub(r"--[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL).strip()


def _sql() -> Statements:
    return Statements(files("storage") / "schema_version.sql")


async def _missing(engine: Engine, known: tuple[Migration, ...]) -> list[Migration]:
    sql = _sql()

    async def work(db: Database) -> list[Migration]:
        await db.run(sql.make_table)
        return _not_seen(known, await db.all(sql.applied))

    return await engine.transact(work)


async def _apply(engine: Engine, migration: Migration, known: tuple[Migration, ...], at: datetime) -> bool:
    """Apply one migration, unless another process was quicker."""
    sql = _sql()

    async def work(db: Database) -> bool:
        if migration not in _not_seen(known, await db.all(sql.applied)):
            return False
        for statement in migration.statements:
            await db.run(statement)
        await db.run(
            sql.note,
            number=migration.number,
            name=migration.name,
            checksum=migration.checksum,
            applied_at=(at - _EPOCH) // timedelta(microseconds=1),
        )
        return True

    return await engine.transact(work)


def _not_seen(known: tuple[Migration, ...], applied: list[Row]) -> list[Migration]:
    by_number = {migration.number: migration for migration in known}
    for row in applied:
        migration = by_number.pop(row["number"], None)
        if migration is None:
            raise SchemaError(
                f"this database is newer than this program: it has migration {row['number']:04} ({row['name']}), "
                "which the program does not know. Start the newer program, or restore an older backup."
            )
        if migration.checksum != row["checksum"]:
            raise SchemaError(
                f"migration {row['number']:04} ({row['name']}) was changed after this database had applied it. "
                "Restore the file as it was and put the change into a new migration."
            )
    newest = max((row["number"] for row in applied), default=0)
    late = [migration for migration in by_number.values() if migration.number < newest]
    if late:
        raise SchemaError(
            f"migration {late[0].number:04} ({late[0].name}) "
            f"came after {newest:04} was applied. Give it a higher number."
        )
    return list(by_number.values())
