"""Intents on buttons: what is written is read back, in at most 64 bytes; whatever else comes does nothing."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date, time
from enum import Enum
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.compose import FEATURES
from bot.features.polls.intents import KeepSlot, PollId
from bot.kernel.catalogue import Catalogue
from bot.kernel.errors import BugError, RuleBrokenError, StrangerError
from bot.kernel.fields import reader_of
from bot.kernel.intents import MOST_BYTES, Codec, Intent
from bot.kernel.people import ClubId
from tests.kernel.machine import Ring, Say

CATALOGUE = Catalogue(FEATURES)
KINDS = sorted(CATALOGUE.acts, key=lambda kind: kind.__name__)
_IDS = st.from_regex(r"\A[a-z2-7]{16}\Z")


def intents(kind: type[Intent]) -> st.SearchStrategy[Intent]:
    """Return any intent of a kind, as it would be on a button."""
    hints = get_type_hints(kind)
    carried = [each.name for each in fields(kind) if reader_of(each) is None]
    return st.builds(kind, **{name: _values(hints[name]) for name in carried})


def _values(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - an annotation may be anything
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    known: dict[Any, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        int: st.integers(0, 99_999),
        date: st.dates(),
        time: st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    }
    return known.get(hint, _IDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=25)
def test_what_is_written_is_read_back(kind: type[Intent], data: st.DataObject) -> None:
    """Every act there is goes onto a button and comes back as the same act; it fits the smallest button there is."""
    intent = data.draw(intents(kind))
    written = CATALOGUE.codec.write(intent)
    assert len(written.encode()) <= MOST_BYTES
    assert CATALOGUE.codec.read(written) == intent


@given(st.text(max_size=80))
def test_any_text_is_an_act_or_a_strangers(data: str) -> None:
    """Data that no button of ours carries is a stranger's; nothing else comes of it."""
    try:
        intent = CATALOGUE.codec.read(data)
    except StrangerError:
        return
    assert type(intent) in CATALOGUE.acts


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=25)
def test_a_bent_button_is_an_act_or_a_strangers(kind: type[Intent], data: st.DataObject) -> None:
    """A button's data bent at any place is refused, or is some act with values of the right types."""
    written = CATALOGUE.codec.write(data.draw(intents(kind)))
    at = data.draw(st.integers(0, len(written)))
    bent = written[:at] + data.draw(st.text(max_size=4)) + written[at + data.draw(st.integers(0, 3)) :]
    try:
        intent = CATALOGUE.codec.read(bent)
    except StrangerError:
        return
    hints = get_type_hints(type(intent))
    for each in fields(intent):
        if reader_of(each) is None:
            wanted = getattr(hints[each.name], "__supertype__", hints[each.name])
            assert isinstance(getattr(intent, each.name), wanted)


@given(
    st.sampled_from(KINDS),
    st.dictionaries(st.text(max_size=9), st.one_of(st.text(max_size=20), st.lists(st.text(max_size=9), max_size=3))),
    st.data(),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_typed_is_read_or_refused_in_words(
    kind: type[Intent], typed: dict[str, str | list[str]], data: st.DataObject
) -> None:
    """Any form's content makes an act, or a refusal that says beside each field what to write instead."""
    named = {each.name: data.draw(st.text(max_size=20)) for each in fields(kind) if reader_of(each) is not None}
    written = CATALOGUE.codec.write(data.draw(intents(kind)))
    wrong: set[str] | None = None
    try:
        CATALOGUE.codec.read(written, {**typed, **named})
    except RuleBrokenError as error:
        wrong = set(error.fields)
    assert wrong is None or set() < wrong <= set(named)


def test_codes_are_nobodys_twice() -> None:
    """Two acts never share a code, and none is without one."""
    with pytest.raises(BugError):
        Codec((Say, Say))
    with pytest.raises(BugError):
        Codec((Say, Intent))
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_what_does_not_fit_is_a_bug() -> None:
    """A button that would be cut off by a platform is never made."""
    with pytest.raises(BugError):
        Codec((Say,)).write(Say(club=ClubId("a" * 16), times=10**60))


def test_a_button_carries_no_words() -> None:
    """What was typed is left out of the data, and a text in an id's place is refused."""
    assert CATALOGUE.codec.write(
        KeepSlot(club=ClubId("a"), poll=PollId("b"), day=date(2026, 1, 2), start=time(17))
    ) == ("pk.a.b.20260102.1700")
    assert Codec((Say, Ring)).write(Say(words="secret")) == "zz..0"
    with pytest.raises(BugError):
        Codec((Say,)).write(Say(club=ClubId("Not an id!")))


def test_more_parts_than_fields_are_a_strangers() -> None:
    """Data with more in it than the act knows is not ours."""
    with pytest.raises(StrangerError):
        Codec((Say,)).read("zz.a.1.2.3")


def test_command_words_work_on_every_platform() -> None:
    """Names and aliases are what the strictest platform takes: small letters, digits, underscores, at most 32."""
    words = set(CATALOGUE.commands)
    assert words
    assert [word for word in words if not re.fullmatch(r"[a-z0-9_]{1,32}", word)] == []
