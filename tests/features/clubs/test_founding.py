"""Organizers found clubs, bind chats and see counts, nothing else (R1)."""

from __future__ import annotations

from bot.kernel.people import Language, Where
from bot.kernel.roster import Post
from tests.features.club_world import CHAT, World, found, invite, join


async def test_an_organizer_founds_a_club_and_names_its_lead(empty: World) -> None:
    """One form makes the club, the lead's company and the lead's link."""
    start = await empty.say("olga", f"/organizer {await empty.bootstrap_word()}")
    form = await empty.press("olga", start, "Found a club")
    done = await empty.submit(
        "olga", form, name="Strandklubben", lead_name="Anna Lind", lead_company="Kvarnboden", language="sv"
    )
    assert done.words.startswith("Strandklubben is founded.")
    frame = await empty.frame()
    assert (frame.name, frame.language, frame.is_set_up) == ("Strandklubben", Language.SV, False)
    lead = await empty.member("Anna Lind")
    assert (lead.post, lead.is_contact) == (Post.LEAD, True)
    assert "You are in" in (await join(empty, "anna", done.token)).words
    await empty.settle()
    assert "You are its lead." in empty.inbox("anna")[0]


async def test_what_is_missing_in_the_form_is_said_at_once(empty: World) -> None:
    """Every empty field is named in one go; nothing is founded."""
    start = await empty.say("olga", f"/organizer {await empty.bootstrap_word()}")
    form = await empty.press("olga", start, "Found a club")
    heard = await empty.submit("olga", form, name="Strandklubben")
    assert set(heard.fields) == {"lead_name", "lead_company"}
    assert await empty.rows("SELECT id FROM club") == []


async def test_nobody_else_founds_clubs(founded: World) -> None:
    """A lead, a member and a stranger are refused."""
    await join(founded, "bo", await invite(founded, "Kvarnboden", "Bo Berg"))
    for who in ("anna", "bo", "eve"):
        for command in ("/found Xklubben, Eve, Eveco, en", "/counts"):
            assert (await founded.say(who, command)).error is not None
    assert len(await founded.rows("SELECT id FROM club")) == 1


async def test_the_name_of_a_club_is_sealed(founded: World) -> None:
    """No name of club, company or person stands readable in the tables."""
    tables = [row for name in ("club", "company", "membership") for row in await founded.table(name)]
    for word in ("Strandklubben", "Kvarnboden", "Anna Lind"):
        assert word not in str(tables)
        assert word.encode() not in b"".join(v for row in tables for v in row.values() if isinstance(v, bytes))


async def test_an_organizer_sees_counts_of_the_own_clubs(founded: World) -> None:
    """Counts, never a member's or a company's name; clubs founded by others are not there."""
    await join(founded, "bo", await invite(founded, "Kvarnboden", "Bo Berg"))
    counts = await founded.say("organizer", "/counts")
    assert "Strandklubben: members 2, companies 1, meetings held 0, answers 0" in counts.words
    for name in ("Anna", "Bo Berg", "Kvarnboden"):
        assert name not in counts.words
    await founded.say("olga", f"/organizer {await founded.bootstrap_word()}")
    assert "Strandklubben" not in (await founded.say("olga", "/counts")).words


async def test_an_organizer_is_no_member(founded: World) -> None:
    """Who founded a club sees nothing of its people or rules."""
    club = await founded.club()
    for data in (f"jm.{club}", f"cc.{club}", f"cs.{club}", f"ci.{club}"):
        heard = await founded.ask("organizer", founded.catalogue.codec.read(data))
        assert heard.error is not None
        assert "Kvarnboden" not in heard.words


async def test_a_lead_who_lost_the_link_gets_a_new_one(empty: World) -> None:
    """Until the first lead has come the organizer makes the link anew; afterwards no more."""
    await empty.say("olga", f"/organizer {await empty.bootstrap_word()}")
    lost = await empty.say("olga", "/found Strandklubben, Anna Lind, Kvarnboden, en")
    counts = await empty.say("olga", "/counts")
    renewed = await empty.press("olga", counts, "New link for the lead: Strandklubben")
    assert "opens nothing" in (await empty.say("anna", f"/join {lost.token}")).words
    assert "You are in" in (await join(empty, "anna", renewed.token)).words
    assert (await empty.say("olga", "/counts")).buttons == {}
    again = await empty.press("olga", counts, "New link for the lead: Strandklubben")
    assert again.error == "The lead has opened the invitation already. Ask the lead."


async def test_a_chat_becomes_the_room_where_it_is_said(founded: World) -> None:
    """The lead binds a shared chat by a word in it; said in private it is explained."""
    room = Where(CHAT, "room")
    assert (await founded.say("anna", "/bind")).error == "Write this in the chat that the club shares, not here."
    heard = await founded.say("anna", "/bind", room)
    assert heard.words == "This chat is a room of the club now: Strandklubben."
    (row,) = await founded.rows("SELECT club_id, person_id FROM place WHERE chat = 'room'")
    assert (row["club_id"], row["person_id"]) == (await founded.club(), None)


async def test_only_lead_and_organizer_bind_chats(founded: World) -> None:
    """R3.1: a member cannot; the organizer who founded the club can, another organizer cannot."""
    await join(founded, "bo", await invite(founded, "Kvarnboden", "Bo Berg"))
    bind = founded.catalogue.codec.read(f"cb.{await founded.club()}")
    await founded.say("olga", f"/organizer {await founded.bootstrap_word()}")
    for who in ("bo", "olga", "eve"):
        assert (await founded.ask(who, bind, Where(CHAT, "room"))).error is not None
    assert await founded.rows("SELECT id FROM place WHERE chat = 'room'") == []
    assert (await founded.ask("organizer", bind, Where(CHAT, "room"))).error is None


async def test_a_room_of_another_club_is_left_alone(founded: World) -> None:
    """A chat belongs to one club; a second one cannot take it."""
    await founded.say("anna", "/bind", Where(CHAT, "room"))
    other = await founded.say("organizer", "/found Skogsklubben, Dag Dahl, Granen, sv")
    await join(founded, "dag", other.token)
    clubs = await founded.rows("SELECT id FROM club ORDER BY rowid")
    heard = await founded.ask("dag", founded.catalogue.codec.read(f"cb.{clubs[1]['id']}"), Where(CHAT, "room"))
    assert heard.error is not None
    (row,) = await founded.rows("SELECT club_id FROM place WHERE chat = 'room'")
    assert row["club_id"] == clubs[0]["id"]


async def test_clubs_have_keys_of_their_own(founded: World) -> None:
    """Each club is sealed with its own data key."""
    await found(founded, lead="Dag Dahl", company="Granen")
    keys = await founded.rows("SELECT data_key FROM club")
    assert len({row["data_key"] for row in keys}) == len(keys) == 2
