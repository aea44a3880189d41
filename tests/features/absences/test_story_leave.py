"""Days away and leave as members declare them (R0, R1, R8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.features.absences.intents import BackAgain, TakeBack
from bot.features.absences.ports import Absence, AbsenceId, Absences
from bot.features.privacy.intents import Forget, MyData
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.views import Attachment
from tests.features.club_world import Heard, World, invite, join, set_up


@pytest.fixture
async def club(founded: World) -> World:
    """A club of three companies: anna leads, bo and cia are in."""
    tokens = await set_up(founded)
    await join(founded, "bo", tokens["Bo Berg"])
    await join(founded, "cia", tokens["Cia Holm"])
    await founded.settle()
    return founded


async def declared(club: World) -> list[Absence]:
    scope = ClubScope(await club.club())

    async def look(unit: UnitOfWork) -> list[Absence]:
        return await unit.of(Absences).of_club(scope)

    return await club.storage.read(look)


async def declare(club: World, who: str, label: str, first: int, last: int | None) -> Heard:
    """Let somebody press a button of /away and fill in days from today on."""
    today = club.clock.now().date()
    form = await club.press(who, await club.say(who, "/away"), label)
    days = {"first": f"{today + timedelta(days=first)}"}
    return await club.submit(who, form, **days, last="" if last is None else f"{today + timedelta(days=last)}")


async def is_active(club: World, company: str) -> bool:
    return (await club.companies())[company].is_active


async def test_days_away_are_kept_and_taken_back(club: World) -> None:
    """Declared in two taps and two days; shown in the list; gone with a tap, whose repetition is kind."""
    assert "Nothing is declared." in (await club.say("bo", "/away")).words
    saved = await declare(club, "bo", "Days away", 3, 5)
    assert "Saved: Thu 10 Sept – Sat 12 Sept." in saved.words
    (away,) = await declared(club)
    assert (away.first.day, away.last and away.last.day) == (10, 12)
    assert await is_active(club, "Sydöster")
    gone = await club.press("bo", saved, "Take back: Thu 10 Sept – Sat 12 Sept")
    assert "Taken back: Thu 10 Sept – Sat 12 Sept." in gone.words
    assert await declared(club) == []
    again = await club.press("bo", saved, "Take back: Thu 10 Sept – Sat 12 Sept")
    assert again.error is None
    assert again.words.startswith("That was taken back already.")


async def test_a_leave_from_today_counts_at_once(club: World) -> None:
    """In the commit that declares it the company is not active; the person stays in and may say so."""
    heard = await declare(club, "bo", "On leave", 0, None)
    assert heard.words.startswith("Saved: on leave, from Mon 7 Sept until you are back.")
    assert not await is_active(club, "Sydöster")
    assert not (await club.member("Bo Berg")).hears(club.clock.now())
    assert "Members of" in (await club.say("bo", "/members")).words
    back = await club.press("bo", await club.say("bo", "/away"), "We are back")
    assert back.words.startswith("Good to have you back.")
    assert await is_active(club, "Sydöster")
    assert (await club.ask("bo", BackAgain(club=await club.club()))).words.startswith("You are not on leave.")


async def test_a_leave_begins_and_ends_at_midnight(club: World) -> None:
    """A leave to come changes nothing until its first day, and is over after its last, by the club's clock."""
    await declare(club, "bo", "On leave", 2, 3)
    await club.later(hours=35)
    assert await is_active(club, "Sydöster")
    await club.later(hours=1)
    assert not await is_active(club, "Sydöster")
    assert {row["data"][:2] for row in await club.table("timer") if row["data"][0] == "a"} == {"ae"}
    await club.later(hours=47)
    assert not await is_active(club, "Sydöster")
    await club.later(hours=1)
    assert await is_active(club, "Sydöster")


async def test_a_leave_taken_back_rings_no_more(club: World) -> None:
    """With the leave go its timers."""
    heard = await declare(club, "bo", "On leave", 2, 3)
    await club.press("bo", heard, "Take back: Wed 9 Sept – Thu 10 Sept")
    assert [row for row in await club.table("timer") if row["data"].startswith(("as", "ae"))] == []
    await club.later(days=3)
    assert await is_active(club, "Sydöster")


async def test_one_leave_at_a_time(club: World) -> None:
    """A second one for the same days is refused beside the field, and nothing changes."""
    await declare(club, "bo", "On leave", 5, 9)
    refused = await declare(club, "bo", "On leave", 7, None)
    assert refused.error is not None
    assert refused.fields["first"].startswith("You have a leave for these days already.")
    assert len(await declared(club)) == 1


async def test_another_companys_days_are_out_of_reach(club: World) -> None:
    """What bo declared reads to cia like what never was, and stays."""
    await declare(club, "bo", "Days away", 3, 5)
    (away,) = await declared(club)
    club_id = await club.club()
    theirs = await club.ask("cia", TakeBack(club=club_id, absence=away.id))
    nothing = await club.ask("cia", TakeBack(club=club_id, absence=AbsenceId("aaaaaaaaaaaaaaaa")))
    assert theirs.words == nothing.words
    assert await declared(club) == [away]
    assert (await club.say("eve", "/away")).error is not None


async def test_a_colleague_may_say_that_the_company_is_back(club: World) -> None:
    """It is the company's leave, not one person's."""
    await join(club, "dag", await invite(club, "Sydöster", "Dag Dahl"))
    await declare(club, "bo", "On leave", 0, 20)
    await club.press("dag", await club.say("dag", "/away"), "We are back")
    assert await is_active(club, "Sydöster")


async def test_only_the_lead_sees_who_is_on_leave(club: World) -> None:
    """The lead's list names it; another member's does not, and no room hears a word (R2)."""
    await declare(club, "bo", "On leave", 0, None)
    assert "Sydöster: Bo Berg (contact person, on leave)" in (await club.say("anna", "/members")).words
    assert "leave" not in (await club.say("cia", "/members")).words
    await club.settle()
    assert [line for lines in club.letters.read.values() for line in lines if "on leave" in line.lower()] == []


async def test_nobody_is_on_leave_for_a_company_that_was_left(club: World) -> None:
    """When the last one goes, the leave ends, so that who joins for it later is in."""
    await declare(club, "bo", "On leave", 0, None)
    await club.press("bo", await club.say("bo", "/leave"), "Leave")
    await join(club, "dag", await invite(club, "Sydöster", "Dag Dahl"))
    assert await is_active(club, "Sydöster")


async def test_the_own_data_tell_of_absences(club: World) -> None:
    """They stand in the export; whoever is erased takes what was to come with them."""
    await declare(club, "bo", "Days away", 3, 5)
    exported = await club.ask("bo", MyData())
    assert exported.view is not None
    (file,) = [block for block in exported.view.blocks if isinstance(block, Attachment)]
    assert b'"first": "2026-09-10"' in file.content
    await club.ask("bo", Forget(sure=True))
    assert await declared(club) == []
