"""The situations of a year about host and date, each played to the next meeting: what all are told, and no more."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.features.polls.intents import HostWord
from bot.features.polls.ports import PollState
from bot.features.turns.ports import TurnState
from tests.journeys.year_club import HELD, YearClub, to_all

pytestmark = pytest.mark.usefixtures("noted")


EVERYBODY = ("anna", "bo", "cia", "dan")


async def test_a_host_who_never_answers() -> None:
    """R5.2: asked, reminded once, lapsed: the next hosts; the silent one is first next time, and then rests."""
    club = await YearClub.of(4)
    await club.meets()
    await club.until_asked()
    club.news()
    await club.until_turn_of("cia")
    assert club.news() == {
        "bo": ["It is your turn to host the club, around 5 November."],
        "anna": [
            "🎒 No tip has come, so there is no backpack. Host: Kvarnboden. Tips are taken until Fri 2 Oct, 12:00.",
            "No answer about the turn from: Sydöster. The next company is asked: Kaffestugan.",
        ],
        "cia": ["It is your turn to host the club, around 5 November."],
    }
    assert (await club.turns())[1].state is TurnState.LAPSED
    await club.accept_turn()
    await club.all_agree()
    assert club.shown("✅").splitlines()[1] == "Most could then: 4 yes. 4 of 4 companies are coming."
    await club.is_met()
    assert await club.history() == [("Kvarnboden", HELD), ("Kaffestugan", HELD)]
    assert (await club.until_asked()).company == await club.company("bo")
    assert await club.why("bo") == "It is yours because you let a turn go by (October 2026) and so come first now."
    await club.until_turn_of("dan")
    assert "Two turns went by, so not asked for now: Sydöster." in (await club.world.say("bo", "/turns")).words
    assert not [each for each in await club.year() if "Sydöster, expected" in each]
    assert "Two turns went by" not in (await club.world.say("cia", "/turns")).words
    again = await club.world.press("bo", await club.world.say("bo", "/turns"), "Ask again: Sydöster")
    assert again.words.startswith("Asked again when it is their turn: Sydöster.")
    assert [each for each in await club.year() if "Sydöster, expected" in each]


async def test_a_host_who_says_no_to_all() -> None:
    """R4.7, R4.8: "none of these" ends the round, twice the turn; only host and lead hear why; the next hosts."""
    club = await YearClub.of(4)
    await club.meets()
    await club.until_asked()
    await club.accept_turn()
    await club.until(PollState.OPEN)
    club.news()
    said = await club.none("bo")
    assert said.words.splitlines()[:2] == [
        "Thank you for saying so early.",
        "None of the times suits you as host, so this round is over. Other dates are proposed to the club lead.",
    ]
    assert {"Swap", "Not this time"} <= set(said.buttons)
    await club.world.settle()
    assert club.news() == {"anna": ["📅 Times for the next meeting"]}
    assert club.room()[-1] == "None of the times was enough. New ones follow."
    await club.until(PollState.OPEN)
    assert club.news() == {"room": ["📅 Next club meeting, at Sydöster"]}
    last = await club.none("bo")
    assert last.words.endswith("The turn has gone on to another company.")
    await club.world.settle()
    assert club.news() == {
        "anna": ["Twice no time has suited the host: Sydöster. The next company is asked: Kaffestugan."],
        "cia": ["It is your turn to host the club, around 11 November."],
    }
    await club.accept_turn()
    meeting = await club.all_agree()
    assert meeting.host == await club.company("cia")
    await club.is_met()
    assert await club.history() == [("Kvarnboden", HELD), ("Kaffestugan", HELD)]
    assert (await club.year())[2] == "around December 2026: ◔ Sydöster, no answer yet"


async def test_summer_in_the_middle() -> None:
    """R4.3, R9: nothing is asked in the pause; what fell due waits or is dropped; the poll opens the day after it."""
    club = await YearClub.of(4, begins=datetime(2027, 4, 5, 9, tzinfo=UTC))
    await club.pause(date(2027, 6, 14), date(2027, 8, 13))
    await club.cadence(9)
    await club.meets()
    await club.gives("bo", "Show the freight on every page.")
    await club.until_asked()
    await club.accept_turn()
    await club.go_to(date(2027, 6, 13))
    club.news()
    assert (await club.poll()).state is not PollState.OPEN
    await club.go_to(date(2027, 8, 13))
    assert club.news() == {}
    await club.until(PollState.OPEN)
    assert f"{club.now():%a %d %b %H:%M}" == "Mon 16 Aug 09:00"
    assert club.news()["room"] == ["📅 Next club meeting, at Sydöster"]
    meeting = await club.all_agree()
    assert club.news() == to_all(EVERYBODY, "✅ Wed 1 Sept, 17:00–19:30, Sydöster, Hamngatan 1, Vasa.") | {
        "bo": [
            "✅ Wed 1 Sept, 17:00–19:30, Sydöster, Hamngatan 1, Vasa.",
            "📝 What shall the guests look at?",
        ],
    }
    assert meeting.day > date(2027, 8, 16)
    await club.is_met()
    assert await club.history() == [("Kvarnboden", HELD), ("Sydöster", HELD)]


async def test_quorum_missed_twice() -> None:
    """R4.8: after two rounds without a quorum the lead sets a date, the host taps yes, all are told."""
    club = await YearClub.of(5)
    await club.meets()
    await club.until_asked()
    await club.accept_turn()
    for round_ in (1, 2):
        poll = await club.until(PollState.OPEN)
        await club.fill("bo", "yyyy")
        await club.fill("cia", "nnnn")
        await club.until_over(poll)
        await club.world.settle()
        assert club.room()[-1] == "None of the times was enough. New ones follow."
        assert len(await club.rounds(1)) == round_ + 1
    news = club.news()
    assert news["anna"][-1] == "📅 A date is wanted"
    assert [each for each in news["dan"] if "would like to know" in each] == news["dan"][-2:]
    form = await club.world.press("anna", await club.world.say("anna", "/poll"), "Set the date")
    asked = await club.world.submit("anna", form, day="2026-11-19", start="17:00")
    assert asked.words.startswith("The host is asked about Thu 19 Nov, 17:00.")
    await club.world.settle()
    assert club.news() == {
        "bo": ["The club lead proposes Thu 19 Nov, 17:00. Can you host then? The answer decides the date."]
    }
    await club.world.ask("bo", HostWord(club=club.id, poll=(await club.poll()).id, takes_it=True))
    await club.world.settle()
    told = club.news()
    decided = "✅ Thu 19 Nov, 17:00–19:30, Sydöster, Hamngatan 1, Vasa."
    assert {who for who, lines in told.items() if decided in lines} == {*EVERYBODY, "eva", "room"}
    assert {line for lines in told.values() for line in lines} == {decided, "📝 What shall the guests look at?"}
    assert club.shown("✅").splitlines()[1] == (
        "The club lead set the date and the host said yes. 1 of 5 companies are coming."
    )
    await club.is_met()
    assert club.news()["anna"][-1] == "Who was there? Thu 19 Nov, 17:00–19:30, host: Sydöster"
    assert await club.history() == [("Kvarnboden", HELD), ("Sydöster", HELD)]
