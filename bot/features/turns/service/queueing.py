"""Who is next, and why, read from the meetings held and the turns of this cycle (R5.1, R5.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.features.meetings.ports import Meetings
from bot.features.turns.model.queue import Candidate, Hosting, Reason, next_host, reason_of
from bot.features.turns.ports import Turns, TurnState
from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster

OUT = frozenset({TurnState.PASSED, TurnState.LAPSED, TurnState.FELL_OUT})


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who could host, who has, and who is out this turn."""

    candidates: tuple[Candidate, ...]
    served: tuple[Hosting, ...]
    out: frozenset[CompanyId]


@dataclass(frozen=True, slots=True)
class WhyYou:
    """Why a company has the turn, with the hostings that rests on: how many, and the last one's end."""

    reason: Reason
    hosted: int
    last: datetime | None


async def next_in_queue(
    work: UnitOfWork, scope: ClubScope, without: frozenset[CompanyId] = frozenset()
) -> CompanyId | None:
    """Return the first available company (R0); None when there is none."""
    known = await _ledger(work, scope)
    return next_host(known.candidates, known.served, known.out | without)


async def why_you(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> WhyYou | None:
    """Return why the queue gave a company the turn; None when it came otherwise."""
    known = await _ledger(work, scope)
    out = known.out - {company}
    if next_host(known.candidates, known.served, out) != company:
        return None
    own = [each.ended_at for each in known.served if each.company == company]
    return WhyYou(reason_of(company, known.candidates, known.served, out), len(own), max(own, default=None))


async def _ledger(work: UnitOfWork, scope: ClubScope) -> Ledger:
    companies = await work.of(Roster).companies(scope)
    held = await work.of(Meetings).held(scope)
    turns = await work.of(Turns).all(scope)
    candidates = (
        Candidate(each.id, each.joined_at, each.order) for each in companies if each.is_active and each.joined_at
    )
    out = frozenset(each.company for each in turns if each.cycle == len(held) and each.state in OUT)
    return Ledger(tuple(candidates), tuple(Hosting(each.host, each.ends_at) for each in held), out)
