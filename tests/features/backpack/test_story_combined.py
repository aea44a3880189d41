"""Backpacks where several things happen to them: shared and then added to, packed twice at once, outlived by a host."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.features.backpack.intents import OpenBackpack, ShareBackpack
from bot.features.backpack.ports import Outcome
from bot.features.backpack.service.packing import packed_view
from bot.features.joining.intents import RemoveCompany
from bot.features.tips.intents import SetNamed
from tests.features.backpack.packed_club import DELIVERY, PackedClub, record_of
from tests.features.polls.poll_club import ROOM

LATE = "Thank people after they have bought."


async def test_a_shared_backpack_takes_its_second_edition_along() -> None:
    """R7.2, R7.6: members read later tips too, an unnamed one without its author; the room hears the new count."""
    club = await PackedClub.packed()
    await club.world.ask("anna", ShareBackpack(club=club.id, turn=club.meeting_now.turn))
    late = await club.gives("cia", LATE)
    await club.world.ask("cia", SetNamed(club=club.id, tip=late, named=False))
    heard = await club.opens("dan", of_turn=True)
    assert "3 tips" in heard.words
    await club.lives(8)
    shown = await club.shown_to("dan", packed_view(club.scope, club.meeting_now.turn))
    assert shown is not None
    assert "4 tips" in (await club.opens("dan", of_turn=True)).words
    written = str(record_of(shown[0]))
    assert LATE in written
    (card,) = [each for area in record_of(shown[0])["areas"] for each in area["tips"] if each["words"] == LATE]
    assert card["by"] == "unnamed"
    assert "4 tips" in club.shown("🎒 4")
    assert club.told("dan", "🎒 Second edition") == []


async def test_lead_and_host_pack_at_once() -> None:
    """Two who press at the same time pack one backpack, and the host's people get it once."""
    club = await PackedClub.decided(host="Sydöster")
    await club.gives("cia", DELIVERY)
    await club.begins()
    both = await asyncio.gather(club.packs("anna"), club.packs("bo"))
    assert [each.error for each in both] == [None, None]
    await club.world.settle()
    assert len(club.backpacks_of("bo")) == 1
    assert club.backpacks_of("anna") == []


async def test_a_tip_in_the_minute_of_packing_is_in_one_edition() -> None:
    """Given as it is packed, a tip is in the first edition or in the second, never in none."""
    club = await PackedClub.visited()
    await asyncio.gather(club.packs("anna"), club.gives("cia", LATE))
    await club.lives(8)
    assert sorted(each.edition for each in await club.tips()) in ([1, 1, 1, 1], [1, 1, 1, 2])


async def test_a_shared_backpack_outlives_its_host() -> None:
    """R7.2: what the host has given to the club's members is theirs, also when the host's company is gone."""
    club = await PackedClub.decided(host="Sydöster")
    await club.gives("cia", DELIVERY)
    await club.begins()
    await club.packs("bo")
    await club.world.ask("bo", ShareBackpack(club=club.id, turn=club.meeting_now.turn))
    await club.lives(1)
    await club.world.ask("anna", RemoveCompany(club=club.id, company=await club.company("bo"), sure=True))
    await club.world.settle()
    opened = OpenBackpack(club=club.id, turn=club.meeting_now.turn)
    for heard in (await club.opens("dan"), await club.world.ask("dan", opened, ROOM)):
        assert heard.error is None
        assert heard.words.startswith("🎒 Backpack: a company that has left, 1 tip from 1 company.")
    assert (await club.world.ask("bo", opened)).error is not None


async def test_tips_after_an_empty_packing_are_not_denied() -> None:
    """R7.6: once a late tip has come, who packs hears when it is packed, not that none has come."""
    club = await PackedClub.decided()
    await club.begins()
    assert "No tip has come" in (await club.packs("anna")).words
    await club.gives("bo", DELIVERY)
    heard = await club.packs("anna")
    assert "No tip has come" not in heard.words
    assert heard.words.startswith("Tips that came later are packed")


async def test_the_author_hears_the_hosts_last_word() -> None:
    """R7.7: done, then not, then done after all: each is heard once, and what was last heard is what the host says."""
    club = await PackedClub.packed()
    tip = await club.tip(DELIVERY)
    await club.picks("anna", tip)
    for outcome in (Outcome.DONE, Outcome.NOT_FOR_US, Outcome.DONE):
        await club.says("anna", tip, outcome)
        await club.world.later(days=3)
    heard = [each for each in club.told("bo", "💡 Your tip") if DELIVERY in each]
    assert ["is done" in each for each in heard] == [True, False, True]


async def test_a_word_taken_back_and_said_again_at_once_is_told_once() -> None:
    """Two changes of mind before the message goes are one message."""
    club = await PackedClub.packed()
    tip = await club.tip(DELIVERY)
    await club.picks("anna", tip)
    for outcome in (Outcome.DONE, Outcome.NOT_FOR_US, Outcome.DONE):
        club.world.clock.move_to(club.world.clock.now() + timedelta(seconds=1))
        await club.says("anna", tip, outcome)
    await club.world.later(days=4)
    (told,) = club.told("bo", "💡 Your tip")
    assert told.count("💡") == 1
