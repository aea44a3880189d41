"""The queue of hosts at a moment: the next, the year ahead, why a turn was whose it was (R5.1, R5.8)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from bot.features.turns.model.ledger import Hosting, Ledger, Window
from bot.features.turns.model.moment import Moment, Reason, Why
from bot.features.turns.records import Ground, Turn
from bot.kernel.people import CompanyId

NOON = time(12, tzinfo=UTC)
NOBODY = CompanyId("")
REASON_OF_GROUND: Mapping[Ground, Reason] = {
    Ground.NAMED: Reason.NAMED,
    Ground.STAND_IN: Reason.STANDS_IN,
    Ground.VOLUNTEER: Reason.VOLUNTEERED,
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whose turn it is, how it came by it (QUEUE or PIN), and why."""

    company: CompanyId
    ground: Ground
    why: Why


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A turn to come as the ledger stands now; without a proposal when nobody could be asked then."""

    cycle: int
    day: date
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue of hosts at a moment.

    `window` are the days the cycle's meeting may fall on, `days` those around which this and the coming meetings fall;
    `taken` is the company whose turn is proposed or accepted now, if there is one.
    """

    ledger: Ledger
    now: datetime
    window: Window
    days: tuple[date, ...] = ()
    taken: CompanyId | None = None

    def next(self, out: Collection[CompanyId] = (), window: Window | None = None) -> Proposal | None:
        """Return whose turn it is, None when nobody can be asked; `out` are left out beside those the ledger tells."""
        moment = Moment.of(self.ledger, self.now)
        available = moment.available(window or self.window, out)
        first = moment.first_of(available)
        if first is None:
            return None
        ground = Ground.PIN if moment.standings[first.company].trade else Ground.QUEUE
        return Proposal(first.company, ground, moment.why(first, available))

    def resting(self) -> frozenset[CompanyId]:
        """Return who let two turns in a row go by and has not been said to be ready since (R5.2)."""
        moment = Moment.of(self.ledger, self.now)
        return frozenset(each for each in moment.standings if moment.rests(each))

    def is_resting(self, company: CompanyId) -> bool:
        """True for one that is not asked until it or the lead says so."""
        return company in self.resting()

    def forecast(self) -> Iterator[Foreseen]:
        """Yield the turns after the one that is taken, as if all went as the ledger stands (R5.8)."""
        ledger = self.ledger
        half = (self.window.last - self.window.first) / 2
        for ahead, day in enumerate(self.days):
            noon = max(datetime.combine(day, NOON), self.now)
            company = self.taken if ahead == 0 else None
            if company is None:
                proposal = replace(self, ledger=ledger, now=noon, window=Window(day - half, day + half)).next()
                company = proposal.company if proposal else None
                yield Foreseen(self.ledger.cycle + ahead, day, proposal)
            # A turn nobody can be asked for goes to a volunteer: it counts for nobody, and the next cycle begins.
            ledger = ledger.after(Hosting(company or NOBODY, noon, is_counted=company is not None))

    def why_turn(self, turn: Turn) -> Why | None:
        """Return why a company got a turn, by the ledger as it was then; None for a company that was not in."""
        then = Moment.of(self.ledger.as_of(turn.proposed_at, turn.cycle, turn.position), turn.proposed_at)
        chosen = next((each for each in then.ledger.candidates if each.company == turn.company), None)
        if chosen is None or turn.company not in then.standings:
            return None
        if turn.ground is Ground.SWAP:
            return then.traded(chosen)
        if turn.ground in REASON_OF_GROUND:
            return replace(then.plain(chosen, REASON_OF_GROUND[turn.ground]), at=turn.proposed_at)
        return then.why(chosen, then.available(self._window_of(turn)))

    def _window_of(self, turn: Turn) -> Window:
        """Return the days a turn's meeting could fall on, as near as its own day tells."""
        if turn.cycle >= self.ledger.cycle:
            return self.window
        half = (self.window.last - self.window.first) / 2
        day = self.ledger.hostings[turn.cycle].ended_at.date()
        return Window(day - half, day + half)
