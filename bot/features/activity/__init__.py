"""Activity: what a company has done, said kindly; quiet for who wants it (R8, R9)."""

from __future__ import annotations

from bot.kernel.feature import Feature

FEATURE = Feature(name="activity", acts=())
