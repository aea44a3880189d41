"""What people ask about their own data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.kernel.intents import OpenIntent


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData(OpenIntent):
    """Get everything that is kept of oneself."""

    code: ClassVar[str] = "dm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget(OpenIntent):
    """Have oneself erased."""

    code: ClassVar[str] = "df"

    sure: bool = False
