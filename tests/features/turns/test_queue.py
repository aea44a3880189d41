"""The queue of hosts as a pure function of the ledger (R5.1, R5.4, R5.5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.features.turns.model.queue import Candidate, Hosting, Reason, next_host, reason_of
from bot.kernel.people import CompanyId

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
A, B, C, NEW = (CompanyId(name) for name in ("a", "b", "c", "new"))


def candidate(company: CompanyId, order: int, *, joined: int = 0) -> Candidate:
    """A company that joined so many weeks after the club began."""
    return Candidate(company, BEGAN + timedelta(weeks=joined), order)


def held(*hosts: CompanyId) -> list[Hosting]:
    """Meetings hosted one after the other, six weeks apart."""
    return [Hosting(host, BEGAN + timedelta(weeks=6 * number)) for number, host in enumerate(hosts, start=1)]


FOUNDERS = [candidate(A, 1), candidate(B, 2), candidate(C, 3)]


def test_fewest_hostings_come_first() -> None:
    """R5.1: who has hosted less often goes before who hosted longer ago."""
    assert next_host(FOUNDERS, held(A, B, A, C, B, A)) == C
    assert next_host(FOUNDERS, held(A, B, C, A, B)) == C


def test_then_the_oldest_last_hosting_then_the_joining_order() -> None:
    """R5.1: with as many hostings the longest ago, and before anybody has hosted the order of joining."""
    assert next_host(FOUNDERS, held(B, A, C)) == B
    assert next_host([candidate(B, 2), candidate(A, 1)], []) == A


def test_a_newcomer_waits_for_one_meeting() -> None:
    """R5.4: who joined after the first meeting hosts once another was held since."""
    newcomer = candidate(NEW, 4, joined=7)
    assert next_host([*FOUNDERS, newcomer], held(A), {A, B, C}) is None
    assert next_host([*FOUNDERS, newcomer], held(A, B), {A, B, C}) == NEW


def test_nobody_out_is_asked() -> None:
    """R5.3: who passed this turn is passed over, and when all did nobody has it."""
    assert next_host(FOUNDERS, held(A), {B}) == C
    assert next_host(FOUNDERS, held(A), {A, B, C}) is None


def test_why_a_company_is_first() -> None:
    """R5.8: not hosted yet, hosted fewest times, or longest ago."""
    assert reason_of(B, FOUNDERS, held(A)) is Reason.NOT_YET
    assert reason_of(C, FOUNDERS, held(A, B, C, A, B)) is Reason.FEWEST_TIMES
    assert reason_of(A, FOUNDERS, held(A, B, C)) is Reason.LONGEST_AGO
    assert reason_of(A, FOUNDERS[:1], held(A)) is Reason.LONGEST_AGO


@given(st.integers(2, 6), st.integers(1, 30))
def test_between_two_hostings_everybody_else_hosts(companies: int, meetings: int) -> None:
    """R5.5: a company hosts again only after every other has."""
    everyone = [candidate(CompanyId(f"c{number}"), number) for number in range(companies)]
    hosts: list[CompanyId] = []
    for _ in range(meetings):
        host = next_host(everyone, held(*hosts))
        assert host is not None
        hosts.append(host)
    for number in range(len(hosts) - companies + 1):
        assert len(set(hosts[number : number + companies])) == companies
