"""From a club that is ready to an open poll (R4.1-R4.3)."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot.features.polls.intents import DropSlot
from bot.features.polls.ports import PollState
from tests.features.club_world import invite
from tests.features.polls.poll_club import PEOPLE, PollClub, days_between, local


async def test_two_companies_are_not_enough() -> None:
    """R4.1: nothing is planned before three companies are active; the third one's pledge plans the first poll."""
    club = await PollClub.founded(4, joined=2)
    assert await club.live() is None
    await club.go_to(date(2026, 9, 10))
    assert await club.live() is None
    await club.joins("cia", await invite(club.world, "Kaffestugan", "Carl Ny"))
    planned = await club.poll()
    assert planned.state is PollState.PLANNED
    assert planned.target >= date(2026, 9, 10) + timedelta(days=21)


async def test_the_lead_sees_the_times_a_day_before(club: PollClub) -> None:
    """R4.2: 24 hours before opening the lead alone sees four times on usual weekdays, two in a week at most."""
    planned = await club.poll()
    drawn = await club.until(PollState.DRAWN)
    assert days_between(club.world.clock.now(), planned.opens_at) == timedelta(days=1)
    assert len(drawn.slots) == 4
    assert {slot.day.weekday() for slot in drawn.slots.values()} <= {1, 2, 3}
    assert len(club.told("anna", "📅 Times for the next meeting")) == 1
    assert [who for who in PEOPLE if who != "anna" and club.told(who, "Times for")] == []
    assert club.room() == []


async def test_the_poll_opens_at_nine_with_a_card_that_sounds(drawn: PollClub) -> None:
    """R4.3, R2: the card comes at 09:00 club time, names the host and shows times without counts."""
    opened = await drawn.until(PollState.OPEN)
    assert local(opened.opens_at).time() == time(9)
    assert drawn.views("room")[-1].loud
    (card,) = drawn.room()
    assert card.startswith("📅 Next club meeting, at Kvarnboden\nWhich times suit you? 0 of 4 companies have answered.")
    assert "Thu 24 Sept, 17:00 [Yes] [If need be] [No]" in card
    assert "no answers" not in card


async def test_a_clock_that_is_a_moment_late_changes_nothing(club: PollClub) -> None:
    """R4.2, R4.3: a real clockwork comes some seconds after the hour; the opening stays where it was foreseen."""
    foreseen = (await club.poll()).opens_at
    for state in (PollState.DRAWN, PollState.OPEN):
        while (await club.poll()).state is not state:
            due = await club.world.clockwork.next_due()
            assert due is not None
            club.world.clock.move_to(due + timedelta(seconds=3))
            await club.world.settle()
    opened = await club.poll()
    assert foreseen <= opened.opens_at < foreseen + timedelta(minutes=1)
    assert local(opened.closes_at).time() == time(18)


async def test_after_a_day_out_of_order_the_lead_still_has_a_day(club: PollClub) -> None:
    """R4.2, R4.3: when drawing comes a day late, the lead's 24 hours come first and the poll opens later."""
    late = (await club.poll()).opens_at + timedelta(hours=5)
    club.world.clock.move_to(late)
    await club.world.settle()
    drawn = await club.until(PollState.DRAWN)
    seen_at = club.world.clock.now()
    opened = await club.until(PollState.OPEN)
    assert days_between(seen_at, opened.opens_at) >= timedelta(days=1)
    assert local(opened.opens_at).time() == time(9)
    assert opened.id == drawn.id


async def test_after_a_night_out_of_order_it_opens_in_the_morning(drawn: PollClub) -> None:
    """R4.3: a poll whose opening was missed does not sound in the room at three in the night."""
    nearest = await drawn.slot(0)
    await drawn.world.ask("anna", DropSlot(club=drawn.id, slot=nearest))
    late = local((await drawn.poll()).opens_at).replace(hour=3) + timedelta(days=1)
    drawn.world.clock.move_to(late)
    await drawn.world.settle()
    assert (await drawn.poll()).state is PollState.DRAWN
    opened = await drawn.until(PollState.OPEN)
    assert local(opened.opens_at).time() == time(9)
    assert days_between(late, opened.opens_at) == timedelta(hours=6)


async def test_times_that_have_come_too_near_are_drawn_anew(drawn: PollClub) -> None:
    """R4.3, R4.4: after two weeks out of order the old times give way, and the lead sees the new ones first."""
    old = await drawn.poll()
    drawn.world.clock.move_to(old.opens_at + timedelta(days=14))
    await drawn.world.settle()
    assert (await drawn.again(old)).state is PollState.WITHDRAWN
    assert drawn.room() == []
    opened = await drawn.until(PollState.OPEN)
    assert min(slot.day for slot in opened.slots.values()) >= local(opened.closes_at).date() + timedelta(days=7)
    assert len(drawn.told("anna", "📅 Times for the next meeting")) == 2


async def test_the_lead_opens_at_once(drawn: PollClub) -> None:
    """R1: the lead may open a drawn poll now; it closes seven days later at 18:00 and does not open again."""
    panel = await drawn.world.say("anna", "/poll")
    opened = await drawn.world.press("anna", panel, "Open now")
    assert opened.words.startswith("The poll is open.")
    poll = await drawn.poll()
    assert local(poll.closes_at).date() == drawn.now().date() + timedelta(days=7)
    assert local(poll.closes_at).time() == time(18)
    again = await drawn.world.press("anna", panel, "Open now")
    assert again.error == "That is no longer possible: the poll has moved on. Write /poll to see it."
    await drawn.go_to(drawn.now().date() + timedelta(days=2))
    assert [each for each in await drawn.rounds() if each.state is PollState.OPEN] == [poll]
    assert len([each for each in drawn.room() if each.startswith("📅")]) == 1


async def test_a_host_nobody_has_joined_for_hands_on(club: PollClub) -> None:
    """R4.3, R5.2: the named host keeps its turn until the times are drawn; if nobody is in by then, the next has it."""
    other = await PollClub.founded(5, joined=4, host="Lyktan")
    assert (await other.poll()).host == await other.company("eva")
    await other.colleague("carl", "Carl Ny", "Kaffestugan")
    assert (await other.poll()).host == await other.company("eva")
    drawn = await other.until(PollState.DRAWN)
    assert drawn.host == await other.company("anna")
    assert other.told("anna", "It is your turn to host the club")
    assert (await club.poll()).host == await club.company("anna")


async def test_other_times_at_the_leads_wish(drawn: PollClub) -> None:
    """R1: "New times" draws other days at once, after one more question; nobody but the lead is told."""
    old = await drawn.poll()
    asked = await drawn.world.press("anna", await drawn.world.say("anna", "/poll"), "New times")
    assert asked.words.startswith("Take other times? Answers given so far are lost.")
    assert (await drawn.poll()).id == old.id
    await drawn.world.press("anna", asked, "Yes")
    new = await drawn.poll()
    assert new.state is PollState.DRAWN
    assert not {slot.day for slot in new.slots.values()} & {slot.day for slot in old.slots.values()}
    assert (await drawn.again(old)).state is PollState.WITHDRAWN
    await drawn.world.settle()
    assert drawn.room() == []
    assert (await drawn.until(PollState.OPEN)).id == new.id


async def test_a_changed_rhythm_moves_what_nobody_has_seen(running: PollClub) -> None:
    """R4.1: eight weeks instead of six move the next poll's target while its times are not drawn."""
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    held_on = (await running.until_decided()).day
    before = await running.until(PollState.PLANNED)
    assert before.target == held_on + timedelta(weeks=6)
    await running.cadence(8)
    assert (await running.poll()).target == held_on + timedelta(weeks=8)
    assert days_between(before.opens_at, (await running.poll()).opens_at) == timedelta(weeks=2)
