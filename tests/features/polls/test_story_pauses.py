"""Pauses before, within and over a poll (R4.3)."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot.features.polls.intents import PhoneVote, Tick, Vote
from bot.features.polls.model.ballot import Answer
from bot.features.polls.ports import PollState
from bot.kernel.door import STRANGER
from tests.features.polls.poll_club import PollClub, local


async def test_a_pause_before_the_poll_moves_it_beyond(club: PollClub) -> None:
    """R4.3: no opening in a pause: the poll opens on the first working day after it, with the target 21 days on."""
    await club.pause(date(2026, 9, 8), date(2026, 10, 4))
    opened = await club.until(PollState.OPEN)
    assert local(opened.opens_at).date() == date(2026, 10, 5)
    assert local(opened.opens_at).time() == time(9)
    assert opened.target == date(2026, 10, 26)


async def test_a_pause_over_most_drawn_times_draws_others(drawn: PollClub) -> None:
    """R4.2, R4.3: a pause that leaves fewer than two of the times the lead has seen makes the whole drawn anew."""
    old = await drawn.poll()
    await drawn.pause(date(2026, 9, 28), date(2026, 10, 9))
    assert (await drawn.again(old)).state is PollState.WITHDRAWN
    opened = await drawn.until(PollState.OPEN)
    assert not any(date(2026, 9, 28) <= slot.day <= date(2026, 10, 9) for slot in opened.slots.values())
    assert len(opened.slots) == 4


async def test_a_pause_over_one_drawn_time_takes_only_that(drawn: PollClub) -> None:
    """R4.2: with two or more times left the lead's draft stays as it is and opens when it was to."""
    old = await drawn.poll()
    await drawn.pause(date(2026, 9, 28), date(2026, 10, 2))
    opened = await drawn.until(PollState.OPEN)
    assert (opened.id, opened.opens_at) == (old.id, old.opens_at)
    assert [slot.day for slot in opened.slots.values()] == [date(2026, 9, 24), date(2026, 10, 6)]


async def test_a_pause_over_one_time_of_an_open_poll_takes_only_that(running: PollClub) -> None:
    """R4.3: the pause meets no day on which the poll is open, so the poll and the other answers go on."""
    poll = await running.poll()
    await running.fill("bo", "ynyy")
    await running.pause(date(2026, 9, 29), date(2026, 9, 29))
    kept = await running.again(poll)
    assert (kept.state, kept.closes_at) == (PollState.OPEN, poll.closes_at)
    assert kept.slots == {known: slot for known, slot in poll.slots.items() if slot.day != date(2026, 9, 29)}
    assert [(mark.slot, mark.answer) for mark in await running.marks(kept)] == [
        (slot, Answer.YES) for slot in kept.slots.values()
    ]
    await running.world.settle()
    assert "29 Sept" not in running.shown("📅")
    assert "Thu 24 Sept, 17:00 · 1 yes [Yes]" in running.shown("📅")


async def test_an_answer_to_a_time_taken_out_hears_that_it_is_gone(running: PollClub) -> None:
    """R4.5: an old button of a time that is there no longer changes nothing and says so, also on the phone."""
    gone = await running.slot(1)
    await running.pause(date(2026, 9, 29), date(2026, 9, 29))
    voted = await running.world.ask("bo", Vote(club=running.id, slot=gone, tick=Tick.YES))
    company = await running.company("cia")
    noted = await running.world.ask("anna", PhoneVote(club=running.id, slot=gone, company=company, tick=Tick.YES))
    assert voted.error == noted.error == "That time is no longer there. Write /dates to see the poll."
    assert await running.marks(await running.poll()) == []


async def test_a_stranger_hears_nothing_of_times_taken_out(running: PollClub) -> None:
    """R1: who is not in the club hears the same of a time that is there and of one that is not."""
    slots = [await running.slot(0), await running.slot(1)]
    await running.pause(date(2026, 9, 29), date(2026, 9, 29))
    heard = [await running.world.ask("stina", Vote(club=running.id, slot=each, tick=Tick.YES)) for each in slots]
    assert heard[0].error == heard[1].error == STRANGER.message


async def test_a_pause_over_the_last_unanswered_time_completes_the_poll(running: PollClub) -> None:
    """R4.4: when only answered times are left, everybody is complete and the poll closes early."""
    poll = await running.poll()
    for who in ("anna", "bo", "cia", "dan"):
        await running.fill(who, "y-yy")
    await running.pause(date(2026, 9, 29), date(2026, 9, 29))
    await running.world.later(minutes=10)
    assert (await running.again(poll)).state is PollState.DECIDED


async def test_a_poll_four_days_old_closes_before_the_pause(running: PollClub) -> None:
    """R4.3: opened on Wednesday the 9th, with a pause from Tuesday the 15th it closes on Monday at 18:00."""
    poll = await running.poll()
    await running.fill("bo", "yyyy")
    await running.pause(date(2026, 9, 15), date(2026, 9, 20))
    kept = await running.again(poll)
    assert local(kept.closes_at) == local(poll.closes_at) - timedelta(days=2)
    await running.world.settle()
    assert "Answer by Mon 14 Sept, 18:00." in running.shown("📅")
    await running.go_to(date(2026, 9, 14), time(18))
    assert (await running.again(poll)).closed_at == kept.closes_at


async def test_a_pause_taken_back_gives_the_time_back(running: PollClub) -> None:
    """R0, R4.3: the rules are read as they are; without the pause the poll closes on its seventh day again."""
    poll = await running.poll()
    await running.pause(date(2026, 9, 15), date(2026, 9, 20))
    await running.end_pause("Tue 15 Sept")
    assert (await running.again(poll)).closes_at == poll.closes_at


async def test_a_younger_poll_is_withdrawn_and_opens_afresh_after_the_pause(running: PollClub) -> None:
    """R4.3: with less than four days before the pause it is withdrawn; the room hears it; afterwards it opens anew."""
    poll = await running.poll()
    tap = Vote(club=running.id, slot=await running.slot(0), tick=Tick.YES)
    await running.pause(date(2026, 9, 12), date(2026, 9, 20))
    assert (await running.again(poll)).state is PollState.WITHDRAWN
    await running.world.settle()
    assert running.room()[-1] == "This poll was withdrawn. New dates follow."
    assert (await running.world.ask("bo", tap)).error == "This poll has closed. New dates follow."
    opened = await running.until(PollState.OPEN)
    assert local(opened.opens_at).date() == date(2026, 9, 21)
    assert await running.marks(opened) == []


async def test_a_pause_over_most_times_of_an_open_poll_draws_others(running: PollClub) -> None:
    """R4.2: no date is chosen in a pause, and one time is no choice: the poll is withdrawn and opens afresh."""
    poll = await running.poll()
    await running.pause(date(2026, 9, 28), date(2026, 10, 11))
    assert (await running.again(poll)).state is PollState.WITHDRAWN
    opened = await running.until(PollState.OPEN)
    assert all(slot.day < date(2026, 9, 28) or slot.day > date(2026, 10, 11) for slot in opened.slots.values())


async def test_a_pause_over_the_slot_put_to_the_host(running: PollClub) -> None:
    """R4.2, R4.7: the host is asked no more about a day that has come to lie in a pause."""
    await running.fill("anna", "n-nn")
    for who in ("bo", "cia", "dan"):
        await running.fill(who, "nynn")
    poll = await running.until(PollState.ASKING_HOST)
    await running.pause(date(2026, 9, 28), date(2026, 9, 30))
    assert (await running.again(poll)).state is PollState.WITHDRAWN
    assert (await running.poll()).state is PollState.PLANNED


async def test_july_is_free(running: PollClub) -> None:
    """R4.3, R9: nothing opens, closes or is told in July; the poll opens on the first working day of August."""
    await running.hold_meeting()
    await running.cadence(26)
    await running.hold_meeting()
    await running.cadence(10)
    assert (await running.hold_meeting()).day > date(2027, 5, 20)
    await running.go_to(date(2027, 7, 1), time(0))
    heard = {who: len(running.world.inbox(who)) for who in ("anna", "bo", "cia", "dan", "room")}
    await running.go_to(date(2027, 7, 31), time(23, 59))
    assert {who: len(running.world.inbox(who)) for who in heard} == heard
    opened = await running.until(PollState.OPEN)
    assert local(opened.opens_at).date() == date(2027, 8, 2)
    assert min(slot.day for slot in opened.slots.values()) >= date(2027, 8, 16)
