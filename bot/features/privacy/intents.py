"""What people ask about their own data."""

from __future__ import annotations

from typing import ClassVar

from bot.kernel.intents import OpenIntent, intent


@intent
class MyData(OpenIntent):
    """Get everything that is kept of oneself."""

    code: ClassVar[str] = "dm"


@intent
class Forget(OpenIntent):
    """Have oneself erased."""

    code: ClassVar[str] = "df"

    sure: bool = False
