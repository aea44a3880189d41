"""Who may host at a moment of the ledger, who is first, and why (R5.1 to R5.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from bot.features.turns.model.ledger import (
    LET_GO,
    MOST_IN_A_ROW,
    OUT_THIS_TURN,
    Candidate,
    Ledger,
    Standing,
    Window,
)
from bot.features.turns.records import Turn, TurnState
from bot.kernel.people import CompanyId


class Reason(Enum):
    """How a company came by a turn."""

    NOT_YET = auto()
    LONGEST_AGO = auto()
    LONGEST_UNBROKEN = auto()
    LET_GO = auto()
    TRADED = auto()
    NAMED = auto()
    STANDS_IN = auto()
    VOLUNTEERED = auto()


@dataclass(frozen=True, slots=True)
class Why:
    """Why a company has a turn, with what that rests on (R5.8).

    `times` are its counted hostings before, `last` the end of the last of them. `at` is when it let a turn go by,
    traded, was named or offered; `other` is the company it traded with.
    """

    company: CompanyId
    reason: Reason
    joined: datetime
    times: int = 0
    last: datetime | None = None
    at: datetime | None = None
    other: CompanyId | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """The ledger gone through up to now; `gone_by` are the turns each company let go by in a row since it hosted."""

    ledger: Ledger
    now: datetime
    standings: Mapping[CompanyId, Standing]
    gone_by: Mapping[CompanyId, list[Turn]]

    @classmethod
    def of(cls, ledger: Ledger, now: datetime) -> Moment:
        """Go through a ledger."""
        standings = ledger.standings()
        return cls(ledger, now, standings, _gone_by(ledger.turns, standings))

    def available(self, window: Window, out: Collection[CompanyId] = ()) -> list[Candidate]:
        """Return who could be asked: active, not absent in the window, not done with this turn, not resting (R0)."""
        cycle, turns = self.ledger.cycle, self.ledger.turns
        done = {each.company for each in turns if each.cycle == cycle and each.state in OUT_THIS_TURN}
        return [
            each
            for each in self.ledger.candidates
            if each.company in self.standings
            and each.company not in done
            and each.company not in out
            and each.is_active(self.now)
            and not each.is_away_in(window)
            and self.has_seen_one(each)
            and not self.rests(each.company)
        ]

    def has_seen_one(self, candidate: Candidate) -> bool:
        """True for one that was in before the first held meeting, or has attended one since it came (R5.4)."""
        first = self.ledger.hostings[0].ended_at if self.ledger.hostings else None
        return first is None or candidate.joined_at <= first or candidate.has_attended

    def may_host(self, candidate: Candidate, available: Collection[Candidate]) -> bool:
        """True when no available company that was active since this one's last time is still to host (R5.5)."""
        own = self.standings[candidate.company].rank
        if not own.has_hosted:
            return True
        return not any(self._waits_since(each, own.since) for each in available if each.company != candidate.company)

    def first_of(self, available: Collection[Candidate]) -> Candidate | None:
        """Return whose turn it is among these.

        R5.5 stands above all. Among those it lets host, who let its turn go by comes first (R5.3), then the lowest
        place (R5.1).
        """
        permitted = [each for each in available if self.may_host(each, available)]
        return min(permitted, key=self._turn_key, default=None)

    def rests(self, company: CompanyId) -> bool:
        """True for one that let two turns in a row go by and was not said to be ready since (R5.2)."""
        since = max((each.said_at for each in self.ledger.readies if each.company == company), default=None)
        return (
            len([each for each in self.gone_by.get(company, ()) if since is None or _end(each) > since])
            >= MOST_IN_A_ROW
        )

    def why(self, chosen: Candidate, available: Collection[Candidate]) -> Why:
        """Return why the queue gives the turn to one of these."""
        standing, gone = self.standings[chosen.company], self.gone_by.get(chosen.company)
        if gone:
            return replace(self.plain(chosen, Reason.LET_GO), at=_end(gone[-1]))
        if standing.trade is not None:
            return self.traded(chosen)
        if not standing.rank.has_hosted:
            return self.plain(chosen, Reason.NOT_YET)
        others = [self.standings[each.company] for each in available if each.company != chosen.company]
        hosted = [each.rank.since for each in others if each.rank.has_hosted and each.trade is None]
        is_longest = all(each > standing.rank.since for each in hosted)
        return self.plain(chosen, Reason.LONGEST_AGO if is_longest else Reason.LONGEST_UNBROKEN)

    def traded(self, chosen: Candidate) -> Why:
        """Return that a company has its turn by a swap, with whom and since when."""
        trade, why = self.standings[chosen.company].trade, self.plain(chosen, Reason.TRADED)
        return why if trade is None else replace(why, at=trade.agreed_at, other=trade.partner_of(chosen.company))

    def plain(self, chosen: Candidate, reason: Reason) -> Why:
        """Return a reason with what the ledger counts of a company."""
        ends = [each.ended_at for each in self.ledger.hostings if each.is_counted and each.company == chosen.company]
        return Why(chosen.company, reason, chosen.joined_at, len(ends), max(ends, default=None))

    def _waits_since(self, candidate: Candidate, instant: datetime) -> bool:
        """True for one active since then that has not hosted; a traded place waits for whoever has it."""
        standing = self.standings[candidate.company]
        if standing.rank.since >= instant:
            return False
        return standing.trade is not None or candidate.active_since(self.now) <= instant

    def _turn_key(self, candidate: Candidate) -> tuple[bool, tuple[int, datetime, int]]:
        return (not self.gone_by.get(candidate.company), self.standings[candidate.company].rank.key)


def _gone_by(turns: Sequence[Turn], standings: Mapping[CompanyId, Standing]) -> dict[CompanyId, list[Turn]]:
    gone: dict[CompanyId, list[Turn]] = {}
    for turn in turns:
        standing = standings.get(turn.company)
        if standing is None or (standing.own.has_hosted and _end(turn) <= standing.own.since):
            continue
        if turn.state in LET_GO:
            gone.setdefault(turn.company, []).append(turn)
        elif turn.state not in {TurnState.PROPOSED, TurnState.WITHDRAWN}:
            gone.pop(turn.company, None)
    return gone


def _end(turn: Turn) -> datetime:
    return turn.ended_at or turn.proposed_at
