"""What tests of the machinery share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.kernel.machine import Machine


@pytest.fixture
async def machine() -> AsyncIterator[Machine]:
    """A club with toys in it, on a Monday at noon in Helsinki."""
    machine = await Machine.build()
    yield machine
    await machine.world.engine.close()
