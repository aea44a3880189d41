"""Packing, as the host, the lead, the room and everybody else live it (R7.6)."""

from __future__ import annotations

from datetime import time, timedelta

from bot.features.meetings.intents import CancelNow, MoveTo
from bot.features.tips.intents import JoinTips
from bot.kernel.door import FOR_THE_HOST
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from bot.kernel.views import Attachment
from tests.features.backpack.packed_club import CHECKOUT, DELIVERY, SEARCH, PackedClub, record_of

PACKED = "🎒 Your backpack is packed: 3 tips from 3 companies."


async def test_the_host_packs_with_one_tap_and_gets_it_at_once() -> None:
    """From the start of the meeting on one tap packs: by area, with page and paper."""
    club = await PackedClub.visited()
    assert (await club.packs("anna")).words.startswith(PACKED)
    await club.world.settle()
    (view,) = club.backpacks_of("anna")
    areas = record_of(view)["areas"]
    assert [[tip["words"] for tip in area["tips"]] for area in areas] == [[SEARCH], [CHECKOUT], [DELIVERY]]
    assert [block.name for block in view.blocks if isinstance(block, Attachment)] == [
        f"backpack-{club.meeting_now.day}.html",
        f"backpack-{club.meeting_now.day}.pdf",
    ]


async def test_nothing_is_packed_before_the_meeting_begins() -> None:
    """Whoever is early hears when it can be packed; nothing is changed."""
    club = await PackedClub.decided()
    await club.three_tips()
    heard = await club.packs("anna")
    assert heard.error is not None
    assert heard.error.startswith("The backpack is packed when the meeting has begun: ")
    assert await club.backpack() is None


async def test_it_packs_itself_at_noon_the_day_after() -> None:
    """Nobody has to remember: at 12:00 the day after it is packed."""
    club = await PackedClub.visited()
    day_after = club.meeting_now.day + timedelta(days=1)
    await club.go_to(day_after, time(11, 59))
    assert await club.backpack() is None
    await club.go_to(day_after, time(12))
    assert len(club.told("anna", PACKED)) == 1


async def test_a_moved_meeting_is_packed_the_day_after_its_new_date() -> None:
    """Noon after the old date passes without a word; the backpack follows the meeting."""
    club = await PackedClub.decided()
    await club.three_tips()
    old, new = club.meeting_now.day, club.meeting_now.day + timedelta(days=7)
    to = MoveTo(club=club.id, meeting=club.meeting_now.id, sequence=0, day=new, start=time(17))
    assert (await club.world.ask("anna", to)).error is None
    await club.go_to(old + timedelta(days=2))
    assert await club.backpack() is None
    await club.go_to(new + timedelta(days=1), time(12, 1))
    assert len(club.backpacks_of("anna")) == 1


async def test_a_cancelled_meeting_packs_nothing() -> None:
    """Tips stay open with their host (R4.10); no noon packs them, and a press says when."""
    club = await PackedClub.decided()
    await club.three_tips()
    assert (await club.world.ask("anna", CancelNow(club=club.id, meeting=club.meeting_now.id, reason=""))).error is None
    await club.go_to(club.meeting_now.day + timedelta(days=2))
    assert await club.backpack() is None
    assert (await club.packs("anna")).error is not None


async def test_a_second_tap_packs_nothing_twice() -> None:
    """A double press, a colleague's press and the noon after bring one backpack and one message."""
    club = await PackedClub.packed()
    await club.packs("anna")
    await club.world.later(days=2)
    assert len(club.backpacks_of("anna")) == 1
    assert len(await club.world.table("backpack")) == 1


async def test_everybody_of_the_host_company_gets_it() -> None:
    """A colleague of the host has it in the same words; guests have nothing of the kind."""
    club = await PackedClub.decided()
    await club.colleague("moa", "Moa Ek", "Kvarnboden")
    await club.three_tips()
    await club.begins()
    await club.packs("moa")
    await club.world.settle()
    assert [len(club.backpacks_of(who)) for who in ("anna", "moa", "bo", "cia", "dan")] == [1, 1, 0, 0, 0]


async def test_a_lead_who_is_no_host_packs_and_reads_nothing() -> None:
    """The lead may pack early, and hears counts alone."""
    club = await PackedClub.decided(host="Sydöster")
    await club.gives("cia", CHECKOUT)
    await club.begins()
    heard = await club.packs("anna")
    assert heard.words == "🎒 1 tip from 1 company is packed for Sydöster."
    await club.world.settle()
    assert club.told("bo", "🎒 Your backpack is packed: 1 tip from 1 company.")
    assert not [each for each in club.world.inbox("anna") if CHECKOUT in each]
    assert (await club.opens("anna")).error is not None


async def test_a_guest_does_not_pack() -> None:
    """Who is neither host nor lead is told who decides it."""
    club = await PackedClub.visited()
    assert (await club.packs("bo")).error == FOR_THE_HOST.message
    assert await club.backpack() is None


async def test_the_room_hears_counts_and_the_host_alone() -> None:
    """One silent card: how many tips from how many companies, for whom; no word of any tip."""
    club = await PackedClub.packed()
    assert club.shown("🎒 3 tips from 3 companies are packed") == (
        "🎒 3 tips from 3 companies are packed for Kvarnboden."
    )
    assert not [each for each in club.room() if any(words in each for words in (DELIVERY, CHECKOUT, SEARCH))]


async def test_no_tip_no_backpack_and_host_and_lead_are_told() -> None:
    """Without a tip there is no paper; host and lead hear so once, the room hears nothing."""
    club = await PackedClub.decided(host="Sydöster")
    await club.go_to(club.meeting_now.day + timedelta(days=1), time(13))
    for who in ("bo", "anna"):
        assert len(club.told(who, "🎒 No tip has come, so there is no backpack. Host: Sydöster.")) == 1
    assert club.told("cia", "No tip has come") == []
    assert not [each for each in club.room() if "packed for" in each]
    assert (await club.opens("bo")).error is not None


async def test_later_tips_make_a_second_edition_on_the_seventh_day() -> None:
    """What comes within seven days is packed then, marked as new; what was printed keeps its numbers."""
    club = await PackedClub.packed()
    before = _numbers(record_of(club.backpacks_of("anna")[0]))
    await club.world.later(days=2)
    late = "Write what the mill looked like in 1911."
    await club.gives("bo", late)
    await club.world.later(days=4)
    assert len(club.backpacks_of("anna")) == 1
    await club.world.later(days=1)
    record = record_of(club.backpacks_of("anna")[1])
    assert club.told("anna", "🎒 Second edition: 1 more tip. In all 4 tips from 3 companies.")
    assert _numbers(record) == {**before, late: 4}
    assert record["edition"] == "Second edition, with 1 more."
    assert [tip["mark"] for area in record["areas"] for tip in area["tips"] if tip["words"] == late] == ["new"]
    assert club.shown("🎒 4 tips") == "🎒 4 tips from 3 companies are packed for Kvarnboden."


async def test_without_later_tips_there_is_no_second_edition() -> None:
    """A week later nothing is said when nothing came."""
    club = await PackedClub.packed()
    await club.world.later(days=8)
    assert len(club.backpacks_of("anna")) == 1


async def test_late_tips_after_an_empty_backpack_are_the_first_edition() -> None:
    """When all tips came late, the seventh day brings the backpack, and nobody speaks of a second one."""
    club = await PackedClub.decided()
    await club.go_to(club.meeting_now.day + timedelta(days=1), time(12))
    await club.gives("bo", DELIVERY)
    await club.world.later(days=7)
    assert club.told("anna", "🎒 Your backpack is packed: 1 tip from 1 company.")
    assert not club.told("anna", "Second edition")


async def test_unnamed_stays_unnamed_on_paper() -> None:
    """An unnamed tip is on its card without a name, and its company is not among those who signed."""
    club = await PackedClub.packed()
    record = record_of(club.backpacks_of("anna")[0])
    by = {tip["words"]: tip["by"] for area in record["areas"] for tip in area["tips"]}
    assert by == {SEARCH: "unnamed", CHECKOUT: "Cia Holm, Kaffestugan", DELIVERY: "Bo Berg, Sydöster"}
    assert "Havsbageriet" not in str(record)
    assert "Dan Ek" not in str(record)


async def test_joined_tips_are_one_card_with_everybody_on_it() -> None:
    """Near-duplicates stand once, all authors named, all words kept, backers counted together."""
    club = await PackedClub.decided()
    await club.three_tips()
    twin = "Show the delivery time on every product page!"
    other = await club.gives("cia", twin)
    one = await club.tip(DELIVERY)
    assert (await club.world.ask("anna", JoinTips(club=club.id, one=one, other=other))).error is None
    await club.begins()
    await club.packs("anna")
    await club.world.settle()
    record = record_of(club.backpacks_of("anna")[0])
    (card,) = [tip for area in record["areas"] for tip in area["tips"] if tip["words"] == DELIVERY]
    assert card["by"] == "Bo Berg, Sydöster; Cia Holm, Kaffestugan"
    assert twin in card["why"]
    assert record["headline"] == "4 tips from 3 companies"


async def test_the_pages_are_in_the_readers_language() -> None:
    """The host reads Finnish around the tips, which stay in their own words."""
    club = await PackedClub.decided(catalogues=load_catalogues())
    await club.gives("bo", DELIVERY)
    await club.speaks("anna", Language.FI)
    await club.begins()
    heard = await club.packs("anna")
    assert heard.words.startswith("🎒 Reppunne on pakattu: 1 vinkki 1 yritykseltä.")
    await club.world.settle()
    record = record_of(club.backpacks_of("anna")[0])
    assert (record["language"], record["headline"]) == ("fi", "1 vinkki 1 yritykseltä")
    assert record["areas"][0]["tips"][0]["words"] == DELIVERY


async def test_a_host_that_has_left_gets_nothing() -> None:
    """When the host's company is gone, nobody is sent its backpack, and nobody opens it."""
    club = await PackedClub.decided(host="Havsbageriet")
    await club.gives("bo", DELIVERY)
    await club.world.clockwork.advance(club.world.clock, club.meeting_now.ends_at)
    question = await club.world.say("dan", "/leave")
    await club.world.press("dan", question, next(iter(question.buttons)))
    await club.world.later(days=3)
    assert [who for who in ("anna", "bo", "cia", "dan") if club.backpacks_of(who)] == []
    assert (await club.opens("dan")).error is not None


def _numbers(record: dict[str, object]) -> dict[str, int]:
    areas = record["areas"]
    assert isinstance(areas, list)
    return {tip["words"]: tip["number"] for area in areas for tip in area["tips"]}
