"""A club with a decided date, whose attendance is then marked."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.features.attendance.coming_club import ComingClub


@pytest.fixture
async def decided() -> AsyncIterator[ComingClub]:
    """Five companies with a date: anna hosts and leads, bo said yes, cia if need be, dan no, eva nothing."""
    club = await ComingClub.with_date()
    yield club
    await club.world.engine.close()
