"""A club without a lead, terms, and what the deputy stands in for (R1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.joining.intents import ConfirmMinder, OfferToMind
from bot.features.joining.model import term_end, term_reminder
from bot.kernel.people import CompanyId, MembershipId, PersonId
from bot.kernel.roster import Member, MemberState, Post
from bot.kernel.tell import minders
from tests.features.club_world import MONDAY_NOON, Heard, World, invite, join, set_up

KVARN, SYD = CompanyId("kvarn"), CompanyId("syd")
CYCLE = timedelta(weeks=6)


@pytest.fixture
async def club(founded: World) -> World:
    """A club of three companies, whose lead anna has gone without a deputy; dag is her colleague."""
    tokens = await set_up(founded)
    await join(founded, "bo", tokens["Bo Berg"])
    await join(founded, "cia", tokens["Cia Holm"])
    await join(founded, "dag", await invite(founded, "Sydöster", "Dag Dahl"))
    await founded.later(hours=2)
    await founded.press("anna", await founded.say("anna", "/leave"), "Leave")
    await founded.settle()
    return founded


async def offer(club: World, who: str) -> Heard:
    return await club.ask(who, OfferToMind(club=await club.club()))


async def confirm(club: World, who: str, name: str) -> Heard:
    return await club.ask(who, ConfirmMinder(club=await club.club(), member=(await club.member(name)).id))


def row(name: str, company: CompanyId, post: Post = Post.NONE, *, snoozed: bool = False) -> Member:
    until = MONDAY_NOON + timedelta(days=9) if snoozed else None
    return Member(
        MembershipId(name), company, name, MemberState.PLEDGED, post, person=PersonId(name), snoozed_until=until
    )


async def test_everybody_is_asked_and_another_company_confirms(club: World) -> None:
    """Each member gets the question; one tap offers, one of another company agrees; the organizer hears the fact."""
    for who in ("bo", "cia", "dag"):
        assert sum(line.startswith("Who minds Strandklubben?") for line in club.inbox(who)) == 1
    assert [line for line in club.inbox("organizer") if "lead" in line] == []
    assert (await offer(club, "bo")).words == "Thank you. Somebody of another company confirms it now."
    await club.settle()
    assert club.inbox("cia")[-1].startswith("Bo Berg would mind Strandklubben: Sydöster.")
    assert not club.inbox("dag")[-1].startswith("Bo Berg would")
    assert (await confirm(club, "cia", "Bo Berg")).words == "Lead: Bo Berg."
    await club.settle()
    assert (await club.member("Bo Berg")).post is Post.LEAD
    assert club.inbox("bo")[-1].startswith("You mind Strandklubben now.")
    assert club.inbox("organizer")[-1] == "Strandklubben has a new lead, chosen by its members."
    assert "Change:" in (await club.say("bo", "/club")).words


async def test_nobody_confirms_the_own_company(club: World) -> None:
    """A colleague's tap is refused, one's own too, and nobody leads yet."""
    await offer(club, "bo")
    for who in ("bo", "dag"):
        assert (await confirm(club, who, "Bo Berg")).error == "Somebody of another company confirms this."
    assert {m.post for m in await club.members()} == {Post.NONE}


async def test_the_first_offer_counts(club: World) -> None:
    """Who comes second hears who was first; taps once all is settled change nothing."""
    await offer(club, "bo")
    assert (await offer(club, "bo")).words.startswith("Thank you.")
    assert (await offer(club, "cia")).words == "Bo Berg has offered already."
    await confirm(club, "cia", "Bo Berg")
    assert (await confirm(club, "cia", "Bo Berg")).words == "That is settled already."
    assert (await offer(club, "cia")).words == "The club has a lead: Bo Berg."
    assert [m.name for m in await club.members() if m.post is Post.LEAD] == ["Bo Berg"]


async def test_an_offer_goes_with_its_person(club: World) -> None:
    """When the one who offered leaves, all are asked anew, and the tap for them comes too late."""
    await offer(club, "bo")
    await club.press("bo", await club.say("bo", "/leave"), "Leave")
    await club.settle()
    assert sum(line.startswith("Who minds") for line in club.inbox("cia")) == 2
    assert (await confirm(club, "cia", "Bo Berg")).words == "That is settled already."


async def test_with_one_company_left_its_offer_stands(club: World) -> None:
    """Where nobody of another company is in, nobody is waited for."""
    await club.press("cia", await club.say("cia", "/leave"), "Leave")
    assert (await offer(club, "bo")).words == "You mind the club now. Thank you."
    assert (await club.member("Bo Berg")).post is Post.LEAD


async def test_the_club_goes_on_meanwhile(club: World) -> None:
    """Nothing breaks without a lead: days pass, members act, and the question can be found in the list of members."""
    await club.later(days=60)
    assert "I will mind the club" in (await club.say("cia", "/members")).buttons
    assert (await club.say("dag", "/club")).error is None
    await offer(club, "bo")
    assert "Agreed" not in (await club.say("dag", "/members")).buttons
    assert "Lead: Bo Berg." in (await club.press("cia", await club.say("cia", "/members"), "Agreed")).words


async def test_a_term_is_reminded_of_and_goes_on(founded: World) -> None:
    """A cycle before its end (here in the summer's pause, so after it) the lead hears it, once; the post stays."""
    await founded.later(days=365 - 42 - 3)
    assert [line for line in founded.inbox("anna") if "term" in line] == []
    await founded.later(days=14)
    assert sum("Your term as lead of Strandklubben ends 7 September." in line for line in founded.inbox("anna")) == 1
    await founded.later(days=60)
    assert sum("Your term" in line for line in founded.inbox("anna")) == 1
    assert (await founded.member("Anna Lind")).post is Post.LEAD


def test_a_term_ends_so_many_months_after_it_began() -> None:
    """On the same day of the month, or its last; and then the next term runs."""
    since = datetime(2026, 8, 31, 12, tzinfo=UTC)
    assert term_end(since, 6, since) == datetime(2027, 2, 28, 12, tzinfo=UTC)
    assert term_end(since, 6, datetime(2027, 2, 28, 12, tzinfo=UTC)) == datetime(2027, 8, 31, 12, tzinfo=UTC)
    assert term_reminder(since, 12, CYCLE, since) == datetime(2027, 8, 31, 12, tzinfo=UTC) - CYCLE
    after = datetime(2027, 8, 31, 12, tzinfo=UTC) - CYCLE
    assert term_reminder(since, 12, CYCLE, after) == datetime(2028, 8, 31, 12, tzinfo=UTC) - CYCLE


def test_the_leads_cards_go_to_who_may_mind_them() -> None:
    """About the lead's own company, and while the lead is snoozed, they go to the deputy; else to the lead (R1)."""
    lead, deputy = row("lead", KVARN, Post.LEAD), row("deputy", SYD, Post.DEPUTY)
    assert minders([lead, deputy], MONDAY_NOON) == ["lead"]
    assert minders([lead, deputy], MONDAY_NOON, about=SYD) == ["lead"]
    assert minders([lead, deputy], MONDAY_NOON, about=KVARN) == ["deputy"]
    assert minders([row("lead", KVARN, Post.LEAD, snoozed=True), deputy], MONDAY_NOON) == ["deputy"]
    assert minders([lead, row("deputy", SYD, Post.DEPUTY, snoozed=True)], MONDAY_NOON, about=KVARN) == ["lead"]
    assert minders([lead], MONDAY_NOON, about=KVARN) == ["lead"]
    assert minders([row("a", KVARN)], MONDAY_NOON) == []
