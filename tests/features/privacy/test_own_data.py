"""Everybody's own data, exported and erased (R1, R10)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.kernel.people import Where
from bot.kernel.roster import MemberState, Post
from bot.kernel.views import Attachment
from tests.features.club_world import CHAT, World, invite, join, set_up


@pytest.fixture
async def club(founded: World) -> World:
    """A club of three companies, set up; bo, dag and cia are in."""
    tokens = await set_up(founded)
    await join(founded, "bo", tokens["Bo Berg"])
    await join(founded, "cia", tokens["Cia Holm"])
    await join(founded, "dag", await invite(founded, "Kvarnboden", "Dag Dahl"))
    await founded.settle()
    return founded


async def exported(world: World, who: str) -> dict[str, Any]:
    """Return what somebody gets as a file."""
    heard = await world.say(who, "/mydata")
    assert heard.view is not None, heard.error
    (file,) = [block for block in heard.view.blocks if isinstance(block, Attachment)]
    assert (file.name, file.media_type) == ("reppu-my-data.json", "application/json")
    data: dict[str, Any] = json.loads(file.content)
    return data


async def test_the_export_holds_the_own_data_and_nobody_elses(club: World) -> None:
    """Each feature's part stands under its name; no other person's name is in it."""
    data = await exported(club, "bo")
    (membership,) = data["joining"]["memberships"]
    assert (membership["name"], membership["company"], membership["state"]) == ("Bo Berg", "Sydöster", "pledged")
    assert data["joining"]["accounts"] == [{"platform": "fake", "user": "bo"}]
    assert {"joining", "clubs", "polls"} <= set(data)
    assert "Anna" not in json.dumps(data)
    assert "Cia" not in json.dumps(data)


async def test_a_former_member_exports_for_two_years(club: World) -> None:
    """R1: after leaving, the own data can be had for 24 months and no longer."""
    await club.press("bo", await club.say("bo", "/leave"), "Leave")
    assert (await exported(club, "bo"))["joining"]["memberships"][0]["state"] == "former"
    await club.later(days=729)
    await exported(club, "bo")
    await club.later(days=1)
    assert (await club.say("bo", "/mydata")).error is not None


async def test_strangers_and_those_who_wait_have_nothing(club: World) -> None:
    """Who has not pledged gets the same answer as a stranger."""
    await club.say("eva", f"/join {await invite(club, 'Kvarnboden', 'Eva Ek')}")
    for command in ("/mydata", "/forget"):
        waiting, stranger = await club.say("eva", command), await club.say("eve", command)
        assert waiting.error == stranger.error
        assert waiting.error is not None


async def test_erasing_asks_once_more(club: World) -> None:
    """The first press says what goes and what stays, and changes nothing."""
    asked = await club.say("bo", "/forget")
    assert list(asked.buttons) == ["Erase all", "See it first"]
    assert (await club.member("Bo Berg")).state is MemberState.PLEDGED


async def test_erasing_leaves_no_trace_of_the_person(club: World) -> None:
    """Accounts, settings, lanes, links and messages are gone; the row in the roster has neither name nor person."""
    person = (await club.member("Bo Berg")).person
    await club.press("bo", await club.say("bo", "/forget"), "Erase all")
    for table in (
        "person",
        "account",
        "place",
        "envelope",
        "membership",
        "invitation",
        "set_aside",
        "organizer",
        "mark",
    ):
        assert str(person) not in str(await club.table(table)), table
    assert all(m.name != "Bo Berg" for m in await club.members())
    assert (await club.say("bo", "/members")).error is not None
    assert "Bo Berg" not in (await club.say("anna", "/members")).words


async def test_what_follows_from_leaving_follows_from_erasing(club: World) -> None:
    """The company rests, the lead hears it, and the club's next acts go on as ever."""
    await club.press("bo", await club.say("bo", "/forget"), "Erase all")
    await club.settle()
    assert club.inbox("anna")[-1].startswith("Sydöster: its last person has left the club.")
    assert not (await club.companies())["Sydöster"].is_active
    assert "You are in" in (await join(club, "bo", await invite(club, "Sydöster", "Bo Berg"))).words


async def test_a_lead_without_a_deputy_is_erased_and_the_members_are_asked(club: World) -> None:
    """Nobody is kept for want of a deputy: the others are asked who minds the club, and nobody's name is in it."""
    asked = await club.say("anna", "/forget")
    assert "Everybody is asked who minds the club" in asked.words
    await club.press("anna", asked, "Erase all")
    await club.settle()
    assert club.inbox("bo")[-1].startswith("Who minds Strandklubben?")
    assert "Anna" not in club.inbox("bo")[-1]
    await club.press("bo", await club.say("bo", "/members"), "I will mind the club")
    assert (await club.say("organizer", "/forget")).error is None


async def test_an_erased_lead_hands_over_to_the_deputy(club: World) -> None:
    """With a deputy the club is handed over in the same commit."""
    dag = await club.member("Dag Dahl")
    await club.ask("anna", club.catalogue.codec.read(f"jd.{await club.club()}.{dag.id}"))
    await club.press("anna", await club.say("anna", "/forget"), "Erase all")
    assert (await club.member("Dag Dahl")).post is Post.LEAD
    assert (await club.member("Dag Dahl")).is_contact


async def test_an_organizer_is_erased_and_the_club_stays(club: World) -> None:
    """The club goes on without its founder, whose counts are closed."""
    await club.press("organizer", await club.say("organizer", "/forget"), "Erase all")
    assert (await club.frame()).founded_by is None
    assert (await club.say("organizer", "/counts")).error is not None
    assert "Strandklubben" in (await club.say("anna", "/club")).words


async def test_two_colleagues_are_erased_one_after_the_other(club: World) -> None:
    """A second erasure in the same company finds nothing in its way."""
    await join(club, "ed", await invite(club, "Sydöster", "Ed Alm"))
    for who in ("bo", "ed"):
        heard = await club.press(who, await club.say(who, "/forget"), "Erase all")
        assert heard.words == "Everything about you is erased. Farewell."


async def test_erasing_does_not_reach_another_person(club: World) -> None:
    """Everybody else's rows are as they were."""
    others = "SELECT * FROM membership WHERE id != '{}' ORDER BY id"
    bo = await club.member("Bo Berg")
    before = await club.rows(others.format(bo.id))
    await club.press("bo", await club.say("bo", "/forget"), "Erase all")
    assert await club.rows(others.format(bo.id)) == before


async def test_answers_to_an_open_poll_go_and_the_card_recounts(club: World) -> None:
    """Erased answers count no more: the room's card shows the companies and answers that are left."""
    await club.say("anna", "/bind", Where(CHAT, "room"))
    await club.later(days=3)
    for who in ("bo", "cia"):
        await club.press(who, await club.say(who, "/dates"), "All fit")
    await club.settle()
    assert "2 of 3 companies have answered" in club.inbox("room")[-1]
    await club.press("bo", await club.say("bo", "/forget"), "Erase all")
    await club.settle()
    assert "1 of 2 companies have answered" in club.inbox("room")[-1]
    assert len(await club.rows("SELECT slot_id FROM mark")) == 4
