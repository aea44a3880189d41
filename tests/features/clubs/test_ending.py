"""Closing a club for good (R1): two agree, everything ends in that commit, everybody is told once."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.features.clubs.intents import CloseClub, ConfirmClosing, KeepClub
from bot.features.clubs.model import may_confirm_closing
from bot.features.joining.intents import NameDeputy
from bot.features.polls.ports import PollState
from bot.kernel.people import Role, Where
from bot.kernel.roster import MemberState, Post
from bot.kernel.views import Attachment
from tests.features.club_world import CHAT, Heard, World, join, set_up
from tests.features.polls.poll_club import PollClub

ROOM = Where(CHAT, "room")


@pytest.fixture
async def club(founded: World) -> World:
    """A club of three companies with its room: anna leads, bo is the deputy, cia is in; a poll is planned."""
    tokens = await set_up(founded)
    await join(founded, "bo", tokens["Bo Berg"])
    await join(founded, "cia", tokens["Cia Holm"])
    await founded.say("anna", "/bind", ROOM)
    await founded.ask("anna", NameDeputy(club=await founded.club(), member=(await founded.member("Bo Berg")).id))
    await founded.later(hours=2)
    return founded


async def ask_to_close(club: World, who: str = "anna") -> Heard:
    """Press the button in /club and the one that says what happens."""
    question = await club.press(who, await club.say(who, "/club"), "Close the club")
    assert "For 24 months" in question.words
    return await club.press(who, question, "Ask to close")


async def confirm(club: World, who: str) -> Heard:
    return await club.ask(who, ConfirmClosing(club=await club.club()))


async def is_closed(club: World) -> bool:
    return (await club.rows("SELECT closed_at FROM club"))[0]["closed_at"] is not None


async def test_lead_and_deputy_close_a_club(club: World) -> None:
    """One asks, the other agrees with one tap; every timer and message due is gone, everybody hears it once."""
    assert (await ask_to_close(club)).words.startswith("Asked. Once the second agrees, the club closes.")
    await club.settle()
    assert club.inbox("bo")[-1].startswith("Close Strandklubben?")
    assert not await is_closed(club)
    assert (await confirm(club, "bo")).words == "Strandklubben has closed. Everybody is told."
    assert await club.table("timer") == []
    await club.settle()
    for who in ("anna", "bo", "cia"):
        assert sum("Strandklubben has closed." in line for line in club.inbox(who)) == 1
    await club.later(days=60)
    assert club.inbox("cia")[-1].startswith("Strandklubben has closed.")
    assert {m.state for m in await club.members()} == {MemberState.FORMER}


async def test_lead_and_organizer_close_a_club(club: World) -> None:
    """The organizer is asked without a name in it, and one tap is enough."""
    await ask_to_close(club)
    await club.settle()
    asked = club.inbox("organizer")[-1]
    assert asked.startswith("Close Strandklubben?")
    assert "Anna" not in asked
    assert (await confirm(club, "organizer")).error is None
    assert await is_closed(club)
    assert (await confirm(club, "organizer")).error == "This club has closed. /mydata gives you what is kept of you."


async def test_deputy_and_organizer_do_not_close_a_club(club: World) -> None:
    """What the deputy asks only the lead agrees to; nobody agrees with themselves."""
    await ask_to_close(club, "bo")
    await club.settle()
    assert [line for line in club.inbox("organizer") if "Close" in line] == []
    for who in ("organizer", "bo"):
        assert (await confirm(club, who)).error == "Somebody else has to agree: the deputy, the lead or the organizer."
    assert (await confirm(club, "anna")).error is None
    assert await is_closed(club)


async def test_a_closed_club_refuses_kindly(club: World) -> None:
    """A late button says that it has closed, to those who were in it; to a stranger it was never there."""
    panel = await club.say("cia", "/club")
    await ask_to_close(club)
    await confirm(club, "bo")
    intent = CloseClub(club=await club.club())
    assert (await club.ask("cia", intent)).error == "This club has closed. /mydata gives you what is kept of you."
    assert (await club.say("cia", "/members")).error == (await club.ask("cia", intent)).error
    assert (await club.ask("eve", intent)).error == (await club.say("eve", "/members")).error
    assert panel.error is None
    assert (await confirm(club, "anna")).error is not None


async def test_former_members_keep_their_data(club: World) -> None:
    """Export and erasure go on for 24 months; then the keys are gone and nothing can be read."""
    await ask_to_close(club)
    await confirm(club, "bo")
    heard = await club.say("cia", "/mydata")
    assert heard.view is not None
    (file,) = [block for block in heard.view.blocks if isinstance(block, Attachment)]
    assert json.loads(file.content)["joining"]["memberships"][0]["club"] == "Strandklubben"
    assert (await club.press("cia", await club.say("cia", "/forget"), "Erase all")).error is None
    club.clock.move_to(club.clock.now() + timedelta(days=729))
    await club.settle()
    assert (await club.table("club"))[0]["data_key"] != b""
    club.clock.move_to(club.clock.now() + timedelta(days=3))
    await club.settle()
    assert (await club.table("club"))[0]["data_key"] == b""


async def test_a_request_is_taken_back_or_runs_out(club: World) -> None:
    """Either of the two keeps the club; after 7 days a tap changes nothing."""
    await ask_to_close(club)
    assert (await club.press("bo", await club.say("bo", "/club"), "Keep the club")).words.startswith(
        "The club goes on."
    )
    assert (await confirm(club, "bo")).words == "Nobody is asking to close the club now."
    await ask_to_close(club)
    await club.later(days=7)
    assert (await confirm(club, "bo")).words == "Nobody is asking to close the club now."
    assert (await club.ask("anna", KeepClub(club=await club.club()))).words.startswith("Nobody is asking")
    assert not await is_closed(club)


async def test_whoever_hands_over_asks_no_more(club: World) -> None:
    """A request falls when its person has no post any more."""
    await ask_to_close(club)
    await club.press("anna", await club.say("anna", "/leave"), "Leave")
    assert (await confirm(club, "organizer")).words == "Nobody is asking to close the club now."
    club.clock.move_to(club.clock.now() + timedelta(days=732))
    await club.settle()
    assert "Anna Lind" not in {m.name for m in await club.members()}


async def test_one_alone_closes_no_club(founded: World) -> None:
    """Without deputy and organizer the lead is asked to name a deputy first."""
    await set_up(founded)
    await founded.press("organizer", await founded.say("organizer", "/forget"), "Erase all")
    refused = await founded.ask("anna", CloseClub(club=await founded.club()))
    assert refused.error is not None
    assert refused.error.startswith("Two close a club.")


async def test_the_rooms_cards_ask_nothing_any_more(club: World) -> None:
    """A card with buttons says that the club has closed."""
    for _ in range(60):
        if club.inbox("room"):
            break
        await club.later(hours=12)
    assert "[" in club.inbox("room")[-1]
    await ask_to_close(club)
    await confirm(club, "bo")
    await club.settle()
    assert club.inbox("room")[-1] == "This club has closed. Thank you for the time with it."


async def test_terms_are_a_clubs_own(club: World) -> None:
    """The lead sets how long a term is; without terms nobody is reminded."""
    assert [row for row in await club.table("timer") if row["data"].startswith("lt.")] != []
    form = await club.press("anna", await club.say("anna", "/club"), "Terms")
    assert (await club.submit("anna", form, months="0")).words.startswith("Saved.")
    assert [row for row in await club.table("timer") if row["data"].startswith("lt.")] == []


def test_two_close_a_club_and_one_of_them_leads() -> None:
    """R1: both, or lead and organizer."""
    assert may_confirm_closing(Post.LEAD, roles=frozenset({Role.DEPUTY}))
    assert may_confirm_closing(Post.LEAD, roles=frozenset({Role.ORGANIZER}))
    assert may_confirm_closing(Post.DEPUTY, roles=frozenset({Role.LEAD}))
    assert not may_confirm_closing(Post.DEPUTY, roles=frozenset({Role.ORGANIZER}))
    assert not may_confirm_closing(Post.LEAD, roles=frozenset({Role.MEMBER}))
    assert not may_confirm_closing(Post.NONE, roles=frozenset({Role.LEAD}))


async def test_a_decided_meeting_is_cancelled_with_its_club() -> None:
    """R4.9: the farewell says so and takes it out of calendars; the room's card too. All in one message."""
    club = await PollClub.founded(4)
    await club.world.ask("anna", NameDeputy(club=club.id, member=(await club.world.member("Bo Berg")).id))
    await club.until(PollState.OPEN)
    for who in ("anna", "bo", "cia", "dan"):
        await club.all_fit(who)
    await club.until_decided()
    await club.world.ask("anna", CloseClub(club=club.id, sure=True))
    await club.world.ask("bo", ConfirmClosing(club=club.id))
    await club.world.settle()
    assert club.told("cia", "🚫 Cancelled: Thu 24 Sept, 17:00") == [club.world.inbox("cia")[-1]]
    assert club.world.inbox("cia")[-1].startswith("Strandklubben has closed.")
    assert b"METHOD:CANCEL" in club.files("cia")[-1].content
    assert club.shown("🚫 Cancelled: Thu 24 Sept, 17:00")
    await club.world.engine.close()
