"""Company links and the waiting room behind them (R3.2)."""

from __future__ import annotations

import re

import pytest

from bot.features.joining.intents import Knock, LetIn, TurnAway
from bot.features.joining.model import KNOCK_LASTS
from bot.kernel.people import MembershipId
from bot.kernel.roster import MemberState
from bot.kernel.views import Picture
from tests.features.club_world import Heard, World, invite, join, set_up


@pytest.fixture
async def club(founded: World) -> World:
    """A club of three companies: anna leads, bo and cia are in."""
    tokens = await set_up(founded)
    await join(founded, "bo", tokens["Bo Berg"])
    await join(founded, "cia", tokens["Cia Holm"])
    await founded.settle()
    return founded


async def link(club: World, label: str = "Company link") -> Heard:
    """Let bo make a link for Sydöster."""
    panel = await club.press("bo", await club.say("bo", "/members"), "My company")
    return await club.press("bo", panel, label)


async def knock(club: World, who: str, name: str, token: str) -> Heard:
    """Open a company's link and give a name."""
    form = await club.say(who, f"/join {token}")
    return await club.submit(who, form, name=name)


async def knocks(club: World, who: str = "eva", name: str = "Eva Ek") -> None:
    """Let somebody come by bo's link, as far as the waiting room."""
    rules = await knock(club, who, name, (await link(club)).token)
    assert "Now somebody lets you in" in (await club.press(who, rules, "I promise")).words
    await club.settle()


async def test_a_link_leads_to_the_waiting_room(club: World) -> None:
    """A name, the three rules, a promise; then nothing is to be seen until somebody lets them in with one tap."""
    await knocks(club)
    assert (await club.member("Eva Ek")).state is MemberState.WAITING
    for command in ("/members", "/club", "/away"):
        assert (await club.say("eva", command)).error is not None
    asked = club.inbox("bo")[-1]
    assert asked.startswith("Eva Ek wants to join for Sydöster. Do you know each other?")
    assert club.inbox("anna")[-1] == asked
    assert [line for line in club.inbox("cia") if "Eva" in line] == []
    panel = await club.press("bo", await club.say("bo", "/members"), "My company")
    assert "Let in: Eva Ek." in (await club.press("bo", panel, "Let in")).words
    await club.later(hours=1)
    assert "Members of" in (await club.say("eva", "/members")).words
    assert club.inbox("eva")[-1].startswith("Welcome to Strandklubben.")
    assert club.inbox("anna")[-1].startswith("They have joined: Bo Berg, Cia Holm and Eva Ek.")
    assert [line for line in club.inbox("bo") if "has joined" in line] == []


async def test_the_rules_come_first(club: World) -> None:
    """Before the promise nobody is asked to let anybody in, and nobody can."""
    await knock(club, "eva", "Eva Ek", (await link(club)).token)
    await club.settle()
    assert [line for line in club.inbox("bo") if "Eva" in line] == []
    eva = await club.member("Eva Ek")
    early = await club.ask("anna", LetIn(club=await club.club(), member=eva.id))
    assert early.error == "Eva Ek has not accepted the three rules yet."


async def test_a_link_is_for_many_and_a_picture(club: World) -> None:
    """It is shown once, in words and as a QR code; two come by it; only its hash is kept."""
    made = await link(club)
    assert made.view is not None
    (picture,) = [block for block in made.view.blocks if isinstance(block, Picture)]
    assert picture.content.startswith(b"\x89PNG")
    for who, name in (("eva", "Eva Ek"), ("filip", "Filip Rot")):
        await club.press(who, await knock(club, who, name, made.token), "I promise")
    assert sum(m.knocks for m in await club.members()) == 2
    for name in ("company_link", "dedup", "attempt", "membership"):
        assert made.token not in str(await club.table(name))


async def test_whoever_knocks_twice_waits_once(club: World) -> None:
    """Opening the link again shows the same rules, a second promise changes nothing, and nobody is asked twice."""
    token = (await link(club)).token
    rules = await knock(club, "eva", "Eva Ek", token)
    await club.press("eva", rules, "I promise")
    again = await club.press("eva", rules, "I promise")
    assert again.error is None
    assert "You have promised." in (await club.say("eva", f"/join {token}")).words
    await club.settle()
    assert sum("Eva Ek wants" in line for line in club.inbox("bo")) == 1


async def test_a_new_link_kills_the_one_before(club: World) -> None:
    """Renewed or revoked, the earlier token reads like one that never was."""
    first = await link(club)
    second = await link(club, "New company link")
    nothing = (await club.say("eva", "/join " + "a" * 26)).words
    assert (await club.say("eva", f"/join {first.token}")).words == nothing
    panel = await club.press("bo", await club.say("bo", "/members"), "My company")
    assert "opens nothing any more: Sydöster." in (await club.press("bo", panel, "Revoke company link")).words
    assert (await club.say("filip", f"/join {second.token}")).words == nothing


async def test_a_form_left_open_opens_no_dead_link(club: World) -> None:
    """Revoked between opening and giving a name, the link lets nobody in."""
    form = await club.say("eva", f"/join {(await link(club)).token}")
    panel = await club.press("bo", await club.say("bo", "/members"), "My company")
    await club.press("bo", panel, "Revoke company link")
    assert "This link opens nothing." in (await club.submit("eva", form, name="Eva Ek")).words
    assert [m.name for m in await club.members() if m.knocks] == []


async def test_a_link_runs_out(club: World) -> None:
    """After 30 days its holder hears that, with what to do."""
    token = (await link(club)).token
    await club.later(days=30)
    assert "This link has run out." in (await club.say("eva", f"/join {token}")).words


async def test_who_is_turned_away_is_a_stranger_again(club: World) -> None:
    """One tap; the row is gone, nothing is told, and a late "Let in" says so kindly."""
    await knocks(club)
    eva = await club.member("Eva Ek")
    panel = await club.press("bo", await club.say("bo", "/members"), "My company")
    assert "Not let in: Eva Ek." in (await club.press("bo", panel, "Do not let in")).words
    assert [m for m in await club.members() if m.name == "Eva Ek"] == []
    assert club.inbox("eva") == []
    for late in (LetIn(club=await club.club(), member=eva.id), TurnAway(club=await club.club(), member=eva.id)):
        assert (await club.ask("anna", late)).error == "That person is not waiting any more."
    assert (await club.say("eva", "/members")).error is not None


async def test_two_who_tap_at_once_let_in_once(club: World) -> None:
    """The second tap, whichever button, says that they are in already."""
    await knocks(club)
    eva, club_id = await club.member("Eva Ek"), await club.club()
    await club.ask("anna", LetIn(club=club_id, member=eva.id))
    for second in (LetIn(club=club_id, member=eva.id), TurnAway(club=club_id, member=eva.id)):
        assert (await club.ask("bo", second)).words.startswith("Eva Ek is in already.")
    assert (await club.member("Eva Ek")).state is MemberState.PLEDGED


async def test_another_company_lets_nobody_in(club: World) -> None:
    """A member opens the door of the own company alone, and makes no link for another."""
    await knocks(club)
    eva = await club.member("Eva Ek")
    refused = await club.ask("cia", LetIn(club=await club.club(), member=eva.id))
    assert refused.error == "Choose somebody of your own company."
    assert (await club.ask("eva", LetIn(club=await club.club(), member=eva.id))).error is not None
    unknown = LetIn(club=await club.club(), member=MembershipId("a" * 16))
    assert (await club.ask("bo", unknown)).error is not None


async def test_a_waiting_room_does_not_overflow(club: World) -> None:
    """Five wait at most; one account tries five times in ten minutes at most."""
    token = (await link(club)).token
    for number in range(5):
        assert (await knock(club, f"p{number}", f"Person {number}", token)).error is None
    assert (await knock(club, "p5", "Person 5", token)).error is not None
    for _ in range(5):
        assert (await club.ask("p5", Knock(token="a" * 26, name="Person 5"))).error is None
    tried = await club.ask("p5", Knock(token=token, name="Person 5"))
    assert tried.error == "That was tried too often. Wait ten minutes, then try again."


async def test_who_waits_in_vain_is_forgotten(club: World) -> None:
    """Two weeks after the knock the row is gone; its link still opens the waiting room."""
    token = (await link(club)).token
    await club.press("eva", await knock(club, "eva", "Eva Ek", token), "I promise")
    await club.later(seconds=KNOCK_LASTS.total_seconds())
    assert [m for m in await club.members() if m.name == "Eva Ek"] == []
    assert (await club.say("eva", f"/join {token}")).form is not None


async def test_with_the_company_goes_its_link(club: World) -> None:
    """A removed company's link opens nothing, and whoever waited at it is a stranger (R3.5)."""
    token = (await link(club)).token
    await club.press("eva", await knock(club, "eva", "Eva Ek", token), "I promise")
    panel = await club.press("anna", await club.say("anna", "/members"), "Sydöster")
    await club.press("anna", await club.press("anna", panel, "Remove company"), "Remove")
    assert "This link opens nothing." in (await club.say("filip", f"/join {token}")).words
    assert [m for m in await club.members() if m.name == "Eva Ek"] == []


async def test_a_member_opens_a_link_in_vain(club: World) -> None:
    """Who is in already is told to pass it on, and stays what they are."""
    heard = await club.say("cia", f"/join {(await link(club)).token}")
    assert heard.error is not None
    assert re.match("You are in Strandklubben already.", heard.error)
    assert [m.state for m in await club.members() if m.name == "Cia Holm"] == [MemberState.PLEDGED]


async def test_whoever_waits_comes_in_by_a_link_of_their_own(club: World) -> None:
    """Invited by name after having knocked, they need nobody to let them in; the knock is forgotten (R3.2)."""
    await knocks(club)
    rules = await club.say("eva", f"/join {await invite(club, 'Kaffestugan', 'Eva Ek')}")
    assert rules.error is None, rules.error
    assert "You are in: Strandklubben." in (await club.press("eva", rules, "I promise")).words
    (row,) = [m for m in await club.members() if m.name == "Eva Ek"]
    assert (row.state, row.company) == (MemberState.PLEDGED, (await club.companies())["Kaffestugan"].id)
    late = await club.ask("bo", LetIn(club=await club.club(), member=MembershipId("aaaaaaaaaaaaaaaa")))
    assert late.error is not None
    await club.later(days=15)
    assert (await club.member("Eva Ek")).state is MemberState.PLEDGED
