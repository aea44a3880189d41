"""The page serves everybody: with assistive technology, by keyboard, on a phone, in the dark, in three languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import DESKTOP, Windows
from tests.browser.measures import sideways, small_for_thumbs, violations
from tests.browser.window import Window

pytestmark = pytest.mark.browser

PHONE, TABLET = (390, 844), (768, 1024)
MOST_TABS = 90
CARD = "📅 Nästa klubbmöte hos Paahtimo Pulu"
LONG_WORD = "Lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas"


def _on_its_lane(window: Window) -> None:
    if window.page.locator("#tab-lane").is_visible():
        window.tab("lane")


def _visitors_form(window: Window) -> None:
    if window.page.locator("#tab-people").is_visible():
        window.tab("people")
    window.page.locator("#people .add").click()
    expect(window.form).to_be_visible()


def _menu(window: Window) -> None:
    _on_its_lane(window)
    window.lane.line.fill("/")
    expect(window.lane.section.get_by_role("listbox")).to_be_visible()


def _form_with_errors(window: Window) -> None:
    _visitors_form(window)
    window.fill({"name": "   "})
    window.send_in_vain()


def _long_form(window: Window) -> None:
    _on_its_lane(window)
    window.lane.say("/klubb")
    window.lane.tap("Språk och klocka")
    expect(window.form).to_be_visible()


def _starting_over(window: Window) -> None:
    window.page.locator("[data-tool=restart]").click()
    expect(window.form).to_be_visible()


def _as_it_is(_: Window) -> None:
    """Nothing is done."""


SIGHTS: dict[str, tuple[str, Callable[[Window], None]]] = {
    "start": ("", _as_it_is),
    "finnish": ("aino", _on_its_lane),
    "menu": ("emma", _menu),
    "form": ("sofia", _visitors_form),
    "form with errors": ("aino", _form_with_errors),
    "long form": ("maria", _long_form),
    "two side by side": ("anna+aino", _as_it_is),
    "closed room": ("ritva", _as_it_is),
    "operator": ("operator", _on_its_lane),
    "starting over": ("emma", _starting_over),
}


@pytest.mark.parametrize("sight", SIGHTS)
def test_everybody_can_use_it(shared_windows: Windows, sight: str) -> None:
    """Wherever one stands in the page, wide and light or narrow and dark, axe-core finds no violation."""
    route, reach = SIGHTS[sight]
    for size, dark in ((DESKTOP, False), (PHONE, True)):
        window = shared_windows.open(route, size=size, dark=dark)
        reach(window)
        assert violations(window.page) == []
        assert sideways(window.page) == []


@pytest.mark.parametrize("who", ["maria", "aino", "emma", "operator"])
def test_a_phone_shows_one_of_three_tabs(shared_windows: Windows, who: str) -> None:
    """On a phone there are three tabs, each column fits the screen, and every control is large enough for a thumb."""
    window = shared_windows.open(who, size=PHONE)
    names = ("people", "room", "lane")
    expect(window.page.get_by_role("tab")).to_have_count(len(names))
    for name in names:
        window.tab(name)
        others = [each for each in names if each != name]
        assert not any(window.page.locator(f"#{each}").is_visible() for each in others)
        assert sideways(window.page) == []
        assert small_for_thumbs(window.page) == []


@pytest.mark.parametrize("who", ["maria", "kaj", "aino"])
def test_half_a_year_opens_at_its_end(shared_windows: Windows, who: str) -> None:
    """A lane shows its newest message from its beginning, wide and on a phone, also once its picture has come."""
    for size in (DESKTOP, PHONE):
        window = shared_windows.open(who, size=size)
        _on_its_lane(window)
        newest = window.lane.log.locator("[data-message]").last
        for picture in newest.locator("img").all():
            expect(picture).to_have_js_property("complete", value=True)
        expect(newest.locator("h3, p").nth(1)).to_be_in_viewport()


def test_a_form_on_a_phone_is_made_for_thumbs(shared_windows: Windows) -> None:
    """A form fits a phone, with controls for thumbs."""
    window = shared_windows.open("maria", size=PHONE)
    _long_form(window)
    assert sideways(window.page) == []
    assert small_for_thumbs(window.page) == []


def test_long_words_wrap(windows: Windows) -> None:
    """The longest Finnish word breaks no layout on any screen: as a company, as a name, in the room."""
    window = windows.open("maria")
    window.lane.say("/medlemmar")
    window.lane.tap("Paahtimo Pulu")
    window.lane.tap("Byt namn")
    window.fill({"name": LONG_WORD[:60]})
    window.send()
    window.room.say(f"{LONG_WORD} {LONG_WORD * 3}")
    window.add_visitor(LONG_WORD[:60], "fi")
    for width, height in (DESKTOP, TABLET, PHONE):
        window.page.set_viewport_size({"width": width, "height": height})
        for route in ("jens", "jens+aino"):
            window.go(route)
            expect(window.room.message(f"📅 Nästa klubbmöte hos {LONG_WORD[:60]}")).to_be_attached()
            assert sideways(window.page) == []


def _tab_to(window: Window, wanted: Locator) -> None:
    """Press Tab until something has the focus."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        window.page.keyboard.press("Tab")
    raise AssertionError(f"not reached by keyboard: {wanted}")


def test_the_keyboard_is_enough(shared_windows: Windows) -> None:
    """Choosing a person, answering a slot, the menu of commands and a form are done without a pointer."""
    window = shared_windows.open("anna")
    keys = window.page.keyboard
    _tab_to(window, window.page.locator("#people [data-person=jens]"))
    keys.press("Enter")
    expect(window.page.locator("#lane")).to_have_attribute("data-handle", "jens")
    answer = window.room.choices(CARD).first.get_by_role("button", name="Om det krävs")
    _tab_to(window, answer)
    keys.press("Space")
    expect(window.lane.message("Dina svar nu").locator("button.maybe[aria-pressed=true]")).to_have_count(1)
    expect(answer).to_be_focused()
    _tab_to(window, window.lane.line)
    keys.type("/mo")
    expect(window.lane.section.get_by_role("option", selected=True)).to_contain_text("/mote")
    keys.press("Enter")
    expect(window.lane.message("Inget datum ännu. Omröstningen pågår.")).to_be_visible()
    expect(window.lane.line).to_be_focused()


def test_a_form_is_filled_in_by_keyboard(shared_windows: Windows) -> None:
    """A visitor is added without a pointer; Escape leaves a form and the focus comes back."""
    window = shared_windows.open("emma")
    keys, add = window.page.keyboard, window.page.locator("#people .add")
    _tab_to(window, add)
    keys.press("Enter")
    expect(window.form).to_be_visible()
    keys.press("Escape")
    expect(window.form).to_have_count(0)
    expect(add).to_be_focused()
    keys.press("Enter")
    keys.type("Vera Holm")
    keys.press("Enter")
    expect(window.page.locator("#lane header .name")).to_have_text("Vera Holm")


def test_the_first_key_leads_past_the_bar(shared_windows: Windows) -> None:
    """The first Tab offers to skip to the messages, and does."""
    window = shared_windows.open("emma")
    window.page.keyboard.press("Tab")
    expect(window.page.locator("#skip")).to_be_focused()
    window.page.keyboard.press("Enter")
    expect(window.room.log).to_be_focused()
