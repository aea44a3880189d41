"""Random histories of a club's turns, played against the queue; what really happened is kept apart from its ledger."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from bot.features.absences.ports import Absence, AbsenceId, AbsenceKind
from bot.features.turns.model.ledger import Candidate, Hosting, Ledger, Ready, Trade, Window
from bot.features.turns.model.queue import Proposal, Queue
from bot.features.turns.ports import Ground, Turn, TurnId, TurnState
from bot.kernel.people import CompanyId

BEGAN = datetime(2026, 1, 5, 12, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
CYCLE = 42 * ONE_DAY
WEEK = 7 * ONE_DAY
LET_GO = (TurnState.PASSED, TurnState.LAPSED)
ChooseNext = Callable[[Queue, frozenset[CompanyId]], Proposal | None]


def as_the_queue_says(queue: Queue, out: frozenset[CompanyId]) -> Proposal | None:
    """Ask the queue itself."""
    return queue.next(out)


@dataclass
class Life:
    """What really became of a company: when it was in, away and at meetings, what it answered, what it hosted."""

    company: CompanyId
    order: int
    joined_at: datetime
    left_at: datetime | None = None
    absences: list[Absence] = field(default_factory=list)
    attended: list[datetime] = field(default_factory=list)
    counted: list[datetime] = field(default_factory=list)
    let_go: list[tuple[int, datetime]] = field(default_factory=list)
    in_a_row: int = 0
    traded_with: tuple[CompanyId, datetime] | None = None

    def was_active(self, since: datetime, until: datetime) -> bool:
        """True when it was in and on no leave all the time."""
        if self.joined_at > since or self.left_at is not None:
            return False
        leaves = [each for each in self.absences if each.kind is AbsenceKind.LEAVE]
        return not any(each.begins_at <= until and (each.ends_at or until) > since for each in leaves)

    def is_away(self, window: Window) -> bool:
        """True when it has declared any of the days."""
        return any(each.first <= window.last and (each.last or window.last) >= window.first for each in self.absences)


@dataclass(frozen=True)
class Asking:
    """One choice of the queue, with who could have been asked instead and whose traded turn was still to come."""

    at: datetime
    cycle: int
    proposal: Proposal
    available: frozenset[CompanyId]
    trading: frozenset[CompanyId]
    let_go: frozenset[CompanyId]
    position: int


@dataclass(frozen=True)
class Served:
    """One counted hosting and how it came about; `asking` only when the queue chose it."""

    company: CompanyId
    ended_at: datetime
    ground: Ground
    asking: Asking | None


class History:
    """One club, from its founding through a number of meetings."""

    def __init__(self, seed: int, choose: ChooseNext = as_the_queue_says) -> None:
        self.chance = random.Random(seed)
        self.choose = choose
        self.now = BEGAN
        self.lives: dict[CompanyId, Life] = {}
        self.hostings: list[Hosting] = []
        self.turns: list[Turn] = []
        self.trades: list[Trade] = []
        self.readies: list[Ready] = []
        self.askings: list[Asking] = []
        self.served: list[Served] = []
        for _ in range(self.chance.randint(2, 6)):
            self.join()

    def play(self, meetings: int) -> None:
        """Let so many cycles pass."""
        for _ in range(meetings):
            for _ in range(self.chance.randint(0, 2)):
                self.now += ONE_DAY
                things = (self.join, self.leave, self.be_away, self.be_away, self.swap_ahead, self.wake, self.extra)
                self.chance.choice(things)()
            self.cycle()

    # What companies do between meetings.

    def join(self) -> None:
        """A company comes in."""
        if len(self.lives) < 9:
            company = CompanyId(f"c{len(self.lives)}")
            self.lives[company] = Life(company, len(self.lives), self.now)

    def leave(self) -> None:
        """A company goes; what it had traded for is free."""
        present = self.present()
        if len(present) > 2:
            gone = self.chance.choice(present)
            gone.left_at = self.now
            gone.traded_with = None

    def be_away(self) -> None:
        """A company declares days away, or a leave with or without an end."""
        life = self.chance.choice(self.present())
        begins = self.now + self.chance.randint(0, 40) * ONE_DAY
        ends = begins + self.chance.randint(3, 300) * ONE_DAY
        kind = self.chance.choice((AbsenceKind.AWAY, AbsenceKind.LEAVE))
        life.absences.append(Absence(AbsenceId("x"), life.company, kind, begins.date(), ends.date(), begins, ends))

    def swap_ahead(self) -> None:
        """Two companies trade turns that are still to come."""
        ahead = {each.proposal.company for each in self.queue().forecast() if each.proposal}
        free = sorted(each for each in ahead if self.lives[each].traded_with is None)
        if len(free) >= 2:
            self.trade(*self.chance.sample(free, 2))

    def wake(self) -> None:
        """A company that rests is ready again."""
        for life in self.present():
            if life.in_a_row >= 2:
                self.readies.append(Ready(life.company, self.now))
                life.in_a_row = 0

    def extra(self) -> None:
        """A volunteer hosts an extra meeting out of turn."""
        if self.hostings:
            self.hold(self.chance.choice(self.present()).company, Ground.VOLUNTEER, None)

    # One cycle.

    def cycle(self) -> None:
        """Ask until somebody accepts; then the meeting is held, or its host falls out, or it is cancelled first."""
        out: frozenset[CompanyId] = frozenset()
        for _ in range(12):
            asking = self.ask(out)
            if asking is None:
                self.nobody()
                return
            company, ground = asking.proposal.company, asking.proposal.ground
            fate = self.chance.random()
            if fate < 0.16:
                self.let_go(asking, LET_GO[fate < 0.06])
                continue
            if fate < 0.22 and (partner := self.partner_for(company)):
                self.record(company, TurnState.SWAPPED, ground)
                self.forget_let_go(company)
                self.trade(company, partner)
                self.finish(partner, Ground.SWAP, None)
                return
            if fate < 0.27:
                self.record(company, TurnState.FELL_OUT, ground)
                self.forget_let_go(company)
                continue
            self.finish(company, ground, asking)
            return
        self.nobody()

    def ask(self, out: frozenset[CompanyId]) -> Asking | None:
        """Let the queue choose, and keep who was available by what really happened."""
        self.now += ONE_DAY
        proposal = self.choose(self.queue(), out)
        if proposal is None:
            return None
        asking = Asking(
            self.now,
            len(self.hostings),
            proposal,
            frozenset(each.company for each in self.present() if self.is_available(each)),
            frozenset(each.company for each in self.present() if each.traded_with),
            frozenset(each.company for each in self.present() if each.let_go),
            len(self.turns) + 1,
        )
        self.askings.append(asking)
        return asking

    def let_go(self, asking: Asking, state: TurnState) -> None:
        """The company passes, or does not answer."""
        self.record(asking.proposal.company, state, asking.proposal.ground)
        life = self.lives[asking.proposal.company]
        life.in_a_row += 1
        life.let_go.append((asking.cycle, self.now))

    def forget_let_go(self, company: CompanyId) -> None:
        """It has done something else with a turn than let it go by."""
        self.lives[company].in_a_row, self.lives[company].let_go = 0, []

    def finish(self, company: CompanyId, ground: Ground, asking: Asking | None) -> None:
        """The company has accepted; a meeting that is cancelled is held later by the same host."""
        if self.chance.random() < 0.06:
            self.now += CYCLE
        self.hold(company, ground, asking)

    def hold(self, company: CompanyId, ground: Ground, asking: Asking | None) -> None:
        """The meeting takes place; its host may not come, and so may others."""
        self.record(company, TurnState.ACCEPTED, ground)
        self.now += CYCLE
        life = self.lives[company]
        self.forget_let_go(company)
        is_counted = ground is not Ground.VOLUNTEER and self.chance.random() > 0.03
        self.hostings.append(Hosting(company, self.now, is_counted))
        if is_counted:
            life.counted.append(self.now)
            life.traded_with = None
            self.served.append(Served(company, self.now, ground, asking))
        for each in self.present():
            if self.chance.random() < 0.85:
                each.attended.append(self.now)

    def nobody(self) -> None:
        """Nobody can be asked: the lead names somebody, or the meeting is a volunteer's."""
        company = self.chance.choice(self.present()).company
        self.hold(company, self.chance.choice((Ground.NAMED, Ground.VOLUNTEER)), None)

    # What is behind it.

    def queue(self) -> Queue:
        """Return the queue that reads this history's ledger."""
        candidates = (
            Candidate(
                each.company,
                each.joined_at,
                each.order,
                each.left_at is None,
                each.left_at,
                tuple(each.absences),
                tuple(each.attended),
            )
            for each in self.lives.values()
        )
        told = (tuple(self.hostings), tuple(self.turns), tuple(self.trades), tuple(self.readies))
        days = tuple(self.window().first + WEEK + CYCLE * ahead for ahead in range(7))
        return Queue(Ledger(tuple(candidates), *told), self.now, self.window(), days)

    def window(self) -> Window:
        """Return the days the next meeting may fall on."""
        middle: date = (self.now + CYCLE).date()
        return Window(middle - WEEK, middle + WEEK)

    def present(self) -> list[Life]:
        """Return the companies that have not left."""
        return [each for each in self.lives.values() if each.left_at is None]

    def is_available(self, life: Life) -> bool:
        """Say by what really happened whether a company can be asked now (R0, R5.2, R5.4)."""
        cycle = len(self.hostings)
        done = {each.company for each in self.turns if each.cycle == cycle}
        exempt = not self.hostings or life.joined_at <= self.hostings[0].ended_at
        has_seen = exempt or any(each > life.joined_at for each in life.attended)
        is_free = life.was_active(self.now, self.now) and not life.is_away(self.window())
        return is_free and has_seen and life.in_a_row < 2 and life.company not in done

    def partner_for(self, company: CompanyId) -> CompanyId | None:
        """Return somebody who has a turn ahead to trade."""
        ahead = [each.proposal.company for each in self.queue().forecast() if each.proposal]
        free = [each for each in ahead if each != company and self.lives[each].traded_with is None]
        return self.chance.choice(free) if free and self.lives[company].traded_with is None else None

    def trade(self, giver: CompanyId, taker: CompanyId) -> None:
        """Keep an agreed swap."""
        self.now += timedelta(hours=1)
        self.trades.append(Trade(giver, taker, self.now))
        for one, other in ((giver, taker), (taker, giver)):
            self.lives[one].traded_with = (other, self.now)

    def record(self, company: CompanyId, state: TurnState, ground: Ground) -> None:
        """Keep a turn."""
        number = len(self.turns) + 1
        turn = Turn(TurnId(f"t{number}"), len(self.hostings), number, company, state, ground, "", "", self.now)
        self.turns.append(replace(turn, ended_at=None if state is TurnState.ACCEPTED else self.now))


def histories(seeds: Sequence[int], choose: ChooseNext = as_the_queue_says) -> list[History]:
    """Play histories of nine cycles, one a seed."""
    played = []
    for seed in seeds:
        history = History(seed, choose)
        history.play(9)
        played.append(history)
    return played
