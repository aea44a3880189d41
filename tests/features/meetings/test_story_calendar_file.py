"""The .ics as another library reads it (R4.11, R10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from bot.features.joining.intents import EditCompany
from bot.features.meetings.calendar_file import calendar_file
from bot.features.meetings.ports import Meeting, MeetingId, MeetingState
from bot.features.turns.ports import TurnId
from bot.kernel.locales import load_catalogues
from bot.kernel.people import CompanyId, Language
from bot.kernel.texts import Written
from tests.features.polls.poll_club import PollClub

NOW = datetime(2026, 9, 9, 6, 10, tzinfo=UTC)
HOSTILE = [
    'Å & <b>Ö</b>, "Co"; \\n {place} %s',
    "مقهى الشاطئ",
    "😀 Café\u200d 👩‍👩‍👧 @everyone **bold**",
    "a\r\nATTENDEE:mailto:x@example.org\r\nBEGIN:VALARM",
    "é" * 120,
    "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Another one\r\nEND:VEVENT",
    "a, b; c:d\\n\tMETHOD:REQUEST",
]


def event(content: bytes) -> vobject.base.Component:
    """Read the one event of a file, which has no other."""
    calendar = vobject.readOne(content.decode())
    assert [each.name for each in calendar.components()].count("VEVENT") == 1
    found: vobject.base.Component = calendar.vevent
    return found


def meeting(day: date, start: time, zone: str, *, place: str = "Strandgatan 1, Vasa; gården") -> Meeting:
    """A meeting of two and a half hours somewhere."""
    starts_at = datetime.combine(day, start, ZoneInfo(zone)).astimezone(UTC)
    return Meeting(
        id=MeetingId("abcdefghij234567"),
        poll="p",
        turn=TurnId("t"),
        host=CompanyId("c"),
        place=place,
        day=day,
        start=start,
        zone=ZoneInfo(zone),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2, minutes=30),
        state=MeetingState.DECIDED,
        sequence=3,
        decided_at=NOW,
    )


def made(what: Meeting, title: str = "Club meeting") -> bytes:
    """Write the file in English."""
    voice = load_catalogues().voice(Language.EN, what.zone)
    return calendar_file(what, Written(title), voice, NOW).content


async def test_the_file_of_a_decided_meeting(decided: PollClub) -> None:
    """R4.9: one event with an id that stays, the club's hours and zone, the place, and no other person."""
    coming = await decided.meeting()
    (file,) = decided.files("bo")
    read = event(file.content)
    assert file.media_type == "text/calendar"
    assert read.uid.value == f"{coming.id}@reppu"
    assert read.summary.value == "Club meeting at Kvarnboden"
    assert read.location.value == "Strandgatan 1, Vasa"
    assert read.dtstart.value.astimezone(UTC) == coming.starts_at
    assert read.dtend.value - read.dtstart.value == timedelta(hours=2, minutes=30)
    assert f"{read.dtstart.value:%H:%M}" == "17:00"
    assert read.sequence.value == "0"
    for person in (b"ATTENDEE", b"ORGANIZER", b"mailto", b"Anna", b"Bo Berg"):
        assert person not in file.content


async def test_a_changed_place_keeps_the_event(decided: PollClub) -> None:
    """Calendars replace the entry: the same UID, a higher SEQUENCE."""
    await decided.host("Kvarnboden", "Kajen 2")
    await decided.world.settle()
    first, second = (event(file.content) for file in decided.files("bo"))
    assert first.uid.value == second.uid.value
    assert (first.sequence.value, second.sequence.value) == ("0", "1")
    assert second.location.value == "Kajen 2"


@pytest.mark.parametrize("day", [date(2026, 10, 24), date(2026, 10, 25), date(2027, 3, 27), date(2027, 3, 28)])
@pytest.mark.parametrize("zone", ["Europe/Helsinki", "Europe/Stockholm", "Europe/Mariehamn"])
def test_hours_stand_on_both_sides_of_the_clocks_change(day: date, zone: str) -> None:
    """R4.11: 17:00 on the wall is 17:00 on the wall before and after the clocks change, in the club's zone."""
    what = meeting(day, time(17), zone)
    read = event(made(what))
    assert read.dtstart.value.replace(tzinfo=None) == datetime.combine(day, time(17))
    assert read.dtstart.value.astimezone(UTC) == what.starts_at
    assert read.dtend.value.astimezone(UTC) == what.ends_at
    assert f"TZID={zone}".encode() in made(what)


def test_a_zone_without_summer_time_is_written_in_utc() -> None:
    """R4.11: where clocks never change the instants say it all."""
    what = meeting(date(2026, 12, 10), time(17), "Asia/Tokyo")
    assert event(made(what)).dtstart.value == what.starts_at
    assert b"DTSTART:20261210T080000Z" in made(what)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_write_stays_data(words: str) -> None:
    """R10: names and places of any letters are one value each; nothing in them begins a line of its own."""
    content = made(meeting(date(2026, 12, 10), time(17), "Europe/Helsinki", place=words), words)
    read = event(content)
    assert read.location.value.replace("\r\n", "\n") == words.replace("\r\n", "\n")
    assert read.summary.value.replace("\r\n", "\n") == words.replace("\r\n", "\n")
    lines = content.replace(b"\r\n ", b"").split(b"\r\n")
    assert not [line for line in lines if line.startswith((b"ATTENDEE", b"BEGIN:VALARM"))]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@pytest.mark.parametrize("words", HOSTILE[:3])
async def test_hostile_names_go_through_the_whole_club(decided: PollClub, words: str) -> None:
    """R10: a company and a place named so are told, shown and written as they are, braces and marks included."""
    form = await decided.world.ask("anna", EditCompany(club=decided.id, company=await decided.company("anna")))
    renamed = await decided.world.submit("anna", form, name=words)
    assert renamed.error is None, renamed.error
    name = await decided.world.companies()
    clean = next(each for each in name if each not in {"Sydöster", "Kaffestugan", "Havsbageriet"})
    await decided.host(clean, words)
    await decided.world.settle()
    told = decided.told("bo", "The new calendar file is here.")[0]
    assert told.startswith(f"✅ Thu 24 Sept, 17:00–19:30, {clean}, {clean}.")
    assert event(decided.files("bo")[-1].content).location.value == clean
    assert event(decided.files("bo")[-1].content).summary.value == f"Club meeting at {clean}"


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("state", [MeetingState.DECIDED, MeetingState.CANCELLED])
def test_both_readers_find_one_event_whatever_is_written(words: str, state: MeetingState) -> None:
    """R10: decided or cancelled, another library too finds one event, our method and status, and no line of theirs."""
    what = replace(meeting(date(2026, 12, 10), time(17), "Europe/Helsinki", place=words), state=state)
    voice = load_catalogues().voice(Language.EN, what.zone)
    content = calendar_file(what, Written(words), voice, NOW, words).content
    calendar = Calendar.from_ical(content)
    (read,) = calendar.walk("VEVENT")
    is_cancelled = state is MeetingState.CANCELLED
    assert calendar["method"] == ("CANCEL" if is_cancelled else "PUBLISH")
    assert read["status"] == ("CANCELLED" if is_cancelled else "CONFIRMED")
    assert str(read["location"]).replace("\r\n", "\n") == words.replace("\r\n", "\n")
    assert "description" not in read
    known = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS"}
    assert set(read.keys()) == known
    assert event(content).status.value == read["status"]


def test_the_webshop_stands_in_the_file_as_text() -> None:
    """A page's address is what the entry says; anything else is left out."""
    voice = load_catalogues().voice(Language.EN, ZoneInfo("Europe/Helsinki"))
    what = meeting(date(2026, 12, 10), time(17), "Europe/Helsinki")
    said = calendar_file(what, Written("Club meeting"), voice, NOW, "kvarnboden.example/å,b;c").content
    assert event(said).description.value == "https://kvarnboden.example/å,b;c"
    none = calendar_file(what, Written("Club meeting"), voice, NOW, "javascript:alert(1)").content
    assert b"DESCRIPTION" not in none
