from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.features.polls.model.ballot import (
    Answer,
    Mark,
    Progress,
    Tally,
    changes,
    counts,
    has_answered,
    is_complete,
    latest,
    needs_confirmation,
    progress,
    refuses_all,
    standing,
    standing_with,
)
from tests.features.polls.builders import HOST, SLOTS, M, N, Y, answers, company, mark

SOME_MARKS = st.lists(
    st.builds(
        mark,
        st.just(0),
        st.sampled_from(Answer),
        of=st.sampled_from([HOST, company(1), company(2)]),
        by=st.sampled_from(["anna", "bo"]),
        slot=st.sampled_from(SLOTS),
        by_phone=st.booleans(),
        confirmed=st.booleans(),
    ),
    max_size=12,
).map(lambda marks: [replace(one, order=number) for number, one in enumerate(marks)])


def test_latest_by_any_of_its_people() -> None:
    """R4.5: Bo's later no stands for the company, whoever of it said yes before."""
    marks = [mark(1, Y, by="anna"), mark(2, N, by="bo")]
    assert standing(marks) == {HOST: {SLOTS[0]: N}}
    assert latest(marks)[HOST][SLOTS[0]].person == "bo"


def test_order_of_commit_not_of_arrival() -> None:
    """R4.5: what counts is the order of commit, whatever order the marks are read in."""
    assert standing([mark(2, N), mark(1, Y)]) == {HOST: {SLOTS[0]: N}}


def test_slots_are_answered_one_by_one() -> None:
    """R4.5: an answer to one slot leaves the others as they were."""
    marks = [mark(1, Y), mark(2, M, slot=SLOTS[1]), mark(3, N)]
    assert standing(marks) == {HOST: {SLOTS[0]: N, SLOTS[1]: M}}


@given(SOME_MARKS)
def test_the_standing_after_a_tap_needs_no_second_reading(marks: list[Mark]) -> None:
    """The standing with a mark that changes something is the one read once that mark is kept."""
    for number, new in enumerate(marks):
        if changes(marks[:number], new):
            assert standing_with(standing(marks[:number]), [new]) == standing(marks[: number + 1])


@given(SOME_MARKS, st.integers(0, 11))
def test_a_tap_is_judged_by_its_own_company_and_slot(marks: list[Mark], number: int) -> None:
    """Whether a mark changes something depends on nothing but what its company said of that slot."""
    for new in marks[number:]:
        beside = [one for one in marks[:number] if (one.company, one.slot) == (new.company, new.slot)]
        assert changes(marks[:number], new) == changes(beside, new)


def test_phone_never_replaces_own() -> None:
    """R4.5: a phone answer beside the company's own stays without effect and asks for a confirming tap."""
    own, phone = mark(1, Y), mark(2, N, by="lead", by_phone=True)
    assert standing([own, phone]) == {HOST: {SLOTS[0]: Y}}
    assert needs_confirmation([own], phone)
    assert not changes([own], phone)


def test_confirmed_phone_replaces_own() -> None:
    """R4.5: with the lead's confirming tap it replaces the company's own."""
    marks = [mark(1, Y), mark(2, N, by="lead", by_phone=True, confirmed=True)]
    assert standing(marks) == {HOST: {SLOTS[0]: N}}


def test_phone_where_nothing_was_said() -> None:
    """R4.5: a phone answer fills what was left open, a later one corrects it, the company's own replaces it."""
    first, second = mark(1, M, by_phone=True), mark(2, N, by_phone=True)
    assert not needs_confirmation([first], second)
    assert standing([first, second]) == {HOST: {SLOTS[0]: N}}
    assert standing([first, second, mark(3, Y)]) == {HOST: {SLOTS[0]: Y}}
    assert not needs_confirmation([mark(1, Y, slot=SLOTS[1])], second)


def test_phone_that_agrees_needs_no_tap() -> None:
    """R4.5: a phone answer that says what the company said itself asks for nothing."""
    assert not needs_confirmation([mark(1, Y)], mark(2, Y, by_phone=True))


def test_repeating_a_tap_changes_nothing() -> None:
    """R4.5: the same answer once more is no change; another one is."""
    assert not changes([mark(1, Y)], mark(2, Y))
    assert changes([mark(1, Y)], mark(2, N))
    assert changes([], mark(1, Y))


def test_a_colleague_who_agrees_is_kept_too() -> None:
    """R4.5: the same answer by a colleague is theirs as well, so that it stands when the first one is erased."""
    assert changes([mark(1, Y)], mark(2, Y, by="bo"))


def test_an_answer_after_a_call_is_the_companys_own() -> None:
    """R4.5: a company that taps what was told by phone has answered itself; a later call asks first."""
    called, own = mark(1, Y, by_phone=True), mark(2, Y)
    assert changes([called], own)
    assert needs_confirmation([called, own], mark(3, N, by_phone=True))
    assert not changes([own], mark(3, Y, by_phone=True))


def test_answered_and_complete() -> None:
    """R0: one touched slot is answered, all are complete; nothing touched is neither."""
    now = answers("y---", "nnnn", "----")
    assert [has_answered(now, name) for name in (HOST, company(1), company(2), company(9))] == [
        True,
        True,
        False,
        False,
    ]
    assert [is_complete(now, name, SLOTS) for name in (HOST, company(1), company(2))] == [False, True, False]


def test_all_fit_and_none_of_these() -> None:
    """R0, R4.5: "all fit" and "none of these" touch every slot; the second alone refuses all."""
    now = answers("yyyy", "nnnn", "nnn-")
    assert is_complete(now, HOST, SLOTS)
    assert [refuses_all(now, name, SLOTS) for name in (HOST, company(1), company(2))] == [False, True, False]


def test_counts_of_the_active_only() -> None:
    """R0, R4.5: untouched slots count as nothing, and companies that are no longer active do not count."""
    now = answers("y-", "yn", "mn", "nn")
    everyone = [HOST, company(1), company(2), company(3)]
    assert counts(SLOTS[:2], now, everyone) == (Tally(SLOTS[0], 2, 1, 1), Tally(SLOTS[1], 0, 0, 3))
    assert counts(SLOTS[:1], now, everyone[:2]) == (Tally(SLOTS[0], 2, 0, 0),)


def test_progress() -> None:
    """R2: the room's count is of active companies that have answered."""
    now = answers("y---", "nnnn", "----", "yyyy")
    assert progress(SLOTS, now, [HOST, company(1), company(2)]) == Progress(answered=2, complete=1, active=3)


@given(SOME_MARKS, st.data())
def test_order_between_companies_does_not_matter(marks: list[Mark], data: st.DataObject) -> None:
    """R4.5: however the commits of different companies interleave, each company's own order decides."""
    turns = data.draw(st.permutations([one.company for one in marks]))
    queues = {name: iter([one for one in marks if one.company == name]) for name in turns}
    interleaved = [replace(next(queues[name]), order=number) for number, name in enumerate(turns)]
    assert standing(interleaved) == standing(marks)


@given(SOME_MARKS)
def test_an_own_answer_is_never_lost_to_the_phone(marks: Sequence[Mark]) -> None:
    """R4.5: where a company has answered itself, leaving out all unconfirmed phone answers changes nothing."""
    without = standing([one for one in marks if not (one.by_phone and not one.confirmed)])
    with_phone = standing(marks)
    own = [one for one in marks if not one.by_phone]
    for one in own:
        later_confirmed = [m for m in marks if m.by_phone and m.company == one.company and m.slot == one.slot]
        if not any(m.confirmed for m in later_confirmed):
            assert with_phone[one.company][one.slot] is without[one.company][one.slot]


@given(SOME_MARKS)
def test_repeating_the_last_mark_changes_nothing(marks: list[Mark]) -> None:
    """R4.5: every mark may be delivered twice."""
    doubled = [replace(one, order=one.order * 2 + again) for one in marks for again in (0, 1)]
    assert standing(doubled) == standing(marks)
