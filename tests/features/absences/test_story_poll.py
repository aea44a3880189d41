"""A leave in the middle of a date poll: counted anew at once, asked no more (R0, R8)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.features.absences.intents import AddAway, BackAgain, BeginLeave
from bot.features.polls.ports import PollState
from tests.features.polls.poll_club import PollClub


@pytest.fixture
async def running() -> AsyncIterator[PollClub]:
    """A club of four companies with an open poll; Kvarnboden hosts, dan is of Havsbageriet."""
    club = await PollClub.founded(4)
    await club.until(PollState.OPEN)
    yield club
    await club.world.engine.close()


async def leave(club: PollClub, who: str, days: int | None = None) -> None:
    """Let somebody declare a leave from today on."""
    today = club.now().date()
    last = None if days is None else today + timedelta(days=days)
    heard = await club.world.ask(who, BeginLeave(club=club.id, first=today, last=last))
    assert heard.error is None, heard.error


async def test_a_poll_closes_without_those_on_leave(running: PollClub) -> None:
    """Once all the others are complete ten quiet minutes are enough; the one on leave is waited for no more."""
    poll = await running.poll()
    for who in ("anna", "bo", "cia"):
        await running.all_fit(who)
    await running.world.later(minutes=30)
    assert (await running.again(poll)).state is PollState.OPEN
    await leave(running, "dan")
    await running.world.later(minutes=11)
    assert (await running.again(poll)).state is PollState.DECIDED


async def test_who_comes_back_is_waited_for_again(running: PollClub) -> None:
    """A leave that ends before the poll does brings the company back into the count."""
    poll = await running.poll()
    await leave(running, "dan")
    await running.world.ask("dan", BackAgain(club=running.id))
    for who in ("anna", "bo", "cia"):
        await running.all_fit(who)
    await running.world.later(minutes=30)
    assert (await running.again(poll)).state is PollState.OPEN


async def test_nobody_on_leave_is_reminded(running: PollClub) -> None:
    """The reminder two days before closing goes to the silent, not to who is on leave; the room's card counts three."""
    await leave(running, "dan")
    await running.world.settle()
    assert "of 3 companies" in running.room()[-1]
    await running.world.later(days=6, hours=12)
    assert running.told("bo", "would like to know") != []
    assert running.told("dan", "would like to know") == []


async def test_a_host_away_on_its_date_is_offered_to_say_so(running: PollClub) -> None:
    """R5.6: away or on leave on the decided day, the host sees in the same answer how another company is asked."""
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    day = (await running.until_decided()).day
    heard = await running.world.ask("bo", AddAway(club=running.id, first=day, last=day))
    assert "We cannot host" not in heard.buttons
    heard = await running.world.ask("anna", AddAway(club=running.id, first=day - timedelta(days=1), last=day))
    assert "You host the club then: Thu 24 Sept, 17:00." in heard.words
    question = await running.world.press("anna", heard, "We cannot host")
    said = await running.world.press("anna", question, "We cannot host")
    assert said.words == "Thank you for saying so early. The next company is asked: Kaffestugan."
