from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.kernel.errors import BugError
from bot.logs import HIDDEN, Form, Level, set_up_logs

TELEGRAM = "123456789:AAF-abcdefghijklmnopqrstuvwxyz0123456"
DISCORD = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GabcDe.abcdefghijklmnopqrstuvwxyz0123456789-_"
LINK = "abcdefghijklmnopqrstuvwx23"
ROW_ID = "abcdefghijklmnop"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers, root.level = handlers, level
    logging.captureWarnings(capture=False)


def _stream(level: Level = "DEBUG", form: Form = "json") -> io.StringIO:
    stream = io.StringIO()
    set_up_logs(level, form, stream)
    return stream


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_fact_is_logged_with_its_fields() -> None:
    """An event, its level, its logger, the time and the ids stand on one line."""
    stream = _stream()
    structlog.get_logger("door").info("delivered", envelope=ROW_ID, again_in_seconds=5.0, kinds=("a", {"b": 1}))
    (line,) = _lines(stream)
    assert (line["event"], line["level"], line["logger"]) == ("delivered", "info", "reppu.door")
    assert (line["envelope"], line["again_in_seconds"], line["kinds"]) == (ROW_ID, 5.0, ["a", {"b": 1}])
    assert line["timestamp"].endswith("Z")


@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize("token", [TELEGRAM, DISCORD, LINK])
def test_what_opens_something_is_hidden(form: Form, token: str) -> None:
    """A token is hidden wherever it stands: the event, a field, a list, a library's message."""
    stream = _stream(form=form)
    log = structlog.get_logger("x")
    log.warning(
        "took it",
        took=f"took {token}",
        url=f"https://api.example/{token}/getMe",
        seen=[{"a": token}],
        kind=Exception(token),
    )
    logging.getLogger("somebody").error("request to %s", f"/{token}/send")
    logging.getLogger("somebody").error("sent Bearer abc.def and #join=%s", "zz")
    told = stream.getvalue()
    assert token not in told
    assert "abc.def" not in told
    assert "zz" not in told
    assert HIDDEN in told


def test_fields_for_words_and_names_are_hidden() -> None:
    """A field that would hold what somebody wrote or is called shows nothing of it."""
    stream = _stream()
    structlog.get_logger("x").info(
        "said", text="CANARY", name="CANARY", filled={"word": "CANARY"}, deep={"words": "CANARY"}
    )
    assert "CANARY" not in stream.getvalue()


@pytest.mark.parametrize("form", ["json", "console"])
def test_an_exception_is_told_without_its_words(form: Form) -> None:
    """Kinds and places of an error and its causes are logged; words only of errors that are ours."""
    stream = _stream(form=form)

    def fail() -> None:
        try:
            int("CANARY")
        except ValueError as error:
            message = "a promise was broken"
            raise BugError(message) from error

    try:
        fail()
    except BugError:
        structlog.get_logger("x").exception("failed")
        logging.getLogger("somebody").exception("failed too")
    told = stream.getvalue()
    assert "CANARY" not in told
    assert told.count("BugError: a promise was broken [") == 2
    assert told.count("ValueError [") == 2
    assert "test_logs.py" in told


def test_noisy_libraries_are_quiet() -> None:
    """Below a warning no library says anything, at DEBUG either; our own logs keep their level."""
    stream = _stream("DEBUG")
    for name in ("aiohttp.access", "httpx", "telegram.ext", "discord.gateway", "aiosqlite", "anybody"):
        logging.getLogger(name).info("CANARY")
    structlog.get_logger("door").debug("ours")
    assert [line["event"] for line in _lines(stream)] == ["ours"]


def test_the_level_is_kept() -> None:
    """What is lighter than the level is not logged."""
    stream = _stream("WARNING")
    structlog.get_logger("door").info("light")
    structlog.get_logger("door").warning("heavy")
    assert [line["event"] for line in _lines(stream)] == ["heavy"]
