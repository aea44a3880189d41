"""Language and zone are everybody's own, one tap each."""

from __future__ import annotations

from bot.kernel.people import Language
from tests.features.club_world import World


async def test_a_language_is_one_tap(founded: World) -> None:
    """The languages stand in their own words, the present one marked; a tap changes it at once."""
    shown = await founded.say("anna", "/language")
    assert "[Svenska] [Suomi] [*English]" in shown.words
    after = await founded.press("anna", shown, "Suomi")
    assert "[*Suomi]" in after.words
    assert (await founded.member("Anna Lind")).language is Language.FI


async def test_a_zone_is_one_tap(founded: World) -> None:
    """The chosen city is kept, and marked when one looks again."""
    shown = await founded.say("anna", "/zone")
    assert "[*Helsinki]" in shown.words
    await founded.press("anna", shown, "Stockholm")
    zone = (await founded.member("Anna Lind")).zone
    assert zone is not None
    assert zone.key == "Europe/Stockholm"
    assert (await founded.frame()).zones_differ


async def test_a_zone_that_is_not_offered_changes_nothing(founded: World) -> None:
    """A forged button beyond the list reads like any stranger's."""
    heard = await founded.ask("anna", founded.catalogue.codec.read("jw..99"))
    assert heard.error is not None
    zone = (await founded.member("Anna Lind")).zone
    assert zone is not None
    assert zone.key == "Europe/Helsinki"


async def test_strangers_have_no_settings(founded: World) -> None:
    """Who is not known is told nothing and leaves no row."""
    for command in ("/language", "/zone"):
        assert (await founded.say("eve", command)).error is not None
    assert (await founded.ask("eve", founded.catalogue.codec.read("ju..sv"))).error is not None
    assert len(await founded.rows("SELECT id FROM person")) == 2
