from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.features.polls.model.ballot import Answer, Standing, Tally
from bot.features.polls.model.choice import (
    AskHost,
    Chosen,
    Criterion,
    NoDate,
    PassedOver,
    Want,
    choose,
    quorum,
    why,
)
from bot.features.polls.model.slots import Slot
from bot.kernel.people import CompanyId
from tests.features.polls.builders import A_STANDING, HOST, SLOTS, answers, company


def decide(now: Standing, *, gone: tuple[CompanyId, ...] = ()) -> Chosen | AskHost | NoDate:
    """The choice with everyone active who has a word in the standing, but for those gone."""
    return choose(SLOTS, now, HOST, set(now) - set(gone))


def chosen_slot(now: Standing) -> Slot:
    """The chosen slot, where there must be one."""
    decided = decide(now)
    assert isinstance(decided, Chosen)
    return decided.slot


def test_quorum() -> None:
    """R4.7: two, or half of the active companies rounded up."""
    sizes = {size: quorum([company(number) for number in range(size)]) for size in (1, 2, 3, 4, 5, 9, 10)}
    assert sizes == {1: 2, 2: 2, 3: 2, 4: 2, 5: 3, 9: 5, 10: 5}


def test_most_yes() -> None:
    """R4.7: first come the most yes, even against more no."""
    now = answers("yy", "yy", "mn", "my", "mn")
    assert chosen_slot(now) == SLOTS[1]
    assert why(SLOTS, now, HOST, set(now), SLOTS[1]).criterion is Criterion.MOST_YES


def test_fewest_no() -> None:
    """R4.7: at equal yes the fewest no decide, before more if-need-be."""
    now = answers("yy", "yy", "m-", "n-")
    assert chosen_slot(now) == SLOTS[1]
    assert why(SLOTS, now, HOST, set(now), SLOTS[1]).criterion is Criterion.FEWEST_NO


def test_most_if_need_be() -> None:
    """R4.7: at equal yes and no the most if-need-be decide."""
    now = answers("yy", "yy", "-m")
    assert chosen_slot(now) == SLOTS[1]
    assert why(SLOTS, now, HOST, set(now), SLOTS[1]).criterion is Criterion.MOST_IF_NEED_BE


def test_earliest() -> None:
    """R4.7: at equal numbers the earliest, in whatever order the slots are given."""
    now = answers("nyy", "yyy", "-yy")
    assert choose(SLOTS[::-1], now, HOST, set(now)) == Chosen(SLOTS[1], Tally(SLOTS[1], 3, 0, 0))
    assert why(SLOTS, now, HOST, set(now), SLOTS[1]).criterion is Criterion.EARLIEST


def test_the_hosts_yes_is_needed() -> None:
    """R4.7: a slot everyone likes but the host does not is passed over, and the decision can say so."""
    now = answers("ny", "yy", "yy", "yn")
    assert chosen_slot(now) == SLOTS[1]
    told = why(SLOTS, now, HOST, set(now), SLOTS[1])
    assert told.criterion is Criterion.ONLY_ONE
    assert told.passed_over == ()  # as many yes and no, only earlier
    more = answers("ny", "yy", "yn", "yn")
    told = why(SLOTS, more, HOST, set(more), SLOTS[1])
    assert told.passed_over == (PassedOver(Tally(SLOTS[0], 3, 0, 1), Want.HOST),)


def test_why_names_the_numbers() -> None:
    """R4.9: the decision keeps the tally, the runner-up, the number of rivals, the quorum and the active."""
    now = answers("yyy-", "yyn-", "ymn-", "ynn-", "ynn-")
    told = why(SLOTS, now, HOST, set(now), SLOTS[0])
    assert (told.chosen, told.runner_up) == (Tally(SLOTS[0], 5, 0, 0), Tally(SLOTS[1], 2, 1, 2))
    assert (told.rivals, told.quorum, told.active) == (1, 3, 5)


def test_more_yes_without_quorum() -> None:
    """R4.7: a slot with more yes but no quorum is passed over for one that has it."""
    now = answers("yy", "yy", "y-", "-m", "-m", "--", "--", "--")
    assert chosen_slot(now) == SLOTS[1]
    told = why(SLOTS, now, HOST, set(now), SLOTS[1])
    assert told.passed_over == (PassedOver(Tally(SLOTS[0], 3, 0, 0), Want.QUORUM),)


def test_if_need_be_counts_for_the_quorum() -> None:
    """R4.7: if-need-be counts for the quorum, silence does not."""
    assert isinstance(decide(answers("y", "m", "-", "-")), Chosen)
    assert decide(answers("y", "-", "-", "-")) == NoDate(Want.QUORUM)


def test_host_and_one_other_at_least() -> None:
    """R4.7: a host alone is no meeting, in the smallest club neither."""
    assert decide(answers("y")) == NoDate(Want.QUORUM)
    assert isinstance(decide(answers("y", "y")), Chosen)


def test_best_slot_is_put_to_the_host() -> None:
    """R4.7: where the host's yes is missing, the best slot the host did not refuse is put to the host."""
    now = answers("nm-", "yyy", "yyy", "yym")
    assert decide(now) == AskHost(SLOTS[1], Tally(SLOTS[1], 3, 1, 0))


def test_a_silent_host_is_asked() -> None:
    """R4.7: silence is not no: a host who never answered is asked about the best slot, if it would reach the quorum."""
    assert decide(answers("----", "-y--", "-y--", "-y--")) == AskHost(SLOTS[1], Tally(SLOTS[1], 3, 0, 0))
    assert decide(answers("-", "y", "-")) == AskHost(SLOTS[0], Tally(SLOTS[0], 1, 0, 0))


def test_no_question_that_decides_nothing() -> None:
    """R4.7: a slot that lacks the quorum even with the host's yes is not put to the host."""
    assert decide(answers("----", "y---", "----", "----", "----")) == NoDate(Want.QUORUM)


def test_the_hosts_yes_decides_the_asked_slot() -> None:
    """R4.7: once the host says yes to the asked slot, it is chosen."""
    asked = decide(answers("m---", "y---", "y---", "n---"))
    assert asked == AskHost(SLOTS[0], Tally(SLOTS[0], 2, 1, 1))
    assert chosen_slot(answers("y---", "y---", "y---", "n---")) == SLOTS[0]


def test_none_of_these_by_the_host() -> None:
    """R4.7, R4.8: when the host refuses every slot the round fails for want of the host."""
    assert decide(answers("nnnn", "yyyy", "yyyy")) == NoDate(Want.HOST)


def test_a_host_who_offered_is_not_to_blame() -> None:
    """R4.8: where the host said yes to slots that lacked others, the round fails for want of quorum."""
    assert decide(answers("ynnn", "nyyy", "nyyy", "nyyy", "nyyy")) == NoDate(Want.QUORUM)


def test_a_company_that_leaves() -> None:
    """R0, R4.7: a company that leaves during the poll counts neither in the tally nor in the quorum."""
    now = answers("yy", "-y", "-y", "y-", "y-", "y-")
    assert decide(now) == Chosen(SLOTS[0], Tally(SLOTS[0], 4, 0, 0))
    left = decide(now, gone=(company(4), company(5)))
    assert left == Chosen(SLOTS[1], Tally(SLOTS[1], 3, 0, 0))


def test_a_leave_can_make_the_quorum() -> None:
    """R0, R4.7: with silent companies gone the quorum shrinks at once."""
    now = answers("y", "y", "-", "-", "-")
    assert decide(now) == NoDate(Want.QUORUM)
    assert isinstance(decide(now, gone=(company(4),)), Chosen)


def test_a_host_who_left() -> None:
    """R0, R4.7: the yes of a host that is no longer active decides nothing."""
    assert decide(answers("yyyy", "yyyy", "yyyy"), gone=(HOST,)) == NoDate(Want.HOST)


@given(A_STANDING)
def test_a_chosen_slot_has_host_and_quorum(now: Standing) -> None:
    """R4.7: whatever was answered, a chosen slot has the host's yes and the quorum, and no possible one beats it."""
    decided = decide(now)
    if isinstance(decided, Chosen):
        assert now[HOST][decided.slot] is Answer.YES
        assert decided.tally.coming >= quorum(set(now))
        told = why(SLOTS, now, HOST, set(now), decided.slot)
        assert told.runner_up is None or told.runner_up.yes <= decided.tally.yes
    if isinstance(decided, AskHost):
        assert now[HOST].get(decided.slot) is not Answer.NO


@given(A_STANDING, st.data())
def test_one_more_yes_never_unchooses(now: Standing, data: st.DataObject) -> None:
    """R4.7: a company that turns to yes on the chosen slot keeps it chosen."""
    decided = decide(now)
    assume(isinstance(decided, Chosen))
    assert isinstance(decided, Chosen)
    who = data.draw(st.sampled_from(sorted(now)))
    warmer = {**now, who: {**now[who], decided.slot: Answer.YES}}
    assert chosen_slot(warmer) == decided.slot


@given(A_STANDING)
def test_a_yes_by_the_asked_host_decides_that_slot(now: Standing) -> None:
    """R4.7: the question put to the host is never in vain."""
    decided = decide(now)
    if isinstance(decided, AskHost):
        agreed = {**now, HOST: {**now[HOST], decided.slot: Answer.YES}}
        assert chosen_slot(agreed) == decided.slot


@given(A_STANDING, st.permutations(SLOTS))
def test_the_order_of_slots_and_companies_is_nothing(now: Standing, slots: list[Slot]) -> None:
    """R4.7: the order in which slots or companies are read changes no decision."""
    backwards = dict(reversed(list(now.items())))
    assert choose(slots, backwards, HOST, sorted(now)) == decide(now)
