"""Tips: given for the host, backed, joined, counted (R7)."""

from __future__ import annotations

from bot.kernel.feature import Feature

FEATURE = Feature(name="tips", acts=())
