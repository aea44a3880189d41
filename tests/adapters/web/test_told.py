"""What was told once, looked at later."""

from __future__ import annotations

from tests.adapters.web.page import Club, Json, Page, buttons, words


async def _welcome(page: Page, handle: str) -> Json:
    return next(each for each in await page.lane(handle) if words(each).startswith("Welcome to"))


async def test_what_is_told_can_be_pressed_while_it_holds(page: Page, club: Club) -> None:
    """The lead's welcome offers the set-up; once somebody else leads, its words stay and its button is gone."""
    await page.post("clock", {"forward": "hour"})
    assert list(buttons(await _welcome(page, club.lead))) == ["Set up the club"]
    await page.engine[-1].transact(lambda db: db.run("UPDATE membership SET post = 'none'"))
    over = await _welcome(page, club.lead)
    assert buttons(over) == {}
    assert words(over).startswith("Welcome to")


async def test_what_was_told_long_ago_is_history(page: Page, club: Club) -> None:
    """Three months later the words of a message still stand, and its button is gone; the command does the same."""
    await page.post("clock", {"forward": "hour"})
    for _ in range(14):
        await page.post("clock", {"forward": "week"})
    over = await _welcome(page, club.lead)
    assert (buttons(over), words(over).startswith("Welcome to")) == ({}, True)
    await page.say(club.lead, "/setup")
    assert buttons((await page.lane(club.lead))[-1])
