from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from adapters.web.adapter import WebAdapter, panel_key
from bot.browser import WEB, WebMessages, handle_for
from bot.core import Core
from bot.kernel.errors import MessageGoneError
from bot.kernel.people import NO_CLUB, Account, ClubId, Language, PersonId, Place, PlaceId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import Written
from bot.kernel.views import Audience, Paragraph, View, ViewRef
from tests.adapters.web.page import ENGLISH, Club, Page, words

VOICE = ENGLISH.voice(Language.EN, ZoneInfo("Europe/Helsinki"))


def _view(text: str) -> View:
    return View(Audience.ROOM, (Paragraph(Written(text)),))


async def _adapter(page: Page) -> WebAdapter:
    async with page.house.stage() as stage:
        return stage.adapter


async def _core(page: Page) -> Core:
    async with page.house.stage() as stage:
        return stage.core


async def _room(page: Page) -> Place:
    club = ClubId((await page.rows("SELECT id FROM club"))[0]["id"])
    return Place(PlaceId("x"), WEB, club, club=club)


async def test_a_message_is_posted_once_per_key(page: Page, club: Club) -> None:
    """A post that is repeated, because nobody knew whether it was done, is the same message."""
    adapter, room = await _adapter(page), await _room(page)
    first = await adapter.post(room, _view("one"), VOICE, "key")
    again = await adapter.post(room, _view("one"), VOICE, "key")
    other = await adapter.post(room, _view("two"), VOICE, "other key")
    messages = (await page.state(club.lead))["room"]["messages"]
    assert (first, [each["id"] for each in messages]) == (again, [first, other])


async def test_an_edit_is_seen_and_a_repeat_is_none(page: Page, club: Club) -> None:
    """Editing changes the words in place; the same words again are success and no edit."""
    adapter, room = await _adapter(page), await _room(page)
    message = await adapter.post(room, _view("one"), VOICE, "key")
    await adapter.edit(room, message, _view("one"), VOICE)
    assert (await page.state(club.lead))["room"]["messages"][0]["edited"] is False
    await adapter.edit(room, message, _view("two"), VOICE)
    (shown,) = (await page.state(club.lead))["room"]["messages"]
    assert (words(shown), shown["edited"]) == ("two", True)


async def test_editing_a_message_that_is_gone_is_told(page: Page, club: Club) -> None:
    """The core hears that there is nothing to edit, and posts anew."""
    with pytest.raises(MessageGoneError):
        await (await _adapter(page)).edit(await _room(page), "nothing", _view("x"), VOICE)
    assert club.lead


async def test_a_clubs_messages_are_the_clubs(page: Page, club: Club) -> None:
    """What the courier brings of a club stands under it in the lane; what belongs to none does not."""
    await page.say(club.organizer, "/harm")
    rows = await page.rows("SELECT chat, club_id, author FROM web_message")
    the_club = (await page.rows("SELECT id FROM club"))[0]["id"]
    welcomed = [row for row in rows if row["chat"] == club.lead and row["author"] == "reppu"]
    assert {row["club_id"] for row in welcomed} == {the_club}
    assert {row["club_id"] for row in rows if row["chat"] == club.organizer} == {None}


async def test_every_club_gets_its_room(page: Page, club: Club) -> None:
    """A founded club has a room in the browser at once, and one only."""
    await (await _adapter(page)).open_rooms()
    rows = await page.rows("SELECT chat FROM place WHERE club_id IS NOT NULL")
    assert [row["chat"] for row in rows] == [row["id"] for row in await page.rows("SELECT id FROM club")]
    assert club.lead


async def test_a_person_is_forgotten(page: Page, club: Club) -> None:
    """Erasing somebody deletes their lane and what they said in rooms, and leaves the others' words."""
    await page.say(club.lead, "Hello", "room")
    adapter, room, core = await _adapter(page), await _room(page), await _core(page)
    await adapter.post(room, _view("from Reppu"), VOICE, "key")

    async def person(unit: UnitOfWork) -> PersonId:
        found = await unit.of(Roster).person_of(Account(WEB, club.lead))
        assert found is not None
        return found.id

    lead = await core.storage.read(person)

    async def said(unit: UnitOfWork) -> list[str]:
        return [each.author for each in await unit.of(WebMessages).said_by(lead)]

    assert len(await core.storage.read(said)) > 1

    async def forget(unit: UnitOfWork) -> None:
        await unit.of(WebMessages).forget(lead)

    await core.storage.transact(forget)
    rows = await page.rows("SELECT chat, author FROM web_message")
    assert not [row for row in rows if club.lead in {row["chat"], row["author"]}]
    assert [row["author"] for row in rows if row["chat"] == room.chat] == ["reppu"]


def test_a_panels_key_is_the_same_for_the_same_view() -> None:
    """The order of ids does not matter; the club does."""
    one = ViewRef("a.b", ClubId("c"), {"x": "1", "y": "2"})
    assert panel_key(one) == panel_key(ViewRef("a.b", ClubId("c"), {"y": "2", "x": "1"}))
    assert panel_key(one) != panel_key(ViewRef("a.b", NO_CLUB, {"x": "1", "y": "2"}))


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Åsa Öst", "asa"),
        ("李 雷", "guest"),
        ("Wolfeschlegelsteinhausen", "wolfeschleg"),
        ("O'Brien", "o"),
        ("", "guest"),
    ],
)
def test_a_handle_is_short_and_plain(name: str, handle: str) -> None:
    """A handle is made of the first word, in letters an address can hold, and never as long as a club's id."""
    assert handle_for(name, ()) == handle
    assert handle_for(name, {handle}) == f"{handle}-2"
    assert len(handle_for(name, {handle})) < 16
