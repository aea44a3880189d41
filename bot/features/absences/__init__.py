"""Absences: what a company declares for itself, days away and leave (R0, R8)."""

from __future__ import annotations

from datetime import timedelta

from bot.kernel.feature import Feature, Owner, Table

FEATURE = Feature(
    name="absences",
    acts=(),
    tables=(Table("absence", Owner.CLUB, "who could host when", kept=timedelta(days=730)),),
)
