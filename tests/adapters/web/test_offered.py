"""What somebody is offered, they may use: the listed commands by who one is (R1)."""

from __future__ import annotations

from bot.compose import HELSINKI
from bot.kernel.door import STRANGER
from bot.kernel.people import Language
from tests.adapters.web.page import ENGLISH, Club, Page, buttons

REFUSED = ENGLISH.voice(Language.EN, HELSINKI).say(STRANGER)


async def test_a_command_that_is_listed_is_never_refused_as_a_strangers(page: Page, club: Club) -> None:
    """Visitor, operator, organizer, lead and former member: each may use what the state names to them."""
    visitor = await page.visitor("Vera")
    for person in ("operator", visitor, club.organizer, club.lead):
        assert await _refused(page, person) == []
    await page.say(club.lead, "/leave")
    question = (await page.lane(club.lead))[-1]
    await page.press(club.lead, question, next(iter(buttons(question))))
    assert await _refused(page, club.lead) == []


async def test_who_is_on_the_way_in_is_offered_a_language_and_no_data_yet(page: Page, club: Club) -> None:
    """The three rules are read in the own language; there is nothing else to ask for yet."""
    form = (await page.say(club.lead, "/invite"))["form"]
    company = form["fields"][0]["options"][0]["value"]
    await page.submit(club.lead, form, chosen=company, name="Wilma Waits")
    invitation = next(each["text"] for each in (await page.lane(club.lead))[-1]["blocks"] if each["kind"] == "copy")
    waits = await page.visitor("Wilma")
    await page.say(waits, invitation)
    named = {each["name"] for each in (await page.state(waits))["commands"]}
    assert {"/language", "/zone"} <= named
    assert not {"/mydata", "/forget"} & named
    assert await _refused(page, waits) == []


async def _refused(page: Page, person: str) -> list[str]:
    """Return the listed commands whose answer is that of a stranger; none may end the asking itself."""
    said = [each["name"] for each in (await page.state(person))["commands"] if each["name"] != "/bind"]
    replies = {name: await page.say(person, name) for name in said}
    return [name for name, reply in replies.items() if reply["error"] and reply["error"]["text"] == REFUSED]
