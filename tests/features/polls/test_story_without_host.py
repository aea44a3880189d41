"""What a poll keeps to when hosts, companies and days change around it (R4.2, R4.3, R0)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.features.absences.ports import Absence, AbsenceId, AbsenceKind, Absences
from bot.features.clubs.intents import AddPause
from bot.features.polls.intents import DropSlot, KeepSlot, OpenNow
from bot.features.polls.ports import Polls, PollState
from bot.kernel.ports import UnitOfWork
from tests.features.club_world import HELSINKI
from tests.features.polls.poll_club import PollClub


async def declare(club: PollClub, who: str, kind: AbsenceKind, first: date, last: date) -> None:
    """Keep that somebody's company is away, or on leave, on these days."""
    company = await club.company(who)
    begins = datetime(first.year, first.month, first.day, tzinfo=HELSINKI).astimezone(UTC)
    ends = datetime(last.year, last.month, last.day, tzinfo=HELSINKI).astimezone(UTC) + timedelta(days=1)

    async def keep(unit: UnitOfWork) -> None:
        absence = Absence(AbsenceId(unit.new_id()), company, kind, first, last, begins, ends)
        await unit.of(Absences).add(club.scope, absence)

    await club.world.storage.transact(keep)


async def test_days_the_host_is_away_are_not_asked_about(club: PollClub) -> None:
    """R4.2: slots lie outside the host's declared absences; another company's days do not matter."""
    await declare(club, "anna", AbsenceKind.AWAY, date(2026, 9, 24), date(2026, 9, 30))
    await declare(club, "bo", AbsenceKind.AWAY, date(2026, 10, 1), date(2026, 10, 10))
    drawn = await club.until(PollState.DRAWN)
    days = sorted(slot.day for slot in drawn.slots.values())
    assert len(days) >= 2
    assert not [day for day in days if date(2026, 9, 24) <= day <= date(2026, 9, 30)]
    assert [day for day in days if day >= date(2026, 10, 1)]


async def test_the_lead_may_insist_on_a_day_the_host_is_away(drawn: PollClub) -> None:
    """R4.2: the lead is asked once more, and the time stays through the opening."""
    await declare(drawn, "anna", AbsenceKind.AWAY, date(2026, 10, 1), date(2026, 10, 1))
    poll = await drawn.poll()
    await drawn.world.ask("anna", DropSlot(club=drawn.id, slot=list(poll.slots)[-1]))
    form = await drawn.world.press("anna", await drawn.world.say("anna", "/poll"), "Add a time")
    asked = await drawn.world.submit("anna", form, day="1.10.2026", start="17")
    assert asked.words == "The host is away Thu 1 Oct. Take it all the same?\n[Yes]"
    assert isinstance(asked.buttons["Yes"], KeepSlot)
    await drawn.world.press("anna", asked, "Yes")
    opened = await drawn.until(PollState.OPEN)
    assert date(2026, 10, 1) in [slot.day for slot in opened.slots.values()]


async def test_a_new_host_is_spared_its_days_away(drawn: PollClub) -> None:
    """R4.2: between drawing and opening the turn goes on: the new host's days away leave the poll."""
    first = next(iter((await drawn.poll()).slots.values())).day
    await declare(drawn, "bo", AbsenceKind.AWAY, first, first)
    await drawn.host("Sydöster", "Hamngatan 5")
    assert first not in [slot.day for slot in (await drawn.poll()).slots.values()]
    assert (await drawn.poll()).state is PollState.DRAWN


async def test_a_company_on_leave_is_not_counted(running: PollClub) -> None:
    """R0: on leave a company is not active: the poll counts the others alone."""
    await declare(running, "dan", AbsenceKind.LEAVE, date(2026, 9, 1), date(2026, 12, 31))
    active = await running.look(lambda unit: unit.of(Polls).active_companies(running.scope))
    assert active == {await running.company(who) for who in ("anna", "bo", "cia")}
    for who in ("anna", "bo", "cia"):
        await running.all_fit(who)
    await running.until_decided()


async def test_a_day_late_only_what_came_too_near_is_gone(drawn: PollClub) -> None:
    """R4.4: opened late, a poll keeps its other times, as long as two stay."""
    poll = await drawn.poll()
    first = min(slot.day for slot in poll.slots.values())
    drawn.world.clock.move_to(poll.opens_at + timedelta(days=2))
    heard = await drawn.world.ask("anna", OpenNow(club=drawn.id, poll=poll.id))
    assert heard.words.startswith("The poll is open.")
    opened = await drawn.poll()
    assert opened.id == poll.id
    assert first not in [slot.day for slot in opened.slots.values()]
    assert len(opened.slots) == len(poll.slots) - 1


async def test_a_pause_says_which_times_it_takes(running: PollClub) -> None:
    """R4.3: who adds a pause over some of the times hears which leave the poll; over none, only that it is saved."""
    form = await running.world.ask("anna", AddPause(club=running.id))
    saved = await running.world.submit("anna", form, first="2026-09-30", last="2026-09-30")
    assert saved.words.startswith("Saved. These times leave the date poll: Wed 30 Sept, 17:00.")
    other = await running.world.submit("anna", form, first="2026-12-24", last="2026-12-26")
    assert other.words.startswith("Saved.\n")
