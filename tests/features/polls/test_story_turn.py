"""Whose turn it is from meeting to meeting, and why (R5.1, R5.3, R5.4, R5.8)."""

from __future__ import annotations

from bot.features.joining.intents import Leave, RemoveCompany
from bot.features.polls.intents import PassTurn
from bot.features.polls.ports import PollState
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from tests.features.club_world import invite
from tests.features.polls.poll_club import PollClub


async def test_the_queue_goes_round(running: PollClub) -> None:
    """R5.1: after the first host those who have not hosted follow in their order, then the longest ago."""
    hosts = [(await running.hold_meeting()).host for _ in range(5)]
    order = [await running.company(who) for who in ("anna", "bo", "cia", "dan", "anna")]
    assert hosts == order


async def test_each_host_hears_why(running: PollClub) -> None:
    """R5.8: not hosted yet; or longest ago, with the month it rests on."""
    for _ in range(4):
        await running.hold_meeting()
    await running.until(PollState.PLANNED, PollState.DRAWN)
    await running.world.later(days=1)
    assert "It is yours because you have not hosted yet." in running.told("bo", "It is your turn")[0]
    (told,) = running.told("anna", "It is your turn to host the club, around ")
    assert "It is yours because your last time is longest ago (September 2026)." in told
    assert list(running.told("anna", "[Not this time]")) == [told]


async def test_the_turn_is_told_in_three_languages() -> None:
    """Voice: the agreed words, with day and month as each language writes them."""
    club = await PollClub.founded(3, catalogues=load_catalogues())
    await club.until(PollState.OPEN)
    for who, language in (("anna", Language.SV), ("bo", Language.FI)):
        await club.speaks(who, language)
    for _ in range(4):
        await club.hold_meeting()
    await club.world.later(days=1)
    (swedish,) = club.told("anna", "Det är er tur att ta emot klubben, omkring ")
    assert "Ni är värd för att det är längst sedan sist (september 2026)." in swedish
    finnish = club.told("bo", "Teidän vuoronne isännöidä kerhoa, noin ")
    assert "Vuoro on teidän, koska ette ole vielä isännöineet." in finnish[0]
    assert "Vuoro on teidän, koska edellisestä on kauimmin (marraskuu 2026)." in finnish[1]


async def test_a_newcomer_hosts_after_one_more_meeting() -> None:
    """R5.4: a company that joins after the first meeting is passed over until it has seen one."""
    club = await PollClub.founded(4, joined=3)
    await club.until(PollState.OPEN)
    await club.hold_meeting()
    await club.joins("dan", await invite(club.world, "Havsbageriet", "Dan Två"))
    hosts = [(await club.hold_meeting()).host for _ in range(4)]
    order = [await club.company(who) for who in ("bo", "cia", "dan", "anna")]
    assert hosts == order


async def test_a_passed_turn_goes_to_the_next_and_the_poll_goes_on(running: PollClub) -> None:
    """R5.3: answers stay; the new host's yes is what the date needs now."""
    await running.fill("anna", "ynnn")
    await running.fill("bo", "nyyn")
    await running.fill("cia", "yyny")
    await running.fill("dan", "ynny")
    passed = await running.world.ask("anna", PassTurn(club=running.id, poll=(await running.poll()).id))
    assert passed.words == "Thank you for saying so early. The turn goes to: Sydöster."
    await running.world.settle()
    assert running.shown("📅").startswith("📅 Next club meeting, at Sydöster")
    second = await running.world.ask("anna", PassTurn(club=running.id, poll=(await running.poll()).id))
    assert second.error is not None
    await running.until_decided()
    await running.world.settle()
    assert running.shown("✅").startswith("✅ Tue 29 Sept, 17:00–19:30, Sydöster")


async def test_a_button_of_an_earlier_turn_passes_nothing(running: PollClub) -> None:
    """R5.3: "Not this time" under an old message does not give away a later turn."""
    await running.hold_meeting()
    await running.until(PollState.PLANNED)
    await running.world.later(days=1)
    old = PassTurn(club=running.id, poll=(await running.poll()).id)
    for _ in range(4):
        await running.hold_meeting()
    assert (await running.poll()).host == await running.company("bo")
    heard = await running.world.ask("bo", old)
    assert heard.error == "It is not your turn to host now."
    assert (await running.poll()).host == await running.company("bo")


async def test_after_the_decision_the_lead_minds_it(running: PollClub) -> None:
    """R5.3: passing ends with the decision; the host is told the date and whom to ask."""
    intent = PassTurn(club=running.id, poll=(await running.poll()).id)
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    await running.until_decided()
    heard = await running.world.ask("anna", intent)
    assert heard.error == "The date is decided: Thu 24 Sept, 17:00. Ask your club lead."


async def test_the_lead_names_another_host(running: PollClub) -> None:
    """R1: the lead's choice needs no reason from the queue; the company is told, the place is kept."""
    await running.host("Havsbageriet", "Kajen 2")
    await running.world.settle()
    (told,) = running.told("dan", "It is your turn to host the club")
    assert "It is yours because" not in told
    assert running.shown("📅").startswith("📅 Next club meeting, at Havsbageriet")
    await running.host("Kvarnboden", "Strandgatan 1")
    await running.host("Havsbageriet", "Kajen 2")
    await running.world.settle()
    assert len(running.told("dan", "It is your turn")) == 2


async def test_a_host_that_leaves_is_followed_at_once(running: PollClub) -> None:
    """R5.6: the last person of the host company leaves during the poll: the next has the turn, the poll goes on."""
    poll = await running.poll()
    await running.host("Sydöster", "Hamngatan 5")
    await running.fill("cia", "yyyy")
    await running.world.ask("bo", Leave(club=running.id, sure=True))
    await running.world.settle()
    now = await running.again(poll)
    assert (now.state, now.host) == (PollState.OPEN, await running.company("anna"))
    assert "1 of 3 companies have answered." in running.shown("📅 Next club meeting, at Kvarnboden")


async def test_a_turn_nobody_can_take_waits(club: PollClub) -> None:
    """R5.2: with the one that passed alone left, no poll opens; it goes on as soon as somebody may host."""
    planned = await club.poll()
    await club.world.ask("anna", PassTurn(club=club.id, poll=planned.id))
    for who in ("bo", "cia", "dan"):
        company = await club.company(who)
        await club.world.ask("anna", RemoveCompany(club=club.id, company=company, sure=True))
    await club.world.later(days=30)
    assert (await club.again(planned)).state is PollState.PLANNED
    assert club.room() == []
    await club.joins("eva", await invite(club.world, "Kvarnboden", "Eva Sten"))
    assert (await club.again(planned)).state is PollState.PLANNED
    await club.new_company("Lyktan – Filip Rot")
    await club.joins("filip", await invite(club.world, "Lyktan", "Fia Rot"))
    opened = await club.until(PollState.OPEN)
    assert opened.host == (await club.world.companies())["Lyktan"].id
