"""Several windows on one club: they follow each other, nothing is done twice, nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Request, expect

from tests.browser.conftest import Windows
from tests.browser.window import Window

pytestmark = pytest.mark.browser

CARD = "📅 Nästa klubbmöte hos Paahtimo Pulu"
OWN = "Dina svar nu"
# Clicks at an agreed instant, so that two windows press together.
CLICK_AT = """([selector, instant]) => setTimeout(
  () => document.querySelector(selector).click(), instant - Date.now())"""
AHEAD_MS = 400


def _posted(window: Window, path: str) -> list[Request]:
    """Return a list that grows with each act the window posts."""
    posted: list[Request] = []
    window.page.on("request", lambda each: posted.append(each) if each.url.endswith(f"/api/{path}") else None)
    return posted


def _at_once(one: Window, other: Window, selector: str) -> None:
    """Press the same button in two windows at the same instant."""
    instant = one.page.evaluate("Date.now()") + AHEAD_MS
    with one.page.expect_response("**/api/press") as first, other.page.expect_response("**/api/press") as second:
        for window in (one, other):
            window.page.evaluate(CLICK_AT, [selector, instant])
    assert first.value.ok
    assert second.value.ok


def test_two_windows_of_one_person_are_in_step(windows: Windows) -> None:
    """What one taps in one window is pressed in the other, in another tab and beside somebody else too."""
    one, alone = windows.open("anna"), windows.open("anna")
    tab = windows.open("aino+anna", beside=one)
    one.room.answer(CARD, ["Ja", "Nej"])
    for column in (one.lane, alone.lane, tab.second):
        expect(column.message(OWN).locator("button.yes[aria-pressed=true]")).to_have_count(1)
        expect(column.message(OWN).locator("button.no[aria-pressed=true]")).to_have_count(1)
    alone.lane.answer(OWN, ["Om det krävs"])
    expect(tab.second.message(OWN).locator("button.maybe[aria-pressed=true]")).to_have_count(1)
    expect(one.lane.message(OWN).locator("button.yes[aria-pressed=true]")).to_have_count(0)


def test_a_double_tap_posts_once(shared_windows: Windows) -> None:
    """A nervous finger answers once, says once and brings one visitor."""
    window = shared_windows.open("onni")
    presses, sayings, visitors = (_posted(window, path) for path in ("press", "say", "people"))
    window.room.choices(CARD).first.get_by_role("button", name="Ja", exact=True).evaluate(
        "button => { button.click(); button.click(); }"
    )
    expect(window.lane.log.locator("button.yes[aria-pressed=true]")).to_have_count(1)
    window.room.line.fill("Vi ses där")
    window.room.section.locator("form").evaluate("form => { form.requestSubmit(); form.requestSubmit(); }")
    expect(window.room.log.get_by_text("Vi ses där")).to_have_count(1)
    window.page.locator("#people .add").click()
    window.fill({"name": "Vera Holm", "language": "sv"})
    window.form.locator("form").evaluate("form => { form.requestSubmit(); form.requestSubmit(); }")
    expect(window.page.locator("#lane header .name")).to_have_text("Vera Holm")
    assert [len(each) for each in (presses, sayings, visitors)] == [1, 1, 1]
    expect(window.page.locator("#people").get_by_text("Vera Holm")).to_have_count(1)


@pytest.mark.slow
def test_two_last_voters_at_the_same_instant_close_the_poll_once(windows: Windows) -> None:
    """Both last answers count, and ten quiet minutes later there is one date."""
    one, other = windows.open("anna"), windows.open("emma")
    for handle in ("nils", "helmi", "ulla", "pekka"):
        one.become(handle)
        one.room.tap("Alla passar", CARD)
    one.become("anna")
    expect(other.room.message(CARD)).to_contain_text("8 av 10 företag har svarat.")
    told = [window.lane.log.get_by_text("✅").count() for window in (one, other)]
    _at_once(one, other, "#room [data-message]:has(button.yes) [data-choice]:last-of-type button")
    for window in (one, other):
        expect(window.room.message(CARD)).to_contain_text("10 av 10 företag har svarat.")
    one.forward("hour")
    for window, before in zip((one, other), told, strict=True):
        expect(window.room.log.get_by_text("✅")).to_have_count(1)
        expect(window.lane.log.get_by_text("✅")).to_have_count(before + 1)


def test_colleagues_at_the_same_instant_leave_one_answer(windows: Windows) -> None:
    """Two of one company press different answers together: the company has one, the same in both windows."""
    one, other = windows.open("anna"), windows.open("jens")
    card = one.room.choices(CARD).first.locator(".question")
    expect(card).to_contain_text("4 ja, 1 nej")
    instant = one.page.evaluate("Date.now()") + AHEAD_MS
    with one.page.expect_response("**/api/press"), other.page.expect_response("**/api/press"):
        for window, tone in ((one, "yes"), (other, "no")):
            window.page.evaluate(CLICK_AT, [f"#room button.{tone}", instant])
    expect(card).to_have_text(re.compile("· (5 ja, 1 nej|4 ja, 2 nej)$"))
    tones = []
    for window in (one, other):
        window.lane.say("/datum")
        chosen = window.lane.message(OWN).locator("[aria-pressed=true]")
        expect(chosen).to_have_count(1)
        tones.append("yes" if "yes" in (chosen.get_attribute("class") or "") else "no")
    assert tones[0] == tones[1]
    expect(card).to_contain_text("5 ja, 1 nej" if tones[0] == "yes" else "4 ja, 2 nej")


def test_a_reload_shows_the_same(shared_windows: Windows) -> None:
    """The person, the answers, what was half written and the closed hint are there again."""
    window = shared_windows.open()
    window.become("lova")
    window.page.locator("#try .round").click()
    window.room.answer(CARD, ["Nej"])
    window.room.line.fill("Jag tänkte säga")
    before = window.lane.log.inner_text()
    window.page.reload()
    window.drawn()
    expect(window.page.locator("#lane")).to_have_attribute("data-handle", "lova")
    expect(window.lane.log).to_have_text(re.compile("Dina svar nu"))
    assert window.lane.log.inner_text() == before
    expect(window.room.line).to_have_value("Jag tänkte säga")
    expect(window.page.locator("#try")).to_be_hidden()


def test_a_half_written_line_is_each_persons_own(shared_windows: Windows) -> None:
    """What one person has begun to write waits for them while another is shown, and survives a refusal."""
    window = shared_windows.open("anna")
    window.lane.line.fill("/finnsinte")
    window.lane.section.locator(".send").click()
    expect(window.lane.trouble).to_contain_text("/finnsinte")
    expect(window.lane.line).to_have_value("/finnsinte")
    window.become("jens")
    expect(window.lane.line).to_have_value("")
    window.become("anna")
    expect(window.lane.line).to_have_value("/finnsinte")


def test_a_form_loses_nothing(shared_windows: Windows) -> None:
    """Errors stand beside their fields and keep what was typed; a closed form waits, also over a reload."""
    window = shared_windows.open("maria")
    window.lane.say("/klubb")
    window.lane.tap("Pauser")
    window.lane.tap("Lägg till en paus")
    window.fill({"first": "2027-03-10", "yearly": "1"})
    wrong = window.send_in_vain()
    expect(window.form.locator("[data-field=last][data-wrong]")).to_be_visible()
    expect(wrong.first).to_have_text("Välj en dag.")
    window.form.get_by_role("button", name="Stäng").click()
    window.page.reload()
    window.drawn()
    window.lane.section.locator("[data-draft=open]").click()
    expect(window.form.locator("[name=first]")).to_have_value("2027-03-10")
    expect(window.form.get_by_label("varje år")).to_be_checked()
    window.fill({"last": "2027-03-12"})
    window.send()
    expect(window.lane.section.locator("[data-draft]")).to_have_count(0)
    window.lane.shows("varje år 10 mars – 12 mars")


def test_a_visitors_errors_are_in_their_language(shared_windows: Windows) -> None:
    """A visitor without a name is told so in the language they chose, with the form still open."""
    window = shared_windows.open("anna")
    for language, words in (
        ("sv", "Skriv något här."),
        ("fi", "Kirjoita tähän jotakin."),
        ("en", "Write something here."),
    ):
        window.page.locator("#people .add").click()
        window.fill({"name": "  ", "language": language})
        window.send_in_vain()
        expect(window.form.locator("[data-field=name] .trouble")).to_have_text(words)
        window.page.keyboard.press("Escape")


def test_starting_over_is_told_to_every_window(windows: Windows) -> None:
    """Whoever starts over, all windows show the new beginning, without what was half written."""
    windows_open = [windows.open("anna"), windows.open("emma+aino"), windows.open("maria")]
    windows_open[0].room.answer(CARD, ["Ja"])
    windows_open[0].start_over(1)
    for window in windows_open:
        expect(window.page.locator("#people [data-person]")).to_have_count(1)
        expect(window.page.locator("#lane")).to_have_attribute("data-handle", "operator")
    windows_open[2].start_over(0)
    for window in windows_open:
        expect(window.page.locator("#people [data-person=anna]")).to_be_visible()
        window.become("anna")
        expect(window.room.message(CARD)).to_contain_text("5 av 10 företag har svarat.")


def test_a_link_opens_as_a_visitor(shared_windows: Windows) -> None:
    """An invitation's link asks who one is, opens the invitation, and leaves no trace of the token in the address."""
    lead = shared_windows.open("maria")
    lead.lane.say("/bjudin")
    lead.fill({"chosen": "Northlight Bikes", "name": "Ida Storm"})
    lead.send()
    token = lead.lane.copy("Ida Storm").rpartition(" ")[2]
    guest = shared_windows.open(f"join={token}")
    guest.fill({"name": "Ida Storm", "language": "fi"})
    guest.send("say")
    guest.lane.shows("1 Mitä täällä puhutaan, jää tänne.")
    assert token not in guest.page.url
    guest.lane.tap("Lupaan")
    lead.lane.shows("Ida Storm är med nu: Northlight Bikes.")


def test_two_side_by_side_act_each_for_themselves(shared_windows: Windows) -> None:
    """Side by side, one chooses who acts in the room; each lane stays its person's own."""
    window = shared_windows.open("pekka")
    window.page.locator("[data-tool=pair]").click()
    window.second.section.locator("[data-pick]").select_option("emma")
    expect(window.second.section).to_have_attribute("data-handle", "emma")
    window.room.section.locator("[data-actor=emma]").click()
    expect(window.room.section).to_have_attribute("data-handle", "emma")
    window.room.answer(CARD, ["Ja"])
    window.second.shows("Your answers now")
    expect(window.lane.log.get_by_text("Vastauksesi nyt")).to_have_count(0)
    window.room.section.locator("[data-actor=pekka]").click()
    window.room.answer(CARD, ["Nej"])
    window.lane.shows("Vastauksesi nyt")
