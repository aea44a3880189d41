"""The pledge's text changes: asked before the next act, as waiting 30 days later (R3.3)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.kernel.people import CompanyId, MembershipId, Role
from bot.kernel.roster import (
    PLEDGE_GRACE,
    PLEDGE_LASTS,
    Member,
    MemberState,
    lapsed_until,
    pledge_has_lapsed,
    pledge_is_due,
    pledge_version,
    roles_of,
)
from tests.features.club_world import MONDAY_NOON

SECOND_CAME = MONDAY_NOON + timedelta(days=100)
CHANGES = (SECOND_CAME,)
INSTANT = timedelta.resolution


def pledged(at: datetime, version: int) -> Member:
    state = MemberState.PLEDGED
    return Member(MembershipId("m"), CompanyId("c"), "Bo", state, pledged_at=at, pledge_version=version)


def test_a_text_holds_from_the_instant_it_came() -> None:
    """Before it the first text holds, from it on the second."""
    assert pledge_version(SECOND_CAME - INSTANT, CHANGES) == 1
    assert pledge_version(SECOND_CAME, CHANGES) == 2
    assert pledge_version(SECOND_CAME) == 1


def test_a_new_text_is_due_at_once_for_those_of_the_old_one() -> None:
    """Whoever accepted the first text is asked at the second's coming; whoever accepted the second is not."""
    old, new = pledged(MONDAY_NOON, 1), pledged(SECOND_CAME, 2)
    assert not pledge_is_due(old, SECOND_CAME - INSTANT, CHANGES)
    assert pledge_is_due(old, SECOND_CAME, CHANGES)
    assert not pledge_is_due(new, SECOND_CAME + timedelta(days=40), CHANGES)


def test_thirty_days_after_a_new_text_the_old_ones_wait() -> None:
    """30 days to the microsecond; a pledge to the new text stands."""
    end = SECOND_CAME + PLEDGE_GRACE
    assert not pledge_has_lapsed(pledged(MONDAY_NOON, 1), end - INSTANT, CHANGES)
    assert pledge_has_lapsed(pledged(MONDAY_NOON, 1), end, CHANGES)
    assert pledge_has_lapsed(pledged(SECOND_CAME - INSTANT, 1), end, CHANGES)
    assert not pledge_has_lapsed(pledged(SECOND_CAME, 2), end + timedelta(days=300), CHANGES)


@pytest.mark.parametrize("changes", [(), CHANGES])
def test_the_year_still_counts(changes: tuple[datetime, ...]) -> None:
    """With or without a change of text a pledge lapses a year and 30 days after it was given."""
    given = SECOND_CAME + timedelta(days=5)
    end = given + PLEDGE_LASTS + PLEDGE_GRACE
    assert not pledge_has_lapsed(pledged(given, 2), end - INSTANT, changes)
    assert pledge_has_lapsed(pledged(given, 2), end, changes)
    assert lapsed_until(end, changes) == given


def test_today_there_is_one_text() -> None:
    """A pledge of today to version 1 makes a member."""
    member = pledged(MONDAY_NOON, pledge_version(MONDAY_NOON))
    assert roles_of(member, None, MONDAY_NOON + timedelta(days=200)) == {Role.MEMBER}
