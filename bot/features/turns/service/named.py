"""The named turns of a club: the one at hand and the year ahead, each with its company and about when (R5.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.features.meetings.ports import Meeting, Meetings
from bot.features.turns.model.moment import Why
from bot.features.turns.model.queue import Queue
from bot.features.turns.ports import Turn, Turns
from bot.features.turns.service.ledger import queue_of
from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class NamedTurn:
    """A company's turn around a day. The current one has its record, a decided one its meeting."""

    cycle: int
    day: date
    company: CompanyId
    why: Why | None
    turn: Turn | None = None
    meeting: Meeting | None = None

    @property
    def may_be_traded(self) -> bool:
        """True until the date is decided (R5.3)."""
        return self.meeting is None


@dataclass(frozen=True, slots=True)
class Year:
    """The named turns from now on, the next first, and the queue they were read from."""

    queue: Queue
    turns: tuple[NamedTurn, ...]

    def first_of(self, company: CompanyId) -> NamedTurn | None:
        """Return a company's next turn."""
        return next((each for each in self.turns if each.company == company), None)

    def tradable(self) -> tuple[NamedTurn, ...]:
        """Return each company's next turn that may be traded, the earliest first."""
        free: dict[CompanyId, NamedTurn] = {}
        for each in self.turns:
            if each.may_be_traded:
                free.setdefault(each.company, each)
        return tuple(free.values())

    def day_of(self, cycle: int) -> date | None:
        """Return around which day a cycle's meeting falls; None for one that is over or too far ahead."""
        ahead = cycle - self.queue.ledger.cycle
        return self.queue.days[ahead] if 0 <= ahead < len(self.queue.days) else None


async def year_of(work: UnitOfWork, scope: ClubScope) -> Year:
    """Return the named turns as the ledger stands."""
    queue = await queue_of(work, scope)
    turn = await work.of(Turns).current(scope)
    named: list[NamedTurn] = []
    if turn is not None and queue.days:
        meeting = await work.of(Meetings).coming(scope)
        named.append(NamedTurn(queue.ledger.cycle, queue.days[0], turn.company, queue.why_turn(turn), turn, meeting))
    named += [
        NamedTurn(each.cycle, each.day, each.proposal.company, each.proposal.why)
        for each in queue.forecast()
        if each.proposal is not None
    ]
    return Year(queue, tuple(named))
