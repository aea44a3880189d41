"""Attendance: who comes, and who came (R6)."""

from __future__ import annotations

from bot.kernel.feature import Feature

FEATURE = Feature(name="attendance", acts=())
