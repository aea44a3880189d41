"""What backpacks keep of one person, exported and erased; and the counts in three languages."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.features.backpack.ports import Outcome
from bot.features.backpack.words import packed_line, room_line
from bot.features.privacy.intents import Forget, MyData
from bot.features.tips.model.groups import Count
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from bot.kernel.texts import Written
from bot.kernel.views import Attachment
from tests.features.backpack.packed_club import DELIVERY, PackedClub

LONG = "Österbottens Handelsbolag för Återbrukade Segeldukar"


async def said_by_moa() -> PackedClub:
    """Let a colleague of the host say what became of a tip."""
    club = await PackedClub.packed()
    await club.colleague("moa", "Moa Ek", "Kvarnboden")
    tip = await club.tip(DELIVERY)
    await club.picks("anna", tip)
    assert (await club.says("moa", tip, Outcome.DONE)).error is None
    return club


async def test_what_one_said_is_in_ones_own_file() -> None:
    """The outcome somebody said is in their export, and in nobody else's."""
    club = await said_by_moa()
    for who, count in (("moa", 1), ("anna", 0)):
        heard = await club.world.ask(who, MyData())
        assert heard.view is not None
        (file,) = [block for block in heard.view.blocks if isinstance(block, Attachment)]
        kept: dict[str, Any] = json.loads(file.content)
        assert len(kept["backpack"]["outcomes"]) == count


async def test_the_outcome_outlives_who_said_it() -> None:
    """After /forget the company's word stands, without the person."""
    club = await said_by_moa()
    assert (await club.world.ask("moa", Forget(sure=True))).error is None
    (pick,) = await club.picked()
    assert (pick.outcome, pick.said_by) == (Outcome.DONE, None)


async def test_an_erased_author_is_told_nothing_and_named_nowhere() -> None:
    """The tip keeps its words unsigned; the result finds nobody."""
    club = await PackedClub.packed()
    await club.picks("anna", await club.tip(DELIVERY))
    assert (await club.world.ask("bo", Forget(sure=True))).error is None
    await club.says("anna", await club.tip(DELIVERY), Outcome.DONE)
    await club.world.later(days=3)
    assert club.told("bo", "💡 Your tip") == []
    assert "Bo Berg" not in (await club.opens("anna")).words


@pytest.mark.parametrize(
    ("language", "count", "own", "room"),
    [
        (
            Language.SV,
            Count(1, 1),
            "🎒 Er ryggsäck är packad: 1 tips från 1 företag.",
            f"🎒 1 tips från 1 företag är packat till {LONG}.",
        ),
        (
            Language.SV,
            Count(23, 9),
            "🎒 Er ryggsäck är packad: 23 tips från 9 företag.",
            f"🎒 23 tips från 9 företag är packade till {LONG}.",
        ),
        (
            Language.FI,
            Count(1, 1),
            "🎒 Reppunne on pakattu: 1 vinkki 1 yritykseltä.",
            f"🎒 1 vinkki 1 yritykseltä on pakattu, saaja: {LONG}.",
        ),
        (
            Language.FI,
            Count(2, 2),
            "🎒 Reppunne on pakattu: 2 vinkkiä 2 yritykseltä.",
            f"🎒 2 vinkkiä 2 yritykseltä on pakattu, saaja: {LONG}.",
        ),
        (
            Language.EN,
            Count(2, 1),
            "🎒 Your backpack is packed: 2 tips from 1 company.",
            f"🎒 2 tips from 1 company are packed for {LONG}.",
        ),
    ],
)
def test_counts_read_well_in_three_languages(language: Language, count: Count, own: str, room: str) -> None:
    """One, two and many, with a long name that needs no ending (voice.md)."""
    voice = load_catalogues().voice(language, ZoneInfo("UTC"))
    assert voice.say(packed_line(count)) == own
    assert voice.say(room_line(count, Written(LONG))) == room
