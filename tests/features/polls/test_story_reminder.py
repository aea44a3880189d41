"""The one reminder: who gets it, when, and who does not (R4.6, R9)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.features.joining.intents import SetContact
from bot.features.polls.ports import PollState
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from bot.kernel.ports import Timers
from tests.features.club_world import HELSINKI
from tests.features.polls.poll_club import PollClub, local

WISH = "would like to know how many are coming"
REMINDED = datetime(2026, 9, 14, 18, 0, tzinfo=HELSINKI)


async def before(club: PollClub, hours: float = 0, minutes: float = 0) -> None:
    """Go to shortly before the reminder of the poll that closes on Wednesday the 16th at 18:00."""
    instant = REMINDED - timedelta(hours=hours, minutes=minutes)
    await club.world.clockwork.advance(club.world.clock, instant)


def reminded(club: PollClub) -> set[str]:
    """Return who was reminded; each at most once."""
    found = [who for who in ("anna", "bo", "cia", "dan", "berit") for _ in club.told(who, "A few taps will do")]
    assert len(found) == len(set(found))
    return set(found)


async def put_reminders(club: PollClub) -> None:
    """Run the timer alone at the moment of the reminder: the envelopes are put, none is sent."""
    club.world.clock.move_to(REMINDED)
    for timer in await club.look(lambda unit: unit.of(Timers).due(unit.now, 10)):
        await club.world.door.run_timer(timer)


async def waiting(club: PollClub) -> set[str]:
    """Return the companies for whose people a reminder is put and not sent yet."""
    beginning = f"reminder:{(await club.poll()).id}:"
    rows = await club.world.rows("SELECT unique_key FROM envelope WHERE state = 'pending'")
    return {row["unique_key"].removeprefix(beginning) for row in rows if row["unique_key"].startswith(beginning)}


async def test_the_silent_are_reminded_48_hours_before_closing(running: PollClub) -> None:
    """R4.6: at 18:00 two days before; those who have answered anything at all are left in peace."""
    await running.vote("bo", 0, "n")
    await before(running, minutes=1)
    assert reminded(running) == set()
    await before(running)
    assert reminded(running) == {"anna", "cia", "dan"}
    (told,) = running.told("cia", WISH)
    assert told.splitlines()[0] == (
        "Kvarnboden would like to know how many are coming. A few taps will do, before Wed 16 Sept, 18:00."
    )
    assert running.told("anna", "The club comes to you next.")
    await running.until_over(await running.poll())
    assert reminded(running) == {"anna", "cia", "dan"}


async def test_a_clock_that_goes_on_makes_no_reminder_late(running: PollClub) -> None:
    """R4.6: never later; the moments between the timer and its messages put nothing off to the morning."""
    running.world.clock.tick = timedelta(milliseconds=7)
    await before(running)
    await running.world.settle()
    assert reminded(running) == {"anna", "bo", "cia", "dan"}


async def test_only_the_contact_person_is_reminded(running: PollClub) -> None:
    """R4.6: a colleague of a silent company hears nothing."""
    await running.colleague("berit", "Berit Å", "Sydöster")
    await before(running)
    assert "bo" in reminded(running)
    assert "berit" not in reminded(running)


async def test_a_colleagues_answer_spares_the_contact_person(running: PollClub) -> None:
    """R4.5, R4.6: any answer of the company, also one given a second before, and nobody of it is reminded."""
    await running.colleague("berit", "Berit Å", "Sydöster")
    await before(running, minutes=1)
    await running.vote("berit", 0, "m")
    await before(running)
    assert "bo" not in reminded(running)


async def test_who_answered_before_the_timer_gets_no_envelope(running: PollClub) -> None:
    """R4.6: when the timer runs, reminders are put for the silent companies alone."""
    await before(running, minutes=1)
    await running.vote("bo", 0, "m")
    await put_reminders(running)
    assert await waiting(running) == {await running.company(who) for who in ("anna", "cia", "dan")}


async def test_who_answers_while_the_reminder_waits_is_left_in_peace(running: PollClub) -> None:
    """R4.6: the envelope is put already, then the company answers: at the moment of sending it counts."""
    await before(running, minutes=1)
    await put_reminders(running)
    assert await running.company("bo") in await waiting(running)
    await running.vote("bo", 0, "m")
    await running.world.settle()
    assert await waiting(running) == set()
    assert reminded(running) == {"anna", "cia", "dan"}


async def test_a_new_contact_person_is_the_one_reminded(running: PollClub) -> None:
    """R4.6: who is contact person at the moment of sending, and a change afterwards brings no second reminder."""
    await running.colleague("berit", "Berit Å", "Sydöster")
    await running.colleague("carl", "Carl Ny", "Kaffestugan")
    berit, carl = await running.world.member("Berit Å"), await running.world.member("Carl Ny")
    await running.world.ask("bo", SetContact(club=running.id, member=berit.id))
    await before(running)
    assert reminded(running) == {"anna", "berit", "cia", "dan"}
    await running.world.ask("cia", SetContact(club=running.id, member=carl.id))
    await running.until_over(await running.poll())
    assert not running.told("carl", WISH)


async def test_a_closing_that_moves_brings_no_second_reminder(running: PollClub) -> None:
    """R4.6: once a company, also when a pause moved the closing earlier and later again and the contact changed."""
    await running.colleague("berit", "Berit Å", "Sydöster")
    await running.pause(date(2026, 9, 15), date(2026, 9, 20))
    await running.go_to(date(2026, 9, 12), time(18))
    assert reminded(running) == {"anna", "bo", "cia", "dan"}
    berit = await running.world.member("Berit Å")
    await running.world.ask("bo", SetContact(club=running.id, member=berit.id))
    await running.end_pause("Tue 15 Sept")
    await running.until_over(await running.poll())
    assert reminded(running) == {"anna", "bo", "cia", "dan"}


async def test_where_the_contact_person_is_not_in_yet_another_is_reminded() -> None:
    """R4.6, R8: a company whose contact person has not come yet is reached by whoever of it is in."""
    club = await PollClub.founded(4, joined=3)
    await club.colleague("berit", "Berit Å", "Havsbageriet")
    await club.until(PollState.OPEN)
    await before(club)
    assert reminded(club) == {"anna", "bo", "cia", "berit"}


async def test_it_keeps_to_hours_in_the_persons_own_zone(running: PollClub) -> None:
    """R4.6, R9: 18:00 in Helsinki is 17:00 in Stockholm: the instant is allowed, the words name the zone."""
    await running.lives_in("bo", "Europe/Stockholm")
    await before(running)
    (told,) = running.told("bo", WISH)
    assert "before Wed 16 Sept, 17:00 (" in told


async def test_holidays_move_it_earlier_never_later(club: PollClub) -> None:
    """R4.6, R9: two days before closing is Independence Day: the reminder comes the evening before."""
    await club.pause(date(2026, 9, 8), date(2026, 11, 30))
    assert local((await club.until(PollState.OPEN)).closes_at).date() == date(2026, 12, 8)
    await club.go_to(date(2026, 12, 5), time(17, 59))
    assert reminded(club) == set()
    await club.go_to(date(2026, 12, 5), time(18))
    assert reminded(club) == {"anna", "bo", "cia", "dan"}


async def test_none_within_a_day_of_opening(club: PollClub) -> None:
    """R4.6: opened before Christmas and closed before a pause, the reminder would fall on the opening day: none."""
    await club.pause(date(2026, 9, 8), date(2026, 12, 22))
    await club.pause(date(2026, 12, 29), date(2027, 1, 6))
    poll = await club.until(PollState.OPEN)
    assert local(poll.opens_at).date() == date(2026, 12, 23)
    assert local(poll.closes_at).date() == date(2026, 12, 28)
    await club.until_over(poll)
    assert reminded(club) == set()


async def test_a_closed_poll_reminds_nobody(running: PollClub) -> None:
    """R4.6: the lead has closed it; nobody is reminded."""
    await running.fill("anna", "yyyy")
    await running.fill("bo", "yyyy")
    asked = await running.world.press("anna", await running.world.say("anna", "/poll"), "Close now")
    await running.world.press("anna", asked, "Yes")
    await before(running)
    assert reminded(running) == set()


async def test_the_reminder_has_the_answers_in_it(running: PollClub) -> None:
    """R4.6: a few taps will do: every time has its three buttons, and a tap from there counts."""
    await before(running)
    told = running.told("dan", WISH)[0]
    assert told.count("[Yes] [If need be] [No]") == 4
    assert "[All fit] [None of these]" in told


async def test_the_reminder_in_three_languages() -> None:
    """Voice: the reminder's words in each person's language."""
    club = await PollClub.founded(4, catalogues=load_catalogues())
    await club.until(PollState.OPEN)
    for who, language in (("bo", Language.SV), ("cia", Language.FI), ("dan", Language.EN)):
        await club.speaks(who, language)
    await before(club)
    first = [club.world.inbox(who)[-1].splitlines()[0] for who in ("bo", "cia", "dan")]
    assert first == [
        "Kvarnboden vill veta hur många som kommer. Några tryck räcker, svara före on 16.9 kl. 18.",
        "Kvarnboden haluaa tietää, montako on tulossa. Muutama napautus riittää, vastaa ennen ke 16.9. klo 18.",
        "Kvarnboden would like to know how many are coming. A few taps will do, before Wed 16 Sept, 18:00.",
    ]
