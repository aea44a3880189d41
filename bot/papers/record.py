"""A backpack as it stands on paper: every word said in the reader's language, every number final."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from bot.kernel.people import Language


@dataclass(frozen=True, slots=True)
class Card:
    """One tip. `mark` is a word above it (a quick win, new), `facts` are its dots and backers, `by` who gave it."""

    number: int
    words: str
    why: str
    facts: tuple[str, ...]
    by: str
    mark: str | None = None
    is_best: bool = False


@dataclass(frozen=True, slots=True)
class AreaOfCards:
    """One area with its tips, in the order of their numbers."""

    name: str
    tips: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a tip stands in the picture; `number` is its card's, effort and effect are one to three."""

    number: int
    effort: int
    effect: int


@dataclass(frozen=True, slots=True)
class Row:
    """A tip in few words under its number."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Plot:
    """The effort × effect picture: its title says the finding, `said` says all of it to whoever does not see it."""

    title: str
    effort: str
    effect: str
    levels: tuple[str, str, str]
    corner_best: str
    corner_big: str
    marks: tuple[Mark, ...]
    best: tuple[Row, ...]
    left_out: str | None
    said: str


@dataclass(frozen=True, slots=True)
class Questions:
    """What the host asked of its guests."""

    title: str
    goal: str | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class First:
    """The tips to begin with, with a box to tick and a line for a name."""

    title: str
    who: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Thanks:
    """The last words."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole backpack."""

    language: Language
    title: str
    club: str
    host: str
    date: str
    headline: str
    hint: str
    edition: str | None
    questions: Questions
    picture: Plot | None
    tips_title: str
    areas: tuple[AreaOfCards, ...]
    first: First
    thanks: Thanks

    def written(self) -> str:
        """Return the record as the text that templates are given."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))
