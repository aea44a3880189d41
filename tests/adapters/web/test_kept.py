"""What a living message leaves behind in the files: which view it is, not what it showed (R7.2)."""

from __future__ import annotations

from bot.browser import WebMessage, WebMessages
from bot.kernel.ports import UnitOfWork
from tests.adapters.web.page import Club, Page


async def test_a_living_message_keeps_no_words_of_what_it_showed(page: Page, club: Club) -> None:
    """What others wrote is read when it is looked at, and lies in no lane afterwards, sealed or not."""
    await page.say(club.lead, "/members")
    assert "Lena Lead" in str((await page.lane(club.lead))[-1])

    async def look(unit: UnitOfWork) -> list[WebMessage]:
        return await unit.of(WebMessages).latest(club.lead, 100)

    async with page.house.stage() as stage:
        messages = await stage.core.storage.read(look)
    kept = [each.body for each in messages if '"panel"' in each.body]
    assert "joining.members" in "".join(kept)
    assert "Lena Lead" not in "".join(kept)
