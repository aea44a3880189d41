"""Texts said last, in the reader's language and zone; what people wrote stays as written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from bot.kernel.spoken import Day, Hour, Listed, LongDay, Span, WallTime, Weekday, When
from bot.kernel.texts import TC, TN, Joined, T, Text, Voice, Written

HELSINKI = ZoneInfo("Europe/Helsinki")
EVENING = datetime(2026, 12, 10, 15, tzinfo=UTC)
SV, FI, EN = Language.SV, Language.FI, Language.EN


def voice(language: Language, zone: ZoneInfo = HELSINKI, *, zone_named: bool = False) -> Voice:
    """Return a voice with the shipped translations."""
    return load_catalogues().voice(language, zone, zone_named=zone_named)


@pytest.mark.parametrize(
    ("text", "sv", "fi", "en"),
    [
        (Day(date(2026, 12, 10)), "to 10.12", "to 10.12.", "Thu 10 Dec"),
        (When(EVENING), "to 10.12 kl. 17", "to 10.12. klo 17", "Thu 10 Dec, 17:00"),
        (When(EVENING + timedelta(minutes=30)), "to 10.12 kl. 17.30", "to 10.12. klo 17.30", "Thu 10 Dec, 17:30"),
        (
            Span(EVENING, timedelta(hours=2, minutes=30)),
            "to 10.12 kl. 17–19.30",
            "to 10.12. klo 17–19.30",
            "Thu 10 Dec, 17:00–19:30",
        ),
        (Hour(EVENING), "kl. 17", "klo 17", "17:00"),
        (WallTime(date(2026, 12, 10), time(17)), "to 10.12 kl. 17", "to 10.12. klo 17", "Thu 10 Dec, 17:00"),
        (Weekday(3), "torsdag", "torstai", "Thursday"),
        (Listed(("a", "b", "c")), "a, b och c", "a, b ja c", "a, b and c"),
        (
            LongDay(date(2027, 1, 21)),
            "torsdag 21 januari 2027",
            "torstai 21. tammikuuta 2027",
            "Thursday 21 January 2027",
        ),
    ],
)
def test_dates_as_people_of_each_language_write_them(text: Text, sv: str, fi: str, en: str) -> None:
    """Weekday with the date, hours as in the voice, in all three languages."""
    assert [voice(each).say(text) for each in (SV, FI, EN)] == [sv, fi, en]


def test_times_are_the_readers_own() -> None:
    """The same instant is an hour less on a Swedish clock, and the zone is named when members live in several."""
    stockholm = ZoneInfo("Europe/Stockholm")
    assert voice(EN, stockholm).say(When(EVENING)) == "Thu 10 Dec, 16:00"
    assert voice(EN, stockholm, zone_named=True).say(When(EVENING)).startswith("Thu 10 Dec, 16:00 (")


def test_a_day_may_differ_by_zone() -> None:
    """Late in the evening the reader's zone decides about the day, too."""
    late = datetime(2026, 12, 10, 22, 30, tzinfo=UTC)
    assert voice(EN, HELSINKI).say(When(late)) == "Fri 11 Dec, 00:30"
    assert voice(EN, ZoneInfo("Europe/Stockholm")).say(When(late)) == "Thu 10 Dec, 23:30"


@pytest.mark.parametrize("language", list(Language))
@given(name=st.text(max_size=30))
def test_names_stay_sign_by_sign(language: Language, name: str) -> None:
    """Braces, per cents, backslashes and whatever else is in a name is neither filled nor read as a format."""
    said = voice(language).say(T("Removed: {name}.", name=name))
    assert name in said
    assert voice(language).say(Written(name)) == name


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Day(date(2027, 4, 16)), "Tallennettu: hiljaista, kysymyksiä taas pe 16.4."),
        ("Lanka & Co.", "Tallennettu: hiljaista, kysymyksiä taas Lanka & Co."),
        ("Lanka", "Tallennettu: hiljaista, kysymyksiä taas Lanka."),
    ],
)
def test_a_sentence_ends_with_one_stop(value: Text | str, said: str) -> None:
    """A value that ends with a stop, as a Finnish day does, brings the sentence's own."""
    assert voice(FI).say(T("Saved: quiet until {day}.", day=value)) == said


def test_a_name_that_looks_like_a_placeholder_is_not_filled() -> None:
    """What stands in braces within a name is not looked up."""
    text = T("{name} has joined: {company}.", name="{company}", company="%(name)s {0}")
    assert voice(EN).say(text) == "{company} has joined: %(name)s {0}."


@pytest.mark.parametrize(
    ("count", "sv", "fi", "en"),
    [
        (1, "1 företag har inte svarat ännu.", "1 yritys ei ole vielä vastannut.", "1 company has not answered yet."),
        (
            2,
            "2 företag har inte svarat ännu.",
            "2 yritystä ei ole vielä vastannut.",
            "2 companies have not answered yet.",
        ),
    ],
)
def test_plurals_follow_the_language(count: int, sv: str, fi: str, en: str) -> None:
    """One and many are said as each language says them."""
    text = TN("{n} company has not answered yet.", "{n} companies have not answered yet.", count)
    assert [voice(each).say(text) for each in (SV, FI, EN)] == [sv, fi, en]


def test_texts_within_texts_are_said_in_the_same_voice() -> None:
    """A value that is itself a text is said in the reader's language; numbers as they are."""
    text = T("{days}, {hour}, {length}", days=Listed((Weekday(1), Weekday(2))), hour=Hour(EVENING), length=150)
    assert voice(SV).say(text) == "tisdag och onsdag, kl. 17, 150"


def test_a_text_nobody_translated_is_said_in_english() -> None:
    """An unknown text stands as it is written in the code, filled in."""
    assert voice(FI).say(T("Never seen before: {n}.", n=3)) == "Never seen before: 3."
    assert voice(FI).say(TC("a context", "Never seen before.")) == "Never seen before."


def test_joined_texts_keep_their_order() -> None:
    """Several texts in a row are said one after the other."""
    assert voice(EN).say(Joined((T("Saved."), "and", 3), " / ")) == "Saved. / and / 3"
