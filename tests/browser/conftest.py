"""What browser tests share: Chromium, the program, and windows that watch themselves."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Route, sync_playwright

from tests.browser.program import Program
from tests.browser.window import WAIT_MS, Window

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "Chromium is not installed, so NO test has played the page. On Debian: apt install chromium"
DESKTOP = (1280, 800)
_OUTSIDE = re.compile(r"^(?!http://127\.0\.0\.1[:/])")
_CUT = re.compile(r"ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING")
_skipped = 0


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without Chromium: skip and count on a laptop, fail where everything must run."""
    if item.get_closest_marker("browser") is None or _chromium() is not None:
        return
    if os.environ.get("CI"):
        pytest.fail(MISSING)
    global _skipped  # noqa: PLW0603 - pytest's hooks are functions; the summary needs the count
    _skipped += 1
    pytest.skip(MISSING)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tried."""
    if _skipped:
        terminalreporter.section("browser tests skipped", sep="!", red=True, bold=True)
        terminalreporter.write_line(f"{_skipped} skipped: {MISSING}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium; a module's own, since its event loop must be gone before other tests start theirs."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo club that has just begun, made once."""
    folder = tmp_path_factory.mktemp("demo") / "club"
    with _running(Program(folder)):
        pass
    return folder


@pytest.fixture
def program(demo_folder: Path, tmp_path: Path) -> Iterator[Program]:
    """The demo's program with a folder of the test's own that outlives it; it must not have complained."""
    shutil.copytree(demo_folder, tmp_path / "club")
    with _running(Program(tmp_path / "club")) as running:
        yield running


@pytest.fixture(scope="module")
def shared_program(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One program for the tests of a module that leave each other's people alone."""
    folder = tmp_path_factory.mktemp("shared") / "club"
    shutil.copytree(demo_folder, folder)
    with _running(Program(folder)) as running:
        yield running


@contextmanager
def _running(program: Program) -> Iterator[Program]:
    program.start()
    yield program
    program.stop()
    assert program.complaints() == ""


class Windows:
    """Opens windows that nothing wrong may happen in: no error, nothing asked for outside this machine."""

    def __init__(self, browser: Browser, program: Program) -> None:
        self._browser = browser
        self._program = program
        self.wrong: list[str] = []
        self.may_be_cut = False

    def open(
        self,
        route: str = "",
        *,
        size: tuple[int, int] = DESKTOP,
        dark: bool = False,
        beside: Window | None = None,
    ) -> Window:
        """Open the page at a route like `anna`; `beside` another window shares its storage, as tabs do."""
        context = beside.page.context if beside else self._new_context("dark" if dark else "light")
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        window = Window(page, self._program.address)
        window.go(route)
        return window

    def close(self) -> None:
        """Close all windows."""
        for context in self._browser.contexts:
            context.close()

    def _new_context(self, scheme: Literal["dark", "light"]) -> BrowserContext:
        context = self._browser.new_context(color_scheme=scheme, reduced_motion="reduce")
        context.set_default_timeout(WAIT_MS)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.route(_OUTSIDE, self._refuse)
        context.on("console", self._hear)
        context.on("dialog", self._dismiss)
        context.on("weberror", lambda problem: self.wrong.append(f"uncaught: {problem.error}"))
        return context

    def _dismiss(self, dialog: Dialog) -> None:
        self.wrong.append(f"asked by the browser itself: {dialog.message}")
        dialog.dismiss()

    def _refuse(self, route: Route) -> None:
        self.wrong.append(f"asked for {route.request.url}")
        route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        cut = self.may_be_cut and _CUT.search(message.text)
        if message.type in {"error", "warning"} and not cut:
            self.wrong.append(f"console: {message.text}")


@pytest.fixture
def windows(browser: Browser, program: Program) -> Iterator[Windows]:
    """Windows on the test's own program; at the end none of them has anything to complain of."""
    with _watched(Windows(browser, program)) as opened:
        yield opened


@pytest.fixture
def shared_windows(browser: Browser, shared_program: Program) -> Iterator[Windows]:
    """Windows on the module's program."""
    with _watched(Windows(browser, shared_program)) as opened:
        yield opened


@contextmanager
def _watched(windows: Windows) -> Iterator[Windows]:
    yield windows
    windows.close()
    assert windows.wrong == []
