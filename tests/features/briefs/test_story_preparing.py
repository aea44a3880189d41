"""Ten minutes for each guest company, three days before, over what the host asks (mission, loop 4; R9)."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot.features.attendance.intents import SayComing
from bot.features.attendance.ports import Coming
from bot.features.briefs.intents import WriteBrief
from bot.features.meetings.intents import CancelNow, MoveTo
from tests.features.polls.poll_club import PollClub

HEAD = "🔎 Ten minutes for Sydöster, before we meet: Thu 24 Sept, 17:00"
GOAL = "We want fewer carts left behind."


async def wish(club: PollClub, webshop: str = "https://sydoster.example") -> None:
    """Let the host write its brief."""
    heard = await club.world.ask(
        "bo", WriteBrief(club=club.id, goal=GOAL, question_1="Would you trust us?", webshop=webshop)
    )
    assert heard.error is None, heard.error


async def test_each_guest_company_prepares_three_days_before(decided: PollClub) -> None:
    """R9: the contact persons of the guests get one question each, within hours; the host gets none."""
    await wish(decided)
    await decided.go_to(date(2026, 9, 21), time(16, 59))
    assert not decided.told("cia", "🔎")
    await decided.go_to(date(2026, 9, 21), time(17, 1))
    (told,) = decided.told("cia", "🔎")
    assert told.splitlines() == [
        HEAD,
        f"Goal: {GOAL}",
        "1: Would you trust us?",
        "https://sydoster.example https://sydoster.example",
        "Look at these: First impression, Product pages, Search, Checkout, Delivery and returns.",
        "[Give a tip]",
    ]
    assert len(decided.told("anna", "🔎")) == len(decided.told("dan", "🔎")) == 1
    assert not decided.told("bo", "🔎")
    assert not [each for each in decided.room() if "🔎" in each]
    await decided.go_to(date(2026, 9, 24), time(16))
    assert len(decided.told("cia", "🔎")) == 1


async def test_a_preparation_waits_for_no_answer(decided: PollClub) -> None:
    """R8: its button is an offer; who prepares without giving a tip has left no question unanswered."""
    await wish(decided)
    await decided.go_to(date(2026, 9, 22))
    waiting = await decided.world.rows("SELECT view FROM envelope WHERE answer_by IS NOT NULL")
    assert decided.told("cia", "🔎")
    assert "briefs.preparation" not in {row["view"] for row in waiting}


async def test_only_the_contact_person_is_asked(decided: PollClub) -> None:
    """A colleague is not asked; a tip is two taps from there."""
    await decided.colleague("clara", "Clara Ö", "Kaffestugan")
    await wish(decided)
    await decided.go_to(date(2026, 9, 22))
    assert decided.told("cia", "🔎")
    assert not decided.told("clara", "🔎")


async def test_a_shop_alone_is_something_to_look_at(decided: PollClub) -> None:
    """With no brief but an address the guests look at the shop."""
    await wish(decided)
    await decided.world.engine.transact(lambda db: db.run("DELETE FROM brief"))
    await decided.go_to(date(2026, 9, 22))
    (told,) = decided.told("cia", "🔎")
    assert "https://sydoster.example" in told
    assert "Goal" not in told


async def test_with_nothing_to_look_at_nobody_is_asked_until_it_is_written(decided: PollClub) -> None:
    """A host that writes late still has its guests prepare, at once."""
    await decided.go_to(date(2026, 9, 22), time(10))
    assert not decided.told("cia", "🔎")
    await wish(decided, webshop="")
    await decided.world.settle()
    assert len(decided.told("cia", "🔎", GOAL)) == 1
    await wish(decided)
    await decided.world.later(hours=5)
    assert len(decided.told("cia", "🔎")) == 1


async def test_who_cannot_come_is_left_in_peace(decided: PollClub) -> None:
    """Principle 3: a company that has said no has no homework."""
    await wish(decided)
    meeting = await decided.meeting()
    await decided.world.ask("cia", SayComing(club=decided.id, meeting=meeting.id, coming=Coming.CANNOT))
    await decided.go_to(date(2026, 9, 22))
    assert not decided.told("cia", "🔎")
    assert decided.told("dan", "🔎")


async def test_a_moved_meeting_is_prepared_for_at_its_new_date(decided: PollClub) -> None:
    """R4.9: nothing three days before the old date, one question three days before the new one."""
    await wish(decided)
    meeting = await decided.meeting()
    to = MoveTo(club=decided.id, meeting=meeting.id, sequence=0, day=date(2026, 10, 8), start=time(17))
    assert (await decided.world.ask("anna", to)).error is None
    await decided.go_to(date(2026, 10, 4))
    assert not decided.told("cia", "🔎")
    await decided.go_to(date(2026, 10, 6))
    (told,) = decided.told("cia", "🔎")
    assert "before we meet: Thu 8 Oct, 17:00" in told


async def test_a_cancelled_meeting_is_not_prepared_for(decided: PollClub) -> None:
    """R9: what is no longer true is not sent."""
    await wish(decided)
    meeting = await decided.meeting()
    await decided.go_to(date(2026, 9, 20))
    await decided.world.ask("anna", CancelNow(club=decided.id, meeting=meeting.id, reason=""))
    await decided.go_to(date(2026, 9, 25))
    assert not decided.told("cia", "🔎")


async def test_a_meeting_on_a_monday_is_prepared_for_within_hours(decided: PollClub) -> None:
    """R9: before eight or after six it comes the evening before; moved earlier, never later."""
    await wish(decided)
    meeting = await decided.meeting()
    to = MoveTo(club=decided.id, meeting=meeting.id, sequence=0, day=date(2026, 9, 28), start=time(7))
    assert (await decided.world.ask("anna", to)).error is None
    await decided.go_to(date(2026, 9, 24), time(17, 59))
    assert not decided.told("cia", "🔎")
    await decided.go_to(date(2026, 9, 24), time(18, 1))
    assert len(decided.told("cia", "🔎")) == 1


async def test_when_the_host_falls_out_its_brief_goes_with_its_turn(decided: PollClub) -> None:
    """R5.6: the company that takes over is asked for a brief of its own; the old goal is shown to nobody."""
    await wish(decided)
    await decided.host("Kaffestugan", "Hamngatan 5")
    await decided.world.settle()
    assert len(decided.told("cia", "📝 What shall the guests look at?")) == 1
    assert GOAL not in (await decided.world.say("dan", "/brief")).words
    await decided.go_to(date(2026, 9, 22))
    assert not decided.told("dan", "🔎")
    await decided.world.later(hours=1)


async def test_the_last_minute_is_not_homework(decided: PollClub) -> None:
    """What was not sent when the guests arrive is not sent any more."""
    meeting = await decided.meeting()
    await decided.world.clockwork.advance(decided.world.clock, meeting.starts_at - timedelta(minutes=1))
    decided.world.letters.closed.add("cia")
    await wish(decided)
    await decided.world.settle()
    decided.world.letters.closed.clear()
    await decided.world.later(hours=20)
    assert not decided.told("cia", "🔎")
