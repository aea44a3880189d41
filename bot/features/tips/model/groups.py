"""Tips that were joined: one lead tip, everybody who gave or backed any of them kept (R7.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from bot.kernel.people import CompanyId


class Given(Protocol):
    """What the rules need to know of a tip."""

    @property
    def id(self) -> str:
        """Return which tip it is."""
        ...

    @property
    def company(self) -> CompanyId:
        """Return whose tip it is counted for."""
        ...

    @property
    def given_at(self) -> datetime:
        """Return when it was given."""
        ...

    @property
    def is_named(self) -> bool:
        """Return whether it says whose it is (R7.3)."""
        ...

    @property
    def joined_to(self) -> str | None:
        """Return the lead tip it was joined to."""
        ...


G = TypeVar("G", bound=Given)


@dataclass(frozen=True, slots=True)
class Group(Generic[G]):
    """A tip with those joined to it, in the order they were given."""

    lead: G
    joined: tuple[G, ...] = ()

    @property
    def tips(self) -> tuple[G, ...]:
        """Return all of them, the lead first."""
        return (self.lead, *self.joined)

    @property
    def companies(self) -> frozenset[CompanyId]:
        """Return the companies that gave one of them."""
        return frozenset(each.company for each in self.tips)


@dataclass(frozen=True, slots=True)
class Count:
    """How many tips from how many companies."""

    tips: int
    companies: int


def groups_of(tips: Iterable[G]) -> list[Group[G]]:
    """Return tips by group, each where its lead stands; one whose lead is not among them leads itself."""
    in_order = list(tips)
    known = {each.id for each in in_order}
    joined: dict[str, list[G]] = {}
    for each in in_order:
        if each.joined_to is not None and each.joined_to in known:
            joined.setdefault(each.joined_to, []).append(each)
    leads = [each for each in in_order if each.joined_to is None or each.joined_to not in known]
    return [Group(lead, tuple(joined.get(lead.id, ()))) for lead in leads]


def count_of(tips: Collection[Given]) -> Count:
    """Return how many tips there are and from how many companies; joined ones count each, for each was given."""
    return Count(len(tips), len({each.company for each in tips}))


def backers_of(group: Group[G], backed: Mapping[str, Collection[CompanyId]]) -> frozenset[CompanyId]:
    """Return the companies behind a group: whoever backs any of its tips, once, and gave none of them by name.

    Of an unnamed tip its own company counts as any other: a tap that counted for nothing would tell who gave it (R7.3).
    """
    behind = {company for each in group.tips for company in backed.get(each.id, ())}
    return frozenset(behind - {each.company for each in group.tips if each.is_named})


def joined_as(one: Group[G], other: Group[G]) -> dict[str, str | None]:
    """Return whom each tip of two groups is joined to when they become one: the tip given first leads."""
    return led_anew((*one.tips, *other.tips))


def led_anew(tips: Sequence[Given]) -> dict[str, str | None]:
    """Return whom each of these tips is joined to as one group: all to the one given first, which leads."""
    lead = min(tips, key=lambda each: (each.given_at, each.id), default=None)
    return {each.id: None if lead is None or each.id == lead.id else lead.id for each in tips}


def pages_of(lengths: Sequence[int], most: int, most_letters: int) -> list[range]:
    """Return which entries stand on which page: at most so many, and so many letters unless one alone has more."""
    pages: list[range] = []
    start, letters = 0, 0
    for index, length in enumerate(lengths):
        if index > start and (index - start == most or letters + length > most_letters):
            pages.append(range(start, index))
            start, letters = index, 0
        letters += length
    return [*pages, range(start, len(lengths))]
