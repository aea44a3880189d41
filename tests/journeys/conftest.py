"""What the journeys share."""

from __future__ import annotations

from tests.features.conftest import told_as_the_table_says

__all__ = ["told_as_the_table_says"]
