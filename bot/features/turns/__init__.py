"""Turns: whose time it is to host, asked, accepted, swapped, explained (R5)."""

from __future__ import annotations

from datetime import timedelta

from bot.kernel.feature import Feature, Owner, Table

FEATURE = Feature(
    name="turns",
    acts=(),
    tables=(Table("turn", Owner.CLUB, "the ledger everything about hosting is read from", kept=timedelta(days=3650)),),
)
