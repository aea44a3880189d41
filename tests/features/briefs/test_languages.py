"""What hosts and guests read in Swedish and Finnish, with short and long names."""

from __future__ import annotations

import pytest

from bot.features.briefs.intents import WriteBrief
from bot.features.joining.intents import EditCompany
from bot.features.meetings.intents import CancelNow
from bot.features.polls.ports import PollState
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from tests.features.polls.poll_club import PollClub

LONG = "Österbottens Handgjorda Ullvaror och Kaffe Ab Oy"
READ = {
    Language.SV: (
        "🔎 Tio minuter för {name} innan vi ses to 24.9 kl. 17",
        "Mål: Mer.",
        "Titta på det här: Första intrycket, ",
        "🚫 Inställt: to 24.9 kl. 17–19.30 hos {name}.",
        "Nya datum kommer. Den här filen tar bort mötet ur din kalender.",
        "📝 Önskemål från {name}",
    ),
    Language.FI: (
        "🔎 Valmistaudu kymmenessä minuutissa, isäntä: {name}. Tapaamme to 24.9. klo 17",
        "Tavoite: Mer.",
        "Katso näitä: Ensivaikutelma, ",
        "🚫 Peruttu: to 24.9. klo 17–19.30, {name}.",
        "Uudet päivät tulevat. Tämä tiedosto poistaa tapaamisen kalenteristasi.",
        "📝 Isännän toiveet: {name}",
    ),
}


@pytest.mark.parametrize("language", READ)
@pytest.mark.parametrize("name", ["Ö", LONG])
async def test_guests_read_it_in_their_language(language: Language, name: str) -> None:
    """From the preparation to a cancelled date: whole sentences, names where no ending is needed."""
    club = await PollClub.founded(3, host="Sydöster", catalogues=load_catalogues())
    form = await club.world.ask("anna", EditCompany(club=club.id, company=await club.company("bo")))
    assert (await club.world.submit("anna", form, name=name)).error is None
    await club.speaks("cia", language)
    await club.until(PollState.OPEN)
    for who in ("anna", "bo", "cia"):
        await club.all_fit(who)
    meeting = await club.until_decided()
    await club.world.ask("bo", WriteBrief(club=club.id, goal="Mer.", question_1="Varför?", webshop=""))
    await club.world.later(days=14)
    preparation, goal, areas, cancelled, following, brief = (each.format(name=name) for each in READ[language])
    (told,) = club.told("cia", "🔎")
    assert told.splitlines()[:3] == [preparation, goal, "1: Varför?"]
    assert areas in told
    assert brief in (await club.world.say("cia", "/brief")).words
    await club.world.ask("anna", CancelNow(club=club.id, meeting=meeting.id, reason=""))
    await club.world.settle()
    (told,) = club.told("cia", "🚫")
    assert told.splitlines()[:2] == [cancelled, following]
    await club.world.engine.close()
