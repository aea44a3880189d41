"""A table to try engines on, and the acts that its tests share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from storage.engine import Database, Engine

TABLE = "CREATE TABLE thing (id INTEGER NOT NULL PRIMARY KEY, value BLOB, other INTEGER REFERENCES thing (id))"
PUT = "INSERT INTO thing (id, value) VALUES (:id, :value)"
GET = "SELECT value FROM thing WHERE id = :id"
RAISE = "UPDATE thing SET value = :value WHERE id = :id"


async def ids(engine: Engine) -> list[int]:
    """Return the ids of all things that a look finds."""
    return [row["id"] for row in await engine.read(lambda db: db.all("SELECT id FROM thing ORDER BY id"))]


def put(*numbers: int) -> Callable[[Database], Awaitable[None]]:
    """Return the work that makes things with these numbers."""

    async def work(db: Database) -> None:
        for number in numbers:
            await db.run(PUT, id=number, value=None)

    return work


def files_with(directory: Path, canary: bytes) -> list[str]:
    """Return the names of the files that hold the canary."""
    return [file.name for file in directory.iterdir() if canary in file.read_bytes()]
