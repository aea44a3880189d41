"""The demo club: invented shops of Ostrobothnia, whose year is played through the same acts as any club's."""

from __future__ import annotations

from datetime import UTC, datetime

# A Monday morning in Helsinki; the story is the same whenever it is played.
BEGINS_AT = datetime(2026, 8, 10, 6, 0, tzinfo=UTC)
