"""Every envelope of every story, held against the hand-written table of messages (R9)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.kernel.ports import Envelope
from storage.engine import Database
from storage.telling import SqlOutbox

TABLE: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "messages.toml").read_text(encoding="utf-8")
)["messages"]
# What stands in the tests' own toys, and in no catalogue of the bot.
TOYS = "toys."
STANDING = """
SELECT membership.state, membership.post, membership.is_contact,
    EXISTS (SELECT 1 FROM turn
        WHERE turn.club_id = membership.club_id AND turn.company_id = membership.company_id) AS hosts,
    EXISTS (SELECT 1 FROM membership AS other WHERE other.club_id = membership.club_id AND other.is_contact = 1
        AND other.company_id = membership.company_id AND other.state = 'pledged') AS has_contact
FROM membership WHERE club_id = :club AND person_id = :person AND state != 'former'
"""


async def fault(db: Database, envelope: Envelope) -> str | None:
    """Return what is wrong with a message by the table; None when it is as it should be."""
    row, view = TABLE.get(envelope.view.name), envelope.view.name
    if view.startswith(TOYS):
        return None
    if row is None:
        return f"{view} is told and stands in no row of messages.toml"
    if row["class"] != envelope.kind.value:
        return f"{view} is told as {envelope.kind.value}, but is {row['class']}"
    stands = await _standing(db, envelope)
    if not stands & set(row["to"]):
        return f"{view} goes to {sorted(stands)}, but is for {row['to']}"
    return None


@contextmanager
def held_against_the_table() -> Iterator[list[str]]:
    """Watch every envelope that is put while this is open; yield the list of what was wrong."""
    faults: list[str] = []
    put = SqlOutbox.put

    async def watched(self: SqlOutbox, envelope: Envelope) -> None:
        await put(self, envelope)
        found = await fault(self._db, envelope)
        faults.extend([found] if found else [])

    with patch.object(SqlOutbox, "put", watched):
        yield faults


async def _standing(db: Database, envelope: Envelope) -> set[str]:
    """Return what the addressee is in the club at this moment."""
    stands: set[str] = set()
    for row in await db.all(STANDING, club=envelope.club, person=envelope.to):
        if row["state"] != "pledged":
            continue
        stands |= {"member", "author"}
        stands |= {"lead"} if row["post"] != "none" else set()
        stands |= {"contact"} if row["is_contact"] or not row["has_contact"] else set()
        stands |= {"host"} if row["hosts"] else set()
    founder = await db.one("SELECT founded_by FROM club WHERE id = :club", club=envelope.club)
    if founder and founder["founded_by"] == envelope.to:
        stands.add("organizer")
    return stands
