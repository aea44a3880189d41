"""Briefs: what the host asks of its guests, and their ten minutes of preparation (mission, loop 4)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.briefs.privacy import erase, export
from bot.kernel.feature import Feature, Owner, Table

FEATURE = Feature(
    name="briefs",
    acts=(),
    tables=(Table("brief", Owner.CLUB, "as long as the turn it belongs to", kept=timedelta(days=3650), personal=True),),
    erase=erase,
    export=export,
)
