"""Seals what people confide: AES-GCM with a key for each club, bound to the place where the value stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import SealBrokenError

_VERSION: Final = b"\x01"
_NONCE_BYTES: Final = 12  # what GCM is made for
_KEY_BYTES: Final = 32


class DataKey(Protocol):
    """The key of one club, open for use; never stored, never logged."""

    def seal(self, table: str, row: str, text: str, /) -> bytes:
        """Return `text` sealed for this row of this table of this club; each time differently.

        Where a table seals more than one column, `table` names the column too ("tip.text"), else two could be swapped.
        """
        ...

    def open(self, table: str, row: str, sealed: bytes, /) -> str:
        """Return the text that was sealed for this row of this table of this club.

        Raises:
            SealBrokenError: altered, or sealed for another place or with another key.
        """
        ...


class Sealer(Protocol):
    """Gives each club its own key; who deletes the wrapped key makes all of the club's sealed values unreadable."""

    def new_club_key(self, club: str, /) -> bytes:
        """Return a new data key for the club, wrapped by the master key, to be stored."""
        ...

    def unwrap(self, wrapped: bytes, club: str, /) -> DataKey:
        """Return the club's data key.

        Raises:
            SealBrokenError: altered, of another club, or wrapped by another master key.
        """
        ...


class AesSealer:
    """Wraps a random 256-bit key for each club with the master key."""

    def __init__(self, master_key: bytes, random_bytes: Callable[[int], bytes]) -> None:
        if len(master_key) != _KEY_BYTES:
            raise ValueError(f"a master key has {_KEY_BYTES} bytes")
        self._master = AESGCM(master_key)
        self._random_bytes = random_bytes

    def new_club_key(self, club: str, /) -> bytes:
        """Return a new wrapped data key for the club."""
        return _sealed(self._master, self._random_bytes, self._random_bytes(_KEY_BYTES), _place("key", club))

    def unwrap(self, wrapped: bytes, club: str, /) -> DataKey:
        """Return the club's data key."""
        return _ClubKey(_opened(self._master, wrapped, _place("key", club)), club, self._random_bytes)


class _ClubKey:
    """A data key in use; says nothing about itself in a traceback or a log."""

    __slots__ = ("_cipher", "_club", "_random_bytes")

    def __init__(self, key: bytes, club: str, random_bytes: Callable[[int], bytes]) -> None:
        self._cipher = AESGCM(key)
        self._club = club
        self._random_bytes = random_bytes

    def seal(self, table: str, row: str, text: str, /) -> bytes:
        """Return `text` sealed for its place."""
        # surrogatepass: half a surrogate pair from a chat is a person's text too, and must not fail here.
        plain = text.encode("utf-8", "surrogatepass")
        return _sealed(self._cipher, self._random_bytes, plain, _place(table, self._club, row))

    def open(self, table: str, row: str, sealed: bytes, /) -> str:
        """Return the text that was sealed for this place."""
        return _opened(self._cipher, sealed, _place(table, self._club, row)).decode("utf-8", "surrogatepass")


def _place(*parts: str) -> bytes:
    """Return table|club|row as associated data; lengths in front, so that no two places read the same."""
    return _VERSION + "|".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")


def _sealed(cipher: AESGCM, random_bytes: Callable[[int], bytes], plain: bytes, place: bytes) -> bytes:
    nonce = random_bytes(_NONCE_BYTES)
    return _VERSION + nonce + cipher.encrypt(nonce, plain, place)


def _opened(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    version, nonce, body = sealed[:1], sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    if version != _VERSION or len(nonce) != _NONCE_BYTES:
        raise SealBrokenError("not a sealed value of a known version")
    try:
        return cipher.decrypt(nonce, body, place)
    except InvalidTag as fault:
        raise SealBrokenError("a sealed value was altered, moved, or its key is gone") from fault
