"""When a poll closes: by time, by quiet, by the lead; once, whoever taps last (R4.4)."""

from __future__ import annotations

import asyncio
import itertools
from datetime import timedelta

import pytest

from bot.features.joining.intents import Leave, RemoveCompany
from bot.features.polls.intents import Tick, Vote
from bot.features.polls.ports import PollState
from tests.features.polls.poll_club import PollClub, days_between, local


async def complete(club: PollClub, *people: str) -> None:
    """Let these companies say yes to all."""
    for who in people:
        await club.all_fit(who)


async def test_it_closes_on_the_seventh_day_at_six(running: PollClub) -> None:
    """R4.4: with somebody missing it closes seven days after opening at 18:00, not a minute earlier."""
    opened = await running.poll()
    await complete(running, "anna", "bo")
    assert local(opened.closes_at).date() == local(opened.opens_at).date() + timedelta(days=7)
    await running.world.clockwork.advance(running.world.clock, opened.closes_at - timedelta(minutes=1))
    assert (await running.again(opened)).state is PollState.OPEN
    await running.world.clockwork.advance(running.world.clock, opened.closes_at)
    closed = await running.again(opened)
    assert closed.state is PollState.DECIDED
    assert closed.closed_at == opened.closes_at


async def test_it_closes_ten_minutes_after_the_last_tap_when_all_are_complete(running: PollClub) -> None:
    """R4.4: everyone complete and ten quiet minutes close it."""
    poll = await running.poll()
    await complete(running, "anna", "bo", "cia", "dan")
    await running.world.later(minutes=9, seconds=59)
    assert (await running.again(poll)).state is PollState.OPEN
    await running.world.later(seconds=1)
    assert (await running.again(poll)).state is PollState.DECIDED


async def test_a_tap_meanwhile_starts_the_ten_minutes_anew(running: PollClub) -> None:
    """R4.4: who changes an answer within the ten minutes gives everybody ten more."""
    poll = await running.poll()
    await complete(running, "anna", "bo", "cia", "dan")
    await running.world.later(minutes=8)
    await running.vote("bo", 0, "n")
    await running.world.later(minutes=9)
    assert (await running.again(poll)).state is PollState.OPEN
    await running.world.later(minutes=1)
    decided = await running.again(poll)
    assert decided.state is PollState.DECIDED
    assert decided.chosen != next(iter(decided.slots))


async def test_answered_is_not_complete(running: PollClub) -> None:
    """R0: a company that has left one slot untouched has answered, but the poll waits for it."""
    await complete(running, "anna", "bo", "cia")
    await running.fill("dan", "yyy-")
    await running.world.later(hours=1)
    assert (await running.poll()).state is PollState.OPEN
    assert "4 of 4 companies have answered." in running.room()[-1]
    await running.vote("dan", 3, "n")
    await running.world.later(minutes=10)
    assert await running.live() is None


async def test_the_lead_closes_after_one_more_question(running: PollClub) -> None:
    """R1, R4.4: the lead may close; a second "yes" hears what was decided."""
    await complete(running, "anna", "bo")
    asked = await running.world.press("anna", await running.world.say("anna", "/poll"), "Close now")
    assert asked.words.startswith("Close the poll now? Those who have not answered can no longer do so.")
    assert (await running.poll()).state is PollState.OPEN
    closed = await running.world.press("anna", asked, "Yes")
    assert closed.words.startswith("The poll is closed.")
    assert await running.live() is None
    again = await running.world.press("anna", asked, "Yes")
    assert again.error == "The poll closed Wed 9 Sept, 09:00. The meeting is Thu 24 Sept, 17:00."
    assert await running.meetings() == 1


@pytest.mark.parametrize("order", list(itertools.permutations(("anna", "cia", "dan"))))
async def test_last_voters_at_the_same_instant_close_it_once(running: PollClub, order: tuple[str, ...]) -> None:
    """R4.4: however the last taps cross each other, the poll closes once, one date is decided, each is told once."""
    await running.all_fit("bo")
    await asyncio.gather(*(running.all_fit(who) for who in order))
    await running.world.later(minutes=10)
    await running.world.settle()
    assert await running.meetings() == 1
    assert len([each for each in running.room() if each.startswith("✅")]) == 1
    for who in ("anna", "bo", "cia", "dan"):
        assert len(running.told(who, "✅")) == 1


async def test_closing_by_lead_and_by_time_at_once_decides_once(running: PollClub) -> None:
    """R4.4: the lead's tap and the clock's hour in the same instant make one decision."""
    await complete(running, "anna", "bo")
    poll = await running.poll()
    asked = await running.world.press("anna", await running.world.say("anna", "/poll"), "Close now")
    tap = Vote(club=running.id, slot=await running.slot(0), tick=Tick.NO)
    running.world.clock.move_to(poll.closes_at)
    await asyncio.gather(
        running.world.ask("cia", tap), running.world.settle(), running.world.press("anna", asked, "Yes")
    )
    await running.world.settle()
    assert await running.meetings() == 1
    assert len(running.told("bo", "✅")) == 1


async def test_a_company_that_leaves_is_counted_no_more(running: PollClub) -> None:
    """R0, R4.4: with the last missing company gone all are complete, and the ten minutes have passed long ago."""
    await complete(running, "anna", "bo", "cia")
    await running.world.later(hours=1)
    assert (await running.poll()).state is PollState.OPEN
    await running.world.ask("dan", Leave(club=running.id, sure=True))
    await running.world.settle()
    assert await running.live() is None
    assert "Most could then: 3 yes." in running.shown("✅")


async def test_a_removed_companys_answers_count_no_more(running: PollClub) -> None:
    """R0, R4.7: the room sees the count without a removed company at once, and its answers choose no date."""
    await running.fill("anna", "yyyy")
    await running.fill("bo", "nnyn")
    await running.fill("cia", "nnyn")
    await running.fill("dan", "ynnn")
    dan = await running.company("dan")
    await running.world.ask("anna", RemoveCompany(club=running.id, company=dan, sure=True))
    await running.world.settle()
    assert "3 of 3 companies have answered." in running.shown("📅")
    assert "Thu 24 Sept, 17:00 · 1 yes, 2 no" in running.shown("📅")
    await running.world.later(minutes=10)
    assert "Wed 30 Sept" in running.shown("✅")


async def test_a_company_that_joins_is_waited_for() -> None:
    """R0: a new company during the poll counts at once: complete is complete no more until it has answered."""
    club = await PollClub.founded(5, joined=4)
    poll = await club.until(PollState.OPEN)
    await complete(club, "anna", "bo", "cia", "dan")
    await club.world.later(minutes=5)
    await club.colleague("eva", "Eva Två", "Lyktan")
    await club.world.later(hours=2)
    assert (await club.again(poll)).state is PollState.OPEN
    assert "4 of 5 companies have answered." in club.room()[-1]
    await club.all_fit("eva")
    assert days_between(club.world.clock.now(), poll.closes_at) > timedelta(days=6)
    await club.world.later(minutes=10)
    assert (await club.again(poll)).state is PollState.DECIDED
    assert "5 yes" in club.shown("✅")
