"""The one slot that is put to the host, and the rounds that fail (R4.7, R4.8)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.features.joining.intents import NameDeputy, RemoveCompany
from bot.features.polls.intents import HostWord
from bot.features.polls.ports import NOBODY, Poll, PollState
from bot.features.turns.ports import TurnState
from tests.features.club_world import Heard
from tests.features.polls.poll_club import PollClub, days_between

YES_HAS_IT = "Thank you. Everyone hears the date now."
EARLY = "Thank you for saying so early."


@pytest.fixture
async def asking(running: PollClub) -> PollClub:
    """A poll closed by time in which the second slot suits three, and the host has said nothing of it."""
    await running.fill("anna", "n-nn")
    for who, word in (("bo", "nynn"), ("cia", "nynn"), ("dan", "nmny")):
        await running.fill(who, word)
    await running.until(PollState.ASKING_HOST)
    return running


async def word(club: PollClub, who: str, *, takes_it: bool) -> Heard:
    """Let somebody of the host company say yes or no."""
    return await club.world.ask(who, HostWord(club=club.id, poll=(await club.poll()).id, takes_it=takes_it))


async def fail_by_host(club: PollClub, who: str) -> Poll:
    """Let the host say none of these, and time pass until the next round is open."""
    await club.none(who)
    return await club.until(PollState.OPEN)


async def fail_by_quorum(club: PollClub) -> Poll:
    """Let the host alone say yes, and time pass until the poll under way is another."""
    before = await club.poll()
    await club.all_fit("anna")
    while (await club.poll()).id == before.id:
        await club.next_event()
    return await club.poll()


async def test_the_best_slot_is_put_to_the_host_alone(asking: PollClub) -> None:
    """R4.7, R9: the host's people are asked in private, the room hears only that the date follows."""
    (asked,) = asking.told("anna", "Can you host then?")
    assert asked.startswith("Tue 29 Sept, 17:00 would suit the others best.")
    assert all(not asking.told(who, "Can you host") for who in ("bo", "cia", "dan"))
    assert asking.shown("The poll has closed") == "The poll has closed. The date follows soon."
    refused = await asking.world.ask("bo", HostWord(club=asking.id, poll=(await asking.poll()).id, takes_it=True))
    assert refused.error is not None
    assert await asking.meetings() == 0


async def test_the_hosts_yes_decides(asking: PollClub) -> None:
    """R4.7, R4.9: yes makes it the date, counts among the answers, and a second tap hears the date."""
    poll = await asking.poll()
    assert (await word(asking, "anna", takes_it=True)).words == YES_HAS_IT
    await asking.world.settle()
    assert "Most could then: 3 yes, 1 if need be." in asking.told("bo", "✅ Tue 29 Sept")[0]
    again = await asking.world.ask("anna", HostWord(club=asking.id, poll=poll.id, takes_it=False))
    assert (again.error or "").endswith("The meeting is Tue 29 Sept, 17:00.")
    assert await asking.meetings() == 1


async def test_the_hosts_no_fails_the_round(asking: PollClub) -> None:
    """R4.7, R4.8: no ends the round; other dates, 14 to 28 days from their opening, go to the lead at once."""
    old = await asking.poll()
    assert (await word(asking, "anna", takes_it=False)).words == EARLY
    await asking.world.settle()
    new = await asking.poll()
    assert (await asking.again(old)).state is PollState.FAILED
    assert new.state is PollState.DRAWN
    assert not {slot.day for slot in new.slots.values()} & {slot.day for slot in old.slots.values()}
    window = [slot.day - new.opens_at.date() for slot in new.slots.values()]
    assert min(window) >= timedelta(days=14)
    assert max(window) <= timedelta(days=28)
    assert asking.room()[-1] == "None of the times was enough. New ones follow."


async def test_silence_for_a_day_is_a_no(asking: PollClub) -> None:
    """R4.7: 24 hours without a word fail the round, not a minute less."""
    old, asked_at = await asking.poll(), asking.world.clock.now()
    await asking.world.later(hours=23, minutes=59)
    assert (await asking.again(old)).state is PollState.ASKING_HOST
    await asking.world.later(minutes=1)
    assert (await asking.again(old)).state is PollState.FAILED
    assert days_between(asked_at, asking.world.clock.now()) == timedelta(hours=24)


async def test_a_word_that_may_not_be_sent_yet_does_not_run_out(running: PollClub) -> None:
    """R4.7, R9: closed by the lead at night, the host is asked in the morning and has its 24 hours from then."""
    await running.fill("anna", "n-nn")
    for who in ("bo", "cia", "dan"):
        await running.fill(who, "nynn")
    await running.world.later(hours=14)
    asked = await running.world.press("anna", await running.world.say("anna", "/poll"), "Close now")
    await running.world.press("anna", asked, "Yes")
    await running.world.later(hours=24)
    assert (await running.poll()).state is PollState.ASKING_HOST
    assert running.told("anna", "Can you host then?")
    await running.until(PollState.DRAWN)
    assert f"{running.now():%H:%M}" == "08:00"


async def test_new_dates_open_by_themselves_after_two_days(running: PollClub) -> None:
    """R4.8: untouched for 48 hours the new dates, other days than before, open; the room has a second card then."""
    before = {slot.day for slot in (await running.poll()).slots.values()}
    await running.none("anna")
    proposed, at = await running.poll(), running.world.clock.now()
    assert not {slot.day for slot in proposed.slots.values()} & before
    await running.world.settle()
    assert len(running.told("anna", "📅 Times for the next meeting")) == 2
    opened = await running.until(PollState.OPEN)
    assert opened.id == proposed.id
    assert opened.round == 2
    assert days_between(at, opened.opens_at) == timedelta(hours=48)
    await running.world.settle()
    assert len([each for each in running.room() if each.startswith("📅")]) == 2


async def test_the_lead_confirms_new_dates_earlier(running: PollClub) -> None:
    """R4.8: the lead need not wait."""
    await running.none("anna")
    await running.world.press("anna", await running.world.say("anna", "/poll"), "Open now")
    assert (await running.poll()).state is PollState.OPEN


async def test_two_rounds_for_want_of_the_host_lapse_its_turn(running: PollClub) -> None:
    """R4.8, R5.2: after the second round without the host the next of the queue is asked; its yes opens the poll."""
    await fail_by_host(running, "anna")
    await running.none("anna")
    await running.world.settle()
    assert (await running.poll()).state is PollState.PLANNED
    asked = await running.turn()
    assert asked is not None
    assert (asked.company, asked.state) == (await running.company("bo"), TurnState.PROPOSED)
    assert next(each.state for each in await running.turns()) is TurnState.LAPSED
    opened = await running.until(PollState.OPEN)
    assert opened.host == await running.company("bo")
    assert running.shown("📅").startswith("📅 Next club meeting, at Sydöster")
    (told,) = running.told("bo", "It is your turn to host the club")
    assert "It is yours because you have not hosted yet." in told
    assert not running.told("anna", "It is your turn")


async def test_the_deputy_is_asked_when_the_lead_is_silent(running: PollClub) -> None:
    """R1: a date still wanted after 48 hours is put to the deputy too, who may set it."""
    deputy = await running.world.member("Bo Berg")
    assert (await running.world.ask("anna", NameDeputy(club=running.id, member=deputy.id))).error is None
    await fail_by_quorum(running)
    await running.until(PollState.OPEN)
    await fail_by_quorum(running)
    assert running.told("anna", "📅 A date is wanted")
    await running.world.later(hours=47)
    assert not running.told("bo", "📅 A date is wanted")
    await running.world.later(hours=24)
    assert len(running.told("bo", "📅 A date is wanted")) == 1


async def test_two_rounds_for_want_of_companies_leave_the_date_to_the_lead(running: PollClub) -> None:
    """R4.8: the lead sets a date, the host taps yes, all are told who set it."""
    await fail_by_quorum(running)
    await running.until(PollState.OPEN)
    assert (await fail_by_quorum(running)).state is PollState.LEAD_SETS
    assert running.told("anna", "📅 A date is wanted")
    form = await running.world.press("anna", await running.world.say("anna", "/poll"), "Set the date")
    asked = await running.world.submit("anna", form, day="12.11.2026", start="18:30")
    assert asked.words.startswith("The host is asked about Thu 12 Nov, 18:30.")
    await running.world.settle()
    assert running.told("anna", "The club lead proposes Thu 12 Nov, 18:30.")
    await word(running, "anna", takes_it=True)
    await running.world.settle()
    told = running.told("dan", "✅ Thu 12 Nov, 18:30–21:00")
    assert "The club lead set the date and the host said yes." in told[0]


async def test_a_date_the_host_declines_goes_back_to_the_lead(running: PollClub) -> None:
    """R4.8: no, or a day of silence, asks the lead anew; the lead may also take up voting again."""
    await fail_by_quorum(running)
    await running.until(PollState.OPEN)
    await fail_by_quorum(running)
    form = await running.world.press("anna", await running.world.say("anna", "/poll"), "Set the date")
    for day, act in (("12.11.2026", "no"), ("13.11.2026", "silence")):
        await running.world.submit("anna", form, day=day, start="18")
        if act == "no":
            await word(running, "anna", takes_it=False)
        await running.until(PollState.LEAD_SETS)
    asked = await running.world.press("anna", await running.world.say("anna", "/poll"), "New times")
    await running.world.press("anna", asked, "Yes")
    assert (await running.poll()).state is PollState.DRAWN


@pytest.mark.parametrize(
    ("day", "start", "field", "words"),
    [
        ("1.9.2026", "17", "day", "Tue 1 Sept has passed. Choose a day to come."),
        ("5.10.2026", "17", "day", "Mon 5 Oct is too soon: the host has a day to answer. Choose a later one."),
        ("28.3.2027", "3:30", "start", "The clocks change that night: this time does not exist. Choose another hour."),
        ("8.10.2026", "17", "day", "Thu 8 Oct is in a pause of the club. Choose another day."),
    ],
)
async def test_a_date_that_cannot_be_is_told_beside_its_field(
    running: PollClub, day: str, start: str, field: str, words: str
) -> None:
    """R4.8, R4.11: past, too soon for an answer, in a pause or in no clock at all: told, and nothing asked."""
    await fail_by_quorum(running)
    await running.until(PollState.OPEN)
    await fail_by_quorum(running)
    await running.go_to(date(2026, 10, 5))
    await running.pause(date(2026, 10, 8), date(2026, 10, 9))
    form = await running.world.press("anna", await running.world.say("anna", "/poll"), "Set the date")
    refused = await running.world.submit("anna", form, day=day, start=start)
    assert refused.fields == {field: words}
    assert (await running.poll()).state is PollState.LEAD_SETS


async def test_a_host_that_passes_while_asked_hands_the_question_on(asking: PollClub) -> None:
    """R5.3: the question dies with the turn: the new host's own answers decide, here at once."""
    await asking.pass_turn("anna")
    waiting = await asking.poll()
    assert (waiting.state, waiting.host, waiting.chosen) == (PollState.ASKING_HOST, NOBODY, None)
    await asking.accept_turn("bo")
    assert asking.shown("✅").startswith("✅ Tue 29 Sept, 17:00–19:30, Sydöster")


async def test_a_host_that_leaves_while_asked_hands_the_question_on(running: PollClub) -> None:
    """R5.6: the same when the host company is removed while its word is awaited."""
    await running.host("Havsbageriet", "Kajen 2")
    await running.fill("dan", "n-nn")
    for who in ("anna", "bo", "cia"):
        await running.fill(who, "nynn")
    await running.until(PollState.ASKING_HOST)
    dan = await running.company("dan")
    await running.world.ask("anna", RemoveCompany(club=running.id, company=dan, sure=True))
    await running.world.settle()
    await running.accept_turn("anna")
    assert running.shown("✅").startswith("✅ Tue 29 Sept, 17:00–19:30, Kvarnboden")
