"""The queue of hosts as a pure function of the ledger (R5.1 to R5.5), case by case."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.features.absences.ports import Absence, AbsenceId, AbsenceKind
from bot.features.turns.model.ledger import Candidate, Hosting, Ledger, Ready, Trade, Window
from bot.features.turns.model.moment import Reason, Why
from bot.features.turns.model.queue import Proposal, Queue
from bot.features.turns.ports import Ground, Turn, TurnId, TurnState
from bot.kernel.people import CompanyId

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
CYCLE = timedelta(weeks=6)
A, B, C, NEW = (CompanyId(name) for name in ("a", "b", "c", "new"))


def week(number: float) -> datetime:
    """So many weeks after the club began."""
    return BEGAN + timedelta(weeks=number)


def candidate(company: CompanyId, order: int, *, joined: int = 0, attended: Sequence[int] = ()) -> Candidate:
    """A company that joined so many weeks after the club began."""
    return Candidate(company, week(joined), order, attended=tuple(map(week, attended)))


def held(*hosts: CompanyId) -> tuple[Hosting, ...]:
    """Meetings hosted one after the other, six weeks apart."""
    return tuple(Hosting(host, BEGAN + CYCLE * number) for number, host in enumerate(hosts, start=1))


def turn(company: CompanyId, cycle: int, state: TurnState, ground: Ground = Ground.QUEUE) -> Turn:
    """A turn that was proposed two weeks into its cycle, and ended then."""
    at = BEGAN + CYCLE * cycle + timedelta(weeks=2)
    return Turn(TurnId(f"{company}{cycle}"), cycle, 10 * cycle + 1, company, state, ground, "", "", at, ended_at=at)


FOUNDERS = (candidate(A, 1), candidate(B, 2), candidate(C, 3))


def queue(ledger: Ledger) -> Queue:
    """The queue three weeks into the cycle that runs now."""
    now = BEGAN + CYCLE * ledger.cycle + timedelta(weeks=3)
    day = (now + timedelta(weeks=3)).date()
    wide = timedelta(days=7)
    return Queue(ledger, now, Window(day - wide, day + wide), tuple(day + CYCLE * ahead for ahead in range(8)))


def after(*hosts: CompanyId, candidates: Sequence[Candidate] = FOUNDERS) -> Queue:
    """The queue after these have hosted."""
    return queue(Ledger(tuple(candidates), held(*hosts)))


def company_of(proposal: Proposal | None) -> CompanyId | None:
    """Whose turn it is."""
    return proposal.company if proposal else None


def first(of: Queue, out: Collection[CompanyId] = ()) -> CompanyId | None:
    """Whose turn it is."""
    return company_of(of.next(out))


def why(of: Queue) -> Why:
    """Why it is theirs."""
    proposal = of.next()
    assert proposal is not None
    return proposal.why


def ahead(of: Queue, count: int) -> list[CompanyId | None]:
    """Whose turns come next."""
    return [company_of(each.proposal) for each in of.forecast()][:count]


def test_fewest_hostings_come_first() -> None:
    """R5.1: who has hosted less often goes before who hosted longer ago."""
    assert first(after(A, B, A, C, B, A)) == C
    assert first(after(A, B, C, A, B)) == C


def test_then_the_oldest_last_hosting_then_the_joining_order() -> None:
    """R5.1: with as many hostings the longest ago, and before anybody has hosted the order of joining."""
    assert first(after(B, A, C)) == B
    assert first(after(candidates=[candidate(B, 2), candidate(A, 1)])) == A


def test_a_newcomer_waits_for_one_attended_meeting() -> None:
    """R5.4: who joined after the first meeting hosts once it has been at one."""
    unseen, seen = candidate(NEW, 4, joined=7), candidate(NEW, 4, joined=7, attended=[12])
    assert first(after(A, B, candidates=[*FOUNDERS, unseen]), {A, B, C}) is None
    assert first(after(A, B, candidates=[*FOUNDERS, seen]), {A, B, C}) == NEW


def test_a_newcomer_begins_with_the_lowest_count() -> None:
    """R5.4: it does not have to make up for the years before it came; its joining is its last date."""
    newcomer = candidate(NEW, 4, joined=37, attended=[42])
    assert ahead(after(A, B, C, A, B, C, A, candidates=[*FOUNDERS, newcomer]), 4) == [B, C, NEW, A]


def test_nobody_out_is_asked() -> None:
    """R5.3: who passed this turn is passed over, and when all did nobody has it."""
    assert first(after(A), {B}) == C
    assert first(after(A), {A, B, C}) is None


def test_who_let_it_go_by_comes_first_next_time() -> None:
    """R5.3: a pass or a lapse keeps the place, before one that has waited longer meanwhile."""
    passed = turn(B, 1, TurnState.PASSED)
    of = queue(Ledger(FOUNDERS, held(A, C), (passed,)))
    assert (first(of), why(of).reason, why(of).at) == (B, Reason.LET_GO, passed.ended_at)
    assert first(queue(Ledger(FOUNDERS, held(A), (passed,)))) == C


def test_two_in_a_row_rest_until_somebody_says_so() -> None:
    """R5.2: not asked again; its place is kept for when it or the lead says that it is ready."""
    gone = (turn(B, 1, TurnState.LAPSED), turn(B, 2, TurnState.PASSED))
    ledger = Ledger(FOUNDERS, held(A, C, A), gone)
    assert first(queue(ledger)) == C
    assert queue(ledger).is_resting(B)
    woken = replace(ledger, readies=(Ready(B, week(19)),))
    assert first(queue(woken)) == B
    assert not queue(woken).resting()


def test_what_lies_between_breaks_the_row() -> None:
    """R5.2: a turn that was taken, or handed on by a swap, is no silence."""
    for state in (TurnState.ACCEPTED, TurnState.SWAPPED, TurnState.FELL_OUT):
        turns = (turn(B, 0, TurnState.LAPSED), turn(B, 1, state), turn(B, 2, TurnState.LAPSED))
        assert queue(Ledger(FOUNDERS, held(A, C, A), turns)).resting() == frozenset()


def test_neither_a_volunteer_nor_an_absent_host_has_hosted() -> None:
    """R5.3, R5.6: they change neither count nor last date."""
    uncounted = replace(held(A, B)[1], is_counted=False)
    assert first(queue(Ledger(FOUNDERS, (held(A)[0], uncounted)))) == B


def test_who_is_away_is_not_asked() -> None:
    """R0: any absence in the window, and a leave that has begun."""
    at = week(12)
    away = Absence(AbsenceId("x"), B, AbsenceKind.AWAY, at.date(), at.date(), at, at + timedelta(days=1))
    leave = Absence(AbsenceId("y"), B, AbsenceKind.LEAVE, week(8).date(), None, week(8), None)
    for each in (away, leave):
        assert first(after(A, candidates=[FOUNDERS[0], replace(FOUNDERS[1], away=(each,)), FOUNDERS[2]])) == C


def test_the_fixed_rule_stands_above_the_counts() -> None:
    """R5.5: one that was away for long has hosted less often, and yet not twice before the others have hosted again."""
    hosts = (A, B, C, A, B, A, B, A, B)
    assert ahead(after(*hosts), 4) == [C, A, B, C]


def test_who_has_come_back_does_not_hold_up_the_others() -> None:
    """R5.5: it holds for those active since; after a leave the counts decide, and the reason is true of the others."""
    leave = Absence(AbsenceId("x"), B, AbsenceKind.LEAVE, week(31).date(), week(44).date(), week(31), week(44))
    candidates = [FOUNDERS[0], replace(FOUNDERS[1], away=(leave,)), FOUNDERS[2]]
    of = after(B, C, B, C, B, C, A, C, candidates=candidates)
    assert why(of) == Why(A, Reason.LONGEST_UNBROKEN, BEGAN, 1, week(42))
    assert first(after(B, C, B, C, B, C, A, C)) == B


def test_swapped_places_are_kept_until_served() -> None:
    """R5.3: each is asked in the other's time, PIN is its ground, and then the round goes on."""
    traded = Ledger(FOUNDERS, held(A, B, C), trades=(Trade(A, C, week(19)),))
    assert ahead(queue(traded), 6) == [C, B, A, C, B, A]
    proposal = queue(traded).next()
    assert proposal is not None
    assert (proposal.ground, proposal.why.reason, proposal.why.other) == (Ground.PIN, Reason.TRADED, A)


def test_a_freed_part_gives_the_own_place_back() -> None:
    """R5.3: a company that leaves frees its pin; the other keeps what it traded for."""
    freed = Trade(A, C, week(19), taker_freed_at=week(20))
    assert ahead(queue(Ledger(FOUNDERS, held(A, B, C), trades=(freed,))), 3) == [B, A, C]


def test_why_a_company_is_first() -> None:
    """R5.8: not hosted yet, or longest ago, with how often and when."""
    assert why(after(A)) == Why(B, Reason.NOT_YET, BEGAN)
    assert why(after(A, B, C)) == Why(A, Reason.LONGEST_AGO, BEGAN, 1, week(6))


def test_a_past_turn_is_explained_by_the_ledger_of_its_day() -> None:
    """R5.8: what happened since changes nothing about it."""
    past = turn(A, 3, TurnState.ACCEPTED)
    of = queue(Ledger(FOUNDERS, held(A, B, C, A, B), (past,)))
    assert of.why_turn(past) == Why(A, Reason.LONGEST_AGO, BEGAN, 1, week(6))
    named = replace(past, ground=Ground.NAMED)
    found = of.why_turn(named)
    assert found is not None
    assert (found.reason, found.at) == (Reason.NAMED, named.proposed_at)


@given(st.integers(2, 6), st.integers(1, 30))
def test_between_two_hostings_everybody_else_hosts(companies: int, meetings: int) -> None:
    """R5.5: in a quiet club the round is a plain round."""
    everyone = [candidate(CompanyId(f"c{number}"), number) for number in range(companies)]
    hosts: list[CompanyId] = []
    for _ in range(meetings):
        host = first(after(*hosts, candidates=everyone))
        assert host is not None
        hosts.append(host)
    for number in range(len(hosts) - companies + 1):
        assert len(set(hosts[number : number + companies])) == companies
