"""A date that cannot be delivered: it waits, and the lead is told once, with text to forward (R9)."""

from __future__ import annotations

from bot.features.polls.ports import PollState
from tests.features.polls.poll_club import PollClub


async def test_the_lead_is_told_once_whom_a_date_has_not_reached() -> None:
    """Two closed chats make one line for the lead; when one opens again, the date arrives there."""
    club = await PollClub.founded(4)
    await club.until(PollState.OPEN)
    for who in ("anna", "bo", "cia", "dan"):
        await club.all_fit(who)
    club.world.letters.closed |= {"bo", "cia"}
    await club.until_decided()
    await club.world.later(days=1)
    (told,) = club.told("anna", "The date has not reached")
    assert told.splitlines()[0] == "The date has not reached: Bo Berg and Cia Holm. Could you pass it on?"
    assert "✅ Thu 24 Sept, 17:00" in told
    assert not club.told("bo", "✅")
    club.world.letters.closed.clear()
    await club.world.say("bo", "/meeting")
    await club.world.later(hours=2)
    assert len(club.told("bo", "✅")) == 1
    assert len(club.told("anna", "The date has not reached")) == 1
    await club.world.engine.close()


async def test_a_lead_nobody_can_reach_is_told_nothing() -> None:
    """The line for the lead waits like the date itself and breeds no further lines."""
    club = await PollClub.founded(3)
    await club.until(PollState.OPEN)
    for who in ("anna", "bo", "cia"):
        await club.all_fit(who)
    club.world.letters.closed |= {"anna", "bo"}
    await club.until_decided()
    await club.world.later(days=2)
    waiting = await club.world.rows("SELECT view FROM envelope WHERE state = 'pending' AND view LIKE '%unreached'")
    assert len(waiting) == 1
    await club.world.engine.close()
