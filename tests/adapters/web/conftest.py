"""What tests of the page share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.adapters.web.page import Club, Page, found_club, open_page


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """A playground with nobody but the operator."""
    async with open_page() as opened:
        yield opened


@pytest.fixture
async def anna(page: Page) -> str:
    """A visitor."""
    return await page.visitor("Anna Kvist")


@pytest.fixture
async def club(page: Page) -> Club:
    """A club with its lead in it."""
    return await found_club(page)
