"""What tips keep of a person: theirs to take along, and to erase (R1, decision 010)."""

from __future__ import annotations

import json
from typing import Any

from bot.features.privacy.intents import Forget, MyData
from bot.features.tips.ports import TipState
from bot.kernel.views import Attachment
from tests.features.polls.poll_club import PollClub
from tests.features.tips.tip_club import give, pack, save_message, tips


async def exported(club: PollClub, who: str) -> dict[str, Any]:
    """Return what somebody's own file says of tips."""
    heard = await club.world.ask(who, MyData())
    assert heard.view is not None
    (file,) = [block for block in heard.view.blocks if isinstance(block, Attachment)]
    found: dict[str, Any] = json.loads(file.content)["tips"]
    return found


async def test_the_own_file_has_own_tips_and_backings(club: PollClub) -> None:
    """Unnamed ones too; of others' tips no word."""
    heard = await give(club, "bo", "Byt färg")
    await club.world.press("bo", heard, "Unnamed (the host may guess)")
    await give(club, "cia", "Ciatipset")
    await club.world.press("bo", await club.world.say("bo", "/tips"), "Good tip")
    own = await exported(club, "bo")
    assert [(each["words"], each["named"]) for each in own["tips"]] == [("Byt färg", False)]
    assert len(own["backed"]) == 1
    assert "Ciatipset" not in json.dumps(own, ensure_ascii=False)
    assert (await exported(club, "dan")) == {"tips": [], "backed": []}


async def test_the_erased_leave_no_word_that_was_not_handed_over(club: PollClub) -> None:
    """Before packing the words go with their author; a question that waits goes too; a backing stays the company's."""
    await give(club, "dan", "Dantipset")
    await give(club, "bo", "Botipset")
    await save_message(club, "cia", "bo", "Ett citat")
    await club.world.press("bo", await club.world.say("bo", "/tips"), "Good tip")
    assert (await club.world.ask("bo", Forget(sure=True))).error is None
    await club.world.settle()
    assert [tip.words for tip in await tips(club, TipState.GIVEN)] == ["Dantipset"]
    assert {tip.words for tip in await tips(club, TipState.WITHDRAWN)} == {""}
    assert [tip.person for tip in await tips(club, TipState.WITHDRAWN)] == [None, None]
    assert "Backed by 1 company." in (await club.world.say("cia", "/tips")).words
    assert club.shown("🎒").startswith("🎒 1 tip from 1 company for Kvarnboden.")


async def test_what_was_packed_stays_unsigned(club: PollClub) -> None:
    """The host's backpack stays whole: the words without the person."""
    await give(club, "bo", "Botipset")
    await pack(club)
    await club.world.ask("bo", Forget(sure=True))
    (tip,) = await tips(club)
    assert (tip.words, tip.person, tip.is_named, tip.state) == ("Botipset", None, False, TipState.GIVEN)
