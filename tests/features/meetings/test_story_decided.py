"""A decided date: told to everyone once, kept in step, held at its end (R0, R4.9, R9)."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot.features.joining.intents import Leave, RemoveCompany
from bot.features.meetings.intents import CalendarFile
from bot.features.polls.ports import PollState
from bot.kernel.people import Where
from bot.kernel.views import ViewRef
from tests.features.club_world import CHAT, invite
from tests.features.polls.poll_club import PEOPLE, PollClub

HEAD = "✅ Thu 24 Sept, 17:00–19:30, Kvarnboden, Strandgatan 1, Vasa."


async def test_everyone_pledged_is_told_once_with_the_file(decided: PollClub) -> None:
    """R9: each pledged person gets one message with one file; nobody else gets any."""
    for who in ("anna", "bo", "cia", "dan"):
        (told,) = decided.told(who, "✅")
        assert told.splitlines()[:2] == [HEAD, "Most could then: 4 yes. The calendar file is here."]
        assert [file.name for file in decided.files(who)] == ["reppu-2026-09-24.ics"]
    assert [who for who in PEOPLE if decided.told(who, "✅")] == ["anna", "bo", "cia", "dan"]
    assert not decided.told("organizer", "✅")


async def test_it_is_told_at_night_too() -> None:
    """R9: a decided date must arrive; it waits for no hour."""
    club = await PollClub.founded(3)
    await club.until(PollState.OPEN)
    await club.go_to(date(2026, 9, 9), time(23))
    for who in ("anna", "bo", "cia"):
        await club.all_fit(who)
    await club.world.later(minutes=10)
    assert len(club.told("bo", "✅")) == 1


async def test_the_rooms_card_says_date_place_and_counts(decided: PollClub) -> None:
    """R2: a card that sounds, with the date, the host, the place and how many; nobody's name."""
    assert (
        decided.shown("✅")
        == f"{HEAD}\nMost could then: 4 yes. 4 of 4 companies are coming.\n[Calendar file] [Why this date?]"
    )
    cards = [view for view in decided.views("room") if view.loud]
    assert len(cards) >= 2


async def test_a_room_bound_later_gets_the_card(decided: PollClub) -> None:
    """A second room sees the decided date as soon as it is the club's."""
    await decided.world.say("anna", "/bind", Where(CHAT, "second room"))
    await decided.world.settle()
    assert decided.world.inbox("second room")[-1].startswith(HEAD)


async def test_the_file_is_handed_out_again(decided: PollClub) -> None:
    """Whoever presses "Calendar file" gets it in private; strangers and those who left get nothing."""
    meeting = await decided.meeting()
    ask = CalendarFile(club=decided.id, meeting=meeting.id)
    assert "<reppu-2026-09-24.ics>" in (await decided.world.ask("bo", ask)).words
    await decided.world.ask("bo", Leave(club=decided.id, sure=True))
    for who in ("bo", "stranger"):
        refused = await decided.world.ask(who, ask)
        assert refused.error == "This button belongs to a club. Ask whoever invited you for a link."
        for name in ("meetings.file", "meetings.decided", "meetings.next"):
            assert await decided.shown_to(who, ViewRef(name, decided.id, {"meeting": meeting.id})) is None


async def test_one_who_joins_later_finds_the_date(decided: PollClub) -> None:
    """/meeting shows the date with its file to who came after it was told."""
    await decided.joins("berit", await invite(decided.world, "Sydöster", "Berit Å"))
    heard = await decided.world.say("berit", "/meeting")
    assert heard.words.startswith(HEAD)
    assert "<reppu-2026-09-24.ics>" in heard.words


async def test_a_changed_place_reaches_everyone(decided: PollClub) -> None:
    """R4.9: the new place is told to all with a file that replaces the first; the card follows; the date stands."""
    before = await decided.meeting()
    await decided.host("Kvarnboden", "Kajen 2, Vasa")
    await decided.world.settle()
    after = await decided.meeting()
    assert (after.starts_at, after.sequence) == (before.starts_at, before.sequence + 1)
    assert decided.shown("✅").startswith("✅ Thu 24 Sept, 17:00–19:30, Kvarnboden, Kajen 2, Vasa.")
    for who in ("anna", "bo", "cia", "dan"):
        assert len(decided.told(who, "Kajen 2", "The new calendar file is here.")) == 1
    await decided.host("Kvarnboden", "Kajen 2, Vasa")
    await decided.world.settle()
    assert len(decided.told("bo", "Kajen 2")) == 1


async def test_a_host_named_anew_takes_the_date(decided: PollClub) -> None:
    """R1: the lead names another host: everybody hears, and the new host is asked for its brief."""
    await decided.host("Sydöster", "Hamngatan 5")
    await decided.world.settle()
    assert decided.shown("✅").startswith("✅ Thu 24 Sept, 17:00–19:30, Sydöster, Hamngatan 5.")
    assert len(decided.told("dan", "Sydöster, Hamngatan 5")) == 1
    assert decided.told("bo", "The club comes to you Thu 24 Sept, 17:00.")


async def test_a_host_that_has_left_leaves_the_date(decided: PollClub) -> None:
    """R5.6: the host falls out: the date stands without a host until another one takes it, and all are told."""
    await decided.host("Sydöster", "Hamngatan 5")
    await decided.world.settle()
    bo = await decided.company("bo")
    await decided.world.ask("anna", RemoveCompany(club=decided.id, company=bo, sure=True))
    await decided.world.settle()
    open_date = "✅ Thu 24 Sept, 17:00–19:30. The host is told later."
    assert decided.shown("✅").startswith(open_date)
    assert len(decided.told("dan", open_date, "The host has changed.")) == 1


async def test_it_is_held_at_its_end(decided: PollClub) -> None:
    """R0: until its end it is coming, at its end it is held; the card says so, and the next poll is on its way."""
    meeting = await decided.meeting()
    await decided.world.clockwork.advance(decided.world.clock, meeting.ends_at - timedelta(seconds=1))
    assert await decided.live() is None
    await decided.world.clockwork.advance(decided.world.clock, meeting.ends_at)
    assert decided.room()[-1] == "The club met Thu 24 Sept, 17:00–19:30, host: Kvarnboden."
    assert (await decided.poll()).target == meeting.day + timedelta(weeks=6)
    assert "The next date poll opens Thu 15 Oct, 09:00." in (await decided.world.say("bo", "/meeting")).words


async def test_a_company_that_has_left_is_not_named(decided: PollClub) -> None:
    """The card of a held meeting has words also when its host has left the club."""
    await decided.host("Sydöster", "Hamngatan 5")
    await decided.go_to(date(2026, 9, 25))
    bo = await decided.company("bo")
    await decided.world.ask("anna", RemoveCompany(club=decided.id, company=bo, sure=True))
    await decided.world.settle()
    assert decided.room()[-1] == "The club met Thu 24 Sept, 17:00–19:30, host: a company that has left."
