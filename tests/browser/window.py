"""A browser window as a person uses it: looking, tapping, typing, waiting for words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, Response, expect

WAIT_MS = 10_000
MOST_EVENTS = 40
HERE = ZoneInfo("Europe/Helsinki")

Filled = Mapping[str, str | Sequence[str]]


@dataclass(slots=True)
class Window:
    """One window on the page; `taps` counts what its person tapped."""

    page: Page
    address: str
    taps: int = field(default=0)

    def go(self, route: str = "") -> None:
        """Open an address, as one does with a link, and wait until the page is drawn."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#{route}" if route else self.address)
        self.drawn()

    def drawn(self) -> None:
        """Wait until the page is drawn."""
        expect(self.page.locator("body:not([data-loading])")).to_be_attached(timeout=WAIT_MS)

    @property
    def room(self) -> Column:
        """The club's room."""
        return Column(self, "room")

    @property
    def lane(self) -> Column:
        """The person's private lane."""
        return Column(self, "lane")

    @property
    def second(self) -> Column:
        """The other person's lane, two side by side."""
        return Column(self, "second")

    def tab(self, name: str) -> None:
        """On a phone, go to another of the three tabs."""
        self.page.locator(f"#tab-{name}").click()
        expect(self.page.locator(f"#{name}")).to_be_visible()

    @property
    def form(self) -> Locator:
        """The open dialog."""
        return self.page.locator("dialog[open]")

    @property
    def toast(self) -> Locator:
        """The short answer to a press."""
        return self.page.locator("#toast")

    @property
    def now(self) -> datetime:
        """The time on the clock."""
        return datetime.fromisoformat(self.page.locator("#bar time").get_attribute("datetime") or "")

    @property
    def today(self) -> date:
        """The day on the clock, where the club is."""
        return self.now.astimezone(HERE).date()

    def become(self, handle: str) -> None:
        """Choose a person under People."""
        self.page.locator(f"#people [data-person='{handle}']").click()
        expect(self.page.locator("#lane")).to_have_attribute("data-handle", handle)

    def answered(self, control: Locator, path: str) -> Response:
        """Tap a control, wait until the server has answered what it asks and the page shows what came of it."""
        self.taps += 1
        with self.page.expect_response(f"**/api/{path}") as told:
            control.click()
        assert told.value.ok, f"{path}: {told.value.status}"
        self.page.locator("[data-pending]").first.wait_for(state="detached")
        return told.value

    def forward(self, step: str = "next") -> None:
        """Let time pass, with all that falls due on the way."""
        self.answered(self.page.locator(f"#bar [data-step={step}]"), "clock")

    def forward_until(self, seen: Locator) -> None:
        """Go from event to event until something is seen."""
        for _ in range(MOST_EVENTS):
            if seen.is_visible():
                return
            self.forward()
        raise AssertionError(f"not seen in {MOST_EVENTS} events: {seen}")

    def start_over(self, beginning: int) -> None:
        """Throw everything away: 0 begins with the demo club, 1 with an empty house."""
        self.page.locator("[data-tool=restart]").click()
        self.answered(self.form.locator(".answer").nth(beginning), "restart")
        expect(self.form).to_have_count(0)

    def add_visitor(self, name: str, language: str) -> None:
        """Let a visitor come, who is shown then."""
        self.page.locator("#people .add").click()
        self.fill({"name": name, "language": language})
        self.send("people")
        expect(self.page.locator("#lane header .name")).to_have_text(name)

    def fill(self, filled: Filled) -> None:
        """Fill in fields of the open form by their names."""
        for name, value in filled.items():
            frame = self.form.locator(f"[data-field={name}]")
            expect(frame).to_be_visible()
            if frame.locator(".ticks").count():
                _tick(frame, [value] if isinstance(value, str) else value)
            elif frame.locator("select").count():
                frame.locator("select").select_option(value if isinstance(value, str) else list(value))
            else:
                frame.locator("input, textarea").fill(value if isinstance(value, str) else "\n".join(value))

    def send(self, path: str = "submit") -> None:
        """Send the open form; it closes when it was taken."""
        self.answered(self.form.locator("button[type=submit]"), path)
        expect(self.form).to_have_count(0)

    def send_in_vain(self) -> Locator:
        """Send the open form, which is refused; return what it says is wrong."""
        self.form.locator("button[type=submit]").click()
        wrong = self.form.locator(".trouble:not(:empty)")
        expect(wrong.first).to_be_visible()
        return wrong


@dataclass(frozen=True, slots=True)
class Column:
    """The room or a lane, with its messages and the line one writes in."""

    window: Window
    name: str

    @property
    def section(self) -> Locator:
        """The whole column."""
        return self.window.page.locator(f"#{self.name}")

    @property
    def log(self) -> Locator:
        """The list of messages."""
        return self.section.get_by_role("log")

    @property
    def line(self) -> Locator:
        """The line one writes in."""
        return self.section.get_by_role("combobox")

    @property
    def trouble(self) -> Locator:
        """What is wrong with what was written."""
        return self.section.locator(".composer .trouble")

    def message(self, words: str | re.Pattern[str]) -> Locator:
        """Return the newest message with these words."""
        return self.log.locator("[data-message]").filter(has_text=words).last

    def shows(self, *words: str | re.Pattern[str]) -> None:
        """Wait until these words stand here."""
        for each in words:
            expect(self.message(each)).to_be_attached()

    def choices(self, words: str | re.Pattern[str]) -> Locator:
        """Return the questions with their answers in the newest message with these words."""
        return self.message(words).get_by_role("group")

    def tap(self, label: str, words: str | re.Pattern[str] = "") -> None:
        """Tap a button by its label, in the newest message that has it and these words."""
        message = self.log.locator("[data-message]").filter(has_text=words)
        buttons = message.locator("button[data-action]").filter(has_text=_exactly(label))
        self.window.answered(buttons.last, "press")

    def answer(self, words: str, answers: Sequence[str]) -> None:
        """Answer each slot of the newest message with these words, by its button's label; an empty one is passed."""
        groups = self.choices(words)
        expect(groups.nth(len(answers) - 1)).to_be_attached()
        for number, label in enumerate(answers):
            if label:
                self.window.answered(groups.nth(number).get_by_role("button", name=label, exact=True), "press")

    def say(self, text: str) -> None:
        """Write something and send it."""
        self.line.fill(text)
        self.window.answered(self.section.locator(".send"), "say")
        expect(self.line).to_have_value("")

    def copy(self, words: str) -> str:
        """Copy the newest text to hand on that has these words, and return what the clipboard holds then."""
        self.window.page.bring_to_front()
        self.section.locator(".handed, .strip").filter(has_text=words).last.locator("[data-copy]").click()
        expect(self.window.toast).not_to_be_empty()
        return str(self.window.page.evaluate("navigator.clipboard.readText()"))


def _exactly(label: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(label)}\s*$")


def _tick(frame: Locator, values: Sequence[str]) -> None:
    """Tick exactly these answers of a group, known by their value or their words."""
    for tick in frame.locator(".tick").all():
        box = tick.locator("input")
        wanted = box.get_attribute("value") in values or tick.inner_text().strip() in values
        if box.get_attribute("type") == "radio" and not wanted:
            continue
        box.set_checked(wanted)
