"""The situations of a year about whose turn it is: a swap after accepting, a cancelled date, three companies only."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.features.polls.ports import PollState
from bot.features.tips.ports import Tips, TipState
from bot.features.turns.intents import StillYours
from bot.features.turns.ports import Ground
from bot.kernel.views import Attachment
from tests.journeys.year_club import CANCELLED, HELD, YearClub, to_all

pytestmark = pytest.mark.usefixtures("noted")


OFFER = "A trade of turns, offered by: Sydöster"
TRADED = "Turns are traded: Kaffestugan hosts around November 2026, Sydöster around December 2026."


async def test_a_swap_after_acceptance() -> None:
    """R5.3: two companies and the lead hear of it; the new host is asked where; both host, and the round goes on."""
    club = await YearClub.of(4)
    await club.meets()
    await club.until_asked()
    await club.accept_turn()
    club.news()
    whom = await club.world.press("bo", await club.world.say("bo", "/turns"), "Swap")
    assert list(whom.buttons) == ["Kaffestugan, December 2026", "Havsbageriet, January 2027", "Kvarnboden, March 2027"]
    offered = await club.world.press("bo", whom, "Kaffestugan, December 2026")
    assert offered.words == "Offered to: Kaffestugan. They have three days to answer."
    await club.world.settle()
    assert club.news() == {"cia": [OFFER], "anna": [OFFER]}
    assert list(club.offered_to("cia", OFFER)) == ["Trade", "No trade"]
    assert club.offered_to("anna", OFFER) == {}
    taken = await club.world.ask("cia", club.offered_to("cia", OFFER)["Trade"])
    assert taken.words.splitlines() == [
        TRADED,
        "Where do we meet, and which webshop do we look at? [Place and webshop]",
    ]
    await club.world.settle()
    assert club.news() == {"bo": [TRADED], "anna": [TRADED]}
    form = await club.world.press("cia", taken, "Place and webshop")
    assert (await club.world.submit("cia", form, place="Torget 3, Vasa")).error is None
    assert (await club.year())[1:3] == [
        "around November 2026: ◕ Kaffestugan, has said yes",
        "around December 2026: ○ Sydöster, expected",
    ]
    assert await club.why("bo") == (
        "It is yours because you traded turns (September 2026) with: Kaffestugan."
        " So it looks today, once the turns before it have been."
    )
    await club.all_agree()
    assert club.shown("✅").startswith("✅ Wed 4 Nov, 17:00–19:30, Kaffestugan, Torget 3, Vasa.")
    await club.is_met()
    for _ in range(3):
        await club.meets()
    assert [who for who, _ in await club.history()] == [
        "Kvarnboden",
        "Kaffestugan",
        "Sydöster",
        "Havsbageriet",
        "Kvarnboden",
    ]
    assert [each.ground for each in await club.turns() if each.is_accepted][1:3] == [Ground.SWAP, Ground.PIN]


async def test_cancelled_three_days_before() -> None:
    """R4.10: all are told why with a file; the room not why; the host keeps its turn by a tap, its tips with it."""
    club = await YearClub.of(4)
    await club.all_agree()
    await club.gives("bo", "Show the freight on every page.")
    await club.gives("cia", "Larger pictures.")
    await club.go_to(date(2026, 9, 21), time(12))
    before = await club.latest()
    club.news()
    form = await club.world.say("anna", "/cancel")
    done = await club.world.submit("anna", form, reason="Water damage")
    assert done.words.splitlines()[0] == "Cancelled. Everyone hears it now."
    await club.world.settle()
    cancelled = "🚫 Cancelled: Thu 24 Sept, 17:00–19:30, Kvarnboden."
    news = club.news()
    still = "The club looks for a new date, around 13 October. Can you still host?"
    assert news.pop("anna") == [
        cancelled,
        f"{still} Without an answer before Wed 23 Sept, 12:00 the next company is asked.",
        "📅 Times for the next meeting",
    ]
    assert news == to_all(("bo", "cia", "dan"), cancelled)
    for who in ("anna", "bo", "cia", "dan"):
        (told,) = club.told(who, cancelled)
        assert "Why: Water damage" in told
        assert b"METHOD:CANCEL" in club.files(who)[-1].content
    assert not [each for each in club.room() if "Water" in each]
    assert "🎒 2 tips from 2 companies for Kvarnboden." in club.shown("🎒")
    turn = await club.the_turn()
    await club.world.ask("anna", StillYours(club=club.id, turn=turn.id, takes_it=True))
    await club.all_agree()
    decided = "✅ Wed 7 Oct, 17:00–19:30, Kvarnboden, Strandgatan 1, Vasa."
    news = club.news()
    assert news.pop("room") == ["📅 Next club meeting, at Kvarnboden", decided]
    assert news == {who: [decided] for who in ("anna", "bo", "cia", "dan")}
    assert "You said yes to this time, so you stand as coming." in (await club.world.say("bo", "/coming")).words
    assert (await club.the_turn()).id == turn.id
    await club.is_met()
    assert "Who was there? Wed 7 Oct, 17:00–19:30, host: Kvarnboden" in club.news()["anna"]
    await club.days(1)
    assert club.news() == {
        "anna": ["🎒 Your backpack is packed: 2 tips from 2 companies."],
        "room": ["🎒 2 tips from 2 companies are packed for Kvarnboden."],
        "bo": ["It is your turn to host the club, around 18 November."],
    }
    assert any(isinstance(each, Attachment) for each in club.views("anna")[-1].blocks)
    assert await club.history() == [("Kvarnboden", CANCELLED), ("Kvarnboden", HELD)]
    assert before.id not in {row["meeting_id"] for row in await club.world.table("attendance")}


async def test_three_companies_only() -> None:
    """R4.7, R7.3: two make a quorum; the third, absent, is missed in silence; a tip without a name may be guessed."""
    club = await YearClub.of(3)
    await club.opened()
    await club.all_fit("anna")
    await club.all_fit("bo")
    await club.none("cia")
    await club.until_decided()
    await club.world.settle()
    assert club.shown("✅").splitlines()[1] == "Most could then: 2 yes. 2 of 3 companies are coming."
    tip = await club.gives("bo", "Show the freight on every page.")
    assert "the host may guess" in tip.words
    await club.world.settle()
    assert "🎒 1 tip from 1 company for Kvarnboden." in [each.splitlines()[0] for each in club.room()]
    await club.is_met()
    assert (await club.poll()).state is PollState.PLANNED
    for _ in range(2):
        await club.meets()
    await club.until_asked()
    assert await club.why("anna") == "It is yours because your last time is longest ago (September 2026)."
    await club.meets()
    hosts = ["Kvarnboden", "Sydöster", "Kaffestugan", "Kvarnboden"]
    assert await club.history() == [(each, HELD) for each in hosts]
    tips = await club.look(lambda unit: unit.of(Tips).of_club(club.scope))
    assert [each.state for each in tips] == [TipState.GIVEN]
    assert not [each for each in club.room() if "cia" in each.casefold() or "Cia" in each]
