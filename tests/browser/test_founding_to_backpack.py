"""A club from nothing to a backpack that is opened, picked from and shared, by taps and typing in the page alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Windows
from tests.browser.founding import NewClub, come_in, found
from tests.browser.window import Column, Filled, Window

pytestmark = pytest.mark.browser

CLUB, PLACE, SHOP = "Nätbodarna", "Rantakatu 3, Vaasa", "lumonlanka.example"
COMPANIES = "Lumon Lanka – Aino Niemelä\nNorthlight Bikes – Emma Hartley"
CARD = "📅 Nästa klubbmöte hos Lumon Lanka"
SETUP: tuple[tuple[str, Filled], ...] = (
    ("Språk och klocka", {"languages": ("sv", "fi", "en"), "language": "sv"}),
    ("Dagar och tider", {"weekdays": ("1", "2", "3"), "start": "17:00", "minutes": "150"}),
    ("Företag", {"listed": COMPANIES}),
    ("Värd och plats", {"company": "Lumon Lanka", "place": PLACE}),
)
GOAL, QUESTION = "Uusi asiakas löytää oikean langan viidessä minuutissa.", "Mikä jäi epäselväksi?"
BY_COMMAND = "Say the yarn's colour in its name."
BY_BUTTON = "Visa leveranstiden i dagar."
BY_REPLY = "Sätt färgkartan överst."
WRITTEN = "Show how much yarn a sweater takes."
MOST_TAPS = 3


@dataclass(frozen=True, slots=True)
class Club:
    """Two windows: in one the lead, in the other the host and a guest by turns."""

    lead: Window
    others: Window

    def taps_of(self, window: Window, before: int) -> int:
        """Return how many taps an act took, which are three at the most."""
        taken = window.taps - before
        assert taken <= MOST_TAPS
        return taken


def _founded_club(windows: Windows) -> Club:
    """The club comes together: an organizer, the lead's five steps, two guests with invitations."""
    others, lead = windows.open(), windows.open()
    invitation = found(others, NewClub(CLUB, "Maria Lillsjö", "Bärkorgen", "sv"))
    expect(lead.page.locator("#people [data-person=tove]")).to_be_visible()
    come_in(lead, "Maria Lillsjö", "sv", invitation, "Jag lovar")
    lead.lane.tap("Gör klubben klar")
    for label, filled in SETUP:
        lead.lane.tap(label)
        lead.fill(filled)
        lead.send()
    lead.lane.tap("Inbjudningar")
    for name, language, promise in (("Aino Niemelä", "fi", "Lupaan"), ("Emma Hartley", "en", "I promise")):
        come_in(others, name, language, lead.lane.copy(name), promise)
    return Club(lead, others)


def _decide(club: Club) -> None:
    """The first host is accepted by its set-up; all answer the poll with a tap, and the date is told with its host."""
    club.lead.forward_until(club.lead.room.message(CARD))
    club.lead.room.tap("Alla passar", CARD)
    for handle in ("aino", "emma"):
        club.others.become(handle)
        club.others.room.tap("Alla passar", CARD)
    expect(club.lead.room.message(CARD)).to_contain_text("3 av 3 företag har svarat.")
    club.lead.forward("hour")
    expect(club.lead.room.message("✅")).to_contain_text(f"Lumon Lanka, {PLACE}.")


def _brief(club: Club) -> None:
    """The host says in its own language what the guests shall look at."""
    club.others.become("aino")
    club.others.lane.say("/toiveet")
    before = club.others.taps
    club.others.lane.tap("Kirjoita")
    club.others.fill({"goal": GOAL, "question_1": QUESTION, "webshop": SHOP})
    club.others.send()
    club.taps_of(club.others, before)
    club.others.lane.shows(GOAL)


def _give_tips(club: Club) -> None:
    """Four ways to a tip: a command, a button, a reply, another's message with its author's word."""
    lead, others = club.lead, club.others
    others.become("emma")
    others.lane.say(f"/tip {BY_COMMAND}")
    others.lane.tap("Product pages", BY_COMMAND)
    others.lane.tap("●○○ Little", BY_COMMAND)
    others.lane.choices(BY_COMMAND).last.get_by_role("button", name="●●● Much").click()
    lead.lane.say("/tipsen")
    lead.lane.tap("Ge ett tips")
    lead.fill({"words": BY_BUTTON})
    lead.send()
    lead.lane.shows(BY_BUTTON)
    lead.lane.say("/tipsen")
    _reply(lead.lane, "2 tips från 2 företag", BY_REPLY)
    lead.lane.shows(BY_REPLY)
    _save_as_tip(club)
    expect(lead.room.message("🎒")).to_contain_text("4 tips från 2 företag till Lumon Lanka.")


def _reply(column: Column, words: str, said: str) -> None:
    column.message(words).locator("[data-reply]").click()
    column.say(said)


def _save_as_tip(club: Club) -> None:
    """What Emma writes to the room is saved by Maria with a tap, and is a tip when Emma has agreed with one."""
    club.others.room.say(WRITTEN)
    row = club.lead.room.message(WRITTEN).locator("[data-about]").first
    before = club.lead.taps
    club.lead.answered(row, "about")
    club.taps_of(club.lead, before)
    expect(club.others.lane.message(WRITTEN)).to_be_visible()
    club.others.lane.tap("Yes, save it", WRITTEN)


def _meet(club: Club) -> None:
    """One says that it cannot come and why; time passes; the lead's card is right after a tap."""
    club.others.become("emma")
    club.others.lane.say("/coming")
    club.others.lane.tap("Cannot")
    club.others.lane.tap("Say why")
    club.others.fill({"reason": "We are at a fair."})
    club.others.send()
    club.others.lane.shows("We are at a fair.")
    club.lead.forward_until(club.lead.lane.message("Vem var med?"))
    club.lead.lane.tap("Northlight Bikes: anmält förhinder")
    club.lead.lane.tap("På plats")
    club.lead.lane.tap("Stämmer")
    club.lead.forward_until(club.lead.room.message("Klubben träffades"))


def _open_backpack(club: Club, folder: Path) -> None:
    """The host has a picture with words, a page that opens in its place, and a PDF to keep."""
    club.others.become("aino")
    packed = club.others.lane.message("Reppunne on pakattu")
    club.lead.forward_until(club.lead.room.message("packade"))
    expect(packed).to_be_visible()
    picture = packed.locator("img.picture")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    assert picture.get_attribute("alt")
    _page_is_still(club.others.page, packed)
    with club.others.page.expect_download() as told:
        packed.locator("a[download$='.pdf']").click()
    told.value.save_as(folder / "backpack.pdf")
    assert (folder / "backpack.pdf").read_bytes().startswith(b"%PDF")


def _page_is_still(page: Page, packed: Locator) -> None:
    """The backpack's page shows the tips as text, runs no script and asks for nothing."""
    with page.expect_popup() as opened:
        packed.locator("a[target=_blank]").click()
    backpack, asked = opened.value, list[str]()
    backpack.on("request", lambda request: asked.append(request.url))
    for words in (BY_COMMAND, BY_BUTTON, BY_REPLY, WRITTEN, GOAL):
        expect(backpack.get_by_text(words).first).to_be_visible()
    assert backpack.locator("script").count() == 0
    assert [each for each in asked if not each.startswith(("data:", backpack.url))] == []
    backpack.close()


def _pick_and_share(club: Club) -> None:
    """Two tips are taken first, and the club's members may read the backpack."""
    lane = club.others.lane
    for number in ("1", "2"):
        lane.tap(number, "Reppunne on pakattu")
    expect(lane.message("Reppunne on pakattu").locator("[aria-pressed=true]")).to_have_count(2)
    before = club.others.taps
    lane.tap("Jaa kerholle")
    assert club.taps_of(club.others, before) == 1
    expect(club.lead.room.message(re.compile("packade till Lumon Lanka"))).to_contain_text("delar")
    club.lead.lane.say("/ryggsack")
    club.lead.lane.shows(re.compile("4 tips"))


@pytest.mark.slow
@pytest.mark.timeout(150)
def test_a_club_is_founded_and_its_host_goes_home_with_a_backpack(windows: Windows, tmp_path: Path) -> None:
    """Founding, a date, a brief, tips in four ways, a meeting, a packed backpack that is read, picked from, shared."""
    club = _founded_club(windows)
    _decide(club)
    _brief(club)
    _give_tips(club)
    _meet(club)
    _open_backpack(club, tmp_path)
    _pick_and_share(club)
