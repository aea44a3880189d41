"""Whose turn it is next: the first of the queue, a pure function of the ledger (R5.1, R5.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.kernel.people import CompanyId


@dataclass(frozen=True, slots=True)
class Candidate:
    """An active company as the queue sees it; `order` is its place in the order of joining."""

    company: CompanyId
    joined_at: datetime
    order: int


@dataclass(frozen=True, slots=True)
class Hosting:
    """One counted hosting."""

    company: CompanyId
    ended_at: datetime


class Reason(Enum):
    """What put a company first in the queue (R5.1)."""

    NOT_YET = auto()
    FEWEST_TIMES = auto()
    LONGEST_AGO = auto()


def next_host(
    candidates: Collection[Candidate], served: Sequence[Hosting], out: Collection[CompanyId] = ()
) -> CompanyId | None:
    """Return the available company that has waited longest, or None when none is available.

    Fewest counted hostings, then the oldest last hosting (or joining), then the joining order (R5.1). A company that
    joined after the first held meeting hosts after one more was held (R5.4); `out` have passed or let this turn lapse.
    """
    available = [each for each in candidates if each.company not in out and _may_host(each, served)]
    return min(available, key=lambda each: _rank(each, served)).company if available else None


def _may_host(candidate: Candidate, served: Sequence[Hosting]) -> bool:
    first = min((each.ended_at for each in served), default=None)
    if first is None or candidate.joined_at <= first:
        return True
    return any(each.ended_at > candidate.joined_at for each in served)


def _rank(candidate: Candidate, served: Sequence[Hosting]) -> tuple[int, datetime, int]:
    own = [each.ended_at for each in served if each.company == candidate.company]
    return (len(own), max(own, default=candidate.joined_at), candidate.order)


def reason_of(
    company: CompanyId, candidates: Collection[Candidate], served: Sequence[Hosting], out: Collection[CompanyId] = ()
) -> Reason:
    """Return why the first of the queue is the first; its last hosting counts only among those with as many."""
    times = Counter(each.company for each in served)
    if not times[company]:
        return Reason.NOT_YET
    rivals = [each.company for each in candidates if each.company not in {company, *out} and _may_host(each, served)]
    alone = bool(rivals) and all(times[each] > times[company] for each in rivals)
    return Reason.FEWEST_TIMES if alone else Reason.LONGEST_AGO
