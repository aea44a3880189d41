"""What people type, made into values: each reader refuses kindly and says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import Field, field
from datetime import date, time
from enum import Enum
from typing import Any, TypeVar

from bot.kernel import addresses
from bot.kernel.errors import RuleBrokenError
from bot.kernel.texts import T, Text

FIRST_YEAR, LAST_YEAR = 2000, 2099
E = TypeVar("E", bound=Enum)
Raw = str | Sequence[str]
Reader = Callable[[Raw], Any]

# What shows nothing by its kind, and letters that by their shape show nothing either (Hangul fillers, an empty cell).
_UNSEEN_KINDS = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_BIDI = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"))


class NotUsableError(Exception):
    """One field's value cannot be used; `text` says what to write instead."""

    def __init__(self, text: Text) -> None:
        super().__init__(type(text).__name__)
        self.text = text


def filled(reader: Reader, *, default: Any = None) -> Any:  # noqa: ANN401 - stands for a dataclass field of any type
    """Declare an intent's field that comes from a form or a command's text, not from a button."""
    return field(default=default, metadata={"reader": reader})


def reader_of(declared: Field[Any]) -> Reader | None:
    """Return the reader of a filled field, None for one that travels in the button."""
    reader: Reader | None = declared.metadata.get("reader")
    return reader


def line(limit: int, *, optional: bool = False) -> Reader:
    """Read one line of at most `limit` characters: names and places, without control or direction marks (R10)."""

    def read(raw: Raw) -> str:
        words = " ".join(_clean(_single(raw)).split())
        return _within(words, limit, optional=optional)

    return read


def prose(limit: int, *, optional: bool = False) -> Reader:
    """Read free text of at most `limit` characters, line breaks kept."""

    def read(raw: Raw) -> str:
        words = _clean(re.sub("\r\n|[\u2028\u2029]", "\n", _single(raw)), keep="\n").strip()
        return _within(words, limit, optional=optional)

    return read


def web_address(*, optional: bool = False) -> Reader:
    """Read the http or https address of a page; written without its scheme it is https."""

    def read(raw: Raw) -> str:
        words = "".join(_clean(_single(raw)).split())
        if not words and optional:
            return ""
        found = addresses.web_address(words)
        if found is None:
            raise NotUsableError(T("Write the address like https://kvarnboden.fi."))
        return found

    return read


def day(*, optional: bool = False) -> Reader:
    """Read a calendar day of this century: 2026-12-10, 10.12.2026 or 10/12/2026."""

    def read(raw: Raw) -> date | None:
        words = _single(raw).strip()
        if not words:
            if optional:
                return None
            raise NotUsableError(T("Choose a day."))
        found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words)
        turned = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", words)
        parts = found.groups() if found else turned.groups()[::-1] if turned else None
        try:
            if parts is not None and FIRST_YEAR <= int(parts[0]) <= LAST_YEAR:
                return date(*map(int, parts))
        except ValueError:
            pass
        raise NotUsableError(T("There is no such day. Write it like 10.12.2026."))

    return read


def hour() -> Reader:
    """Read a time of day: 17, 17:30 or 17.30."""

    def read(raw: Raw) -> time:
        found = re.fullmatch(r"(?:kl\.?|klo)?\s*(\d{1,2})(?:[.:](\d{2}))?(?::\d{2})?", _single(raw).strip().lower())
        if found and int(found[1]) < 24 and int(found[2] or 0) < 60:  # noqa: PLR2004 - hours and minutes
            return time(int(found[1]), int(found[2] or 0))
        raise NotUsableError(T("Write the time like 17:00."))

    return read


def whole(least: int, most: int) -> Reader:
    """Read a whole number within limits."""

    def read(raw: Raw) -> int:
        words = _single(raw).strip()
        if re.fullmatch(r"\d{1,6}", words) and least <= int(words) <= most:
            return int(words)
        raise NotUsableError(T("Write a whole number from {least} to {most}.", least=least, most=most))

    return read


def one_of(kind: type[E]) -> Reader:
    """Read one of an enum's values."""

    def read(raw: Raw) -> E:
        try:
            return kind(_single(raw).strip())
        except ValueError:
            raise NotUsableError(T("Choose one of the answers offered.")) from None

    return read


def many_of(item: Reader, *, at_least: int = 1) -> Reader:
    """Read several values, each by `item`, as a tuple without repeats in the order given."""

    def read(raw: Raw) -> tuple[Any, ...]:
        given = [raw] if isinstance(raw, str) else list(raw)
        values = tuple(dict.fromkeys(item(each) for each in given if each.strip()))
        if len(values) < at_least:
            raise NotUsableError(T("Choose at least one."))
        return values

    return read


def reference() -> Reader:
    """Read the id of something chosen from a list."""

    def read(raw: Raw) -> str:
        words = _single(raw).strip()
        if re.fullmatch(r"[a-z2-7]{16}", words):
            return words
        raise NotUsableError(T("Choose one of the answers offered."))

    return read


def ticked() -> Reader:
    """Read a box that is ticked or not."""

    def read(raw: Raw) -> bool:
        return _single(raw).strip() not in {"", "0", "no", "false"}

    return read


def read_all(readers: dict[str, Reader], raw: dict[str, Raw]) -> dict[str, Any]:
    """Read every field; collect what is wrong with each, so that all is said at once.

    Raises:
        RuleBrokenError: when a field cannot be used; `fields` holds a text for each.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, Text] = {}
    for name, reader in readers.items():
        try:
            values[name] = reader(raw.get(name, ""))
        except NotUsableError as error:
            wrong[name] = error.text
    if wrong:
        first = next(iter(wrong.values()))
        raise RuleBrokenError(first, wrong)
    return values


def _single(raw: Raw) -> str:
    if isinstance(raw, str):
        return raw
    return raw[0] if raw else ""


def _clean(words: str, keep: str = "") -> str:
    plain = unicodedata.normalize("NFC", words).translate(_BIDI)
    return "".join(sign if sign in keep or unicodedata.category(sign) not in {"Cc", "Cs"} else " " for sign in plain)


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSEEN_KINDS and sign not in _UNSEEN


def _within(words: str, limit: int, *, optional: bool) -> str:
    if not any(map(_is_seen, words)):
        words = ""
    if not words and not optional:
        raise NotUsableError(T("Write something here."))
    if len(words) > limit:
        over = len(words) - limit
        raise NotUsableError(T("At most {limit} characters; this is {over} too many.", limit=limit, over=over))
    return words
