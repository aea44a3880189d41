"""What a company and the lead read of counted acts, and that no unnamed tip can be worked out from it (R8, R7.3)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.features.backpack.ports import Outcome
from bot.features.meetings.ports import Meeting
from bot.features.tips.intents import SetNamed
from bot.features.tips.ports import Area
from tests.features.backpack.packed_club import PackedClub
from tests.features.polls.poll_club import PEOPLE


@pytest.fixture
async def club() -> AsyncIterator[PackedClub]:
    """Six companies with a date, at anna's Kvarnboden."""
    club = await PackedClub.decided(6)
    yield club
    await club.world.engine.close()


async def row_of(club: PackedClub, company: str) -> str:
    """Return what the lead reads of a company."""
    words = (await club.world.say("anna", "/activity")).words
    return next(line for line in words.splitlines() if company in line)


async def guest_of(club: PackedClub) -> str:
    """Return somebody who is no host now, and has no lead's eyes."""
    turn = await club.turn()
    assert turn is not None
    host = await club.name_of(turn.company)
    return next(who for who in ("dan", "eva") if PEOPLE[who][1] != host)


async def unnamed(club: PackedClub, who: str, words: str) -> None:
    """Let somebody give a tip, and take the name off."""
    tip = await club.gives(who, words, Area.SEARCH)
    await club.world.ask(who, SetNamed(club=club.id, tip=tip, named=False))


async def test_the_lead_never_learns_what_one_meeting_brought(club: PackedClub) -> None:
    """R7.3: looking before and after an unnamed tip tells nothing; three meetings with tips are summed up at once."""
    for number in range(4):
        if number:
            club.meeting_now = await _next_date(club)
        who = await guest_of(club)
        before = {each: await row_of(club, PEOPLE[each][1]) for each in ("dan", "eva")}
        own = (await club.world.say(who, "/record")).words
        await unnamed(club, who, f"A better title, number {number}.")
        assert {each: await row_of(club, PEOPLE[each][1]) for each in ("dan", "eva")} == before
        assert (await club.world.say(who, "/record")).words != own
        await club.lives((club.meeting_now.ends_at - club.world.clock.now()) / timedelta(days=1) + 9)
        assert ("tips: " in await row_of(club, PEOPLE[who][1])) is (number >= 2)
    rows = [await row_of(club, company) for _, company in PEOPLE.values()]
    assert sum(int(row.split("tips: ")[1].split()[0]) for row in rows) == 3


async def test_a_colleague_does_not_learn_of_an_unnamed_tip_from_the_record(club: PackedClub) -> None:
    """R7.3: the own company's record counts a colleague's unnamed tip only once three meetings are summed up."""
    await club.colleague("ella", "Ella Ek", "Havsbageriet")
    await unnamed(club, "dan", "Let the search forgive spelling mistakes.")
    assert "You have given 1 tip," in (await club.world.say("dan", "/record")).words
    assert "You have given 0 tips," in (await club.world.say("ella", "/record")).words


async def test_every_counted_act_is_counted(club: PackedClub) -> None:
    """R8: answers, RSVPs, attendance, hosting and follow-ups stand in the lead's row."""
    tip = await club.gives("bo", "Show the delivery time on the product page.", Area.DELIVERY)
    await club.begins()
    await club.packs("anna")
    await club.world.press("anna", await club.world.say("anna", "/attendance"), "Right")
    await club.lives(9)
    row = await row_of(club, "Kvarnboden")
    for part in ("meetings 1 of 1", "date polls 1 of 1", "RSVPs 0 of 0", "hosted once"):
        assert part in row
    assert "RSVPs 1 of 1" in await row_of(club, "Sydöster")
    await club.picks("anna", tip)
    assert "0 of 1 chosen tips followed up" in await row_of(club, "Kvarnboden")
    await club.says("anna", tip, Outcome.DONE)
    assert "1 of 1 chosen tips followed up" in await row_of(club, "Kvarnboden")


async def _next_date(club: PackedClub) -> Meeting:
    """Let everybody agree on another date."""
    await club.until_open()
    for member in await club.world.members():
        await club.all_fit(member.name.split()[0].lower())
    return await club.until_decided()
