"""Personal invitations: single-use, seven days, told kindly apart (R3.2)."""

from __future__ import annotations

from bot.features.joining.model import hash_of
from bot.features.joining.ports import Joining
from bot.kernel.people import ClubScope, Where
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import MemberState
from tests.features.club_world import CHAT, World, found, invite, join

WRONG = "This link opens nothing. Ask whoever invited you for a new one."


async def test_an_invitation_leads_to_the_rules_and_the_rules_into_the_club(founded: World) -> None:
    """A stranger opens the link, sees the three rules with one button, presses it and is in."""
    token = await invite(founded, "Kvarnboden", "Bo Berg")
    rules = await founded.say("bo", f"/join {token}")
    assert list(rules.buttons) == ["I promise"]
    assert "1 What is said here stays here." in rules.words
    assert (await founded.member("Bo Berg")).state is MemberState.WAITING
    welcome = await founded.press("bo", rules, "I promise")
    assert welcome.words == "Thank you. You are in: Strandklubben."
    assert (await founded.member("Bo Berg")).state is MemberState.PLEDGED


async def test_who_waits_sees_the_rules_and_nothing_else(founded: World) -> None:
    """R1: between link and pledge nothing of the club is shown."""
    await founded.say("bo", f"/join {await invite(founded, 'Kvarnboden', 'Bo Berg')}")
    for command in ("/members", "/club", "/leave", "/setup", "/invite"):
        heard = await founded.say("bo", command)
        assert heard.error is not None
        assert "Kvarnboden" not in heard.words + heard.error


async def test_both_sides_hear_of_a_joining(founded: World) -> None:
    """R9: the new member gets the one message that must arrive, the lead hears who joined."""
    await founded.settle()
    await join(founded, "bo", await invite(founded, "Kvarnboden", "Bo Berg"))
    await founded.settle()
    assert [each for each in founded.inbox("bo") if each.startswith("Welcome to Strandklubben.")] == founded.inbox("bo")
    assert founded.inbox("anna")[-1] == "Bo Berg has joined: Kvarnboden.\n2 of 2 people are in."


async def test_those_who_follow_within_the_hour_are_told_together(founded: World) -> None:
    """Many join on the evening the links go out; the lead hears of the first at once, of the rest in one line."""
    await founded.settle()
    before = len(founded.inbox("anna"))
    for who, name in (("bo", "Bo Berg"), ("cia", "Cia Holm"), ("dan", "Dan Ek")):
        await join(founded, who, await invite(founded, "Kvarnboden", name))
    await founded.settle()
    await founded.later(hours=2)
    assert founded.inbox("anna")[before:] == [
        "Bo Berg has joined: Kvarnboden.\n4 of 4 people are in.",
        "They have joined: Bo Berg, Cia Holm and Dan Ek.\n4 of 4 people are in.",
    ]


async def test_the_lead_hears_it_within_hours(founded: World) -> None:
    """Somebody who joins at night is welcomed at once; the lead is told in the morning."""
    await founded.later(hours=10)
    before = len(founded.inbox("anna"))
    await join(founded, "bo", await invite(founded, "Kvarnboden", "Bo Berg"))
    await founded.settle()
    assert len(founded.inbox("bo")) == 1
    assert len(founded.inbox("anna")) == before
    await founded.later(hours=12)
    assert founded.inbox("anna")[-1].startswith("Bo Berg has joined")


async def test_a_link_opens_once(founded: World) -> None:
    """The second account that opens a link learns nothing; the first one comes back to the rules."""
    token = await invite(founded, "Kvarnboden", "Bo Berg")
    await founded.say("bo", f"/join {token}")
    assert WRONG in (await founded.say("eve", f"/join {token}")).words
    again = await founded.say("bo", f"/join {token}")
    assert list(again.buttons) == ["I promise"]
    await founded.press("bo", again, "I promise")
    assert (await founded.say("bo", f"/join {token}")).words == "You are in already."


async def test_wrong_revoked_and_foreign_links_read_the_same(founded: World) -> None:
    """R1: who holds no open invitation cannot tell what stands behind a token."""
    revoked = await invite(founded, "Kvarnboden", "Bo Berg")
    company = await founded.press("anna", await founded.say("anna", "/members"), "Kvarnboden")
    await founded.press("anna", company, "Revoke link")
    spent = await invite(founded, "Kvarnboden", "Cia Holm")
    await join(founded, "cia", spent)
    heard = [await founded.say(f"stranger{n}", f"/join {token}") for n, token in enumerate((revoked, spent, "a" * 26))]
    assert {each.words for each in heard} == {f"Join a club\n{WRONG}"}
    assert len(await founded.rows("SELECT id FROM person")) == 3


async def test_a_link_that_ran_out_says_so(founded: World) -> None:
    """After seven days its holder is told to ask for a new one, and a renewed link works."""
    old = await invite(founded, "Kvarnboden", "Bo Berg")
    await founded.later(days=7)
    assert "has run out. Ask whoever invited you" in (await founded.say("bo", f"/join {old}")).words
    company = await founded.press("anna", await founded.say("anna", "/members"), "Kvarnboden")
    assert "no open link" in company.words
    new = await founded.press("anna", company, "New link")
    assert "You are in" in (await join(founded, "bo", new.token)).words


async def test_a_renewed_link_kills_the_old_one(founded: World) -> None:
    """Of two links for one person only the newer opens."""
    old = await invite(founded, "Kvarnboden", "Bo Berg")
    company = await founded.press("anna", await founded.say("anna", "/members"), "Kvarnboden")
    new = (await founded.press("anna", company, "New link")).token
    assert WRONG in (await founded.say("bo", f"/join {old}")).words
    assert "You are in" in (await join(founded, "bo", new)).words


async def test_the_token_is_stored_nowhere(founded: World) -> None:
    """Only a hash is kept; the link is shown once."""
    token = await invite(founded, "Kvarnboden", "Bo Berg")
    assert token not in str(await founded.rows("SELECT * FROM invitation"))
    company = await founded.press("anna", await founded.say("anna", "/members"), "Kvarnboden")
    assert token not in company.words


async def test_a_member_does_not_spend_a_colleagues_link(founded: World) -> None:
    """Who is in already is told to pass the link on, and it still opens for the one it is for."""
    token = await invite(founded, "Kvarnboden", "Bo Berg")
    assert (await founded.say("anna", f"/join {token}")).error is not None
    assert "You are in" in (await join(founded, "bo", token)).words


async def test_one_person_may_be_in_two_clubs(founded: World) -> None:
    """A second invitation, to another club, joins the same person there."""
    await join(founded, "bo", await invite(founded, "Kvarnboden", "Bo Berg"))
    second = await founded.say("organizer", "/found Skogsklubben, Bo Berg, Granen, sv")
    assert "You are in: Skogsklubben." in (await join(founded, "bo", second.token)).words
    asked = await founded.say("bo", "/club")
    assert set(asked.buttons) == {"Strandklubben", "Skogsklubben"}
    assert "Granen" not in (await founded.press("bo", asked, "Strandklubben")).words


async def test_two_presses_of_the_pledge_admit_once(founded: World) -> None:
    """A second tap on the rules changes nothing and sends nothing."""
    rules = await founded.say("bo", f"/join {await invite(founded, 'Kvarnboden', 'Bo Berg')}")
    await founded.press("bo", rules, "I promise")
    assert (await founded.press("bo", rules, "I promise")).words == "You are in already."
    await founded.settle()
    assert len(founded.inbox("bo")) == 1


async def test_a_repeated_update_does_nothing_twice(founded: World) -> None:
    """The same update again, as platforms send it, invites nobody twice."""
    form = await founded.say("anna", "/invite")
    assert form.form is not None
    company = (await founded.companies())["Kvarnboden"].id
    intent = founded.catalogue.codec.read(
        founded.catalogue.codec.write(form.form.action), {"chosen": company, "name": "Bo Berg"}
    )
    for _ in range(2):
        await founded.ask("anna", intent, update="same")
    assert len([m for m in await founded.members() if m.name == "Bo Berg"]) == 1


async def test_an_invitation_opened_in_a_room_still_admits(founded: World) -> None:
    """Somebody who writes the link into a group chat joins too; no lane is made of the room."""
    token = await invite(founded, "Kvarnboden", "Bo Berg")
    room = Where(CHAT, "some room")
    assert list((await founded.say("bo", f"/join {token}", room)).buttons) == ["I promise"]
    assert await founded.rows("SELECT id FROM place WHERE chat = 'some room'") == []


async def test_names_are_data(empty: World) -> None:
    """Markup, mentions and direction marks in a name are kept as letters or stripped, never lost or obeyed."""
    await found(empty, lead="<b>Ann</b> @everyone \u202eevil")
    names = [m.name for m in await empty.members()]
    assert names == ["<b>Ann</b> @everyone evil"]


async def test_nobody_is_written_in_twice(founded: World) -> None:
    """The same name in the same company is refused, with what was typed and where to go instead."""
    await invite(founded, "Kvarnboden", "Bo Berg")
    form = await founded.say("anna", "/invite")
    chosen = (await founded.companies())["Kvarnboden"].id
    heard = await founded.submit("anna", form, chosen=chosen, name="bo  berg")
    assert heard.fields["name"].startswith("bo berg is in this company already.")


async def test_a_forgotten_company_is_asked_for(founded: World) -> None:
    """A form without a company says what to choose, beside the field."""
    heard = await founded.submit("anna", await founded.say("anna", "/invite"), name="Bo Berg")
    assert heard.fields == {"chosen": "Choose the company."}


async def test_storage_itself_spends_a_link_once(founded: World) -> None:
    """Even asked directly, a link is spent by one person only."""
    token = await invite(founded, "Kvarnboden", "Bo Berg")
    scope = ClubScope(await founded.club())
    anna = (await founded.member("Anna Lind")).person
    assert anna is not None

    async def spend(work: UnitOfWork) -> bool:
        return await work.of(Joining).spend(scope, hash_of(token), anna, work.now)

    assert [await founded.storage.transact(spend) for _ in range(2)] == [True, False]
