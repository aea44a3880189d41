"""Five lines for a company that was absent, with its next counted message (R9)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.attendance.intents import MarkOwn
from bot.features.attendance.ports import Presence
from bot.kernel.ports import MessageClass
from tests.features.attendance.coming_club import CARD, ComingClub

MISSED = "You were missed at the last meeting."


async def absent(club: ComingClub) -> None:
    """Let dan's company be absent and the card be right."""
    await club.go(CARD)
    await club.marked("dan", "Absent")
    await club.right()


async def waiting(club: ComingClub) -> list[tuple[str, str]]:
    """Return the envelopes of missed lines with their class."""
    rows = await club.world.rows("SELECT unique_key, kind FROM envelope WHERE unique_key LIKE 'missed:%'")
    return [(row["unique_key"].split(":")[2], row["kind"]) for row in rows]


async def next_question(club: ComingClub) -> None:
    """Let time pass until the next date poll reminds dan."""
    await club.after(minutes=1)
    reminded = len(club.told("dan", "A few taps will do"))
    while len(club.told("dan", "A few taps will do")) == reminded:
        await club.next_event()


async def test_it_waits_for_a_message_to_travel_with(decided: ComingClub) -> None:
    """R9: an ask that never goes alone, for the absent company alone; confirming tells nobody anything by itself."""
    await absent(decided)
    assert await waiting(decided) == [(await decided.company("dan"), MessageClass.ASK.value)]
    await decided.after(days=3)
    assert not any(decided.told(who, MISSED) for who in ("anna", "bo", "cia", "dan", "eva"))


async def test_nothing_before_right(decided: ComingClub) -> None:
    """A tap on the card is a draft until the lead says that it is right."""
    await decided.go(CARD)
    await decided.marked("dan", "Absent")
    assert await waiting(decided) == []


async def test_it_rides_with_the_next_question(decided: ComingClub) -> None:
    """Five lines in the reminder of the next date poll: when, host, how many, what next; no tips, no blame."""
    await absent(decided)
    await next_question(decided)
    (told,) = decided.told("dan", MISSED)
    lines = told.splitlines()
    begin = lines.index(MISSED)
    assert lines[begin : begin + 4] == [
        MISSED,
        "Thu 24 Sept, 17:00–19:30",
        "Host: Kvarnboden",
        "2 of 5 companies were there.",
    ]
    assert lines[begin + 4].startswith("The date poll for the next one closes ")
    assert len(lines) > 5


async def test_who_corrected_it_is_not_told(decided: ComingClub) -> None:
    """What is no longer true is not sent: the company was there after all."""
    await absent(decided)
    await decided.after(minutes=1)
    meeting = (await decided.latest()).id
    await decided.world.ask("dan", MarkOwn(club=decided.id, meeting=meeting, presence=Presence.COLLEAGUE))
    await next_question(decided)
    assert not decided.told("dan", MISSED)


async def test_marked_later_still_waits_once(decided: ComingClub) -> None:
    """The lead may see it after "Right"; twice marked is once told."""
    await decided.go(CARD)
    await decided.right()
    for label in ("Absent", "Excused", "Absent"):
        await decided.marked("dan", label)
        await decided.world.later(minutes=1)
    assert len(await waiting(decided)) == 1


async def test_silence_for_a_week_tells_it_too(decided: ComingClub) -> None:
    """A company the lead had tapped as absent hears it although nobody pressed "Right"."""
    await decided.go(CARD)
    await decided.marked("dan", "Absent")
    await decided.after(days=7)
    await decided.world.later(seconds=1)
    assert len(await waiting(decided)) == 1
    assert (await decided.latest()).confirmed_at == (await decided.latest()).ends_at + timedelta(days=7)
