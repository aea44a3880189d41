"""The pledge is renewed each year before the next act (R3.3)."""

from __future__ import annotations

from tests.features.club_world import World, invite, join


async def test_a_year_later_the_rules_come_first_and_the_act_goes_on(founded: World) -> None:
    """After a year the next act shows the rules; one tap accepts them and does what was asked."""
    await join(founded, "bo", await invite(founded, "Kvarnboden", "Bo Berg"))
    await founded.later(days=366)
    rules = await founded.say("bo", "/members")
    assert list(rules.buttons) == ["I promise"]
    after = await founded.press("bo", rules, "I promise")
    assert "Members of Strandklubben" in after.words


async def test_thirty_days_later_one_waits_until_the_pledge(founded: World) -> None:
    """A renewal left for 30 days makes a member wait; the pledge lets them back in."""
    await join(founded, "bo", await invite(founded, "Kvarnboden", "Bo Berg"))
    await founded.later(days=396)
    assert (await founded.say("bo", "/members")).error is not None
    member = await founded.member("Bo Berg")
    assert member.pledged_at is not None
    rules = await founded.ask("bo", founded.catalogue.codec.read(f"jp.{await founded.club()}"))
    assert rules.words == "Thank you. The rules hold for another year."
    assert "Members" in (await founded.say("bo", "/members")).words


async def test_the_company_joins_with_its_first_pledge(founded: World) -> None:
    """A company's joining date is its first pledge; a second person does not move it (R5.1)."""
    first = (await founded.companies())["Kvarnboden"].joined_at
    assert first is not None
    await founded.later(days=1)
    await join(founded, "bo", await invite(founded, "Kvarnboden", "Bo Berg"))
    assert (await founded.companies())["Kvarnboden"].joined_at == first
