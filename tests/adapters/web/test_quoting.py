"""What can be done about a message: acts that are offered on it, and replies (R7.4)."""

from __future__ import annotations

import pytest

from adapters.web.acts import parted
from tests.adapters.web.page import Club, Json, Page, found_club, words

STRANGER = "This button belongs to a club. Ask whoever invited you for a link."


@pytest.fixture
async def club(page: Page) -> Club:
    """A club whose lead has written something to the room."""
    club = await found_club(page)
    await page.say(club.lead, "good coffee, by the way", where="room")
    return club


async def written(page: Page, club: Club) -> Json:
    """Return what the lead wrote, as the lead sees it."""
    room = (await page.state(club.lead))["room"]["messages"]
    return next(each for each in room if each["from"] == "you")


async def about(page: Page, person: str, message: str, action: str) -> Json:
    """Ask for an act on a message."""
    body = {"person": person, "where": "room", "message": message, "action": action}
    answer: Json = await (await page.post("about", body)).json()
    return answer


async def test_an_act_is_offered_on_what_people_write(page: Page, club: Club) -> None:
    """Its words and its author are handed over only when somebody asks."""
    message = await written(page, club)
    actions = {each["label"]: each["action"] for each in message["acts"]}
    assert {"Quote", "Save as tip"} <= set(actions)
    assert (await about(page, club.lead, message["id"], actions["Quote"]))[
        "toast"
    ] == "lena said good coffee, by the way"


async def test_nothing_is_offered_on_reppus_own(page: Page, club: Club) -> None:
    """On what Reppu posts no such act stands, and a forged one is refused."""
    action = next(each["action"] for each in (await written(page, club))["acts"] if each["label"] == "Quote")
    for message in await page.lane(club.lead):
        assert message["acts"] == []
        assert (await about(page, club.lead, message["id"], action))["error"]["text"] == STRANGER


async def test_who_does_not_see_the_message_is_refused(page: Page, club: Club) -> None:
    """Neither a visitor nor the organizer learns what was written, by whatever id."""
    message = await written(page, club)
    action = next(each["action"] for each in message["acts"] if each["label"] == "Quote")
    stranger = await page.visitor("Sture")
    for person in (stranger, club.organizer):
        for number in (message["id"], "nonsense"):
            refused = await about(page, person, number, action)
            assert refused["error"] is not None
            assert "coffee" not in str(refused)


async def test_words_cannot_be_put_into_somebodys_mouth(page: Page, club: Club) -> None:
    """A form that brings words and author along is refused: only a message is quoted."""
    action = next(each["action"] for each in (await written(page, club))["acts"] if each["label"] == "Quote")
    forged = {"action": action, "fields": [{"name": "words", "value": "x"}, {"name": "author", "value": "lena"}]}
    assert (await page.submit(club.lead, forged))["error"]["text"] == STRANGER
    button = next(each["action"] for each in (await written(page, club))["acts"] if each["label"] == "Save as tip")
    assert (await about(page, club.lead, "", button))["error"]["text"] == STRANGER
    assert (await about(page, club.lead, (await written(page, club))["id"], "gg"))["error"]["text"] == STRANGER
    assert (await about(page, club.lead, (await written(page, club))["id"], "?"))["error"]["text"] == STRANGER


async def test_a_command_alone_in_reply_means_the_message(page: Page, club: Club) -> None:
    """With words of its own it means those; and a reply in plain words is chat like any other."""
    message = await written(page, club)
    alone = await page.say(club.lead, "/keep", where="room", replies_to=message["id"])
    assert alone["toast"] == "lena said good coffee, by the way"
    own = await page.say(club.lead, "/keep my own", where="room", replies_to=message["id"])
    assert own["toast"] == "Kept my own"
    chat = await page.say(club.lead, "indeed", where="room", replies_to=message["id"])
    assert chat == {"toast": None, "form": None, "error": None}
    assert words((await page.state(club.lead))["room"]["messages"][-1]) == "indeed"


async def test_plain_words_in_reply_to_a_private_panel_ask_for_its_act(page: Page, club: Club) -> None:
    """What is written in reply stands in the lane, and the act has the words; a command stays a command."""
    await page.say(club.lead, "/count")
    (panel,) = [each for each in await page.lane(club.lead) if each["replies"]]
    assert panel["from"] == "reppu"
    assert (await page.say(club.lead, "good, morning", replies_to=panel["id"]))["toast"] == "good, morning"
    assert [words(each) for each in await page.lane(club.lead) if each["from"] == "you"][-1] == "good, morning"
    assert (await page.say(club.lead, "/count", replies_to=panel["id"]))["toast"] == "Counted: 2."
    refused = await page.say(club.lead, "x" * 21, replies_to=panel["id"])
    assert refused["error"]["text"] == "At most 20 characters; this is 1 too many."


async def test_a_reply_to_nothing_is_said_as_ever(page: Page, anna: str) -> None:
    """An id nobody has, or of something that takes no reply, changes nothing."""
    await page.say(anna, "/harm")
    lane = await page.lane(anna)
    assert [each["replies"] for each in lane] == [False, False]
    for number in ("nonsense", *(each["id"] for each in lane)):
        assert (await page.say(anna, "/count", replies_to=number))["toast"].startswith("Counted")
        assert (await page.say(anna, "good morning", replies_to=number))["error"] is not None


def test_a_command_is_parted_from_its_words_at_any_space() -> None:
    """Words may begin on the next line; what is within them stays as it was written."""
    assert parted("/tip") == ("/tip", "")
    assert parted("/tip one, two") == ("/tip", "one, two")
    assert parted("/tip\none\ntwo") == ("/tip", "one\ntwo")
