"""Which tips say nearly the same: letters compared, in any language, in any order of words (R7.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Tuned on pairs in Swedish, Finnish and English (tests/features/tips/test_alike.py); of 100.
ALIKE = 72
_NO_WORD = re.compile(r"[\W_]+")


def plain(words: str) -> str:
    """Return a text as it is compared: small letters, words alone."""
    return _NO_WORD.sub(" ", words.casefold()).strip()


def alike_to(words: str, others: Sequence[str]) -> list[int]:
    """Return which of the others say nearly the same, by their index."""
    # Loaded with the first tip that has another beside it: it would cost every start what few need.
    from rapidfuzz import fuzz, process

    found = process.extract(
        plain(words), [plain(each) for each in others], scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=None
    )
    return sorted(index for _, _, index in found)
