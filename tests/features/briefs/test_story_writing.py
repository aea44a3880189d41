"""The host is asked for its brief, writes it, changes it; its guests read it, the room does not (mission, loop 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.features.briefs.intents import ShowBrief, WriteBrief
from bot.features.joining.intents import Leave
from bot.features.meetings.intents import CancelNow
from bot.features.turns.ports import Turns
from bot.kernel.ports import UnitOfWork
from bot.kernel.views import Link, ViewRef
from tests.features.club_world import Heard
from tests.features.polls.poll_club import PollClub

GOAL = "We want fewer carts left behind."
QUESTIONS = {"question_1": "Is the freight easy to find?", "question_2": "Would you trust us?"}
ASKED = "📝 What shall the guests look at?"
REMINDED = "📝 The brief for your guests"


async def written(club: PollClub, who: str = "bo", **typed: str) -> Heard:
    """Let somebody of the host write the brief from the panel: /brief, a press, the form."""
    panel = await club.world.say(who, "/brief")
    label = "Change it" if "Change it" in panel.buttons else "Write it"
    form = await club.world.press(who, panel, label)
    return await club.world.submit(who, form, **({"goal": GOAL, **QUESTIONS} | typed))


async def test_the_host_is_asked_once_the_date_is_decided(decided: PollClub) -> None:
    """R9: the host's people get one duty, nobody else; three taps and the goal is written."""
    (asked,) = decided.told("bo", ASKED)
    assert asked.splitlines() == [
        ASKED,
        "The club comes to you Thu 24 Sept, 17:00.",
        "A goal and up to three questions will do. The guests get them three days before, with your webshop.",
        "[Write it]",
    ]
    assert not [who for who in ("anna", "cia", "dan") if decided.told(who, ASKED)]
    assert not [each for each in decided.room() if "📝" in each]
    heard = await decided.world.submit("bo", await decided.world.ask("bo", WriteBrief(club=decided.id)), goal=GOAL)
    assert heard.words.startswith("Thank you. The guests get it three days before the meeting.")


async def test_it_is_reminded_of_once_and_only_while_nothing_is_written(decided: PollClub) -> None:
    """R9: one reminder, five days after; none for who has written."""
    await decided.world.later(days=4, hours=23)
    assert not decided.told("bo", REMINDED)
    await decided.world.later(hours=2)
    assert len(decided.told("bo", REMINDED)) == 1
    await decided.world.later(days=8)
    assert len(decided.told("bo", REMINDED)) == 1
    assert len(decided.told("bo", ASKED)) == 1


async def test_who_has_written_is_not_reminded(decided: PollClub) -> None:
    """Principle 3: nobody is reminded of what is done."""
    await written(decided)
    await decided.world.later(days=10)
    assert not decided.told("bo", REMINDED)


async def test_everybody_of_the_host_may_change_it(decided: PollClub) -> None:
    """R1: the host company is every pledged person of it; the form holds what stands."""
    await decided.colleague("berit", "Berit Å", "Sydöster")
    await written(decided)
    panel = await decided.world.say("berit", "/brief")
    form = await decided.world.press("berit", panel, "Change it")
    assert form.form is not None
    assert [each.value for each in form.form.fields][:4] == [GOAL, *QUESTIONS.values(), ""]
    heard = await decided.world.submit("berit", form, goal="More returning customers.", question_1="")
    assert heard.words.startswith("Saved.")
    shown = (await decided.world.say("cia", "/toiveet")).words
    assert "Goal: More returning customers." in shown
    assert "1: Would you trust us?" in shown
    assert GOAL not in shown


async def test_guests_read_it_in_private_and_the_room_never(decided: PollClub) -> None:
    """R2: the goal stands in no room; every pledged member reads it, with the shop's address as a link to itself."""
    await written(decided, webshop="sydoster.example/butik")
    heard = await decided.world.say("cia", "/onskemal")
    assert heard.words.splitlines() == [
        "📝 The brief of Sydöster",
        f"Goal: {GOAL}",
        "1: Is the freight easy to find?",
        "2: Would you trust us?",
        "https://sydoster.example/butik https://sydoster.example/butik",
        "Look at these: First impression, Product pages, Search, Checkout, Delivery and returns.",
        "[Give a tip]",
    ]
    await decided.world.settle()
    assert not [each for each in decided.room() if GOAL in each or "sydoster" in each]
    assert (await decided.shown_to("stranger", ViewRef("briefs.brief", decided.id))) is None


async def test_a_date_carries_the_hosts_goal(decided: PollClub) -> None:
    """The next news of the date, and /meeting, hold the goal in one line."""
    await written(decided)
    assert f"The host's goal: {GOAL}" in (await decided.world.say("cia", "/meeting")).words
    await decided.host("Sydöster", "Kajen 2")
    await decided.world.settle()
    assert decided.told("cia", "The place has changed.", f"The host's goal: {GOAL}")


async def test_before_anything_is_written_nobody_is_blamed(decided: PollClub) -> None:
    """A guest reads that nothing is written yet, and may give a tip all the same."""
    heard = await decided.world.say("cia", "/brief")
    assert heard.words == "📝 The brief of Sydöster\nNothing is written yet.\n[Give a tip]"


async def test_the_goal_is_all_that_is_required(decided: PollClub) -> None:
    """An empty goal is asked for beside its field; what was typed elsewhere stays with the form."""
    form = await decided.world.ask("bo", WriteBrief(club=decided.id))
    heard = await decided.world.submit("bo", form, goal="  ", question_1="Why?")
    assert heard.fields == {"goal": "Write something here."}
    longest = await decided.world.submit("bo", form, goal="x" * 301)
    assert longest.fields == {"goal": "At most 300 characters; this is 1 too many."}
    wrong = await decided.world.submit("bo", form, goal=GOAL, webshop="javascript:alert(1)")
    assert wrong.fields == {"webshop": "Write the address like https://kvarnboden.fi."}
    assert not await decided.world.table("brief")


@pytest.mark.parametrize("words", ["{goal} %s \\n", "<b>x</b> @everyone **y**", "مقهى", "a\r\nb\u202ec", "😀 é" * 20])
async def test_whatever_is_written_stays_words(decided: PollClub, words: str) -> None:
    """R10: braces, marks, other letters and line breaks are text in every view."""
    await written(decided, goal=words, question_1=words)
    heard = await decided.world.say("cia", "/brief")
    assert heard.error is None
    assert "\u202e" not in heard.words
    assert "\r" not in heard.words
    await decided.world.later(days=13)


async def test_it_is_the_hosts_until_the_meeting_begins(decided: PollClub) -> None:
    """Others write nothing; from the first minute on it stays as it is, with words that say so."""
    for who in ("anna", "cia", "stranger"):
        assert (await decided.world.ask(who, WriteBrief(club=decided.id, goal="Mine"))).error is not None
    await written(decided)
    meeting = await decided.meeting()
    form = await decided.world.ask("bo", WriteBrief(club=decided.id))
    await decided.world.clockwork.advance(decided.world.clock, meeting.starts_at)
    late = await decided.world.submit("bo", form, goal="Too late")
    assert late.error == "The meeting has begun; the brief stays as it is."
    assert "Change it" not in (await decided.world.say("bo", "/brief")).buttons
    assert GOAL in (await decided.world.say("cia", "/brief")).words


async def test_after_the_meeting_the_next_turn_begins_empty(decided: PollClub) -> None:
    """The brief belongs to its turn: the next visit has none of it."""
    await written(decided)
    meeting = await decided.meeting()
    await decided.world.clockwork.advance(decided.world.clock, meeting.ends_at + timedelta(minutes=1))
    heard = await decided.world.say("cia", "/brief")
    assert GOAL not in heard.words
    late = await decided.world.ask("bo", WriteBrief(club=decided.id, goal="Too late"))
    assert late.error is not None


async def test_a_cancelled_meeting_keeps_the_brief_with_its_turn(decided: PollClub) -> None:
    """R4.10: same host and turn: what was written stands, is not asked again, and no timer of it is left."""
    await written(decided)
    meeting = await decided.meeting()
    await decided.world.ask("anna", CancelNow(club=decided.id, meeting=meeting.id, reason=""))
    await decided.world.settle()
    assert GOAL in (await decided.world.say("cia", "/brief")).words
    assert not [row for row in await decided.world.table("timer") if row["data"].split(".")[0] in {"br", "bp"}]


async def test_who_leaves_reads_it_no_more(decided: PollClub) -> None:
    """R3.5: leaving ends access in that commit."""
    await written(decided)
    await decided.world.ask("dan", Leave(club=decided.id, sure=True))
    assert (await decided.world.ask("dan", ShowBrief(club=decided.id))).error is not None
    assert await decided.shown_to("dan", ViewRef("briefs.brief", decided.id)) is None


@pytest.mark.parametrize("stored", ["javascript:alert(1)", "kvarn boden", ""])
async def test_an_address_that_is_none_becomes_no_link(decided: PollClub, stored: str) -> None:
    """An address kept from elsewhere that no page has is not offered to be opened."""
    await written(decided)

    async def odd(unit: UnitOfWork) -> None:
        turn = await unit.of(Turns).current(decided.scope)
        assert turn is not None
        await unit.of(Turns).save(decided.scope, replace(turn, webshop=stored))

    await decided.world.storage.transact(odd)
    shown = await decided.shown_to("cia", ViewRef("briefs.brief", decided.id))
    assert shown is not None
    assert not [block for block in shown[0].blocks if isinstance(block, Link)]
