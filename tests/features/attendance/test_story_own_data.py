"""What attendance keeps of a person is theirs: exported and erased (R1); after two years it is gone."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.features.privacy.intents import Forget, MyData
from bot.kernel.views import Attachment
from tests.features.attendance.coming_club import CARD, ComingClub


async def test_own_words_and_marks_are_exported(decided: ComingClub) -> None:
    """The file holds what one said and marked, the reason in clear, and nothing of others."""
    form = await decided.world.press("bo", await decided.says("bo", "Cannot"), "Say why")
    await decided.world.submit("bo", form, reason="A fair")
    await decided.says("cia", "Coming")
    heard = await decided.world.ask("bo", MyData())
    assert heard.view is not None
    (file,) = [block for block in heard.view.blocks if isinstance(block, Attachment)]
    (said,) = json.loads(file.content)["attendance"]["said"]
    assert (said["day"], said["coming"], said["reason"]) == ("2026-09-24", False, "A fair")
    await decided.go(CARD)
    await decided.marked("dan", "Not known")
    await decided.right()
    heard = await decided.world.ask("anna", MyData())
    assert heard.view is not None
    (file,) = [block for block in heard.view.blocks if isinstance(block, Attachment)]
    assert [each["mark"] for each in json.loads(file.content)["attendance"]["marked"]].count("unknown") == 1


async def test_the_erased_leave_their_companys_word(decided: ComingClub) -> None:
    """The company still cannot come; who said it and why are gone."""
    await decided.colleague("berit", "Berit Å", "Sydöster")
    form = await decided.world.press("berit", await decided.says("berit", "Cannot"), "Say why")
    await decided.world.submit("berit", form, reason="A fair")
    assert (await decided.world.ask("berit", Forget(sure=True))).error is None
    said = (await decided.said())["bo"]
    assert (said.person, said.reason) == ("nobody", "")
    assert "You cannot come." in (await decided.world.say("bo", "/coming")).words
    assert "Said by" not in (await decided.world.say("bo", "/coming")).words


async def test_reasons_are_sealed(decided: ComingClub) -> None:
    """Nothing a person writes stands in the clear."""
    form = await decided.world.press("bo", await decided.says("bo", "Cannot"), "Say why")
    await decided.world.submit("bo", form, reason="A fair in Malmö")
    (row,) = await decided.world.table("rsvp")
    assert b"fair" not in row["reason"]


async def test_two_years_later_it_is_gone(decided: ComingClub) -> None:
    """Retention: 24 months after it was said or marked."""
    await decided.says("cia", "Coming")
    await decided.go(CARD)
    await decided.right()
    decided.world.clock.move_to(CARD + timedelta(days=731))
    await decided.world.clockwork._housekeeping.run()
    assert await decided.world.table("rsvp") == []
    assert await decided.world.table("attendance") == []
