"""What goes into a backpack, in which order, under which numbers (R7.6, R7.3); pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

LITTLE, MUCH = 1, 3
FIRST = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Weighed(Generic[T]):
    """A tip (with whatever was joined to it) as packing looks at it: `area` is its place in the list of areas.

    `edition` is the backpack it was packed in; `backers` counts the companies behind it beside its authors'.
    """

    tip: T
    area: int
    edition: int
    backers: int
    effort: int | None
    effect: int | None
    given_at: datetime

    @property
    def is_quick_win(self) -> bool:
        """True for little effort with much effect."""
        return self.effort == LITTLE and self.effect == MUCH

    @property
    def is_placed(self) -> bool:
        """True when it has a place in the picture."""
        return self.effort is not None and self.effect is not None


@dataclass(frozen=True, slots=True)
class Numbered(Generic[T]):
    """A tip under its number, the same on card, picture, cover and button."""

    number: int
    of: Weighed[T]


def numbered(tips: Iterable[Weighed[T]]) -> list[Numbered[T]]:
    """Return tips by area, most backed first, numbered through; later editions go on counting.

    So what was printed keeps its numbers when more tips come.
    """
    in_order = sorted(tips, key=lambda each: (each.edition, each.area, *_rank(each)))
    counted = [Numbered(number, each) for number, each in enumerate(in_order, 1)]
    return sorted(counted, key=lambda each: (each.of.area, each.number))


def suggested(tips: Sequence[Numbered[T]]) -> list[Numbered[T]]:
    """Return the three to begin with: most effect for the effort, then the most backed."""
    return sorted(tips, key=lambda each: (_worth(each.of), -each.of.backers, each.number))[:FIRST]


def quick_wins(tips: Iterable[Numbered[T]]) -> list[Numbered[T]]:
    """Return what takes little and brings much, the most backed first."""
    found = (each for each in tips if each.of.is_quick_win)
    return sorted(found, key=lambda each: (-each.of.backers, each.number))


def _rank(tip: Weighed[T]) -> tuple[int, int, int, datetime]:
    return (-tip.backers, -(tip.effect or 0), tip.effort or MUCH + 1, tip.given_at)


def _worth(tip: Weighed[T]) -> int:
    """Return effort less effect, in dots; what was not rated stands between."""
    return (tip.effort or 2) - (tip.effect or 2)
