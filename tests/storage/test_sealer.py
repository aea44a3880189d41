"""Sealed values open in their place and nowhere else."""

from __future__ import annotations

import random
import traceback

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from storage.errors import SealBrokenError
from storage.sealer import AesSealer, DataKey

any_text = st.text(st.characters())
places = st.tuples(any_text, any_text, any_text)


def sealer(seed: int = 1) -> AesSealer:
    return AesSealer(bytes([seed]) * 32, random.Random(seed).randbytes)


def club_key(club: str = "kvarken") -> DataKey:
    ours = sealer()
    return ours.unwrap(ours.new_club_key(club), club)


@given(text=any_text, table=any_text, row=any_text)
def test_what_was_sealed_opens(text: str, table: str, row: str) -> None:
    """Every text comes back, halves of surrogate pairs too."""
    key = club_key()
    assert key.open(table, row, key.seal(table, row, text)) == text


@given(here=places, there=places)
@example(here=("c|x", "t", "r"), there=("c", "t", "x|r"))
@example(here=("c", "t|c", "r"), there=("c|c", "t", "r"))
def test_a_moved_value_does_not_open(here: tuple[str, str, str], there: tuple[str, str, str]) -> None:
    """A value sealed in one club, table and row opens in no other, whatever the names are made of."""
    assume(here != there)
    ours, shared = sealer(), random.Random(3).randbytes(32)
    (club, table, row), (other_club, other_table, other_row) = here, there
    # One and the same data key on both sides, so that it is the place alone that differs.
    key, other_key = (type(club_key())(shared, name, ours._random_bytes) for name in (club, other_club))  # type: ignore[call-arg]
    with pytest.raises(SealBrokenError):
        other_key.open(other_table, other_row, key.seal(table, row, "tip"))


@given(position=st.integers(0, 40), bit=st.integers(0, 7))
def test_an_altered_value_does_not_open(position: int, bit: int) -> None:
    """A single bit turned anywhere in a sealed value is seen."""
    key = club_key()
    sealed = bytearray(key.seal("tip", "r1", "twelve chars"))
    assert len(sealed) == 41
    sealed[position] ^= 1 << bit
    with pytest.raises(SealBrokenError):
        key.open("tip", "r1", bytes(sealed))


@given(length=st.integers(0, 40))
def test_a_value_cut_short_does_not_open(length: int) -> None:
    """A part of a sealed value is no value."""
    key = club_key()
    with pytest.raises(SealBrokenError):
        key.open("tip", "r1", key.seal("tip", "r1", "twelve chars")[:length])


def test_nothing_readable_is_left() -> None:
    """A sealed value holds nothing of its text, and the same text is sealed differently each time."""
    key = club_key()
    first, second = (key.seal("tip", "r1", "open the shop at noon") for _ in range(2))
    assert b"shop" not in first
    assert first != second
    assert first[:1] == second[:1] == b"\x01"


def test_a_club_key_opens_for_its_club_only() -> None:
    """A wrapped key that was moved to another club's row does not unwrap."""
    ours = sealer()
    wrapped = ours.new_club_key("kvarken")
    with pytest.raises(SealBrokenError):
        ours.unwrap(wrapped, "skärgård")


def test_another_master_key_opens_nothing() -> None:
    """Stolen rows are of no use without the key of their directory."""
    with pytest.raises(SealBrokenError):
        sealer(2).unwrap(sealer(1).new_club_key("kvarken"), "kvarken")


def test_a_deleted_club_key_takes_its_values_along() -> None:
    """What was sealed with a key that is gone does not open with a new one for the same club."""
    sealed = club_key().seal("tip", "r1", "tip")
    ours = sealer(1)
    ours.new_club_key("kvarken")
    with pytest.raises(SealBrokenError):
        ours.unwrap(ours.new_club_key("kvarken"), "kvarken").open("tip", "r1", sealed)


def test_a_master_key_has_256_bits() -> None:
    """A shorter key is refused before anything is sealed with it."""
    with pytest.raises(ValueError, match="32 bytes"):
        AesSealer(b"short", random.Random(1).randbytes)


def test_a_broken_seal_tells_nothing() -> None:
    """Neither the error nor the key says anything of what is inside."""
    key = club_key()
    sealed = key.seal("tip", "r1", "canary")
    with pytest.raises(SealBrokenError) as caught:
        key.open("tip", "r2", sealed)
    told = "".join(traceback.format_exception(caught.value)) + repr(key)
    assert "canary" not in told
