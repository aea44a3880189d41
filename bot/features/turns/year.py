"""What the turns feature brings for the year ahead, swaps and "why us?" (R5.3, R5.8)."""

from __future__ import annotations

from datetime import timedelta

from bot.kernel.feature import Owner, Table

TEN_YEARS = timedelta(days=3650)

YEAR_TABLES = (
    Table("swap", Owner.CLUB, "the ledger of who has whose place in the queue", kept=TEN_YEARS),
    Table("ready_again", Owner.CLUB, "the ledger of who may be asked again after resting", kept=TEN_YEARS),
)
