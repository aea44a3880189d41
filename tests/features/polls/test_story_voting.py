"""Answering: saved at each tap, one answer a company, seen in the own language (R4.5, R1)."""

from __future__ import annotations

import pytest

from bot.features.joining.intents import Leave
from bot.features.polls.intents import AllFit, MyAnswers, NoneOfThese, SlotId, Tick, Vote
from bot.features.polls.model.ballot import Answer, standing
from bot.features.polls.ports import NOBODY, PollState
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from tests.features.club_world import invite
from tests.features.polls.poll_club import ROOM, PollClub


async def answers(club: PollClub, who: str) -> list[Answer | None]:
    """Return what a company's answers stand at, slot by slot."""
    poll = await club.poll()
    own = standing(await club.marks(poll)).get(await club.company(who), {})
    return [own.get(slot) for slot in poll.slots.values()]


async def test_each_tap_is_saved_at_once(running: PollClub) -> None:
    """R4.5: one tap answers one slot for the company, the toast says what is saved and how far one has come."""
    heard = await running.vote("bo", 1, "y")
    assert heard.words.splitlines()[0] == "Saved: Tue 29 Sept, 17:00 – yes. You have answered 1 of 4 times."
    assert "Tue 29 Sept, 17:00 [*Yes] [If need be] [No]" in heard.words
    assert await answers(running, "bo") == [None, Answer.YES, None, None]
    await running.world.settle()
    assert "1 of 4 companies have answered." in running.room()[-1]
    assert "Tue 29 Sept, 17:00 · 1 yes [Yes]" in running.room()[-1]


@pytest.mark.parametrize(
    ("language", "letter", "toast"),
    [
        (Language.SV, "y", "Sparat: to 24.9 kl. 17 – ja. Du har svarat på 1 av 4 tider."),
        (Language.FI, "y", "Tallennettu: to 24.9. klo 17 – kyllä. Olet vastannut 1/4 aikaan."),
        (Language.EN, "y", "Saved: Thu 24 Sept, 17:00 – yes. You have answered 1 of 4 times."),
        (Language.SV, "m", "Sparat: to 24.9 kl. 17 – om det krävs. Du har svarat på 1 av 4 tider."),
        (Language.FI, "m", "Tallennettu: to 24.9. klo 17 – tarvittaessa. Olet vastannut 1/4 aikaan."),
        (Language.SV, "n", "Sparat: to 24.9 kl. 17 – nej. Du har svarat på 1 av 4 tider."),
        (Language.FI, "n", "Tallennettu: to 24.9. klo 17 – ei. Olet vastannut 1/4 aikaan."),
    ],
)
async def test_the_toast_speaks_the_persons_language(language: Language, letter: str, toast: str) -> None:
    """Voice: the words after a tap are the agreed ones in all three languages."""
    club = await PollClub.founded(3, catalogues=load_catalogues())
    await club.until(PollState.OPEN)
    await club.speaks("bo", language)
    assert (await club.vote("bo", 0, letter)).words.splitlines()[0] == toast


async def test_repeating_a_tap_changes_nothing(running: PollClub) -> None:
    """R4.5: the same answer again leaves rows, order and the last tap as they are."""
    await running.vote("bo", 0, "y")
    before = await running.world.rows("SELECT * FROM mark"), (await running.poll()).tapped_at
    await running.world.later(minutes=3)
    heard = await running.vote("bo", 0, "y")
    assert heard.words.startswith("Saved: Thu 24 Sept, 17:00 – yes. You have answered 1 of 4 times.")
    assert (await running.world.rows("SELECT * FROM mark"), (await running.poll()).tapped_at) == before


async def test_an_update_that_comes_twice_acts_once(running: PollClub) -> None:
    """R4.5: a platform's repeated delivery is answered with the state as it is, and an older tap does not come back."""
    await running.vote("bo", 0, "y", update="17")
    await running.vote("bo", 0, "n", update="18")
    heard = await running.vote("bo", 0, "y", update="17")
    assert heard.error is None
    assert "Thu 24 Sept, 17:00 [Yes] [If need be] [*No]" in heard.words
    assert await answers(running, "bo") == [Answer.NO, None, None, None]


async def test_a_colleagues_answer_covers_the_company(running: PollClub) -> None:
    """R4.5: what Berit answers stands for Sydöster; bo sees whose it is and may change it; the latest counts."""
    await running.colleague("berit", "Berit Å", "Sydöster")
    await running.vote("berit", 0, "n")
    seen = await running.world.say("bo", "/dates")
    assert "Thu 24 Sept, 17:00 (Berit Å: no) [Yes] [If need be] [*No]" in seen.words
    assert "You have answered 1 of 4 times." in seen.words
    await running.vote("bo", 0, "y")
    assert await answers(running, "bo") == [Answer.YES, None, None, None]
    assert "(Bo Berg: yes)" in (await running.world.say("berit", "/dates")).words
    await running.vote("berit", 0, "m")
    assert await answers(running, "bo") == [Answer.IF_NEED_BE, None, None, None]
    await running.world.settle()
    assert "1 of 4 companies have answered." in running.room()[-1]


async def test_a_colleague_who_left_is_not_named(running: PollClub) -> None:
    """R4.5: the answer of somebody who has left still counts for the company."""
    await running.colleague("berit", "Berit Å", "Sydöster")
    await running.vote("berit", 0, "n")
    await running.world.ask("berit", Leave(club=running.id, sure=True))
    assert await answers(running, "bo") == [Answer.NO, None, None, None]
    assert "Thu 24 Sept, 17:00 (" in (await running.world.say("bo", "/dates")).words


async def test_all_fit_and_none_of_these(running: PollClub) -> None:
    """R4.5: one tap answers all; a single tap afterwards changes one."""
    assert (await running.all_fit("bo")).words.startswith("Saved: all the times suit you.")
    assert await answers(running, "bo") == [Answer.YES] * 4
    assert (await running.none("bo")).words.startswith("Saved: none of the times suits you. Thank you for saying so.")
    assert await answers(running, "bo") == [Answer.NO] * 4
    await running.vote("bo", 3, "m")
    assert await answers(running, "bo") == [Answer.NO] * 3 + [Answer.IF_NEED_BE]
    assert (await running.poll()).state is PollState.OPEN


async def test_the_hosts_none_ends_the_round_at_once(running: PollClub) -> None:
    """R4.7: the host is thanked and may pass; other dates go to the lead; the room hears neutral words."""
    old = await running.poll()
    heard = await running.none("anna")
    assert heard.words.startswith("Thank you for saying so early.")
    assert "Other dates are proposed to the club lead." in heard.words
    assert list(heard.buttons) == ["Swap", "Not this time"]
    assert (await running.again(old)).state is PollState.FAILED
    assert (await running.poll()).state is PollState.DRAWN
    await running.world.settle()
    assert running.room()[-1] == "None of the times was enough. New ones follow."
    passed = await running.world.press("anna", heard, "Not this time")
    assert passed.words == "Thank you for saying so early. The next company is asked: Sydöster."
    await running.world.settle()
    assert (await running.poll()).host == NOBODY
    await running.accept_turn("bo")
    assert (await running.poll()).host == await running.company("bo")
    assert running.told("bo", "It is your turn to host the club")


async def test_a_closed_poll_says_what_became_of_it(running: PollClub) -> None:
    """A tap on a decided poll is answered with its date, and changes nothing."""
    late = Vote(club=running.id, slot=await running.slot(0), tick=Tick.NO)
    for who in ("anna", "bo", "cia", "dan"):
        await running.all_fit(who)
    poll = await running.poll()
    await running.until_decided()
    rows = await running.world.rows("SELECT * FROM mark")
    words = "The poll closed Wed 9 Sept, 09:10. The meeting is Thu 24 Sept, 17:00."
    for intent in (late, AllFit(club=running.id, poll=poll.id), NoneOfThese(club=running.id, poll=poll.id)):
        assert (await running.world.ask("bo", intent)).error == words
    assert await running.world.rows("SELECT * FROM mark") == rows
    await running.until(PollState.PLANNED)
    held = "The poll closed Wed 9 Sept, 09:10. The club met Thu 24 Sept, 17:00."
    assert (await running.world.ask("bo", late)).error == held


async def test_a_withdrawn_and_a_waiting_poll_say_so_too(running: PollClub) -> None:
    """A tap on a withdrawn poll hears that new dates follow; before opening one hears when it opens."""
    late = Vote(club=running.id, slot=await running.slot(0), tick=Tick.NO)
    asked = await running.world.press("anna", await running.world.say("anna", "/poll"), "New times")
    await running.world.press("anna", asked, "Yes")
    assert (await running.world.ask("bo", late)).error == "This poll has closed. New dates follow."
    early = Vote(club=running.id, slot=await running.slot(0), tick=Tick.NO)
    opens = (await running.world.ask("bo", early)).error or ""
    assert opens.startswith("The poll opens ")


async def test_strangers_former_and_waiting_read_the_same(running: PollClub) -> None:
    """R1: who may not answer hears one and the same sentence, and no row changes."""
    await running.world.say("waiting", f"/join {await invite(running.world, 'Sydöster', 'Wilma Vit')}")
    await running.colleague("berit", "Berit Å", "Sydöster")
    await running.world.ask("berit", Leave(club=running.id, sure=True))
    own = Vote(club=running.id, slot=await running.slot(0), tick=Tick.YES)
    heard = [await running.world.ask(who, own) for who in ("stranger", "waiting", "berit", "organizer")]
    assert {(each.error, each.words) for each in heard} == {
        ("This button belongs to a club. Ask whoever invited you for a link.", "")
    }
    assert await running.world.rows("SELECT * FROM mark") == []


async def test_another_clubs_time_reads_like_one_that_never_was(running: PollClub) -> None:
    """R1: a member who asks the own club for another club's time hears that it is gone, and no row changes."""
    other = await PollClub.founded(3)
    await other.until(PollState.OPEN)
    slots = (await other.slot(0), SlotId("aaaaaaaaaaaaaaaa"))
    heard = [await running.world.ask("bo", Vote(club=running.id, slot=each, tick=Tick.YES)) for each in slots]
    assert {(each.error, each.words) for each in heard} == {
        ("That time is no longer there. Write /dates to see the poll.", "")
    }
    assert await running.world.rows("SELECT * FROM mark") == []


async def test_a_card_in_the_room_answers_in_private(running: PollClub) -> None:
    """R2: a tap in the room is answered to the one who tapped; the room sees counts alone."""
    vote = Vote(club=running.id, slot=await running.slot(0), tick=Tick.NO)
    heard = await running.world.ask("bo", vote, where=ROOM)
    assert "Your answers now" in heard.words
    await running.world.settle()
    assert all("Bo" not in each and "Sydöster" not in each for each in running.room())


async def test_without_an_open_poll_one_hears_what_is_coming(club: PollClub) -> None:
    """/dates before opening says when the poll opens."""
    planned = await club.world.ask("bo", MyAnswers(club=club.id))
    assert planned.words == "No date yet. The next date poll opens Wed 9 Sept, 09:00."
    await club.until(PollState.DRAWN)
    assert (await club.world.say("bo", "/dates")).words == planned.words
