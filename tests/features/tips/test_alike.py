"""Near-duplicates are found in three languages, and single words are not taken for the whole (R7.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.tips.model.alike import alike_to
from tests.features.tips.examples import ALIKE, DIFFERENT, OFFERED_THOUGH_TWO

TEXTS = st.text(max_size=40)


@pytest.mark.parametrize(("one", "other"), [*ALIKE, OFFERED_THOUGH_TWO])
def test_what_says_nearly_the_same_is_found(one: str, other: str) -> None:
    """Other order, other endings, a word more: it is offered, whichever was first."""
    assert alike_to(one, [other]) == [0]
    assert alike_to(other, [one]) == [0]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_says_something_else_is_left_alone(one: str, other: str) -> None:
    """The same opening, one word that stands in a long text, another language: they are two."""
    assert alike_to(one, [other]) == []
    assert alike_to(other, [one]) == []


def test_each_finds_its_own_among_all() -> None:
    """Among all the examples nearly each text finds its partner; the three languages do not mix."""
    texts = [each for pair in ALIKE for each in pair]
    for number, words in enumerate(texts):
        others = [each for each in texts if each != words]
        partner = texts[number ^ 1]
        assert partner in [others[index] for index in alike_to(words, others)]


@given(TEXTS, st.lists(TEXTS, max_size=6))
def test_likeness_goes_both_ways(words: str, others: list[str]) -> None:
    """Whoever was first makes no difference, and nothing at all is like nothing."""
    found = alike_to(words, others)
    assert found == [index for index, each in enumerate(others) if alike_to(each, [words])]
