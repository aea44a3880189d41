from __future__ import annotations

from tests.adapters.web.page import Club, Json, Page, buttons, words


async def _panel(page: Page, handle: str) -> Json:
    return next(each for each in await page.lane(handle) if words(each).startswith("Counted"))


async def test_a_panel_shows_the_state_as_it_is(page: Page, club: Club) -> None:
    """Somebody else's act changes what a living message shows, without a new message and without an edit."""
    await page.say(club.lead, "/counter")
    before = await _panel(page, club.lead)
    await page.say(club.organizer, "/count")
    after = await _panel(page, club.lead)
    assert (words(before), words(after)) == ("Counted 0", "Counted 1")
    assert (before["id"], after["edited"]) == (after["id"], False)


async def test_a_panel_asked_for_again_comes_to_the_end(page: Page, club: Club) -> None:
    """Asking again moves the one message to the end; pressing it leaves it where it stands."""
    await page.say(club.lead, "/counter")
    await page.say(club.lead, "/harm")
    panel = await _panel(page, club.lead)
    reply = await page.press(club.lead, panel, "One more")
    lane = await page.lane(club.lead)
    assert reply["toast"] == "Counted: 1."
    assert words(lane[-1]).startswith("<script>")
    await page.say(club.lead, "/counter")
    assert (await page.lane(club.lead))[-1]["id"] == panel["id"]


async def test_a_panel_that_is_over_is_closed(page: Page, club: Club) -> None:
    """When there is nothing more to see, what it was about stays, without anything to press."""
    await page.say(club.lead, "/counter")
    assert list(buttons(await _panel(page, club.lead))) == ["One more"]
    await page.say(club.organizer, "/takeaway")
    closed = await _panel(page, club.lead)
    assert (words(closed), buttons(closed)) == ("Counted 0\nThis is over.", {})


async def test_a_panel_that_is_over_before_it_is_shown_is_said_to_be(page: Page, club: Club) -> None:
    """A late press whose answer would be a panel that is gone is answered with words, never with nothing."""
    await page.say(club.lead, "/counter")
    panel = await _panel(page, club.lead)
    await page.say(club.organizer, "/takeaway")
    assert (await page.say(club.lead, "/counter"))["toast"] == "This is over."
    assert (await page.press(club.lead, panel, "One more"))["toast"] == "Counted: 0."


async def test_who_has_left_reads_no_more_of_what_members_read(page: Page, club: Club) -> None:
    """A private view that showed the members' things shows none of them to somebody who has left (R3.5)."""
    await page.say(club.lead, "/members")
    assert "Lena Lead" in str((await page.lane(club.lead))[-1])
    await _leave(page, club.lead)
    left = next(each for each in await page.lane(club.lead) if "This is over." in words(each))
    assert "Lena Lead" not in str(left)


async def test_who_has_left_opens_no_file_of_the_club(page: Page, club: Club) -> None:
    """A file that came to the lane is for members; it is not handed out after leaving (R3.5)."""
    await page.say(club.lead, "/keepsake", "room")
    (href,) = [each["href"] for each in (await page.lane(club.lead))[-1]["blocks"] if each["kind"] == "file"]
    assert (await page.get(href)).status == 200
    await _leave(page, club.lead)
    assert "href" not in str(await page.lane(club.lead))
    assert (await page.get(href)).status == 404


async def _leave(page: Page, person: str) -> None:
    """Leave the club, after the question whether one is sure."""
    await page.say(person, "/leave")
    question = (await page.lane(person))[-1]
    await page.press(person, question, next(iter(buttons(question))))


async def test_looking_changes_no_row(page: Page, club: Club) -> None:
    """Reading a state with living messages in it writes nothing."""
    await page.say(club.lead, "/counter")
    await page.say(club.organizer, "/count")
    before = await page.rows("SELECT * FROM web_message ORDER BY id")
    await page.state(club.lead)
    assert await page.rows("SELECT * FROM web_message ORDER BY id") == before


async def test_a_repeated_press_answers_with_the_panel_as_it_is(page: Page, club: Club) -> None:
    """The same update again changes nothing and shows the state of now."""
    await page.say(club.lead, "/counter")
    panel = await _panel(page, club.lead)
    await page.press(club.lead, panel, "One more", id="same")
    await page.press(club.lead, panel, "One more", id="same")
    assert words(await _panel(page, club.lead)) == "Counted 1"


async def test_members_talk_in_the_room(page: Page, club: Club) -> None:
    """What a member says in the room stands there under the name of the roster, sealed on the disk."""
    await page.say(club.lead, "Hello <b>all</b> CANARY", "room", id="once")
    await page.say(club.lead, "Hello <b>all</b> CANARY", "room", id="once")
    room = (await page.state(club.lead))["room"]
    assert room["title"] == "Test club"
    assert [(each["from"], words(each)) for each in room["messages"]] == [("you", "Hello <b>all</b> CANARY")]
    bodies = [bytes(row["body"]) for row in await page.rows("SELECT body FROM web_message")]
    assert not any(b"CANARY" in body for body in bodies)


async def test_another_member_reads_the_name_of_the_roster(page: Page, club: Club) -> None:
    """A second member sees who said it; the organizer, who is no member, sees no room."""
    form = (await page.say(club.lead, "/invite"))["form"]
    company = form["fields"][0]["options"][0]["value"]
    await page.submit(club.lead, form, chosen=company, name="you")
    invitation = words((await page.lane(club.lead))[-1]).splitlines()[-1]
    second = await page.visitor("Sam")
    await page.say(second, invitation)
    pledge = (await page.lane(second))[-1]
    assert (await page.state(second))["room"] is None
    await page.press(second, pledge, next(iter(buttons(pledge))))
    await page.say(club.lead, "Welcome", "room")
    await page.say(second, "Thanks", "room")
    seen = (await page.state(second))["room"]["messages"]
    assert [(each["from"], words(each)) for each in seen] == [("Lena Lead", "Welcome"), ("you", "Thanks")]
    theirs = (await page.state(club.lead))["room"]["messages"][-1]
    assert (theirs["from"], theirs["name"]) == ("other", "you")
    assert (await page.state(club.organizer))["room"] is None


async def test_the_people_are_shown_as_the_roster_knows_them(page: Page, club: Club) -> None:
    """Names, company and role come from the roster; who is in no club stands as they came."""
    people = {each["handle"]: each for each in (await page.state(club.lead))["people"]}
    assert people[club.lead]["name"] == "Lena Lead"
    assert (people[club.lead]["company"], people[club.lead]["role"]) == ("Lead Ltd", "Club lead")
    assert (people[club.organizer]["role"], people["operator"]["role"]) == ("Organizer", "Operator")
    assert people[club.lead]["initials"] == "LL"


async def test_the_page_begins_with_the_lead(page: Page, club: Club) -> None:
    """Without a person the state is the club lead's."""
    assert (await page.state())["you"]["handle"] == club.lead


async def test_the_operators_code_is_the_operators(page: Page) -> None:
    """Only the operator sees the code, and only while it opens something."""
    visitor = await page.visitor("Vera")
    assert (await page.state(visitor))["operator"] is None
    code = (await page.state("operator"))["operator"]["code"]
    await page.say(visitor, f"/organizer {code}")
    assert (await page.state("operator"))["operator"] == {"code": None}
