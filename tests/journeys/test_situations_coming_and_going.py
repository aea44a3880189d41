"""The situations of a year that concern who is in: a newcomer, a leaver, two of one company, who minds the club."""

from __future__ import annotations

import pytest

from bot.features.turns.intents import AcceptTurn
from tests.features.club_world import Heard
from tests.journeys.year_club import HELD, YearClub, to_all

pytestmark = pytest.mark.usefixtures("noted")


FIRST = "✅ Wed 4 Nov, 17:00–19:30, {host}, Hamngatan 1, Vasa."
ASKED = "It is your turn to host the club, around 5 November."
NO_TIPS = "🎒 No tip has come, so there is no backpack. Host: Kvarnboden. Tips are taken until Fri 2 Oct, 12:00."


async def test_a_newcomer() -> None:
    """R5.4: hosts after one attended meeting, behind those who wait already; sees when and why from the first day."""
    club = await YearClub.of(4)
    await club.meets()
    club.news()
    await club.new_company("Skärvik – Filip Rot")
    links = await club.world.press("anna", await club.world.say("anna", "/club"), "Missing links")
    await club.joins("filip", links.token)
    await club.world.settle()
    assert club.news() == {"filip": ["Welcome to Strandklubben."]}
    assert "around March 2027: ○ Skärvik, expected" in await club.year("filip")
    why = "It is yours because you have not hosted yet. In the club since: September 2026."
    assert await club.why("filip") == f"{why} So it looks today, once the turns before it have been."
    await club.until_asked()
    assert club.news() == {"bo": [ASKED], "anna": ["Filip Rot has joined: Skärvik."]}
    await club.accept_turn()
    await club.all_agree()
    assert club.news()["filip"] == [FIRST.format(host="Sydöster")]
    assert "5 of 5 companies are coming." in club.shown("✅")
    await club.is_met()
    for _ in range(2):
        await club.meets()
    await club.until_turn_of("filip")
    assert await club.why("filip") == why
    await club.accept_turn()
    await club.all_agree()
    await club.is_met()
    hosts = ["Kvarnboden", "Sydöster", "Kaffestugan", "Havsbageriet", "Skärvik"]
    assert await club.history() == [(each, HELD) for each in hosts]


async def test_a_leaver_who_is_next_host() -> None:
    """R3.5, R5.6: the turn goes on in the same commit, the poll goes on with it, and the leaver hears nothing more."""
    club = await YearClub.of(4)
    await club.meets()
    await club.until_asked()
    await club.accept_turn()
    poll = await club.opened()
    await club.fill("dan", "yyyy")
    club.news()
    bye = await club.world.press("bo", await club.world.say("bo", "/leave"), "Leave")
    assert bye.words == "You have left the club. Thank you for your time with it: Strandklubben."
    assert await club.host_now() == "Kaffestugan"
    await club.world.settle()
    news = club.news()
    assert sorted(news.pop("anna")) == [
        "Cannot host this time: Sydöster. The next company is asked: Kaffestugan.",
        "Sydöster: its last person has left the club. It rests until somebody joins for it.",
    ]
    assert news == {"cia": [ASKED]}
    assert club.shown("📅").splitlines()[:2] == [
        "📅 Next club meeting",
        "Which times suit you? 1 of 3 companies have answered. Answer by Thu 22 Oct, 18:00.",
    ]
    assert "Sydöster" not in " ".join(await club.year("cia"))
    await club.accept_turn()
    assert (await club.poll()).id == poll.id
    await club.all_agree()
    assert club.news() == to_all(("anna", "dan"), FIRST.format(host="Kaffestugan")) | {
        "cia": [FIRST.format(host="Kaffestugan"), "📝 What shall the guests look at?"]
    }
    await club.is_met()
    await club.until_asked()
    assert await club.host_now() == "Havsbageriet"
    assert "bo" not in club.news()
    assert await club.history() == [("Kvarnboden", HELD), ("Kaffestugan", HELD)]


async def test_two_of_one_company_disagree() -> None:
    """R4.5, R6: the latest word counts, in poll and RSVP; each sees whose it is; the first word about a turn stands."""
    club = await YearClub.of(4)
    await club.colleague("bea", "Bea Borg", "Sydöster")
    await club.opened()
    await club.fill("bo", "yyyy")
    await club.vote("bea", 0, "n")
    assert "Thu 24 Sept, 17:00 (Bea Borg: no) [Yes] [If need be] [*No]" in (await club.world.say("bo", "/dates")).words
    await club.world.settle()
    assert "1 of 4 companies have answered" in club.shown("📅")
    await club.all_agree("bo", "bea")
    assert club.shown("✅").startswith("✅ Tue 29 Sept, 17:00–19:30, Kvarnboden, ")
    await _says(club, "bo", "Coming")
    assert (await _says(club, "bea", "Cannot")).words.startswith("Thank you for saying so early.")
    seen = await club.world.say("bo", "/coming")
    assert "You cannot come. Said by: Bea Borg, Wed 9 Sept, 09:10." in seen.words
    await club.world.settle()
    assert "3 of 4 companies are coming." in club.shown("✅")
    assert not [each for each in club.room() if "Bea" in each or "cannot" in each.casefold()]
    await club.is_met()
    turn = await club.until_asked()
    news = club.news()
    assert news["bo"][-1] == news["bea"][-1] == "It is your turn to host the club, around 10 November."
    form = await club.world.ask("bea", AcceptTurn(club=club.id, turn=turn.id))
    assert (await club.pass_turn("bo")).words.endswith("The next company is asked: Kaffestugan.")
    late = await club.world.submit("bea", form, place="Hamngatan 1")
    assert late.error is not None
    assert await club.host_now() == "Kaffestugan"
    assert club.news() == {
        "anna": ["Cannot host this time: Sydöster. The next company is asked: Kaffestugan."],
        "cia": ["It is your turn to host the club, around 10 November."],
    }
    await club.meets()
    assert await club.history() == [("Kvarnboden", HELD), ("Kaffestugan", HELD)]
    await club.until_turn_of("bo")


async def test_the_lead_leaves() -> None:
    """R1: with no deputy all are asked, the first volunteer is confirmed by another company, the organizer hears."""
    club = await YearClub.of(4)
    await club.meets()
    club.news()
    asked = await club.world.press("anna", await club.world.say("anna", "/leave"), "Leave")
    assert asked.words.startswith("You have left the club.")
    await club.until_turn_of("bo")
    news = club.news()
    assert {who: lines[0] for who, lines in news.items()} == dict.fromkeys(
        ("bo", "cia", "dan"), "Who minds Strandklubben?"
    )
    assert news["bo"][1:] == [ASKED]
    offered = await club.world.ask("cia", club.offered_to("cia", "Who minds")["I will mind the club"])
    assert offered.words.startswith("Thank you. Somebody of another company confirms it now.")
    await club.world.settle()
    told = club.news()
    assert set(told) == {"bo", "dan"}
    assert told["bo"] == told["dan"]
    (confirm,) = club.offered_to("dan", told["dan"][0]).values()
    assert (await club.world.ask("dan", confirm)).words.startswith("Lead: Cia Holm.")
    await club.world.settle()
    assert club.news() == {
        "cia": ["You mind Strandklubben now."],
        "organizer": ["Strandklubben has a new lead, chosen by its members."],
    }
    assert (await club.world.say("anna", "/club")).error is not None
    await club.accept_turn()
    await club.all_agree()
    await club.is_met("cia")
    told = club.news()
    assert "anna" not in told
    assert told["cia"][-1] == "Who was there? Wed 4 Nov, 17:00–19:30, host: Sydöster"
    assert await club.history() == [("Kvarnboden", HELD), ("Sydöster", HELD)]


async def test_the_lead_is_the_host() -> None:
    """R1: what is about the lead's own company goes to the deputy: its silence, its pass, its correction."""
    club = await YearClub.of(4, host="Sydöster")
    people = await club.world.press("anna", await club.world.say("anna", "/members"), "Kaffestugan")
    await club.world.press("anna", people, "Deputy")
    await club.meets()
    corrected = await club.world.press("anna", await club.world.say("anna", "/coming"), "Late")
    assert corrected.error is None
    await club.until_asked()
    news = club.news()
    assert await club.host_now() == "Kvarnboden"
    assert "Thu 24 Sept, 17:00–19:30, host: Sydöster" in news["cia"]
    assert "Kvarnboden has corrected its attendance" in club.told("cia", "corrected")[0]
    assert not club.told("anna", "has corrected")
    await club.until_turn_of("cia")
    lapsed = "No answer about the turn from: Kvarnboden. The next company is asked: Kaffestugan."
    passed = club.told("cia", "The next company is asked")
    assert passed == [lapsed]
    assert not club.told("anna", "The next company is asked: Kaffestugan")
    await club.accept_turn("cia")
    await club.all_agree()
    await club.is_met()
    assert await club.history() == [("Sydöster", HELD), ("Kaffestugan", HELD)]
    assert (await club.until_asked()).company == await club.company("anna")


async def _says(club: YearClub, who: str, label: str) -> Heard:
    return await club.world.press(who, await club.world.say(who, "/coming"), label)
