"""What regressions share with the tests of features."""

from __future__ import annotations

from tests.features.conftest import empty, founded

__all__ = ["empty", "founded"]
