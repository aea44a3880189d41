from __future__ import annotations

import pytest

from tests.adapters.web.page import Page, buttons, found_club, words


async def test_a_command_is_seen_as_ones_own_message_and_answered_below(page: Page, anna: str) -> None:
    """What is typed into the lane stands there, and Reppu's answer under it."""
    reply = await page.say(anna, "/harm")
    mine, answer = await page.lane(anna)
    assert reply == {"toast": None, "form": None, "error": None}
    assert (mine["from"], words(mine), answer["from"]) == ("you", "/harm", "reppu")


async def test_an_unknown_command_is_refused_with_what_there_is(page: Page, anna: str) -> None:
    """A command that does not exist changes nothing; the error says where all stand, in one line."""
    error = (await page.say(anna, "/huh"))["error"]["text"]
    assert error.startswith("There is no /huh.")
    assert error.endswith("All commands: /help.")
    assert await page.lane(anna) == []


async def test_plain_words_in_the_lane_are_answered_with_the_commands(page: Page, anna: str) -> None:
    """Reppu says where they stand; nothing is kept of what was typed."""
    assert "/help" in (await page.say(anna, "good morning"))["error"]["text"]
    assert await page.lane(anna) == []


async def test_a_command_that_needs_words_says_how_to_write_it(page: Page, anna: str) -> None:
    """Without its words a command is refused with an example; with them it runs."""
    assert "/echo" in (await page.say(anna, "/echo"))["error"]["text"]
    assert (await page.say(anna, "/echo good morning"))["toast"] == "good morning"


async def test_a_command_with_a_form_opens_it_without_words(page: Page, anna: str) -> None:
    """A command whose act has a form opens that; with words after it the act runs at once."""
    form = (await page.say(anna, "/shout"))["form"]
    assert [each["name"] for each in form["fields"]] == ["words"]
    assert (await page.say(anna, "/shout hello"))["toast"] == "hello"


async def test_a_command_with_too_few_words_goes_on_in_its_form(page: Page) -> None:
    """What was typed stands in the form already; the rest is asked there, and the form can be sent."""
    club = await found_club(page)
    found = await page.say(club.organizer, "/found Testklubben, Kalle Karlsson")
    values = {each["name"]: each["value"] for each in found["form"]["fields"]}
    assert found["error"] is None
    assert (values["name"], values["lead_name"], values["lead_company"]) == ("Testklubben", "Kalle Karlsson", "")
    invited = (await page.say(club.lead, "/invite Kalle"))["form"]
    assert [each["value"] for each in invited["fields"] if each["name"] == "name"] == ["Kalle"]
    (company,) = [each["options"] for each in invited["fields"] if each["name"] == "chosen"]
    sent = await page.submit(club.lead, invited, chosen=company[0]["value"])
    assert (sent["error"], words((await page.lane(club.lead))[-1]).count("Kalle") > 0) == (None, True)


async def test_words_too_long_for_the_form_are_left_out_of_it(page: Page) -> None:
    """What does not fit a field of the form is not put into it."""
    club = await found_club(page)
    form = (await page.say(club.lead, "/invite " + "K" * 1000))["form"]
    assert [each["value"] for each in form["fields"] if each["name"] == "name"] == [""]


async def test_who_may_not_is_refused_by_right_however_the_command_is_written(page: Page, anna: str) -> None:
    """A stranger is told no more of a command with words after it than of one without."""
    bare, typed = await page.say(anna, "/found"), await page.say(anna, "/found Testklubben")
    assert bare["error"] == typed["error"]
    assert (typed["form"], typed["error"]["fields"]) == (None, {})


async def test_who_is_in_two_clubs_picks_the_room(page: Page, anna: str) -> None:
    """The state names the clubs a person stands in; the one picked is shown, and spoken in."""
    club = await found_club(page)
    form = (await page.say(club.organizer, "/found"))["form"]
    await page.submit(club.organizer, form, name="Other club", lead_name="Lena Lead", lead_company="Other Ltd")
    await page.say(club.lead, words((await page.lane(club.organizer))[-1]).splitlines()[-1])
    pledge = (await page.lane(club.lead))[-1]
    await page.press(club.lead, pledge, next(iter(buttons(pledge))))
    clubs = (await page.state(club.lead))["clubs"]
    assert {each["name"]: each["chosen"] for each in clubs} == {"Test club": False, "Other club": True}
    (first,) = [each["id"] for each in clubs if each["name"] == "Test club"]
    await page.say(club.lead, "Hello", "room", club=first)
    picked = await (await page.get(f"/api/state?person={club.lead}&club={first}")).json()
    assert (picked["room"]["title"], words(picked["room"]["messages"][-1])) == ("Test club", "Hello")
    assert {each["name"]: each["chosen"] for each in picked["clubs"]} == {"Test club": True, "Other club": False}
    other = (await page.state(club.lead))["room"]
    assert (other["title"], "Hello" in map(words, other["messages"])) == ("Other club", False)
    assert (await page.state(anna))["clubs"] == []


async def test_a_form_is_refused_field_by_field(page: Page, anna: str) -> None:
    """What is wrong stands beside its field, whether the reader or the rule refused it."""
    form = (await page.say(anna, "/shout"))["form"]
    too_long = (await page.submit(anna, form, words="x" * 21))["error"]
    unwanted = (await page.submit(anna, form, words="no"))["error"]
    assert too_long["fields"]["words"].startswith("At most 20 characters")
    assert unwanted == {"text": "Not that.", "fields": {"words": "Something else, please."}}
    assert (await page.submit(anna, form, words="yes"))["toast"] == "yes"


async def test_the_same_update_acts_once(page: Page, anna: str) -> None:
    """A repeated id does nothing twice: not the act, not the messages."""
    for _ in range(3):
        await page.say(anna, "/count", id="one")
        await page.say(anna, "/harm", id="two")
    assert [row["value"] for row in await page.rows("SELECT value FROM installation WHERE name = 'toys'")] == ["1"]
    assert [words(each).partition("\n")[0][:6] for each in await page.lane(anna)].count("/harm") == 1
    assert len(await page.lane(anna)) == 3


async def test_a_visitor_is_added_once_per_update(page: Page) -> None:
    """A repeated wish for a visitor answers with the same one; two of a name get different handles."""
    first = await (await page.post("people", {"id": "a", "name": "Åsa Öst", "language": "sv"})).json()
    again = await (await page.post("people", {"id": "a", "name": "Åsa Öst", "language": "sv"})).json()
    other = await (await page.post("people", {"id": "b", "name": "Åsa Väst", "language": "fi"})).json()
    assert (first, again, other) == ({"handle": "asa"}, {"handle": "asa"}, {"handle": "asa-2"})


async def test_a_visitor_without_a_name_is_refused_beside_the_field(page: Page) -> None:
    """A name of spaces and a language nobody speaks are refused kindly."""
    answer = await page.post("people", {"name": "  ", "language": "xx"})
    assert answer.status == 200
    assert set((await answer.json())["error"]["fields"]) == {"name", "language"}


async def test_an_unknown_person_is_nobody(page: Page) -> None:
    """Asking for or acting as somebody who is not in the cast finds nobody."""
    assert (await page.get("/api/state?person=nobody")).status == 404
    assert (await page.post("say", {"person": "nobody", "where": "lane", "text": "/count"})).status == 404


async def test_a_page_whose_person_is_gone_begins_anew(page: Page) -> None:
    """A page that shows somebody who is gone is told, in the same answer, whom to begin with."""
    answer = await page.get("/api/state?person=nobody&or=first")
    assert (await answer.json())["you"] == (await page.state())["you"]


@pytest.mark.parametrize(
    "body",
    [
        {"where": "lane", "text": "/count"},
        {"person": "anna", "where": "cellar", "text": "/count"},
        {"person": "anna", "where": ["lane"], "text": "/count"},
        {"person": "anna", "where": {}, "text": "/count"},
        {"person": "anna", "where": "lane"},
        {"person": "anna", "where": "lane", "text": 7},
        {"person": "anna", "where": "lane", "text": "/count", "id": ""},
        {"person": "anna", "where": "lane", "text": "/count", "id": "x" * 65},
    ],
)
async def test_a_body_that_is_not_of_the_contract_is_refused(page: Page, anna: str, body: dict[str, object]) -> None:
    """What cannot be read is refused with kind words and changes nothing."""
    answer = await page.post("say", body)
    assert answer.status == 400
    assert (await answer.json())["error"]["text"]
    assert await page.lane(anna) == []


async def test_half_a_surrogate_pair_breaks_nothing(page: Page, anna: str) -> None:
    """A cut-off emoji in any field is taken for what can be kept of it."""
    assert (await page.say(anna, "/echo a\ud83d"))["toast"].startswith("a")
    assert (await page.say(anna, "/echo \ud83c\udf92"))["toast"] == "🎒"


async def test_a_stranger_presses_nothing(page: Page, anna: str) -> None:
    """Data that no button of ours carries is answered like any stranger's press."""
    body = {"person": anna, "where": "lane", "message": "x", "action": "zz.1.2.3"}
    assert "Ask whoever invited you" in (await (await page.post("press", body)).json())["error"]["text"]


async def test_the_room_is_shut_to_a_visitor(page: Page, anna: str) -> None:
    """Who has not pledged sees no room, says nothing there and presses nothing there."""
    assert (await page.state(anna))["room"] is None
    assert (await page.say(anna, "hello", "room"))["error"]["text"].startswith("The room opens when")
    assert (await page.say(anna, "/count", "room"))["error"] is not None
    assert await page.rows("SELECT id FROM web_message") == []
