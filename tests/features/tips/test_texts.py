"""What is said of tips in the three languages, at none, one, two and many, with short and long names (voice.md)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.features.tips.model.groups import Count
from bot.features.tips.ports import Area, Level
from bot.features.tips.words import AREA_WORDS, LEVEL_WORDS, backed_words, count_words
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from bot.kernel.texts import Voice
from tests.features.club_world import Heard, World
from tests.features.polls.poll_club import PollClub
from tests.features.tips.tip_club import decided

LONG = "Österbottens Allmogehantverk och Presentbutik Ab"
COUNTS = {
    (Language.SV, 0, 0): "🎒 Inga tips till {host} ännu.",
    (Language.SV, 1, 1): "🎒 1 tips från 1 företag till {host}.",
    (Language.SV, 2, 1): "🎒 2 tips från 1 företag till {host}.",
    (Language.SV, 14, 7): "🎒 14 tips från 7 företag till {host}.",
    (Language.FI, 0, 0): "🎒 Ei vielä vinkkejä, saaja: {host}.",
    (Language.FI, 1, 1): "🎒 1 vinkki 1 yritykseltä, saaja: {host}.",
    (Language.FI, 2, 2): "🎒 2 vinkkiä 2 yritykseltä, saaja: {host}.",
    (Language.FI, 14, 7): "🎒 14 vinkkiä 7 yritykseltä, saaja: {host}.",
    (Language.EN, 0, 0): "🎒 No tips for {host} yet.",
    (Language.EN, 1, 1): "🎒 1 tip from 1 company for {host}.",
    (Language.EN, 2, 1): "🎒 2 tips from 1 company for {host}.",
    (Language.EN, 14, 7): "🎒 14 tips from 7 companies for {host}.",
}


def voice(language: Language) -> Voice:
    """Return a voice with the shipped texts."""
    return load_catalogues().voice(language, ZoneInfo("Europe/Helsinki"))


@pytest.mark.parametrize("host", ["Ro", LONG])
@pytest.mark.parametrize(("language", "tips", "companies"), list(COUNTS))
def test_the_rooms_line(language: Language, tips: int, companies: int, host: str) -> None:
    """Names stand where no ending is needed, numbers with their right form."""
    said = voice(language).say(count_words(Count(tips, companies), host))
    assert said == COUNTS[language, tips, companies].format(host=host)


@pytest.mark.parametrize("language", list(Language))
def test_areas_and_dots_are_told_apart(language: Language) -> None:
    """Ten areas and three levels read differently in each language; a word stands beside the dots."""
    speaks = voice(language)
    assert len({speaks.say(AREA_WORDS[each]) for each in Area}) == 10
    levels = [speaks.say(LEVEL_WORDS[each]) for each in Level]
    assert [each[:3] for each in levels] == ["●○○", "●●○", "●●●"]
    assert len({each[4:] for each in levels}) == 3
    assert len({speaks.say(backed_words(count)) for count in (1, 2, 7)}) == 3


@pytest.mark.parametrize(
    ("language", "command", "first", "question"),
    [
        (Language.SV, "/tipsa", "🎒 I ryggsäcken till Kvarnboden.", "Vilket område gäller det?"),
        (Language.FI, "/vinkki", "🎒 Repussa, saaja: Kvarnboden.", "Mihin alueeseen se liittyy?"),
        (Language.EN, "/tip", "🎒 In the backpack for Kvarnboden.", "Which area is it about?"),
    ],
)
async def test_each_gives_in_their_own_language(language: Language, command: str, first: str, question: str) -> None:
    """The command, the answer and the question are the giver's; the tip keeps the language it was given in."""
    club: PollClub = await decided(3)
    world: World = club.world
    world.door.catalogues = load_catalogues()
    await club.speaks("bo", language)
    heard: Heard = await world.say("bo", f"{command} Visa frakten")
    assert heard.words.splitlines()[0] == first
    assert question in heard.words
    assert [row["language"] for row in await world.table("tip")] == [language.value]
    await world.engine.close()
