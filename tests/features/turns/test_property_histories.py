"""R5.5 over ten thousand random histories, and the reason of each choice; read as docs/decisions/006 says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest

from bot.features.turns.model.ledger import Trade
from bot.features.turns.model.moment import Moment, Reason, Why
from bot.features.turns.model.queue import Proposal, Queue
from bot.features.turns.ports import Ground
from bot.kernel.people import CompanyId
from tests.features.turns.histories import Asking, History, Life, Served, histories

HISTORIES = 10_000
PARTS = 10
OWN_WISH = frozenset({Ground.SWAP, Ground.PIN})


def passed_over(history: History) -> list[tuple[Served, CompanyId]]:
    """Return who should have hosted between two counted hostings of another company, and has not (R5.5)."""
    found: list[tuple[Served, CompanyId]] = []
    for company in history.lives:
        own = [each for each in history.served if each.company == company]
        for before, after in pairwise(own):
            if after.asking is not None and after.ground not in OWN_WISH:
                found += [(after, other) for other in history.lives if owed(history, before, after.asking, other)]
    return found


def owed(history: History, before: Served, asking: Asking, other: CompanyId) -> bool:
    """True for one that was active since, available when asked, not waiting for a traded turn, and has not hosted."""
    life = history.lives[other]
    if other == before.company or other not in asking.available or other in asking.trading:
        return False
    if life.joined_at > before.ended_at or not was_active(life, before.ended_at, asking.at):
        return False
    return not any(before.ended_at < each < asking.at for each in life.counted)


def was_active(life: Life, since: datetime, until: datetime) -> bool:
    """Active without a break between the two; it may have left later."""
    return replace(life, left_at=None).was_active(since, until)


def untrue(history: History) -> list[tuple[Asking, Why]]:
    """Return the choices whose reason is not true of what really happened."""
    return [(each, each.proposal.why) for each in history.askings if not is_true(history, each)]


def is_true(history: History, asking: Asking) -> bool:
    """Look a reason up in what really happened."""
    why, own = asking.proposal.why, hosted_before(history, asking.proposal.company, asking.at)
    if (why.times, why.last) != (len(own), max(own, default=None)):
        return False
    others = asking.available - asking.trading - {why.company}
    match why.reason:
        case Reason.NOT_YET:
            return not own
        case Reason.LET_GO:
            return why.company in asking.let_go
        case Reason.TRADED:
            return why.company in asking.trading and was_traded(history, why)
        case Reason.LONGEST_AGO:
            return all(longer_ago(history, why, other, asking.at) for other in others)
        case Reason.LONGEST_UNBROKEN:
            unbroken = [each for each in others if was_active(history.lives[each], why.last or asking.at, asking.at)]
            return all(longer_ago(history, why, other, asking.at) for other in unbroken)
        case _:
            return False


def longer_ago(history: History, why: Why, other: CompanyId, at: datetime) -> bool:
    """True when the company's last hosting is longer ago than the other's, or the other has none."""
    theirs = hosted_before(history, other, at)
    return why.last is not None and (not theirs or why.last < max(theirs))


def hosted_before(history: History, company: CompanyId, at: datetime) -> list[datetime]:
    """Return a company's counted hostings up to an instant."""
    return [each for each in history.lives[company].counted if each < at]


def was_traded(history: History, why: Why) -> bool:
    """True when the two traded then."""
    two = {why.company, why.other}
    return any({each.giver, each.taker} == two and each.agreed_at == why.at for each in history.trades)


def made_to_wait(history: History) -> list[Asking]:
    """Return the choices that passed over one that had let its turn go by, though R5.5 let it host (R5.3)."""
    return [each for each in history.askings if not each.trading and passed_over_unduly(history, each)]


def passed_over_unduly(history: History, asking: Asking) -> bool:
    """True when the choice should have been one that had let its turn go by."""
    first = asking.let_go & asking.available
    if asking.proposal.company in first:
        return False
    return any(not is_held_back(history, asking, each) for each in first)


def is_held_back(history: History, asking: Asking, company: CompanyId) -> bool:
    """True when another company was to host before this one hosts again."""
    last = max(hosted_before(history, company, asking.at), default=None)
    if last is None:
        return False
    before = Served(company, last, Ground.QUEUE, None)
    return any(owed(history, before, asking, other) for other in history.lives)


@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_histories_keep_the_round(part: int) -> None:
    """R5.5, R5.8: whatever happens, nobody hosts twice while somebody waits, and each choice has a true reason."""
    for seed in range(part, HISTORIES, PARTS):
        (history,) = histories([seed])
        assert not passed_over(history), seed
        assert not untrue(history), seed
        assert not made_to_wait(history), seed


def test_the_histories_hold_what_they_promise() -> None:
    """All that can happen to a turn happens often in them, and every reason is given."""
    played = histories(range(300))
    reasons = [each.proposal.why.reason for history in played for each in history.askings]
    given = {Reason.NOT_YET, Reason.LET_GO, Reason.TRADED, Reason.LONGEST_AGO}
    assert {each for each in given if reasons.count(each) > 100} == given
    states = [turn.state for history in played for turn in history.turns]
    assert min(states.count(each) for each in set(states)) > 50
    assert sum(not each.is_counted for history in played for each in history.hostings) > 100
    assert sum(life.left_at is not None for history in played for life in history.lives.values()) > 100


def test_a_swap_moves_nobody_else() -> None:
    """R5.3: the two have each other's turn; every other company's stays where it was until both have served."""
    for history in histories(range(300)):
        queue = unhindered(history)
        before = turns_ahead(queue)
        one, other = history.chance.sample(sorted(before), 2)
        traded = replace(queue.ledger, trades=(Trade(one, other, queue.now),))
        after = turns_ahead(replace(queue, ledger=traded))
        assert (after[one][0], after[other][0]) == (before[other][0], before[one][0])
        until = max(before[one][0], before[other][0])
        for third in set(before) - {one, other}:
            assert [each for each in after[third] if each <= until] == [each for each in before[third] if each <= until]


def unhindered(history: History) -> Queue:
    """Return a history's queue as if nobody were away, new, resting or had traded."""
    queue = history.queue()
    there = tuple(replace(each, away=(), attended=(history.now,)) for each in queue.ledger.candidates)
    return replace(queue, ledger=replace(queue.ledger, candidates=there, turns=(), trades=()))


def turns_ahead(queue: Queue) -> dict[CompanyId, list[int]]:
    """Return the cycles in which each company is foreseen."""
    ahead: dict[CompanyId, list[int]] = {}
    for each in queue.forecast():
        if each.proposal is not None:
            ahead.setdefault(each.proposal.company, []).append(each.cycle)
    return ahead


def fewest_times_alone(queue: Queue, out: frozenset[CompanyId]) -> Proposal | None:
    """A broken queue: the places alone, whoever still waits."""
    moment = Moment.of(queue.ledger, queue.now)
    available = moment.available(queue.window, out)
    first = min(available, key=lambda each: moment.standings[each.company].rank.key, default=None)
    return None if first is None else Proposal(first.company, Ground.QUEUE, moment.why(first, available))


def whoever_let_go(queue: Queue, out: frozenset[CompanyId]) -> Proposal | None:
    """A broken queue: who let its turn go by comes first even when somebody else still waits."""
    moment = Moment.of(queue.ledger, queue.now)
    available = moment.available(queue.window, out)
    gone = [each for each in available if moment.why(each, available).reason is Reason.LET_GO]
    first = gone[0] if gone else moment.first_of(available)
    return None if first is None else Proposal(first.company, Ground.QUEUE, moment.why(first, available))


def always_longest_ago(queue: Queue, out: frozenset[CompanyId]) -> Proposal | None:
    """A broken explanation."""
    proposal = queue.next(out)
    return proposal and replace(proposal, why=replace(proposal.why, reason=Reason.LONGEST_AGO))


def test_a_broken_queue_is_found() -> None:
    """The property bites: by the places alone somebody is passed over; and so it is when passing comes before all."""
    assert any(passed_over(each) for each in histories(range(400), fewest_times_alone))
    assert any(passed_over(each) for each in histories(range(400), whoever_let_go))


def test_a_false_reason_is_found() -> None:
    """The property bites: "longest ago" is not true of everybody."""
    assert any(untrue(each) for each in histories(range(50), always_longest_ago))
