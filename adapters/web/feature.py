"""What the browser's room keeps of clubs and people, declared like any feature's tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from adapters.web.render import read_body
from bot.browser import WebMessages
from bot.kernel.feature import Feature, Owner, Table
from bot.kernel.people import PersonId
from bot.kernel.ports import UnitOfWork

_TABLES = (
    Table("web_message", Owner.CLUB, "what was said and shown in the browser", timedelta(days=730), personal=True),
    Table("web_persona", Owner.INSTALLATION, "the playground's invented cast; there in the demo alone"),
)


async def _erase(unit: UnitOfWork, person: PersonId) -> None:
    """Delete the person's lanes and what they said in rooms, and let go of their name in what others were told."""
    await unit.of(WebMessages).forget(person)


async def _export(unit: UnitOfWork, person: PersonId) -> Mapping[str, Any]:
    """Return what the person wrote in the browser."""
    messages = await unit.of(WebMessages).said_by(person)
    return {
        "messages": [
            {"at": each.posted_at.isoformat(), "text": [block["text"] for block in read_body(each.body).blocks]}
            for each in messages
        ]
    }


FEATURE = Feature(name="browser", acts=(), tables=_TABLES, erase=_erase, export=_export)
