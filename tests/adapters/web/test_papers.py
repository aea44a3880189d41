"""Pages and pictures in the browser: looked at in place, made when fetched, able to do nothing."""

from __future__ import annotations

import pytest

from tests.adapters.web.page import Club, Page
from tests.adapters.web.toys import HOSTILE


async def test_a_living_panels_files_are_made_when_they_are_fetched(page: Page, club: Club) -> None:
    """The page is told of files without a size; fetching one makes it, the picture has its words."""
    await page.say(club.lead, "/pages")
    picture, shown, kept, _ = (await page.lane(club.lead))[-1]["blocks"]
    assert (picture["kind"], picture["said"]) == ("picture", HOSTILE)
    assert (shown["opens"], shown["size"], kept["size"]) == (True, None, None)
    contents = [await (await page.get(each["href"])).read() for each in (picture, shown, kept)]
    assert [each[:5] for each in contents] == [b"\x89PNG\r", b"<!doc", b"%PDF-"]


async def test_files_of_a_message_are_made_once_and_kept(page: Page, club: Club) -> None:
    """A message that stays holds its files as they were sent, with their sizes."""
    await page.say(club.lead, "/pages")
    await page.press(club.lead, (await page.lane(club.lead))[-1], "Keep them")
    _, shown, kept, _ = (await page.lane(club.lead))[-1]["blocks"]
    assert (shown["opens"], "unmade" in shown) == (True, False)
    answer = await page.get(kept["href"])
    assert len(await answer.read()) == kept["size"]


async def test_a_page_is_shown_in_place_and_can_do_nothing(page: Page, club: Club) -> None:
    """Looked at where it is, under a policy without scripts, addresses or forms; a paper is offered to be kept."""
    await page.say(club.lead, "/pages")
    picture, shown, kept, _ = (await page.lane(club.lead))[-1]["blocks"]
    headers = (await page.get(shown["href"])).headers
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Disposition"].startswith("inline")
    assert headers.getall("Content-Security-Policy") == [
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox; frame-ancestors 'none'"
    ]
    assert (await page.get(picture["href"])).headers["Content-Disposition"].startswith("inline")
    assert (await page.get(kept["href"])).headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("number", [0, 1, 2])
async def test_a_closed_panel_hands_out_nothing_more(page: Page, club: Club, number: int) -> None:
    """Once the view is no longer theirs, the files are gone with it, from the lane and from their addresses."""
    await page.say(club.lead, "/pages")
    href = (await page.lane(club.lead))[-1]["blocks"][number]["href"]
    await page.say(club.lead, "/takeaway")
    closed = [each for each in await page.lane(club.lead) if each["from"] == "reppu"][-1]
    assert [each for each in closed["blocks"] if each["kind"] in {"file", "picture", "choice"}] == []
    assert (await page.get(href)).status == 404
