"""The backpack: the host's tips packed, shared, and asked about later (R7.6, R7.7)."""

from __future__ import annotations

from bot.kernel.feature import Feature

FEATURE = Feature(name="backpack", acts=())
