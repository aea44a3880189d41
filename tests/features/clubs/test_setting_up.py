"""The lead sets a club up in five steps, each saved, resumable at any time."""

from __future__ import annotations

from bot.kernel.people import Language
from tests.features.club_world import Heard, World, found, join, set_up


async def at_step(founded: World, number: int) -> Heard:
    """Take the steps before one with what is prefilled, and return the panel."""
    panel = await founded.say("anna", "/setup")
    typed = [{}, {}, {"listed": "Sydöster – Bo Berg"}]
    for label, fields in list(zip(("Languages and clock", "Days and hours", "Companies"), typed, strict=True))[
        : number - 1
    ]:
        panel = await founded.submit("anna", await founded.press("anna", panel, label), **fields)
    return panel


async def test_a_club_is_set_up_in_five_steps(founded: World) -> None:
    """Four forms and the invitations; then the club is ready and everybody's link is there."""
    tokens = await set_up(founded)
    assert list(tokens) == ["Bo Berg", "Cia Holm"]
    frame = await founded.frame()
    assert frame.is_set_up
    assert frame.host == (await founded.companies())["Kvarnboden"].id
    assert frame.host_place == "Strandgatan 1, Vasa"
    for who, token in zip(("bo", "cia"), tokens.values(), strict=True):
        assert "You are in" in (await join(founded, who, token)).words


async def test_each_step_is_saved_by_itself(founded: World) -> None:
    """Who goes away in the middle finds the steps done, their answers, and the next one."""
    await at_step(founded, 3)
    panel = await founded.say("anna", "/setup")
    assert "2 of 5 steps are done." in panel.words
    assert "Companies: not yet" in panel.words
    assert "Days and hours: Tuesday, Wednesday and Thursday, 17:00, 2 h 30 min" in panel.words
    assert list(panel.buttons) == ["Languages and clock", "Days and hours", "Companies"]


async def test_a_later_step_waits_for_the_next_one(founded: World) -> None:
    """A button of a later step, kept from elsewhere, says which comes first; nothing is saved."""
    heard = await founded.ask("anna", founded.catalogue.codec.read(f"ci.{await founded.club()}"))
    assert heard.error == "Step 1 comes first. Write /setup to go on."
    assert not (await founded.frame()).is_set_up


async def test_languages_clock_and_holidays_are_chosen(founded: World) -> None:
    """Step 1 keeps languages, the chat's own first, the zone and the countries; Åland is one."""
    form = await founded.press("anna", await founded.say("anna", "/setup"), "Languages and clock")
    await founded.submit(
        "anna", form, languages=["fi", "sv"], language="sv", zone="Europe/Mariehamn", countries=["AX", "FI"]
    )
    frame = await founded.frame()
    assert frame.languages == (Language.SV, Language.FI)
    assert (frame.language, frame.zone.key) == (Language.SV, "Europe/Mariehamn")
    assert frame.calendar.countries == ("AX", "FI")


async def test_what_was_not_offered_is_refused_beside_its_field(founded: World) -> None:
    """A forged zone, country or language changes nothing and says what to do."""
    form = await founded.press("anna", await founded.say("anna", "/setup"), "Languages and clock")
    heard = await founded.submit("anna", form, languages=["xx"], zone="Mars/Base", countries=[])
    assert set(heard.fields) == {"languages", "zone", "countries"}


async def test_days_and_hours_are_chosen(founded: World) -> None:
    """Step 2 keeps weekdays in order, the hour however it is written, and the length."""
    panel = await at_step(founded, 2)
    form = await founded.press("anna", panel, "Days and hours")
    panel = await founded.submit("anna", form, weekdays=["3", "0"], start="klo 18.30", minutes="90")
    assert "Days and hours: Monday and Thursday, 18:30, 1 h 30 min" in panel.words
    refused = await founded.submit("anna", form, weekdays=[], start="25:00", minutes="1")
    assert set(refused.fields) == {"weekdays", "start", "minutes"}


async def test_a_faulty_line_loses_nothing(founded: World) -> None:
    """One line that cannot be read is named; none of the others is used until it is mended."""
    panel = await at_step(founded, 3)
    form = await founded.press("anna", panel, "Companies")
    heard = await founded.submit("anna", form, listed="Sydöster – Bo Berg\nKaffestugan")
    assert heard.fields["listed"] == "Line 2, Kaffestugan: write a dash and the contact person after the company."
    assert set(await founded.companies()) == {"Kvarnboden"}
    await founded.submit("anna", form, listed="Sydöster – Bo Berg\nKaffestugan – Cia Holm")
    assert set(await founded.companies()) == {"Kvarnboden", "Sydöster", "Kaffestugan"}


async def test_the_list_may_be_sent_again(founded: World) -> None:
    """The same list again, with the lead's own company in it and one line more, adds the new one alone."""
    panel = await at_step(founded, 3)
    form = await founded.press("anna", panel, "Companies")
    listed = "Kvarnboden – Anna Lind\nSydöster – Bo Berg"
    for words in (listed, listed.upper(), f"{listed}\nSydöster\tEd Alm"):
        assert (await founded.submit("anna", form, listed=words)).error is None
    assert [m.name for m in await founded.members()] == ["Anna Lind", "Bo Berg", "Ed Alm"]
    assert [m.name for m in await founded.members() if m.is_contact] == ["Anna Lind", "Bo Berg"]


async def test_the_host_is_one_of_the_club(founded: World) -> None:
    """A company that is not in the club cannot be host."""
    panel = await at_step(founded, 4)
    form = await founded.press("anna", panel, "Host and place")
    heard = await founded.submit("anna", form, company="a" * 16, place="Somewhere")
    assert heard.error is not None
    assert (await founded.frame()).host is None


async def test_links_are_made_for_those_who_have_none(founded: World) -> None:
    """Asking again makes no second link for anybody; a name added later gets one."""
    await set_up(founded)
    club = await founded.say("anna", "/club")
    assert "Everybody has a link." in (await founded.press("anna", club, "Missing links")).words
    form = await founded.press("anna", club, "Add companies")
    await founded.submit("anna", form, listed="Norrsken – Ed Alm")
    more = await founded.press("anna", club, "Missing links")
    assert len(more.copied) == 1
    assert more.copied[0].startswith("Hello Ed Alm.")
    assert "ready" not in more.words


async def test_readiness_is_said_once(founded: World) -> None:
    """The instant of being ready is kept from the first time."""
    await set_up(founded)
    ready = await founded.rows("SELECT ready_at FROM club")
    await founded.later(days=1)
    await founded.press("anna", await founded.say("anna", "/club"), "Missing links")
    assert await founded.rows("SELECT ready_at FROM club") == ready


async def test_only_lead_and_deputy_set_up(founded: World) -> None:
    """A member is sent to the lead, a stranger learns nothing."""
    tokens = await set_up(founded)
    await join(founded, "bo", tokens["Bo Berg"])
    assert (await founded.say("bo", "/setup")).error == "The club lead minds this. Ask your club lead."
    assert (await founded.say("eve", "/setup")).error != "The club lead minds this. Ask your club lead."


async def test_markup_in_a_club_is_data(empty: World) -> None:
    """A club, a company and a person named with markup and emoji keep their names everywhere."""
    await found(empty, lead="_Anna_ & <i>", company="Kvarn 🥐 `b`")
    words = (await empty.say("anna", "/members")).words
    assert "Kvarn 🥐 `b`: _Anna_ & <i>" in words
