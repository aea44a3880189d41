"""Which tips say nearly the same: letters compared, in any language, in any order of words (R7.5)."""

from __future__ import annotations

from collections.abc import Sequence

# Of 100. Tuned on Swedish, Finnish and English pairs (tests/features/tips/examples.py).
ALIKE = 72
# A text whose words all stand in a longer one counts as like it when it says most of it, not when it is a word of it.
WITHIN = 90
LEAST_SHARE = 0.5


def alike_to(words: str, others: Sequence[str]) -> list[int]:
    """Return which of the others say nearly the same, by their index."""
    # Loaded with the first tip that has another beside it: it would cost every start what few need.
    from rapidfuzz import fuzz, process, utils

    # As they are compared: small letters, words alone.
    new = utils.default_process(words)
    known = [utils.default_process(each) for each in others]
    # token_ratio is the better one of both measures, found in one pass; the few that pass are looked at more closely.
    near = process.extract(new, known, scorer=fuzz.token_ratio, score_cutoff=ALIKE, limit=None)
    return sorted(
        index
        for other, score, index in near
        if fuzz.token_sort_ratio(new, other) >= ALIKE or (score >= WITHIN and _share(new, other) >= LEAST_SHARE)
    )


def _share(one: str, other: str) -> float:
    shorter, longer = sorted((len(one), len(other)))
    return shorter / longer if longer else 1.0
