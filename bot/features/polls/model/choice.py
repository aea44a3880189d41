"""Which slot becomes the date, and why (R4.7, R4.9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from bot.features.polls.model.ballot import Answer, Standing, Tally, counts, refuses_all
from bot.features.polls.model.slots import Slot
from bot.kernel.people import CompanyId

FEWEST_COMPANIES = 2
HOST_ASKED_FOR = timedelta(hours=24)


class Want(Enum):
    """For want of what a round fails (R4.8)."""

    HOST = auto()
    QUORUM = auto()


class Criterion(Enum):
    """Which step of the fixed order told the chosen slot from the next best (R4.7)."""

    ONLY_ONE = auto()
    MOST_YES = auto()
    FEWEST_NO = auto()
    MOST_IF_NEED_BE = auto()
    EARLIEST = auto()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The date is decided."""

    slot: Slot
    tally: Tally


@dataclass(frozen=True, slots=True)
class AskHost:
    """The host alone is missing: this slot is put to the host once, for 24 hours."""

    slot: Slot
    tally: Tally


@dataclass(frozen=True, slots=True)
class NoDate:
    """The round has failed."""

    want: Want


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A slot with better numbers than the chosen one, and what it lacked."""

    tally: Tally
    want: Want


@dataclass(frozen=True, slots=True)
class Why:
    """The numbers of the decision, from which one sentence is made (R4.9).

    `rivals` is how many other slots were possible, `runner_up` the best of them; `passed_over` had better
    numbers but not the host's yes, or no quorum.
    """

    chosen: Tally
    criterion: Criterion
    rivals: int
    runner_up: Tally | None
    passed_over: tuple[PassedOver, ...]
    quorum: int
    active: int


def quorum(active: Collection[CompanyId]) -> int:
    """Two, or half of the active companies rounded up, host included (R4.7)."""
    return max(FEWEST_COMPANIES, (len(set(active)) + 1) // 2)


def choose(
    slots: Collection[Slot], standing: Standing, host: CompanyId, active: Collection[CompanyId]
) -> Chosen | AskHost | NoDate:
    """Decide by the fixed order of R4.7; a company that is no longer active counts nowhere, as host neither.

    How R4.7 and R4.8 are read:
    - The slot put to the host must reach the quorum once the host says yes, for a yes that decides nothing is
      not worth a question. "Best" is by the answers as they stand, without that yes.
    - A round fails for want of the host only if the host has left no slot open, or did not take the one asked
      about (that is for the caller to count); a host who offered dates is not to blame for a missing quorum.
    """
    if host not in active:
        return NoDate(Want.HOST)
    ranked = sorted(counts(slots, standing, active), key=_rank)
    possible = [tally for tally in ranked if _wanting(tally, standing, host, active) is None]
    if possible:
        return Chosen(possible[0].slot, possible[0])
    if refuses_all(standing, host, slots):
        return NoDate(Want.HOST)
    askable = (tally for tally in ranked if _is_askable(tally, standing, host, active))
    best = next(askable, None)
    return AskHost(best.slot, best) if best else NoDate(Want.QUORUM)


def why(slots: Collection[Slot], standing: Standing, host: CompanyId, active: Collection[CompanyId], slot: Slot) -> Why:
    """The numbers by which `choose` came to this slot, which is one of the poll's."""
    ranked = sorted(counts(slots, standing, active), key=_rank)
    chosen = next(tally for tally in ranked if tally.slot == slot)
    others = [(tally, _wanting(tally, standing, host, active)) for tally in ranked if tally.slot != slot]
    rivals = [tally for tally, want in others if want is None]
    better = [(tally, want) for tally, want in others if want and _merit(tally) < _merit(chosen)]
    return Why(
        chosen=chosen,
        criterion=_deciding(chosen, rivals[0]) if rivals else Criterion.ONLY_ONE,
        rivals=len(rivals),
        runner_up=rivals[0] if rivals else None,
        passed_over=tuple(PassedOver(tally, want) for tally, want in better),
        quorum=quorum(active),
        active=len(set(active)),
    )


def _merit(tally: Tally) -> tuple[int, int, int]:
    return (-tally.yes, tally.no, -tally.if_need_be)


def _rank(tally: Tally) -> tuple[tuple[int, int, int], Slot]:
    return _merit(tally), tally.slot


def _wanting(tally: Tally, standing: Standing, host: CompanyId, active: Collection[CompanyId]) -> Want | None:
    """What keeps a slot from being chosen, the host's yes first."""
    if _said(standing, host, tally.slot) is not Answer.YES:
        return Want.HOST
    return None if tally.coming >= quorum(active) else Want.QUORUM


def _is_askable(tally: Tally, standing: Standing, host: CompanyId, active: Collection[CompanyId]) -> bool:
    said = _said(standing, host, tally.slot)
    if said is Answer.NO:
        return False
    with_host = tally.coming + (said is None)
    return with_host >= quorum(active)


def _said(standing: Standing, company: CompanyId, slot: Slot) -> Answer | None:
    return standing.get(company, {}).get(slot)


def _deciding(chosen: Tally, runner_up: Tally) -> Criterion:
    if chosen.yes != runner_up.yes:
        return Criterion.MOST_YES
    if chosen.no != runner_up.no:
        return Criterion.FEWEST_NO
    if chosen.if_need_be != runner_up.if_need_be:
        return Criterion.MOST_IF_NEED_BE
    return Criterion.EARLIEST
