"""What regressions share with the tests of features."""

from __future__ import annotations

from tests.features.conftest import empty, founded
from tests.features.polls.conftest import club, drawn, running

__all__ = ["club", "drawn", "empty", "founded", "running"]
