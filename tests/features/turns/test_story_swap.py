"""Two companies trade their turns (R5.3)."""

from __future__ import annotations

import pytest

from bot.features.joining.intents import Leave, NameDeputy
from bot.features.polls.ports import PollState
from bot.features.turns.ports import Ground, TurnState
from bot.features.turns.year_intents import DeclineSwap, TakeSwap
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from tests.features.club_world import Heard
from tests.features.polls.poll_club import PollClub

OFFER = "A trade of turns, offered by: Kvarnboden"


async def offered(club: PollClub, to: str = "Kaffestugan, December 2026") -> Heard:
    """Let anna of the host company offer her turn to another company: three taps from the command."""
    year = await club.world.say("anna", "/turns")
    whom = await club.world.press("anna", year, "Swap")
    heard = await club.world.press("anna", whom, to)
    await club.world.settle()
    return heard


async def swap_id(club: PollClub) -> str:
    """Return the id of the last offer."""
    return str((await club.world.table("swap"))[-1]["id"])


async def take(club: PollClub, who: str) -> Heard:
    """Let somebody agree to the last offer."""
    heard = await club.world.ask(who, TakeSwap(club=club.id, swap=await swap_id(club)))
    await club.world.settle()
    return heard


async def test_an_agreed_swap_changes_the_host_and_the_poll_goes_on(running: PollClub) -> None:
    """R5.3: answers stay, the new host's yes is what the date needs; the other has its turn later, until served."""
    poll = await running.poll()
    await running.fill("bo", "yyyy")
    heard = await offered(running)
    assert heard.words.startswith("Offered to: Kaffestugan. They have three days to answer.")
    (asked,) = running.told("cia", OFFER)
    assert "Then Kaffestugan would host around September 2026 and Kvarnboden around December 2026." in asked
    assert "[Trade] [No trade]" in asked
    agreed = await take(running, "cia")
    assert "Turns are traded: Kaffestugan hosts around September 2026, Kvarnboden around December 2026." in agreed.words
    assert running.told("anna", "Turns are traded: Kaffestugan hosts around September 2026")
    now = await running.again(poll)
    assert (now.state, now.host) == (PollState.OPEN, await running.company("cia"))
    assert running.shown("📅").startswith("📅 Next club meeting, at Kaffestugan")
    assert "1 of 4 companies have answered." in running.shown("📅")
    states = [(each.state, each.ground) for each in await running.turns()]
    assert states[-2:] == [(TurnState.SWAPPED, Ground.NAMED), (TurnState.ACCEPTED, Ground.SWAP)]


async def test_the_round_goes_on_as_if_nothing_had_happened(running: PollClub) -> None:
    """R5.3, R5.5: the others keep their turns, and the two host in each other's place."""
    await offered(running)
    await take(running, "cia")
    hosts = [(await running.hold_meeting()).host for _ in range(6)]
    order = [await running.company(who) for who in ("cia", "bo", "anna", "dan", "cia", "bo")]
    assert hosts == order
    grounds = [each.ground for each in await running.turns() if each.is_accepted]
    assert grounds[:3] == [Ground.SWAP, Ground.QUEUE, Ground.PIN]


async def test_why_after_a_swap(running: PollClub) -> None:
    """R5.8: both are told with whom they traded and when."""
    await offered(running)
    await take(running, "cia")
    year = await running.world.say("anna", "/turns")
    own = await running.world.press("anna", year, "Why us?")
    assert "It is yours because you traded turns (September 2026) with: Kaffestugan." in own.words
    other = await running.world.press("anna", year, "Kaffestugan")
    assert "Traded turns (September 2026) with: Kvarnboden." in other.words


async def test_a_declined_offer_changes_nothing(running: PollClub) -> None:
    """R5.3: each keeps its own; the one who offered hears it; the button is spent."""
    await offered(running)
    heard = await running.world.ask("cia", DeclineSwap(club=running.id, swap=await swap_id(running)))
    assert heard.words.startswith("Each keeps its own turn. Thank you for answering.")
    await running.world.settle()
    assert running.told("anna", "The turns are not traded this time, each keeps its own: Kvarnboden, Kaffestugan.")
    assert (await take(running, "cia")).error == "The offer was declined; each keeps its own turn."
    turn = await running.turn()
    assert turn is not None
    assert turn.company == await running.company("anna")


async def test_an_offer_lapses_after_three_days(club: PollClub) -> None:
    """R5.3: 72 hours without an answer; both companies hear it once, and a late yes is answered truthfully."""
    await offered(club)
    await club.world.later(hours=71)
    assert not club.told("cia", "has lapsed")
    await club.world.later(hours=30)
    assert len(club.told("cia", "The offer to trade turns has lapsed")) == 1
    assert len(club.told("anna", "The offer to trade turns has lapsed")) == 1
    assert (await take(club, "cia")).error == "The offer has lapsed; each keeps its own turn."


async def test_an_offer_lapses_when_a_turn_changes(club: PollClub) -> None:
    """R5.3: the turn it was about is not the giver's any more."""
    await offered(club)
    await club.pass_turn("anna")
    await club.world.settle()
    assert (await take(club, "cia")).error == "The offer has lapsed; each keeps its own turn."


async def test_a_swap_is_possible_until_the_date_is_decided(running: PollClub) -> None:
    """R5.3: an offer that is open when the date is decided comes to nothing; the decided turn stays."""
    await offered(running)
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    await running.until_decided()
    late = await take(running, "cia")
    assert late.error is not None or "One of the two turns has changed since." in late.words
    turn = await running.turn()
    assert turn is not None
    assert turn.company == await running.company("anna")


async def test_only_the_other_company_answers(running: PollClub) -> None:
    """R1: neither the one who offered nor a third company agrees for them; a colleague may."""
    await offered(running)
    for who in ("anna", "bo"):
        assert (await take(running, who)).error == "Only their people can answer this: Kaffestugan."
    assert not running.told("bo", "trade")
    await running.colleague("carl", "Carl Holm", "Kaffestugan")
    assert (await take(running, "carl")).error is None
    assert (await take(running, "cia")).error == "The two turns are traded already."


async def test_one_offer_at_a_time(running: PollClub) -> None:
    """R5.3: a company waits for an answer before it offers or is offered again."""
    await offered(running)
    heard = await offered(running, "Sydöster, November 2026")
    assert heard.error is not None
    assert heard.error.startswith("An offer to trade is open already, with: Kaffestugan. It ends ")
    assert len(await running.world.table("swap")) == 1


async def test_two_turns_ahead_are_traded(running: PollClub) -> None:
    """R5.3: named turns of the forecast may be traded before anybody is asked; then each is asked in its time."""
    year = await running.world.say("bo", "/turns")
    whom = await running.world.press("bo", year, "Swap")
    await running.world.press("bo", whom, "Havsbageriet, February 2027")
    assert (await take(running, "dan")).error is None
    hosts = [(await running.hold_meeting()).host for _ in range(4)]
    assert hosts == [await running.company(who) for who in ("anna", "dan", "cia", "bo")]


async def test_who_comes_later_asks_for_the_turn_at_hand(running: PollClub) -> None:
    """R5.3: the offer may come from the other side as well; the host's people answer it."""
    year = await running.world.say("bo", "/turns")
    whom = await running.world.press("bo", year, "Swap")
    await running.world.press("bo", whom, "Kvarnboden, September 2026")
    await running.world.settle()
    assert running.told("anna", "A trade of turns, offered by: Sydöster", "[Trade] [No trade]")
    assert (await take(running, "anna")).error is None
    assert (await running.poll()).host == await running.company("bo")


async def test_the_lead_hears_the_fact(running: PollClub) -> None:
    """R9: who minds the club hears of a swap between two others, without being asked."""
    year = await running.world.say("bo", "/turns")
    whom = await running.world.press("bo", year, "Swap")
    await running.world.press("bo", whom, "Kaffestugan, December 2026")
    await running.world.settle()
    (fact,) = running.told("anna", "A trade of turns, offered by: Sydöster")
    assert "[Trade]" not in fact
    await take(running, "cia")
    assert running.told(
        "anna", "Turns are traded: Kaffestugan hosts around November 2026, Sydöster around December 2026."
    )
    assert not running.told("dan", "trade")


async def test_an_offer_of_what_has_changed_is_refused(running: PollClub) -> None:
    """R5.3: a button of an earlier year names turns that are no longer so, and offers nothing."""
    year = await running.world.say("bo", "/turns")
    whom = await running.world.press("bo", year, "Swap")
    await running.hold_meeting()
    await running.hold_meeting()
    late = await running.world.press("bo", whom, "Kaffestugan, December 2026")
    assert late.error == "One of the two turns has changed since. Look at the year anew with /turns."
    assert await running.world.table("swap") == []


async def test_a_company_that_leaves_frees_its_pin(running: PollClub) -> None:
    """R5.3: what it had traded for is nobody's; the other keeps its traded place."""
    await offered(running)
    await take(running, "cia")
    await running.world.ask("cia", Leave(club=running.id, sure=True))
    await running.world.settle()
    row = (await running.world.table("swap"))[-1]
    assert row["taker_freed_at"] is not None
    assert row["giver_freed_at"] is None
    year = await running.world.say("anna", "/turns")
    assert "Kaffestugan" not in year.words
    assert "○ Kvarnboden, expected" in year.words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.SV, ("Förslag att byta tur, från Kvarnboden", "Kaffestugan vara värd omkring", "[Vi byter]")),
        (Language.FI, ("Vuoronvaihto, ehdottaja: Kvarnboden", "Isännät olisivat sitten: Kaffestugan", "[Vaihdetaan]")),
    ],
)
async def test_an_offer_in_other_languages(language: Language, words: tuple[str, ...]) -> None:
    """Voice: one question, two answers, names uninflected."""
    club = await PollClub.founded(3, catalogues=load_catalogues())
    await club.until(PollState.OPEN)
    await club.speaks("cia", language)
    await offered(club)
    assert club.told("cia", *words)


async def test_of_a_swap_of_the_leads_company_the_deputy_hears(running: PollClub) -> None:
    """R1, R9: the lead offers for the own company; the fact is told to the deputy, and to the lead not at all."""
    member = (await running.world.member("Dan Ek")).id
    await running.world.ask("anna", NameDeputy(club=running.id, member=member))
    await offered(running)
    await running.world.settle()
    assert (len(running.told("dan", OFFER)), running.told("anna", OFFER)) == (1, [])
