"""What the queue is read from: who is in, who has hosted, who let a turn go by, who has traded (R5.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from bot.features.absences.records import Absence, AbsenceKind
from bot.features.turns.records import Turn, TurnState
from bot.kernel.people import CompanyId

LET_GO = frozenset({TurnState.PASSED, TurnState.LAPSED})
OUT_THIS_TURN = LET_GO | {TurnState.FELL_OUT, TurnState.SWAPPED}
MOST_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Window:
    """The days a meeting may fall on, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A company as the queue sees it; `order` is its place in the order of joining.

    `is_in` when somebody pledged is in it and it has not left; `away` is what it has declared; `attended` are the ends
    of the meetings it was at. One that has left stays in the ledger, for the counts of those who joined in its time.
    """

    company: CompanyId
    joined_at: datetime
    order: int
    is_in: bool = True
    left_at: datetime | None = None
    away: tuple[Absence, ...] = ()
    attended: tuple[datetime, ...] = ()

    @property
    def has_attended(self) -> bool:
        """True once it has been at a meeting that ended after it joined."""
        return any(each > self.joined_at for each in self.attended)

    def is_active(self, now: datetime) -> bool:
        """True for one that is in and on no leave at this moment (R0)."""
        return self.is_in and not any(_covers(each, now) for each in self.away if each.kind is AbsenceKind.LEAVE)

    def active_since(self, now: datetime) -> datetime:
        """Return since when it has been active without a break, as far as its leaves tell."""
        leaves = (each.ends_at for each in self.away if each.kind is AbsenceKind.LEAVE)
        return max([self.joined_at, *(ends for ends in leaves if ends is not None and ends <= now)])

    def is_away_in(self, window: Window) -> bool:
        """True when any of the window's days lies in an absence or leave it has declared (R0)."""
        return any(each.first <= window.last and (each.last is None or each.last >= window.first) for each in self.away)


@dataclass(frozen=True, slots=True)
class Hosting:
    """One held meeting and whose it was; a volunteer's and one whose host did not come do not count (R5.3, R5.6)."""

    company: CompanyId
    ended_at: datetime
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class Trade:
    """Two companies' agreed swap: each has the other's place in the queue until it is served.

    A company whose part was freed (it left the club) has its own place again.
    """

    giver: CompanyId
    taker: CompanyId
    agreed_at: datetime
    giver_freed_at: datetime | None = None
    taker_freed_at: datetime | None = None

    def partner_of(self, company: CompanyId) -> CompanyId:
        """Return the other of the two."""
        return self.taker if company == self.giver else self.giver


@dataclass(frozen=True, slots=True)
class Ready:
    """A company that rested may be asked again: it or the lead has said so (R5.2)."""

    company: CompanyId
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in the queue, first the lowest: how often hosted, the last time (or the joining), the joining order."""

    times: int
    since: datetime
    order: int
    has_hosted: bool = False

    @property
    def key(self) -> tuple[int, datetime, int]:
        """What places are compared by (R5.1)."""
        return (self.times, self.since, self.order)


@dataclass(frozen=True, slots=True)
class Standing:
    """A company's place at a moment, its own or the one it traded for."""

    rank: Rank
    own: Rank
    trade: Trade | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All of it. Hostings are oldest first, turns in the order of proposing."""

    candidates: tuple[Candidate, ...]
    hostings: tuple[Hosting, ...] = ()
    turns: tuple[Turn, ...] = ()
    trades: tuple[Trade, ...] = ()
    readies: tuple[Ready, ...] = ()

    @property
    def cycle(self) -> int:
        """How many meetings were held: the number of the cycle that runs now."""
        return len(self.hostings)

    def standings(self) -> dict[CompanyId, Standing]:
        """Return every company's place, by going through all that happened in its order.

        A newcomer starts with the lowest count of those who are in (R5.4). Two that swap have each other's place until
        they have served.
        """
        places = _Places()
        for _, _, happen in sorted(self._happenings(places), key=lambda each: each[:2]):
            happen()
        return places.all()

    def as_of(self, instant: datetime, cycle: int, position: int) -> Ledger:
        """Return the ledger as it was when a turn was proposed, before its own record."""
        return Ledger(
            tuple(_as_of(each, instant) for each in self.candidates if each.joined_at <= instant),
            self.hostings[:cycle],
            tuple(each for each in self.turns if each.position < position),
            tuple(each for each in self.trades if each.agreed_at <= instant),
            tuple(each for each in self.readies if each.said_at <= instant),
        )

    def after(self, hosting: Hosting) -> Ledger:
        """Return the ledger after one more meeting to which everybody in came."""
        came = tuple(
            replace(each, attended=(*each.attended, hosting.ended_at)) if each.is_in and not each.has_attended else each
            for each in self.candidates
        )
        return replace(self, candidates=came, hostings=(*self.hostings, hosting))

    def _happenings(self, places: _Places) -> Iterator[tuple[datetime, int, Callable[[], None]]]:
        """Yield what changes places: when, which of two at the same instant comes first, and the change."""
        for each in self.candidates:
            yield (each.joined_at, 1, partial(places.join, each))
            if each.left_at is not None:
                yield (each.left_at, 3, partial(places.leave, each.company))
        for hosting in self.hostings:
            if hosting.is_counted:
                yield (hosting.ended_at, 0, partial(places.host, hosting))
        for trade in self.trades:
            yield (trade.agreed_at, 2, partial(places.trade, trade))
            for company, freed_at in ((trade.giver, trade.giver_freed_at), (trade.taker, trade.taker_freed_at)):
                if freed_at is not None:
                    yield (freed_at, 4, partial(places.free, company))


class _Places:
    """The places while the ledger is gone through."""

    def __init__(self) -> None:
        self.own: dict[CompanyId, Rank] = {}
        self.traded: dict[CompanyId, tuple[Rank, Trade]] = {}

    def join(self, candidate: Candidate) -> None:
        """Begin with the lowest count of those who are in."""
        lowest = min((each.times for each in self.own.values()), default=0)
        self.own[candidate.company] = Rank(lowest, candidate.joined_at, candidate.order)

    def leave(self, company: CompanyId) -> None:
        """Give up the place."""
        self.own.pop(company, None)
        self.free(company)

    def host(self, hosting: Hosting) -> None:
        """Count it; who had traded has served."""
        own = self.own.get(hosting.company)
        if own is not None:
            self.own[hosting.company] = Rank(own.times + 1, hosting.ended_at, own.order, has_hosted=True)
            self.free(hosting.company)

    def trade(self, trade: Trade) -> None:
        """Let the two have each other's place."""
        if trade.giver in self.own and trade.taker in self.own:
            given, taken = self._rank(trade.giver), self._rank(trade.taker)
            self.traded |= {trade.giver: (taken, trade), trade.taker: (given, trade)}

    def free(self, company: CompanyId) -> None:
        """Give a company its own place back."""
        self.traded.pop(company, None)

    def all(self) -> dict[CompanyId, Standing]:
        """Return everybody's place."""
        traded = {company: trade for company, (_, trade) in self.traded.items()}
        return {company: Standing(self._rank(company), own, traded.get(company)) for company, own in self.own.items()}

    def _rank(self, company: CompanyId) -> Rank:
        return self.traded[company][0] if company in self.traded else self.own[company]


def _covers(absence: Absence, now: datetime) -> bool:
    return absence.begins_at <= now and (absence.ends_at is None or now < absence.ends_at)


def _as_of(candidate: Candidate, instant: datetime) -> Candidate:
    gone = candidate.left_at is not None and candidate.left_at <= instant
    return replace(
        candidate,
        is_in=not gone,
        left_at=candidate.left_at if gone else None,
        attended=tuple(each for each in candidate.attended if each <= instant),
    )
