"""Posts, contact persons, names, and what the list of members shows (R1)."""

from __future__ import annotations

from bot.kernel.roster import Post
from tests.features.club_world import World, invite, join


async def bring(founded: World) -> None:
    """Bring bo of the lead's company and cia of another one in; eva is only invited."""
    companies = await founded.say("anna", "/setup")
    for label in ("Languages and clock", "Days and hours"):
        companies = await founded.submit("anna", await founded.press("anna", companies, label))
    form = await founded.press("anna", companies, "Companies")
    await founded.submit("anna", form, listed="Kvarnboden – Bo Berg\nKaffestugan – Cia Holm\nKaffestugan – Eva Ek")
    for who, name in (("bo", "Bo Berg"), ("cia", "Cia Holm")):
        member = await founded.member(name)
        link = await founded.ask("anna", founded.catalogue.codec.read(f"jr.{await founded.club()}.{member.id}"))
        await join(founded, who, link.token)
    await founded.settle()


async def test_the_lead_sees_everybody_with_their_state(founded: World) -> None:
    """The lead's list names who is invited, who reads the rules, who is contact person."""
    await bring(founded)
    await founded.say("eva", f"/join {await invite(founded, 'Kaffestugan', 'Ed Alm')}")
    words = (await founded.say("anna", "/members")).words
    assert "Kvarnboden: Anna Lind (lead, contact person), Bo Berg" in words
    assert "Kaffestugan: Cia Holm (contact person), Eva Ek (invited), Ed Alm (reads the rules)" in words


async def test_members_see_members_only(founded: World) -> None:
    """A member's list has names and companies of those who are in, no states and no invited names."""
    await bring(founded)
    words = (await founded.say("cia", "/members")).words
    assert "Kvarnboden: Anna Lind, Bo Berg" in words
    assert "Kaffestugan: Cia Holm" in words
    assert "Eva Ek" not in words
    assert "invited" not in words


async def test_there_is_one_deputy(founded: World) -> None:
    """Naming another deputy ends the first one's post; the named one is told once."""
    await bring(founded)
    for name in ("Bo Berg", "Cia Holm"):
        member = await founded.member(name)
        deputy = founded.catalogue.codec.read(f"jd.{await founded.club()}.{member.id}")
        assert f"Deputy: {name}." in (await founded.ask("anna", deputy)).words
        await founded.ask("anna", deputy)
    await founded.settle()
    assert (await founded.member("Bo Berg")).post is Post.NONE
    assert (await founded.member("Cia Holm")).post is Post.DEPUTY
    assert [each for each in founded.inbox("cia") if "deputy" in each] == founded.inbox("cia")[-1:]


async def test_only_who_is_in_can_be_deputy(founded: World) -> None:
    """An invited name, and the lead, are refused with what to do instead."""
    await bring(founded)
    for name, said in (("Eva Ek", "has not joined yet"), ("Anna Lind", "is the lead")):
        member = await founded.member(name)
        heard = await founded.ask("anna", founded.catalogue.codec.read(f"jd.{await founded.club()}.{member.id}"))
        assert heard.error is not None
        assert said in heard.error


async def test_lead_and_deputy_change_places(founded: World) -> None:
    """Handing over makes the deputy lead and the lead deputy, after one confirming step."""
    await bring(founded)
    member = await founded.member("Cia Holm")
    await founded.ask("anna", founded.catalogue.codec.read(f"jd.{await founded.club()}.{member.id}"))
    asked = await founded.press("anna", await founded.say("anna", "/members"), "Hand over")
    assert (await founded.member("Anna Lind")).post is Post.LEAD
    await founded.press("anna", asked, "Hand over")
    assert (await founded.member("Anna Lind")).post is Post.DEPUTY
    assert (await founded.member("Cia Holm")).post is Post.LEAD
    assert (await founded.press("anna", asked, "Hand over")).error is not None


async def test_handing_over_needs_a_deputy(founded: World) -> None:
    """Without a deputy there is nobody to hand over to."""
    heard = await founded.ask("anna", founded.catalogue.codec.read(f"jh.{await founded.club()}"))
    assert heard.error == "Name a deputy first: open /members, choose the person, press Deputy."


async def test_a_company_has_one_contact_person(founded: World) -> None:
    """The lead or a member of the company names another one; the former is none any more."""
    await bring(founded)
    panel = await founded.press("bo", await founded.say("bo", "/members"), "My company")
    assert list(panel.buttons) == ["Contact: Bo Berg", "Away or on leave", "Company link"]
    await founded.press("bo", panel, "Contact: Bo Berg")
    company = (await founded.companies())["Kvarnboden"].id
    assert [m.name for m in await founded.members() if m.is_contact and m.company == company] == ["Bo Berg"]


async def test_a_member_changes_the_own_company_only(founded: World) -> None:
    """Another company's contact person, and one who has not joined, are refused to a member."""
    await bring(founded)
    for who, name in (("bo", "Cia Holm"), ("cia", "Eva Ek")):
        member = await founded.member(name)
        heard = await founded.ask(who, founded.catalogue.codec.read(f"jc.{await founded.club()}.{member.id}"))
        assert heard.error is not None
    company = (await founded.companies())["Kaffestugan"]
    seen = await founded.ask("bo", founded.catalogue.codec.read(f"js.{await founded.club()}.{company.id}"))
    assert seen.error is not None


async def test_a_company_is_renamed(founded: World) -> None:
    """The new name stands in every list; a name that is taken is refused beside its field."""
    await bring(founded)
    panel = await founded.press("anna", await founded.say("anna", "/members"), "Kaffestugan")
    form = await founded.press("anna", panel, "Rename")
    taken = await founded.submit("anna", form, name="KVARNBODEN")
    assert "Add what tells them apart" in taken.fields["name"]
    await founded.submit("anna", form, name="Kaffestugan i hamnen")
    assert set(await founded.companies()) == {"Kvarnboden", "Kaffestugan i hamnen"}
