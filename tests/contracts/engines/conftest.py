"""The engines that each promise is shown on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.engine import Engine
from storage.inline import InlineEngine
from storage.sqlite import SqliteEngine
from tests.contracts.engines.thing import TABLE


@pytest.fixture(params=["sqlite", "inline file", "inline memory"])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Engine]:
    """Each engine in turn, with a table."""
    opened: Engine
    if request.param == "sqlite":
        opened = await SqliteEngine.open(tmp_path / "reppu.sqlite3")
    else:
        opened = await InlineEngine.open(tmp_path / "reppu.sqlite3" if "file" in request.param else ":memory:")
    await opened.transact(lambda db: db.run(TABLE))
    yield opened
    await opened.close()


@pytest.fixture
async def beside_loop(tmp_path: Path) -> AsyncIterator[SqliteEngine]:
    """The engine whose units of work run while the loop does other things."""
    opened = await SqliteEngine.open(tmp_path / "reppu.sqlite3")
    await opened.transact(lambda db: db.run(TABLE))
    yield opened
    await opened.close()
