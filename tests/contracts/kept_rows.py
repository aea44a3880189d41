"""What is kept, opened: all columns of all tables, the bytes of the files, a person's own file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.compose import FEATURES
from bot.features.privacy.intents import MyData
from bot.kernel.catalogue import Catalogue
from bot.kernel.tables import tables_of
from bot.kernel.views import Attachment
from storage.errors import SealBrokenError
from storage.sealer import DataKey
from tests.features.club_world import World

DECLARED = tables_of(Catalogue(FEATURES))


async def exported(world: World, who: str) -> dict[str, Any]:
    """Return somebody's own file."""
    heard = await world.ask(who, MyData())
    assert heard.view is not None
    (file,) = [block for block in heard.view.blocks if isinstance(block, Attachment)]
    own: dict[str, Any] = json.loads(file.content)
    return own


def bytes_in(folder: Path) -> bytes:
    """Return everything that lies in a folder's files."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


async def columns_with(world: World, needles: Iterable[str]) -> list[str]:
    """Return the columns in which one of the needles stands, read as they are and unsealed."""
    found = set()
    for table in DECLARED:
        for row in await world.table(table.name):
            for column, value in row.items():
                text = await _opened(world, table.name, column, dict(row)) if isinstance(value, bytes) else str(value)
                if any(needle in text for needle in needles):
                    found.add(f"{table.name}.{column}")
    return sorted(found)


async def _opened(world: World, table: str, column: str, row: dict[str, Any]) -> str:
    """Unseal a value with its club's or the installation's key, for whichever row of the table it was sealed for."""
    if (table, column) == ("club", "data_key") or not row[column]:
        return ""
    key = await _key(world, row["id"] if table == "club" else row.get("club_id"))
    for place in [value for value in row.values() if isinstance(value, str)]:
        try:
            return key.open(f"{table}.{column}", place, row[column])
        except SealBrokenError:
            continue
    raise AssertionError(f"{table}.{column} does not open: say here what it is sealed for")


async def _key(world: World, club: str | None) -> DataKey:
    if club:
        (wrapped,) = [row["data_key"] for row in await world.table("club") if row["id"] == club]
    else:
        rows = await world.table("installation")
        (wrapped,) = [bytes.fromhex(row["value"]) for row in rows if row["name"] == "data_key"]
    return world.storage.sealer.unwrap(wrapped, club or "")
