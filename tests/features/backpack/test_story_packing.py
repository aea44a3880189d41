"""Packing, as the host, the lead, the room and everybody else live it (R7.6)."""

from __future__ import annotations

from datetime import timedelta

from tests.features.backpack.packed_club import CHECKOUT, DELIVERY, SEARCH, PackedClub, record_of


async def test_the_host_packs_with_one_tap_and_gets_it_at_once() -> None:
    """From the start of the meeting on one tap packs, and each of the host's people has it."""
    club = await PackedClub.visited()
    heard = await club.packs("anna")
    assert heard.words.startswith("🎒 Your backpack is packed: 3 tips from 3 companies.")
    await club.world.settle()
    (view,) = club.backpacks_of("anna")
    record = record_of(view)
    assert [[tip["words"] for tip in area["tips"]] for area in record["areas"]] == [[SEARCH], [CHECKOUT], [DELIVERY]]
