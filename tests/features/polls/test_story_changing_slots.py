"""What the lead may do with the times before they open, and how a wrong one is told (R4.2-R4.4, R4.11)."""

from __future__ import annotations

from datetime import date

import pytest

from bot.features.polls.intents import AddSlot, DropSlot
from bot.features.polls.ports import PollState
from tests.features.club_world import Heard
from tests.features.polls.poll_club import PollClub


async def add(club: PollClub, day: str, start: str = "17:00") -> Heard:
    """Let anna add a time by the form."""
    form = await club.world.press("anna", await club.world.say("anna", "/poll"), "Add a time")
    return await club.world.submit("anna", form, day=day, start=start)


async def take_out(club: PollClub, times: int) -> Heard:
    """Let anna take times out, the last one first."""
    heard = await club.world.say("anna", "/poll")
    for _ in range(times):
        heard = await club.world.press("anna", await club.world.say("anna", "/poll"), "Take out")
    return heard


async def days_of(club: PollClub) -> list[date]:
    """Return the days asked about."""
    return [slot.day for slot in (await club.poll()).slots.values()]


async def test_a_time_is_taken_out_and_another_added(drawn: PollClub) -> None:
    """R4.2: the lead changes the times; they stand in the order of their dates, and so the room sees them."""
    assert (await take_out(drawn, 1)).words.startswith("Taken out.")
    added = await add(drawn, "1.10.2026", "18")
    assert added.words.startswith("Added: Thu 1 Oct, 18:00.")
    days = await days_of(drawn)
    assert date(2026, 10, 1) in days
    assert days == sorted(days)
    await drawn.until(PollState.OPEN)
    assert "Thu 1 Oct, 18:00 [Yes]" in drawn.room()[-1]


async def test_two_times_must_stay(drawn: PollClub) -> None:
    """R4.3: fewer than two times are refused; the two stay."""
    await take_out(drawn, 2)
    refused = await take_out(drawn, 1)
    assert refused.error == "Two times must stay. Add another one first."
    assert len(await days_of(drawn)) == 2


async def test_a_second_press_on_take_out_says_that_the_time_is_gone(drawn: PollClub) -> None:
    """R4.2: pressed twice, or by both leads, one time is taken out; the second hears so, as a member does."""
    seen = await drawn.world.say("anna", "/poll")
    await drawn.world.press("anna", seen, "Take out")
    left = await days_of(drawn)
    again = await drawn.world.press("anna", seen, "Take out")
    assert again.error == "That time is no longer there. Write /poll to see the others."
    assert await days_of(drawn) == left
    assert len(left) == 3


async def test_a_full_poll_is_said_above_the_form(drawn: PollClub) -> None:
    """R4.2: four fit the club's rooms; that is no fault of the day typed, so no field is blamed."""
    refused = await add(drawn, "1.10.2026")
    assert refused.error == "The poll is full. Take a time out first."
    assert refused.fields == {}


@pytest.mark.parametrize(
    ("day", "start", "field", "words"),
    [
        ("2.9.2026", "17:00", "day", "Wed 2 Sept has passed. Choose a day to come."),
        ("14.9.2027", "17:00", "day", "Tue 14 Sept is more than a year away. Choose a nearer day."),
        ("31.12.9999", "23:30", "day", "There is no such day. Write it like 10.12.2026."),
        ("1.1.0001", "17:00", "day", "There is no such day. Write it like 10.12.2026."),
        ("22.9.2026", "17:00", "day", "Tue 22 Sept is too soon: a week must pass after the poll closes."),
        ("8.9.2026", "07:00", "day", "Tue 8 Sept is too soon: a week must pass after the poll closes."),
        ("29.9.2026", "17:00", "start", "That time is there already."),
        ("28.3.2027", "03:30", "start", "The clocks change that night: this time does not exist. Choose another hour."),
        ("15.7.2027", "17:00", "day", "Thu 15 Jul is in a pause of the club. Choose another day."),
        ("31.2.2027", "17:00", "day", "There is no such day. Write it like 10.12.2026."),
        ("1.10.2026", "25:00", "start", "Write the time like 17:00."),
    ],
)
async def test_a_wrong_time_is_told_beside_its_field(
    drawn: PollClub, day: str, start: str, field: str, words: str
) -> None:
    """R4.2, R4.4, R4.11: what is wrong is said in words beside the field it is in, and nothing changes."""
    await take_out(drawn, 1)
    before = await days_of(drawn)
    refused = await add(drawn, day, start)
    assert refused.fields == {field: words}
    assert refused.error == words
    assert await days_of(drawn) == before


async def test_a_public_holiday_is_asked_about_once_more(drawn: PollClub) -> None:
    """R4.2: a holiday may be meant; the lead says yes to it, and it is there once."""
    await take_out(drawn, 1)
    asked = await add(drawn, "31.10.2026")
    assert asked.words == "Sat 31 Oct is a public holiday. Take it all the same?\n[Yes]"
    assert date(2026, 10, 31) not in await days_of(drawn)
    kept = await drawn.world.press("anna", asked, "Yes")
    assert kept.words.startswith("Added: Sat 31 Oct, 17:00.")
    again = await drawn.world.press("anna", asked, "Yes")
    assert again.error is not None
    assert (await days_of(drawn)).count(date(2026, 10, 31)) == 1
    assert date(2026, 10, 31) in [slot.day for slot in (await drawn.until(PollState.OPEN)).slots.values()]


async def test_an_hour_that_comes_twice_is_the_first(drawn: PollClub) -> None:
    """R4.11: in the night the clocks go back, 03:30 is the first of the two."""
    await take_out(drawn, 1)
    added = await add(drawn, "25.10.2026", "3:30")
    assert added.error is None
    slot = max((await drawn.poll()).slots.values())
    frame = await drawn.world.frame()
    assert f"{frame.calendar.instant(slot.day, slot.start):%H:%M}" == "00:30"


async def test_an_open_poll_keeps_its_times(running: PollClub) -> None:
    """R4.2: once open, the times stand; the lead's old buttons say where to look."""
    poll = await running.poll()
    for intent in (DropSlot(club=running.id, slot=next(iter(poll.slots))), AddSlot(club=running.id, poll=poll.id)):
        refused = await running.world.ask("anna", intent)
        assert refused.error == "That is no longer possible: the poll has moved on. Write /poll to see it."
    assert (await running.poll()).slots == poll.slots
