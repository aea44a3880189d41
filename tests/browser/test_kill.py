"""Killed at any moment and started again with the same folder, the program has lost nothing and goes on."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Response, expect

from bot.cli import TEMPLATE
from bot.demo.cast import CAST
from storage.template import DATABASE
from tests.browser.conftest import Windows
from tests.browser.program import Program
from tests.browser.window import Column, Window

pytestmark = pytest.mark.browser

CARD = "📅 Nästa klubbmöte hos Paahtimo Pulu"
PANEL = re.compile("Dina svar nu|Vastauksesi nyt")
# How many times a poll asks about depends on the calendar.
FEWEST_SLOTS = 2
# The club's people, its organizer, who knocks, and the operator.
PEOPLE = len(CAST) + 3
# Contact persons of companies that have not answered when the demo begins.
SILENT = ("anna", "helmi", "ulla", "pekka")
# The tone of an answer's button, and how the Swedish card counts it.
COUNTED = {"yes": "ja", "maybe": "om det krävs", "no": "nej"}
Tally = Counter[str]


def _start_again(program: Program, window: Window, handle: str) -> None:
    """Start the program at its old address; the open window finds it by itself, and shows the same after a reload."""
    program.start(program.port)
    expect(window.page.locator("#bar .offline")).to_have_text("")
    expect(window.page.locator("[data-pending]")).to_have_count(0)
    window.go(handle)


def _slots(column: Column, words: str | re.Pattern[str]) -> list[Locator]:
    """Return the slots of the newest message with these words."""
    groups = column.choices(words)
    expect(groups.nth(FEWEST_SLOTS - 1)).to_be_visible()
    return [groups.nth(number) for number in range(groups.count())]


def _tallies(window: Window) -> list[Tally]:
    """Read the room's card: how many said what to each slot."""
    read = []
    for slot in _slots(window.room, CARD):
        words = slot.locator(".question").inner_text()
        found = {tone: re.search(rf"(\d+) {said}\b", words) for tone, said in COUNTED.items()}
        read.append(Counter({tone: int(each[1]) for tone, each in found.items() if each}))
    return read


def _card_says(window: Window, tallies: list[Tally]) -> None:
    """Wait until the room's card counts as it should."""
    for slot, tally in zip(_slots(window.room, CARD), tallies, strict=True):
        said = ", ".join(f"{tally[tone]} {words}" for tone, words in COUNTED.items() if tally[tone])
        expect(slot.locator(".question")).to_have_text(re.compile(rf" · {said}$"))


def _own_answers(window: Window) -> dict[str, str]:
    """Ask for the person's own panel and read what is answered: the tone by the button's action."""
    window.lane.say("/datum")
    kept = {}
    for slot in _slots(window.lane, PANEL):
        for tone in COUNTED:
            button = slot.locator(f"button.{tone}")
            if button.get_attribute("aria-pressed") == "true":
                kept[button.get_attribute("data-action") or ""] = tone
    return kept


def _press_and_kill(window: Window, program: Program, actions: list[str], kill_after: int) -> list[str]:
    """Tap several answers in one go and kill once so many are acknowledged; return all that were."""
    acknowledged: list[str] = []

    def note(response: Response) -> None:
        if response.url.endswith("/api/press") and response.ok:
            acknowledged.append(json.loads(response.request.post_data or "")["action"])

    window.page.on("response", note)
    with window.page.expect_event("response", lambda _: len(acknowledged) >= kill_after):
        window.page.evaluate(
            "all => all.forEach(each => document.querySelector(`#room [data-action='${each}']`).click())", actions
        )
    program.kill()
    window.page.remove_listener("response", note)
    return acknowledged


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_no_acknowledged_answer_is_lost(program: Program, windows: Windows) -> None:
    """Killed within bursts of taps, the club keeps what was acknowledged, its card is right, and it finds its date."""
    windows.may_be_cut = True
    chance = random.Random(20261122)
    window = windows.open(SILENT[0])
    tallies = _tallies(window)
    for handle in SILENT:
        window.become(handle)
        clock, tones = window.now, [chance.choice(list(COUNTED)) for _ in tallies]
        buttons = [slot.locator(f"button.{tone}") for slot, tone in zip(_slots(window.room, CARD), tones, strict=True)]
        given = {button.get_attribute("data-action") or "": tone for button, tone in zip(buttons, tones, strict=True)}
        acknowledged = _press_and_kill(window, program, list(given), kill_after=chance.randint(1, len(tallies)))
        _start_again(program, window, handle)
        assert window.now >= clock
        kept = _own_answers(window)
        assert set(acknowledged) <= kept.keys() <= given.keys()
        for number, action in enumerate(given):
            tallies[number][given[action]] += action in kept
        _card_says(window, tallies)
    window.forward_until(window.room.message("✅"))


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_the_clock_never_goes_back(program: Program, windows: Windows) -> None:
    """Killed right after time was moved, and while it moves, the program goes on from there or from later."""
    windows.may_be_cut = True
    window = windows.open("anna")
    window.room.tap("Alla passar", CARD)
    moved = window.now
    for step in ("hour", "next"):
        window.forward(step)
        moved = window.now
        program.kill()
        _start_again(program, window, "anna")
        assert window.now >= moved
    with window.page.expect_request("**/api/clock"):
        window.page.locator("#bar [data-step=next]").click()
    program.kill()
    _start_again(program, window, "anna")
    assert window.now >= moved
    window.forward_until(window.room.message("✅"))


@pytest.mark.slow
def test_a_beginning_that_was_cut_off_is_made_anew(browser: Browser, tmp_path: Path) -> None:
    """Killed while the demo club is copied or first opened, the program makes it whole at its next start."""
    program = Program(tmp_path / "half")
    whole = (TEMPLATE / DATABASE).stat().st_size
    for written in (1, whole // 2, whole):
        program.launch()
        while program.written_bytes() < written:
            assert program.is_running(), program.complaints()
        program.kill()
    program.start()
    windows = Windows(browser, program)
    try:
        window = windows.open("anna")
        assert len(_tallies(window)) >= FEWEST_SLOTS
        assert window.page.locator("#people [data-person]").count() == PEOPLE
    finally:
        windows.close()
        program.stop()
    assert windows.wrong == []
