"""The pure rules of setting a club up: its steps, its list of companies, its pauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, IntEnum, auto

from bot.kernel.calendar import Pause, YearlyPause
from bot.kernel.people import Role
from bot.kernel.roster import Post

NAME_LIMIT = 60
PLACE_LIMIT = 120
MOST_LINES = 60
LONGEST_PAUSE = timedelta(days=366)
CLOSING_WAITS = timedelta(days=7)

AnyPause = Pause | YearlyPause

_BULLET = re.compile(r"^(?:[-–—•*·]|\d{1,2}[.)])\s+")
# A dash needs spaces around it, for many names have one within; the others come in this order.
_BETWEEN = (re.compile(r"\s+[-–—]+\s+"), re.compile(r"\s*[;:]\s*"), re.compile(r"\s*,\s*"))


class Step(IntEnum):
    """The five steps of setting a club up; DONE when nothing is left."""

    REGION = 1
    HOURS = 2
    COMPANIES = 3
    HOST = 4
    INVITATIONS = 5
    DONE = 6


class LineFault(Enum):
    """What keeps a line of the list from being used."""

    NO_CONTACT = auto()
    TOO_LONG = auto()


class PauseFault(Enum):
    """What keeps a pause from being used."""

    ENDS_BEFORE = auto()
    TOO_LONG = auto()
    PAST = auto()
    KNOWN = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One company with its contact person, as the lead wrote them."""

    company: str
    contact: str


@dataclass(frozen=True, slots=True)
class FaultyLine:
    """A line that cannot be used; `number` counts from one, as the lead sees it."""

    number: int
    words: str
    fault: LineFault


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list of companies says; nothing of it is used while any line is faulty."""

    entries: tuple[Entry, ...]
    faults: tuple[FaultyLine, ...]


def read_listing(words: str) -> Listing:
    """Read `Company – Contact person`, one a line; empty lines and bullets are passed over, repeats count once."""
    entries: dict[tuple[str, str], Entry] = {}
    faults = []
    for number, line in enumerate(words.splitlines(), start=1):
        plain = _BULLET.sub("", line.strip())
        if not plain:
            continue
        read = _entry(plain)
        if isinstance(read, LineFault):
            faults.append(FaultyLine(number, plain, read))
        else:
            entries.setdefault((read.company.casefold(), read.contact.casefold()), read)
    return Listing(tuple(entries.values()), tuple(faults))


def pause_of(first: date, last: date, *, yearly: bool) -> AnyPause | PauseFault:
    """Return the pause two days make; a yearly one may run across New Year."""
    if not yearly and last < first:
        return PauseFault.ENDS_BEFORE
    if last - first >= LONGEST_PAUSE:
        return PauseFault.TOO_LONG
    if yearly:
        return YearlyPause(first.month, first.day, last.month, last.day)
    return Pause(first, last)


def pause_fault(pause: AnyPause, known: Iterable[AnyPause], today: date) -> PauseFault | None:
    """Return why a pause would change nothing."""
    if pause in tuple(known):
        return PauseFault.KNOWN
    return PauseFault.PAST if isinstance(pause, Pause) and pause.last < today else None


def may_confirm_closing(asker: Post, *, roles: frozenset[Role]) -> bool:
    """True for the second who closes a club: both lead and deputy, or lead and organizer (R1)."""
    if asker is Post.LEAD:
        return bool(roles & {Role.DEPUTY, Role.ORGANIZER})
    return asker is Post.DEPUTY and Role.LEAD in roles


def may_take(step: Step, reached: Step) -> bool:
    """True for steps done before and for the next one."""
    return step <= reached


def after(step: Step, reached: Step) -> Step:
    """Return which step comes next once this one is saved."""
    return max(reached, Step(min(step + 1, Step.DONE)))


def _entry(plain: str) -> Entry | LineFault:
    for between in _BETWEEN:
        parts = [part.strip() for part in between.split(plain, maxsplit=1)]
        if len(parts) == len(("company", "contact")) and all(parts):
            company, contact = (" ".join(part.split()) for part in parts)
            return LineFault.TOO_LONG if _is_too_long((company, contact)) else Entry(company, contact)
    return LineFault.NO_CONTACT


def _is_too_long(names: Sequence[str]) -> bool:
    return any(len(name) > NAME_LIMIT for name in names)
