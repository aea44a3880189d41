"""Leaving and being removed (R3.5, R1)."""

from __future__ import annotations

import pytest

from bot.kernel.roster import MemberState, Post
from tests.features.club_world import LISTING, World, invite, join, set_up


@pytest.fixture
async def club(founded: World) -> World:
    """A club of three companies: anna leads, bo and cia are in, dag is anna's colleague."""
    tokens = await set_up(founded)
    assert len(tokens) == len(LISTING.splitlines())
    await join(founded, "bo", tokens["Bo Berg"])
    await join(founded, "cia", tokens["Cia Holm"])
    await join(founded, "dag", await invite(founded, "Kvarnboden", "Dag Dahl"))
    await founded.settle()
    return founded


async def name_deputy(club: World, name: str, company: str) -> None:
    """Let anna name a deputy."""
    panel = await club.press("anna", await club.say("anna", "/members"), company)
    assert f"Deputy: {name}." in (await club.press("anna", panel, "Deputy")).words


async def test_leaving_asks_once_more(club: World) -> None:
    """The first press only asks; nothing has changed, and there is a way back."""
    asked = await club.say("bo", "/leave")
    assert list(asked.buttons) == ["Leave", "Keep all as it is"]
    assert (await club.member("Bo Berg")).state is MemberState.PLEDGED
    assert "Members of" in (await club.press("bo", asked, "Keep all as it is")).words


async def test_access_ends_with_leaving(club: World) -> None:
    """After leaving, commands and buttons seen before read like a stranger's, and nothing more is sent."""
    seen = await club.say("bo", "/members")
    await club.press("bo", await club.say("bo", "/leave"), "Leave")
    assert (await club.member("Bo Berg")).state is MemberState.FORMER
    refused = await club.press("bo", seen, "My company")
    stranger = await club.press("eve", seen, "My company")
    assert (refused.error, refused.words) == (stranger.error, stranger.words)
    assert (await club.say("bo", "/members")).error == stranger.error
    due = "SELECT id FROM envelope WHERE state = 'pending' AND person_id NOT IN (SELECT person_id FROM membership)"
    assert await club.rows(due) == []


async def test_what_was_due_is_cancelled(founded: World) -> None:
    """A message still waiting for somebody who leaves is never sent."""
    await founded.later(hours=10)
    await join(founded, "bo", await invite(founded, "Kvarnboden", "Bo Berg"))
    company = await founded.press("anna", await founded.say("anna", "/members"), "Kvarnboden")
    await founded.ask("anna", company.buttons["Deputy"])
    await founded.press("anna", await founded.say("anna", "/leave"), "Leave")
    waiting = "SELECT view, state FROM envelope WHERE view = 'joining.joined'"
    assert {row["state"] for row in await founded.rows(waiting)} == {"dead"}


async def test_the_last_one_leaving_rests_the_company_and_the_lead_hears(club: World) -> None:
    """R3.5: the company becomes inactive and the lead is told; a leaving with colleagues left tells nobody."""
    await club.press("bo", await club.say("bo", "/leave"), "Leave")
    await club.settle()
    assert not (await club.companies())["Sydöster"].is_active
    assert club.inbox("anna")[-1].startswith("Sydöster: its last person has left the club.")
    assert "joining.company_empty" not in await waited_for(club)
    before = len(club.inbox("anna"))
    await club.press("dag", await club.say("dag", "/leave"), "Leave")
    await club.settle()
    assert len(club.inbox("anna")) == before
    assert (await club.companies())["Kvarnboden"].is_active


async def test_a_company_wakes_with_a_new_invitation(club: World) -> None:
    """Somebody new of a resting company joins, becomes its contact person, and the company is active again."""
    await club.press("bo", await club.say("bo", "/leave"), "Leave")
    await join(club, "eva", await invite(club, "Sydöster", "Eva Ek"))
    assert (await club.companies())["Sydöster"].is_active
    assert (await club.member("Eva Ek")).is_contact


async def test_a_leaving_contact_person_hands_to_the_next(club: World) -> None:
    """The company is never without a contact person while somebody of it is in."""
    await name_deputy(club, "Dag Dahl", "Kvarnboden")
    assert (await club.member("Anna Lind")).is_contact
    await club.press("anna", await club.say("anna", "/leave"), "Leave")
    assert (await club.member("Dag Dahl")).is_contact


async def test_a_lead_who_leaves_hands_over_to_the_deputy(club: World) -> None:
    """With nobody to follow, the lead is told what happens; a deputy takes over in the same commit."""
    assert "Everybody is asked who minds the club" in (await club.say("anna", "/leave")).words
    await name_deputy(club, "Dag Dahl", "Kvarnboden")
    await club.press("anna", await club.say("anna", "/leave"), "Leave")
    assert (await club.member("Dag Dahl")).post is Post.LEAD
    assert (await club.member("Anna Lind")).post is Post.NONE
    await club.settle()
    assert "You mind Strandklubben now." in club.inbox("dag")[-1]
    assert "Change:" in (await club.say("dag", "/club")).words


async def test_the_lead_removes_a_member(club: World) -> None:
    """After one confirming step the member is out; a second press says so."""
    panel = await club.press("anna", await club.say("anna", "/members"), "Sydöster")
    asked = await club.press("anna", panel, "Remove")
    assert (await club.member("Bo Berg")).state is MemberState.PLEDGED
    assert "Removed: Bo Berg." in (await club.press("anna", asked, "Remove")).words
    assert (await club.member("Bo Berg")).state is MemberState.FORMER
    again = await club.press("anna", asked, "Remove")
    assert again.error == "Bo Berg has left the club. Open the list of members anew."


async def test_an_invited_name_is_forgotten_with_its_link(club: World) -> None:
    """Removing somebody who never came leaves no row, and their link is dead."""
    token = await invite(club, "Sydöster", "Eva Ek")
    panel = await club.press("anna", await club.say("anna", "/members"), "Sydöster")
    await club.press("anna", await club.press("anna", panel, "Remove"), "Remove")
    assert all(m.name != "Eva Ek" for m in await club.members())
    assert "opens nothing" in (await club.say("eva", f"/join {token}")).words


async def test_a_link_opened_before_the_removal_is_dead(club: World) -> None:
    """Who was removed while reading the rules cannot accept them any more."""
    rules = await club.say("eva", f"/join {await invite(club, 'Sydöster', 'Eva Ek')}")
    panel = await club.press("anna", await club.say("anna", "/members"), "Sydöster")
    await club.press("anna", await club.press("anna", panel, "Remove"), "Remove")
    assert (await club.press("eva", rules, "I promise")).error is not None
    assert (await club.member("Eva Ek")).state is MemberState.FORMER


async def test_the_lead_removes_a_company(club: World) -> None:
    """All its people go with it, after a step that names them; the host's turn is free."""
    panel = await club.press("anna", await club.say("anna", "/members"), "Sydöster")
    asked = await club.press("anna", panel, "Remove company")
    assert "Bo Berg" in asked.words
    await club.press("anna", asked, "Remove")
    assert "Sydöster" not in await club.companies()
    assert (await club.member("Bo Berg")).state is MemberState.FORMER
    assert (await club.say("bo", "/members")).error is not None


async def test_the_leads_own_row_is_not_removed(club: World) -> None:
    """Neither the lead nor the lead's company can be removed before the club is handed over."""
    await name_deputy(club, "Dag Dahl", "Kvarnboden")
    panel = await club.press("dag", await club.say("dag", "/members"), "Kvarnboden")
    assert "Remove company" not in panel.buttons
    codec, club_id = club.catalogue.codec, await club.club()
    lead, company = await club.member("Anna Lind"), (await club.companies())["Kvarnboden"]
    for data in (f"jx.{club_id}.{lead.id}.1", f"jy.{club_id}.{company.id}.1"):
        refused = await club.ask("dag", codec.read(data))
        assert refused.error is not None
        assert refused.error.startswith("Anna Lind minds the club.")
    assert (await club.ask("anna", codec.read(f"jx.{club_id}.{lead.id}.1"))).error is not None


async def waited_for(club: World) -> set[str]:
    """Return of which messages an answer is waited for; a button that is only offered is no question (R8)."""
    return {row["view"] for row in await club.rows("SELECT view FROM envelope WHERE answer_by IS NOT NULL")}


async def test_a_deputy_who_leaves_is_missed(club: World) -> None:
    """The lead hears that there is no deputy any more."""
    await name_deputy(club, "Dag Dahl", "Kvarnboden")
    await club.press("dag", await club.say("dag", "/leave"), "Leave")
    await club.settle()
    assert club.inbox("anna")[-1].startswith("Dag Dahl was your deputy and has left.")
    assert "joining.deputy_gone" not in await waited_for(club)


async def test_who_left_may_come_back_by_a_new_invitation(club: World) -> None:
    """A former member who is invited again is in again, with a row of its own."""
    await club.press("bo", await club.say("bo", "/leave"), "Leave")
    assert "You are in" in (await join(club, "bo", await invite(club, "Kaffestugan", "Bo Berg"))).words
    assert "Members of" in (await club.say("bo", "/members")).words
    assert [m.state for m in await club.members() if m.name == "Bo Berg"] == [MemberState.FORMER, MemberState.PLEDGED]


@pytest.mark.parametrize("by", ["leaving", "removal"])
async def test_a_company_without_people_hosts_nothing(club: World, by: str) -> None:
    """The turn of a company that has left, or whose last person has, is nobody's."""
    host = (await club.companies())["Sydöster"].id
    form = await club.press("anna", await club.say("anna", "/club"), "Host and place")
    await club.submit("anna", form, company=host, place="Hamnen 2")
    assert (await club.frame()).host == host
    if by == "leaving":
        await club.press("bo", await club.say("bo", "/leave"), "Leave")
    else:
        panel = await club.press("anna", await club.say("anna", "/members"), "Sydöster")
        await club.press("anna", await club.press("anna", panel, "Remove company"), "Remove")
    assert (await club.frame()).host != host
    assert "Hamnen" not in (await club.say("anna", "/club")).words
