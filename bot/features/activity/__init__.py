"""Activity: what a company has done, and a kind line when it was missed (R8); quiet for who wants it (R9)."""

from __future__ import annotations

from datetime import timedelta

from bot.kernel.feature import Feature, Owner, Table

NUDGES_KEPT = timedelta(days=90)

FEATURE = Feature(
    name="activity",
    acts=(),
    tables=(Table("nudge", Owner.CLUB, "which missed meetings a company was told of", NUDGES_KEPT),),
)
