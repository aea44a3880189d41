"""When hosts are reminded and guests prepare."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.briefs.intents import WriteBrief
from bot.features.briefs.model import PREPARED_BEFORE, preparation_at, reminder_at
from bot.kernel.addresses import web_address
from bot.kernel.calendar import ClubCalendar, Pause
from bot.kernel.message_hours import is_allowed

HELSINKI = ZoneInfo("Europe/Helsinki")
ASKED = datetime(2026, 9, 9, 6, 10, tzinfo=UTC)


def club(*pauses: Pause) -> ClubCalendar:
    """Finland's calendar, with pauses."""
    return ClubCalendar(zone=HELSINKI, countries=("FI",), pauses=pauses)


@pytest.mark.parametrize(("days", "after"), [(30, 5), (10, 5), (9, 5), (8, 4), (6, 2), (5, 1), (4.5, None), (1, None)])
def test_a_host_is_reminded_once_in_good_time(days: float, after: float | None) -> None:
    """Five days after asking, earlier where the guests would prepare before, and not within a day of asking."""
    moment = reminder_at(ASKED, ASKED + timedelta(days=days))
    assert moment == (None if after is None else ASKED + timedelta(days=after))


@given(
    day=st.dates(date(2026, 1, 10), date(2027, 12, 1)),
    start=st.times(),
    zone=st.sampled_from(["Europe/Helsinki", "Europe/Stockholm", "America/New_York"]),
)
def test_guests_prepare_three_days_before_and_never_later(day: date, start: time, zone: str) -> None:
    """R9: in the person's hours, on a free day of the club, at the latest three days before by the clock."""
    calendar = club(Pause(date(2026, 7, 1), date(2026, 7, 31)))
    starts_at = datetime.combine(day, start.replace(microsecond=0), HELSINKI).astimezone(UTC)
    moment = preparation_at(starts_at, calendar, ZoneInfo(zone))
    is_near_pause = calendar.first_pause_within(day - timedelta(days=6), day) is not None
    assert moment < starts_at if is_near_pause else moment <= starts_at - PREPARED_BEFORE + timedelta(hours=1)
    assert is_allowed(moment, ZoneInfo(zone), calendar)


def test_a_preparation_in_a_pause_waits_for_its_end() -> None:
    """R9: due in a pause, it comes on the first morning after it, not weeks before it is of use."""
    calendar = club(Pause(date(2026, 9, 14), date(2026, 9, 22)))
    moment = preparation_at(datetime(2026, 9, 24, 14, tzinfo=UTC), calendar, HELSINKI)
    assert moment.astimezone(HELSINKI) == datetime(2026, 9, 23, 8, tzinfo=HELSINKI)


def test_a_preparation_for_the_morning_after_a_pause_comes_before_it() -> None:
    """Where the pause ends too late it comes the day before the pause, at the last hour of messages."""
    calendar = club(Pause(date(2026, 9, 14), date(2026, 9, 23)))
    moment = preparation_at(datetime(2026, 9, 24, 4, 30, tzinfo=UTC), calendar, HELSINKI)
    assert moment.astimezone(HELSINKI) == datetime(2026, 9, 13, 18, tzinfo=HELSINKI)


def test_a_calendar_without_a_free_day_still_has_a_moment() -> None:
    """Pauses over everything stop no preparation from having its moment."""
    calendar = club(Pause(date(2020, 1, 1), date(2030, 1, 1)))
    starts_at = datetime(2026, 9, 24, 14, tzinfo=UTC)
    assert preparation_at(starts_at, calendar, HELSINKI) == starts_at - PREPARED_BEFORE


def test_questions_are_kept_in_their_order_without_gaps() -> None:
    """An empty field between two questions leaves no gap, the same question twice is one."""
    assert WriteBrief(goal="g", question_1="", question_2="b", question_3="c").questions == ("b", "c")
    assert WriteBrief(goal="g", question_1="a", question_2="a", question_3="").questions == ("a",)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("kvarnboden.fi", "https://kvarnboden.fi"),
        ("http://kvarnboden.fi/butik?a=1#b", "http://kvarnboden.fi/butik?a=1#b"),
        ("https://åboden.fi/ö", "https://åboden.fi/ö"),
        ("shop.kvarnboden.fi:8080/x", "https://shop.kvarnboden.fi:8080/x"),
        ("javascript:alert(1)", None),
        ("data:text/html,<b>x</b>", None),
        ("ftp://kvarnboden.fi", None),
        ("https://kvarnboden.fi@evil.example", None),
        ("https://kvarnboden.fi\\@evil.example", None),
        ("https://localhost/x", None),
        ("//evil.example", None),
        ("https://[::1]/", None),
        ("https://kvarnboden.fi:99999", None),
        ("kvarnboden .fi", None),
        ('https://kvarnboden.fi/"onload="x', None),
        ("https://kvarnboden.fi/" + "a" * 200, None),
        ("", None),
    ],
)
def test_an_address_is_a_page_or_none(typed: str, address: str | None) -> None:
    """R10: http and https pages alone; nothing that runs, hides its host, or ends the link early."""
    assert web_address(typed) == address


@given(st.text(max_size=80))
def test_whatever_is_typed_makes_a_page_or_nothing(typed: str) -> None:
    """An address that is taken begins with http, is read again as itself, and has nothing that ends it."""
    address = web_address(typed)
    if address is not None:
        assert address.lower().startswith(("http://", "https://"))
        assert web_address(address) == address
        assert not set(address) & set(" <>\"'\n\r\t\\")
