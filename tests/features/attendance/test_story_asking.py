"""48 hours before, only those who stand neither way are asked (R6, R9)."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.features.joining.intents import SetContact
from bot.kernel.ports import MessageClass
from tests.features.attendance.coming_club import ASKED, ComingClub
from tests.features.club_world import HELSINKI

QUESTION = "host: Kvarnboden\nAre you coming?"
PEOPLE = ("anna", "bo", "berit", "cia", "dan", "eva")


def asked(club: ComingClub) -> list[str]:
    """Return who was asked, once for each time."""
    return [who for who in PEOPLE for _ in club.told(who, QUESTION)]


async def test_only_who_stands_neither_way_is_asked(decided: ComingClub) -> None:
    """R6: not before 48 h, then once: not the host, not a yes of the poll, not who has said it."""
    await decided.says("eva", "Cannot")
    await decided.go(ASKED - timedelta(minutes=1))
    assert asked(decided) == []
    await decided.go(ASKED)
    assert asked(decided) == ["cia", "dan"]
    (told,) = decided.told("cia", QUESTION)
    assert told == "Thu 24 Sept, 17:00–19:30, host: Kvarnboden\nAre you coming?\n[Coming] [Cannot]"
    await decided.after(days=1)
    assert asked(decided) == ["cia", "dan"]


async def test_it_is_a_question_to_the_contact_person(decided: ComingClub) -> None:
    """R9: class ask, to one of the company; stale when the meeting begins."""
    await decided.colleague("berit", "Berit Å", "Kaffestugan")
    await decided.go(ASKED)
    assert asked(decided) == ["cia", "dan", "eva"]
    rows = await decided.world.rows("SELECT kind, unique_key, not_after FROM envelope WHERE unique_key LIKE 'rsvp:%'")
    assert {row["kind"] for row in rows} == {MessageClass.ASK.value}
    begins = (await decided.latest()).starts_at
    assert {row["not_after"] for row in rows} == {int(begins.timestamp() * 1_000_000)}


async def test_what_is_said_meanwhile_is_not_asked(decided: ComingClub) -> None:
    """R9: the words are made when sent: an answer between the timer and the message spares it."""
    await decided.go(ASKED - timedelta(minutes=1))
    decided.world.clock.move_to(ASKED)
    await decided.world.clockwork._run_timers()
    await decided.says("cia", "Coming")
    await decided.world.settle()
    assert asked(decided) == ["dan", "eva"]


async def test_a_new_contact_person_is_not_asked_for_the_old_one(decided: ComingClub) -> None:
    """Who is no contact person any more when the message goes is not asked."""
    await decided.colleague("berit", "Berit Å", "Kaffestugan")
    member = await decided.world.member("Berit Å")
    await decided.go(ASKED - timedelta(minutes=1))
    decided.world.clock.move_to(ASKED)
    await decided.world.clockwork._run_timers()
    await decided.world.ask("anna", SetContact(club=decided.id, member=member.id))
    await decided.world.settle()
    assert asked(decided) == ["dan", "eva"]


async def test_after_a_move_it_is_asked_anew(decided: ComingClub) -> None:
    """R6: what was said of the old date is void, so the question about the new one is another one."""
    await decided.go(ASKED)
    await decided.says("cia", "Coming")
    form = await decided.world.say("anna", "/move")
    heard = await decided.world.submit("anna", form, day="2026-10-01", start="17:00")
    await decided.world.press("anna", heard, "Move it")
    await decided.go(ASKED + timedelta(days=7))
    assert asked(decided) == ["bo", "cia", "cia", "dan", "dan", "eva", "eva"]


async def test_a_zone_of_ones_own_has_its_own_hours(decided: ComingClub) -> None:
    """R9: a breakfast meeting is asked about at 8:30; where that is 7:30 the evening before, never later."""
    await decided.lives_in("cia", "Europe/Stockholm")
    form = await decided.world.say("anna", "/move")
    heard = await decided.world.submit("anna", form, day="2026-10-01", start="08:30")
    await decided.world.press("anna", heard, "Move it")
    await decided.go(datetime(2026, 9, 28, 18, 59, tzinfo=HELSINKI))
    assert asked(decided) == []
    await decided.go(datetime(2026, 9, 28, 19, tzinfo=HELSINKI))
    assert asked(decided) == ["cia"]
    await decided.go(datetime(2026, 9, 29, 8, 29, tzinfo=HELSINKI))
    assert asked(decided) == ["cia"]
    await decided.go(datetime(2026, 9, 29, 8, 30, tzinfo=HELSINKI))
    assert asked(decided) == ["bo", "cia", "dan", "eva"]


async def test_a_meeting_set_within_two_days_asks_nobody(decided: ComingClub) -> None:
    """Everyone has just been told with the same two buttons: no second question."""
    form = await decided.world.say("anna", "/move")
    heard = await decided.world.submit("anna", form, day="2026-09-17", start="18:00")
    await decided.world.press("anna", heard, "Move it")
    assert (await decided.latest()).is_moved
    await decided.after()
    assert asked(decided) == []
