"""What the shipped fonts can show; what they cannot is replaced, so that no tip keeps a backpack from being made."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

INSTEAD = "\N{WHITE SQUARE}"
FONTS = Path(__file__).with_name("fonts")
_LETTERS = ("source-sans-3-400.ttf", "noto-emoji-400.ttf")
_SEGMENTED = 12
_NO_SIGNS = frozenset({"Cc", "Cf", "Cs"})
# Never drawn by themselves: joiners and selectors within emoji, spaces, line breaks.
_UNSEEN = frozenset({*map(ord, "\n\t \u00a0\u200b\u200d\u2060\ufe0e\ufe0f"), *range(0xE0020, 0xE0080)})


def showable(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return JSON in which every character can be shown by the shipped fonts."""
    match value:
        case str():
            return value if value.isascii() and value.isprintable() else _shown(value)
        case list():
            return [showable(each) for each in value]
        case dict():
            return {name: showable(each) for name, each in value.items()}
        case _:
            return value


def _shown(words: str) -> str:
    return "".join(_instead_of(sign) for sign in unicodedata.normalize("NFC", words))


@lru_cache(2048)
def _instead_of(sign: str) -> str:
    code, kind = ord(sign), unicodedata.category(sign)
    if code in _UNSEEN or (code in _covered() and kind not in _NO_SIGNS):
        return sign
    if sign.isspace() or kind in _NO_SIGNS:
        return " "
    return "" if unicodedata.combining(sign) else INSTEAD


@cache
def _covered() -> frozenset[int]:
    own = (code for name in _LETTERS for code in _characters((FONTS / name).read_bytes()))
    return frozenset(own)


def _characters(font: bytes) -> Iterable[int]:
    """Return the characters of a TrueType font: its `cmap`, format 12 (OpenType specification, cmap)."""
    table = _offset(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, table + 2)
    for number in range(count):
        (at,) = struct.unpack_from(">I", font, table + 4 + 8 * number + 4)
        (written_as,) = struct.unpack_from(">H", font, table + at)
        if written_as == _SEGMENTED:
            return _segments(font, table + at)
    return ()


def _segments(font: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    for number in range(groups):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * number)
        yield from range(first, last + 1)


def _offset(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if name == tag:
            return int(offset)
    return 0
