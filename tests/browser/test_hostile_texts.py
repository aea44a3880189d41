"""What people write is data in every place of the page: it stays text, and breaks no layout."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Windows
from tests.browser.founding import NewClub, come_in, found
from tests.browser.measures import sideways
from tests.browser.window import Window

pytestmark = pytest.mark.browser

PHONE = (390, 844)
CHAT_LIMIT, NAME_LIMIT = 4000, 60
BIDI = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
HOSTILE = {
    "markup": "<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;",
    "markdown": "**fet** _kursiv_ [länk](javascript:alert(1)) `kod` # rubrik",
    "mention": "@everyone @here <@123> <!channel>",
    "direction": "abc\u202egnp.exe\u202c \u2066\u05d0\u05d1\u2069 slut",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈 ṩ\u0337 ä",
    "braces": "{name} {0} %s ${x} {{7*7}}",
    "long": "ö" * CHAT_LIMIT,
}


def _plain(locator: Locator) -> str:
    """Return the text of an element without marks of direction, and make sure that it holds nothing but text."""
    assert locator.locator(":not(bdi)").count() == 0
    return (locator.text_content() or "").translate(BIDI)


def _stays_text(window: Window) -> None:
    """Nothing that was written has become markup, and nothing is wider than its place."""
    strange = "img[src=x], script:not([src]), [onerror], bdi b, bdi a, .bubble p *:not(bdi):not(span)"
    assert window.page.locator(strange).count() == 0
    assert sideways(window.page) == []


def test_chat_stays_text(shared_windows: Windows) -> None:
    """Said to the room, it stands there as it was written, for whoever wrote it and for the others on a phone."""
    window, other = shared_windows.open("emma"), shared_windows.open("kaj", size=PHONE)
    for said in HOSTILE.values():
        window.room.say(said)
        for each in (window, other):
            newest = each.room.log.locator("[data-message]").last.locator(".bubble > p").last
            expect(newest).to_contain_text(said.translate(BIDI)[:3])
            assert _plain(newest) == said.translate(BIDI)
            _stays_text(each)


def test_too_much_is_refused_and_kept(shared_windows: Windows) -> None:
    """One character too many is refused with the number, in the person's language, and still stands in the line."""
    window = shared_windows.open("aino")
    window.room.line.fill("x" * (CHAT_LIMIT + 1))
    window.room.section.locator(".send").click()
    expect(window.room.trouble).to_contain_text("Enintään 4000 merkkiä")
    expect(window.room.line).to_have_value("x" * (CHAT_LIMIT + 1))
    assert sideways(window.page) == []


def test_a_visitors_name_stays_text(shared_windows: Windows) -> None:
    """As a visitor's name it stands in the list and in the head of the lane as it was written."""
    window = shared_windows.open("emma")
    for written in HOSTILE.values():
        name = written[:NAME_LIMIT].translate(BIDI)
        window.page.locator("#people .add").click()
        window.fill({"name": written[:NAME_LIMIT], "language": "en"})
        window.send("people")
        shown = window.page.locator("#lane header .name")
        expect(shown).to_have_text(name)
        assert _plain(shown) == _plain(window.page.locator("#people [aria-current] .name")) == name
        _stays_text(window)


CLUB = NewClub("<img src=x onerror=alert(1)>", "**Eva** <b>Ek</b>", "@everyone <!channel> {name}", "en")
COMPANY, CONTACT = '"><script>alert(2)</script>', "Åke \u202eÖberg 👩‍👩‍👧‍👦"
PLACE = "<a href=javascript:alert(3)>här</a> & 'där' " + "Ö" * 70


def _set_up(window: Window) -> None:
    lane = window.lane
    lane.tap("Set up the club")
    for label in ("Languages and clock", "Days and hours"):
        lane.tap(label)
        window.send()
    lane.tap("Companies")
    window.fill({"listed": f"{COMPANY} – {CONTACT}\n{'M' * NAME_LIMIT} – {'W' * NAME_LIMIT}"})
    window.send()
    lane.tap("Host and place")
    window.fill({"company": COMPANY, "place": PLACE})
    window.send()
    lane.tap("Invitations")


@pytest.mark.slow
def test_a_club_with_hostile_names_works(windows: Windows) -> None:
    """As a club's, a company's, a person's name and as a place it stays text, wide and on a phone, and all works."""
    window = windows.open()
    invitation = found(window, CLUB)
    come_in(window, CLUB.lead, "en", invitation, "I promise")
    _set_up(window)
    invitation = window.lane.copy("Öberg")
    expect(window.room.section.locator(".head .name")).to_have_text(CLUB.name)
    expect(window.lane.message("Host")).to_contain_text(PLACE)
    come_in(window, "Åke Öberg", "en", invitation, "I promise")
    expect(window.page.locator("#people h3").filter(has_text=COMPANY)).to_be_visible()
    window.room.say(f"{HOSTILE['markup']} {HOSTILE['markdown']}")
    for route in ("", "eva", "ake", "eva+ake"):
        for width, height in ((1280, 800), PHONE):
            window.page.set_viewport_size({"width": width, "height": height})
            window.go(route)
            _stays_text(window)
