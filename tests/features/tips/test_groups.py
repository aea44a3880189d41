"""Joining and backing as rules: whoever gave or backed is counted once, and nobody gets lost (R7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.features.tips.model.groups import backers_of, count_of, groups_of, joined_as, pages_of
from bot.kernel.people import CompanyId

COMPANIES = [CompanyId(each) for each in "abcdef"]
BEGAN = datetime(2026, 9, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tip:
    """A tip as the rules know it."""

    id: str
    company: CompanyId
    given_at: datetime
    joined_to: str | None = None
    is_named: bool = True


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Tip], list[tuple[int, int]], dict[str, set[CompanyId]]]:
    """Some tips, pairs of them that are joined one after the other, and who backs which."""
    givers = draw(st.lists(st.sampled_from(COMPANIES), min_size=1, max_size=7))
    named = st.booleans()
    tips = [
        Tip(str(n), company, BEGAN + timedelta(minutes=n), is_named=draw(named)) for n, company in enumerate(givers)
    ]
    numbers = st.integers(0, len(tips) - 1)
    pairs = draw(st.lists(st.tuples(numbers, numbers), max_size=8))
    backed = {each.id: set(draw(st.sets(st.sampled_from(COMPANIES)))) for each in tips}
    return tips, pairs, backed


def joined(tips: Sequence[Tip], pairs: Sequence[tuple[int, int]]) -> list[Tip]:
    """Join pairs one after the other."""
    now = list(tips)
    for one, other in pairs:
        at = {tip.id: group for group in groups_of(now) for tip in group.tips}
        leads = joined_as(at[str(one)], at[str(other)])
        now = [replace(each, joined_to=leads.get(each.id, each.joined_to)) for each in now]
    return now


@given(histories())
def test_chains_are_flat_and_nobody_is_lost(
    history: tuple[list[Tip], list[tuple[int, int]], dict[str, set[CompanyId]]],
) -> None:
    """Each tip stands in one group, its lead is joined to none and was given first, and the counts stay."""
    tips, pairs, _ = history
    now = joined(tips, pairs)
    groups = groups_of(now)
    assert sorted(each.id for group in groups for each in group.tips) == [each.id for each in tips]
    for group in groups:
        assert group.lead.joined_to is None
        assert all(each.joined_to == group.lead.id for each in group.joined)
        assert all(group.lead.given_at < each.given_at for each in group.joined)
    assert count_of(now) == count_of(tips)
    for one, other in pairs:
        assert any({str(one), str(other)} <= {each.id for each in group.tips} for group in groups)


@given(histories())
def test_backers_count_once_and_come_back(
    history: tuple[list[Tip], list[tuple[int, int]], dict[str, set[CompanyId]]],
) -> None:
    """A group is backed by whoever backs one of it and gave none of it by name, once; taken apart each has its own."""
    tips, pairs, backed = history
    for group in groups_of(joined(tips, pairs)):
        behind = backers_of(group, backed)
        givers = {each.company for each in group.tips if each.is_named}
        assert behind == set().union(*(backed[each.id] for each in group.tips)) - givers
        assert len(behind) <= len(COMPANIES) - len(givers)
    for group in groups_of(tips):
        own = {group.lead.company} if group.lead.is_named else set()
        assert backers_of(group, backed) == backed[group.lead.id] - own


@given(st.lists(st.integers(0, 1000), max_size=30))
def test_pages_hold_everything_in_order(lengths: list[int]) -> None:
    """Every entry stands on one page, in order; no page is empty but the only one, none too full but of one alone."""
    pages = pages_of(lengths, 5, 3000)
    assert [index for page in pages for index in page] == list(range(len(lengths)))
    assert all(len(page) <= 5 for page in pages)
    assert all(len(page) == 1 or sum(lengths[index] for index in page) <= 3000 for page in pages if lengths)
    assert all(len(page) for page in pages) or not lengths
