"""A host that falls out before the visit: the tips return to their authors, unseen by the next (R5.6, R4.10)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.joining.intents import RemoveCompany
from bot.features.tips.ports import TipState
from bot.features.turns.ports import Turns, TurnState
from bot.kernel.ports import UnitOfWork
from tests.features.polls.poll_club import PollClub
from tests.features.tips.tip_club import give, save_message, tips, turn_of


async def new_host(club: PollClub) -> None:
    """Let the lead name another host after the decision: the one before has fallen out."""
    await club.host("Sydöster", "Hamngatan 5")
    await club.world.settle()


async def test_tips_return_to_their_authors_and_nobody_else_reads_them(club: PollClub) -> None:
    """The new host, who had given one itself, reads none of the former host's tips; each author has the own."""
    await give(club, "cia", "Visa frakten")
    await give(club, "bo", "Från den nya värden")
    await save_message(club, "cia", "dan", "Ett citat", "9")
    await new_host(club)
    states = sorted(tip.state for tip in await tips(club))
    assert states == [TipState.RETURNED, TipState.RETURNED, TipState.WITHDRAWN]
    assert [tip.words for tip in await tips(club, TipState.WITHDRAWN)] == [""]
    for who in ("bo", "anna", "dan"):
        assert "Visa frakten" not in (await club.world.say(who, "/tips")).words
    mine = await club.world.press("cia", await club.world.say("cia", "/tips"), "My tips")
    assert "“Visa frakten”\nback with you" in mine.words
    assert club.shown("🎒 The host").startswith("🎒 The host has changed. Tips are gathered anew.")


async def test_one_tap_gives_it_to_the_new_host(club: PollClub) -> None:
    """The author decides whether the next host gets it; a host's own stays with it."""
    await give(club, "cia", "Visa frakten")
    await give(club, "bo", "Mitt")
    await new_host(club)
    mine = await club.world.press("cia", await club.world.say("cia", "/tips"), "My tips")
    opened = await club.world.press("cia", mine, "Open")
    assert "Kvarnboden is not hosting after all, so your tip is back with you." in opened.words
    given = await club.world.press("cia", opened, "Give it to Sydöster")
    assert given.words.startswith("🎒 In the backpack for Sydöster.")
    assert (await club.world.press("cia", opened, "Give it to Sydöster")).error is None
    assert len(await tips(club, TipState.GIVEN)) == 1
    assert "“Visa frakten”" in (await club.world.say("bo", "/tips")).words
    mine = await club.world.press("bo", await club.world.say("bo", "/tips"), "My tips")
    assert [each for each in (await club.world.press("bo", mine, "Open")).buttons if each.startswith("Give it")] == []


async def test_while_nobody_hosts_no_tip_is_taken(club: PollClub) -> None:
    """The date stands, the host has fallen out and nobody has taken it yet: there is nobody to give a tip to."""
    turn = await turn_of(club)

    async def fall_out(unit: UnitOfWork) -> None:
        found = await unit.of(Turns).turn(club.scope, turn)
        await unit.of(Turns).save(club.scope, replace(found, state=TurnState.FELL_OUT, ended_at=unit.now))

    await club.world.storage.transact(fall_out)
    refused = await club.world.say("dan", "/tip Ett till")
    assert refused.error == "Tips open when the date of the next meeting is decided. Keep it until then."


async def test_a_company_that_leaves_leaves_its_tips(club: PollClub) -> None:
    """What was given stays given; the author's name stands as long as the roster knows it."""
    await give(club, "cia", "Visa frakten")
    await club.world.ask("anna", RemoveCompany(club=club.id, company=await club.company("cia"), sure=True))
    await club.world.settle()
    assert "“Visa frakten”" in (await club.world.say("bo", "/tips")).words
    assert [tip.state for tip in await tips(club)] == [TipState.GIVEN]
