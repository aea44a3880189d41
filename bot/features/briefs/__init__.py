"""Briefs: what the host asks of its guests, and their ten minutes of preparation (mission, loop 4)."""

from __future__ import annotations

from bot.kernel.feature import Feature

FEATURE = Feature(name="briefs", acts=())
