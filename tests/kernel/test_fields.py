"""What people type: read kindly, or refused with what to write instead."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import date, time
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.errors import RuleBrokenError
from bot.kernel.fields import (
    NotUsableError,
    Raw,
    Reader,
    day,
    hour,
    line,
    many_of,
    one_of,
    prose,
    read_all,
    reference,
    ticked,
    whole,
)


class Colour(StrEnum):
    """An answer among several."""

    RED = "red"
    BLUE = "blue"


READERS: tuple[Reader, ...] = (
    line(20),
    prose(40),
    day(),
    hour(),
    whole(1, 9),
    one_of(Colour),
    many_of(whole(0, 6)),
    reference(),
    ticked(),
)


@given(st.sampled_from(READERS), st.one_of(st.text(), st.lists(st.text(), max_size=4)))
def test_no_reader_ever_crashes(reader: Reader, raw: Raw) -> None:
    """Whatever is typed is read, or cannot be used for a reason that is said; nothing else happens."""
    with suppress(NotUsableError):
        reader(raw)


@given(st.text(max_size=200))
def test_a_line_is_one_clean_line(raw: str) -> None:
    """Names carry no line break, no control sign, no direction mark, and are as long as a person sees them."""
    try:
        read = line(60)(raw)
    except NotUsableError:
        return
    assert 0 < len(read) <= 60
    assert read == " ".join(read.split())
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in read)
    assert not set(read) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")


@pytest.mark.parametrize(
    "words", ["<b>Kvarn</b>", "*Kvarn*", "@everyone", "🎒 Kvarn", "{name} %s", "Bärkorgen", "=SUM(A1)", "a\\b"]
)
def test_what_is_written_stays_as_written(words: str) -> None:
    """Markup, mentions, emoji, braces and formulas are data: kept sign by sign."""
    assert line(60)(words) == words


def test_marks_that_turn_the_line_are_taken_out() -> None:
    """A right-to-left mark in a name is gone, its letters stay."""
    assert line(60)("Kvarn\u202eboden") == "Kvarnboden"


def test_too_long_says_by_how_much() -> None:
    """The refusal counts what is over."""
    with pytest.raises(NotUsableError) as refused:
        line(5)("123456789")
    assert (refused.value.text.values["limit"], refused.value.text.values["over"]) == (5, 4)  # type: ignore[attr-defined]


def test_prose_keeps_its_lines() -> None:
    """Free text keeps its line breaks, of whatever system."""
    assert prose(40)(" one\r\ntwo \n") == "one\ntwo"


@pytest.mark.parametrize("words", ["2026-12-10", "10.12.2026", "10/12/2026", " 10.12.2026 "])
def test_days_are_read_as_people_write_them(words: str) -> None:
    """A day is read with its year, in the orders in use here."""
    assert day()(words) == date(2026, 12, 10)


@pytest.mark.parametrize("words", ["31.2.2026", "tomorrow", "", "10.12.", "2026-13-01", "10.12.26"])
def test_no_such_day(words: str) -> None:
    """A day that does not exist, or could be several, is refused."""
    with pytest.raises(NotUsableError):
        day()(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("17", time(17)), ("17.30", time(17, 30)), ("17:30", time(17, 30)), ("kl. 9", time(9)), ("klo 9.05", time(9, 5))],
)
def test_hours_are_read_as_people_write_them(words: str, expected: time) -> None:
    """An hour is read with or without its word, with a colon or a point."""
    assert hour()(words) == expected


@pytest.mark.parametrize("words", ["24", "17:60", "noon", "", "1730"])
def test_no_such_hour(words: str) -> None:
    """An hour no clock shows is refused."""
    with pytest.raises(NotUsableError):
        hour()(words)


def test_many_are_read_once_each() -> None:
    """Several answers keep their order and lose their repeats; too few are refused."""
    assert many_of(whole(0, 6))(["3", "1", "3", " "]) == (3, 1)
    with pytest.raises(NotUsableError):
        many_of(whole(0, 6))([])


def test_everything_wrong_is_said_at_once() -> None:
    """A form is refused with a word beside each wrong field, so that nothing is found out one by one."""
    readers: dict[str, Reader] = {"name": line(5), "day": day(), "weeks": whole(4, 26)}
    with pytest.raises(RuleBrokenError) as refused:
        read_all(readers, {"name": "Anna", "day": "never", "weeks": "3"})
    assert set(refused.value.fields) == {"day", "weeks"}
    assert refused.value.text == refused.value.fields["day"]


@pytest.mark.parametrize(("raw", "expected"), [("1", True), ("yes", True), ("0", False), ("", False), ("no", False)])
def test_a_box_is_ticked_or_not(raw: str, expected: bool) -> None:
    """A box reads as a yes or a no."""
    assert ticked()(raw) is expected


def test_optional_fields_may_stay_empty() -> None:
    """What need not be filled in is read as nothing."""
    assert line(5, optional=True)("") == ""
    assert day(optional=True)(" ") is None
    with pytest.raises(NotUsableError):
        line(5)("  ")
