"""Turns: whose time it is to host, asked, accepted, swapped, explained (R5)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.turns.lifecycle import LIFECYCLE_ACTS, LIFECYCLE_FORESEEN, LIFECYCLE_VIEWS
from bot.features.turns.service import swapping
from bot.features.turns.year import YEAR_ACTS, YEAR_FORESEEN, YEAR_TABLES, YEAR_VIEWS
from bot.kernel.feature import Feature, Owner, Table

FEATURE = Feature(
    name="turns",
    acts=(*LIFECYCLE_ACTS, *YEAR_ACTS),
    settle=swapping.keep_up,
    views={**LIFECYCLE_VIEWS, **YEAR_VIEWS},
    tables=(
        Table("turn", Owner.CLUB, "the ledger everything about hosting is read from", kept=timedelta(days=3650)),
        *YEAR_TABLES,
    ),
    foreseen={**LIFECYCLE_FORESEEN, **YEAR_FORESEEN},
)
