"""Time, randomness and ids as ports: the core asks for them and never makes them."""

from __future__ import annotations

from base64 import b32encode
from datetime import UTC, datetime, timedelta
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Clock(Protocol):
    """The present."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC, never going backwards within a process."""
        ...


class Randomness(Protocol):
    """Unguessable bytes (or, in a simulation, replayable ones)."""

    def bytes(self, count: int) -> bytes:
        """Return `count` random bytes."""
        ...


def new_id(randomness: Randomness) -> str:
    """Return an id of 16 base32 characters, 80 random bits (R10)."""
    return b32encode(randomness.bytes(10)).decode().lower()


def new_secret(randomness: Randomness) -> str:
    """Return a link token of 26 base32 characters, 128 random bits (R10 asks for at least 80)."""
    return b32encode(randomness.bytes(16)).decode().lower().rstrip("=")


def to_micros(instant: datetime) -> int:
    """Return the instant as whole microseconds since 1970, UTC; exact, no float."""
    return (instant - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the instant of `to_micros`."""
    return EPOCH + micros * MICROSECOND


def micros_if(instant: datetime | None) -> int | None:
    """Return an instant as `to_micros` does, none as none."""
    return None if instant is None else to_micros(instant)


def instant_if(micros: int | None) -> datetime | None:
    """Return micros as `from_micros` does, none as none."""
    return None if micros is None else from_micros(micros)
