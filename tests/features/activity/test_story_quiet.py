"""How quiet one wants it: chosen in a tap or two, shown, ended (R9)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.kernel.views import Attachment
from tests.features.attendance.coming_club import ComingClub
from tests.features.club_world import World


@pytest.mark.parametrize(("label", "days"), [("A week", 7), ("A month", 30)])
async def test_quiet_for_a_while_in_two_taps(decided: ComingClub, label: str, days: int) -> None:
    """The command and one button; the panel says until when, and how to hear everything again."""
    world = decided.world
    chosen = await world.press("bo", await world.say("bo", "/quiet"), label)
    assert chosen.error is None
    assert "Quiet until" in chosen.words
    until = (await world.member("Bo Berg")).snoozed_until
    assert until is not None
    assert timedelta(days=days - 1) < until - world.clock.now() <= timedelta(days=days)
    again = await world.press("bo", chosen, "Everything again")
    assert "You get everything" in again.words
    assert (await world.member("Bo Berg")).snoozed_until is None


async def test_quiet_until_a_date(decided: ComingClub) -> None:
    """A day of one's own; a day that has come and one beyond a year are refused with words."""
    world = decided.world
    form = await world.press("bo", await world.say("bo", "/quiet"), "Until a date")
    today = world.clock.now().date()
    for refused in (today, today + timedelta(days=400)):
        heard = await world.submit("bo", form, until=refused.isoformat())
        assert heard.error is not None
        assert "until" in heard.fields
    heard = await world.submit("bo", form, until=(today + timedelta(days=20)).isoformat())
    assert heard.error is None
    assert "Quiet until" in heard.words


async def test_no_questions_at_all(decided: ComingClub) -> None:
    """Opting out is one button, is shown, and ends by one button; a second press changes nothing."""
    world = decided.world
    panel = await world.say("bo", "/quiet")
    chosen = await world.press("bo", panel, "No questions")
    for _ in range(2):
        chosen = await world.press("bo", panel, "No questions")
        assert "You get no questions" in chosen.words
        assert "No questions" not in chosen.buttons
    assert (await world.member("Bo Berg")).opted_out
    await world.press("bo", chosen, "Everything again")
    assert not (await world.member("Bo Berg")).opted_out


async def test_a_lead_is_told_who_stands_in(decided: ComingClub) -> None:
    """R1: without a deputy nobody stands in for a snoozed lead; that is said."""
    world = decided.world
    chosen = await world.press("anna", await world.say("anna", "/quiet"), "A week")
    assert "Nobody stands in for you" in chosen.words


async def test_a_stranger_hears_nothing(founded: World) -> None:
    """Quiet of a club is its members' to choose."""
    assert (await founded.say("nobody", "/quiet")).error is not None


async def test_quiet_is_in_the_own_data(decided: ComingClub) -> None:
    """What one chose is handed out with one's own data."""
    world = decided.world
    await world.press("bo", await world.say("bo", "/quiet"), "No questions")
    heard = await world.say("bo", "/mydata")
    assert heard.view is not None
    (file,) = [block for block in heard.view.blocks if isinstance(block, Attachment)]
    own = json.loads(file.content)["activity"]
    assert own == {"quiet": [{"club": "Strandklubben", "until": None, "no_questions": True, "silent_since": None}]}
