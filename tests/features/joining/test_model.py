"""The pure rules of coming and going."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.features.joining.model import (
    INVITATION_LASTS,
    Invitation,
    Standing,
    acting_contact,
    hash_of,
    is_named_alike,
    leaves_nobody,
    secret_in,
    standing,
    succession,
)
from bot.kernel.people import ClubId, CompanyId, MembershipId, PersonId
from bot.kernel.roster import Member, MemberState, Post
from tests.features.club_world import MONDAY_NOON

SECRET = "abcdefghijklmnopqrstuvwx27"
KVARN, SYD = CompanyId("kvarn"), CompanyId("syd")


def member(name: str, company: CompanyId = KVARN, state: MemberState = MemberState.PLEDGED, **more: object) -> Member:
    return replace(Member(MembershipId(name), company, name, state, person=PersonId(f"p-{name}")), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [SECRET, SECRET.upper(), f" {SECRET} ", f"https://club.example/#{SECRET}", f"Hello Bo. Write: /join {SECRET}"],
)
def test_a_secret_is_found_in_whatever_was_pasted(words: str) -> None:
    """A bare token, a link, a whole message, in any case: the token is read."""
    assert secret_in(words) == SECRET


@pytest.mark.parametrize("words", ["", "hello", SECRET[:-1], SECRET + "a", SECRET.replace("a", "1")])
def test_no_secret_is_found_where_there_is_none(words: str) -> None:
    """Something of another length or with other signs is no token."""
    assert secret_in(words) is None


def test_the_hash_does_not_show_the_secret() -> None:
    """What is stored is a SHA-256 of the token, not the token."""
    assert SECRET not in hash_of(SECRET)
    assert len(hash_of(SECRET)) == 64


def test_an_invitation_is_open_until_its_seventh_day() -> None:
    """R3.2: a link lasts 7 days, to the microsecond; then its holder is told that it has run out."""
    made = Invitation(ClubId("c"), MembershipId("m"), MONDAY_NOON + INVITATION_LASTS)
    last = MONDAY_NOON + timedelta(days=7) - timedelta.resolution
    assert standing(made, None, last) is Standing.OPEN
    assert standing(made, None, last + timedelta.resolution) is Standing.EXPIRED


def test_whatever_is_not_ones_own_reads_the_same() -> None:
    """Unknown, revoked and another person's used invitation are one and the same to who tries them."""
    made = Invitation(ClubId("c"), MembershipId("m"), MONDAY_NOON + INVITATION_LASTS)
    used = replace(made, used_at=MONDAY_NOON, opened_by=PersonId("bo"))
    for each in (None, replace(made, revoked_at=MONDAY_NOON), used):
        assert standing(each, PersonId("eve"), MONDAY_NOON) is Standing.CLOSED
        assert standing(each, None, MONDAY_NOON) is Standing.CLOSED
    assert standing(used, PersonId("bo"), MONDAY_NOON + timedelta(days=30)) is Standing.YOURS


def test_the_deputy_follows_the_lead() -> None:
    """R1: a lead who leaves hands over to the deputy; to nobody else."""
    lead, deputy, other = member("a", post=Post.LEAD), member("b", SYD, post=Post.DEPUTY), member("c", SYD)
    assert succession([lead, deputy, other], lead).lead == deputy
    assert not leaves_nobody([lead, deputy, other], lead)
    assert leaves_nobody([lead, other], lead)
    assert succession([lead, deputy, other], other).lead is None


def test_a_deputy_who_has_not_pledged_does_not_follow() -> None:
    """Only who is in can mind a club."""
    lead = member("a", post=Post.LEAD)
    waiting = member("b", state=MemberState.WAITING, post=Post.DEPUTY)
    assert leaves_nobody([lead, waiting], lead)


def test_the_next_pledged_colleague_becomes_contact_person() -> None:
    """A contact person who leaves hands to the next pledged one of the same company, in joining order."""
    gone = member("a", is_contact=True)
    invited, next_one, last = member("b", state=MemberState.INVITED), member("c"), member("d")
    foreign = member("e", SYD)
    assert succession([gone, invited, foreign, next_one, last], gone).contact == next_one
    assert succession([gone, invited, foreign], gone).contact is None


def test_the_last_pledged_one_is_noticed() -> None:
    """R3.5: a company is empty when nobody pledged is left in it, whoever is invited."""
    gone, invited = member("a"), member("b", state=MemberState.INVITED)
    assert succession([gone, invited, member("e", SYD)], gone).is_last
    assert not succession([gone, member("c")], gone).is_last
    waiting = member("w", state=MemberState.WAITING)
    assert not succession([waiting], waiting).is_last


def test_the_acting_contact_is_somebody_who_is_in() -> None:
    """Until the named contact person has joined, the first pledged colleague gets what is asked of the company."""
    named = member("a", state=MemberState.INVITED, is_contact=True)
    colleague = member("b")
    assert acting_contact([named, colleague], KVARN) == colleague
    assert acting_contact([replace(named, state=MemberState.PLEDGED), colleague], KVARN) is not None
    assert acting_contact([named], KVARN) is None


def test_names_are_compared_as_people_read_them() -> None:
    """Case and spaces make no other name; letters do."""
    assert is_named_alike("Anna  Lind", " anna lind ")
    assert not is_named_alike("Åsa", "Asa")
