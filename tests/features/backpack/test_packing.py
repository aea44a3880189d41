"""The pure rules: which tip stands where under which number, and when something is due (R7.6, R7.7)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.features.backpack.model.moments import asked_again_at, closed_at, first_asked_at, packed_by
from bot.features.backpack.model.packing import Weighed, numbered, quick_wins, suggested
from bot.features.backpack.words import in_short
from bot.kernel.calendar import ClubCalendar

HELSINKI = ClubCalendar(ZoneInfo("Europe/Helsinki"))
BEGINNING = datetime(2026, 12, 10, 15, tzinfo=UTC)


def weighed(
    name: str, area: int = 0, *, edition: int = 1, backers: int = 0, dots: tuple[int | None, int | None] = (None, None)
) -> Weighed[str]:
    """Return a tip by a name."""
    return Weighed(name, area, edition, backers, *dots, BEGINNING)


_TIPS = st.lists(
    st.builds(
        Weighed,
        st.integers(),
        st.integers(0, 9),
        st.integers(1, 2),
        st.integers(0, 9),
        st.none() | st.integers(1, 3),
        st.none() | st.integers(1, 3),
        st.integers(0, 500).map(lambda seconds: BEGINNING + timedelta(seconds=seconds)),
    ),
    max_size=40,
)


def test_most_backed_first_within_an_area() -> None:
    """By area, the most backed first, then the most effect, then the least effort, then the first given."""
    tips = [
        weighed("late", 1),
        weighed("much work", dots=(3, 3)),
        weighed("little work", dots=(1, 3)),
        weighed("backed", backers=2),
    ]
    assert [each.of.tip for each in numbered(tips)] == ["backed", "little work", "much work", "late"]


@given(_TIPS)
def test_everything_is_in_once_and_numbered_through(tips: list[Weighed[int]]) -> None:
    """Every tip has one number, numbers run through, areas stand together."""
    found = numbered(tips)
    assert sorted(each.number for each in found) == list(range(1, len(tips) + 1))
    assert sorted(each.of.tip for each in found) == sorted(each.tip for each in tips)
    assert [each.of.area for each in found] == sorted(each.area for each in tips)


@given(_TIPS)
def test_what_was_printed_keeps_its_number(tips: list[Weighed[int]]) -> None:
    """A second edition counts on; no tip of the first gets another number."""
    first = [each for each in tips if each.edition == 1]
    before = {id(each.of): each.number for each in numbered(first)}
    after = {id(each.of): each.number for each in numbered(tips)}
    assert {key: after[key] for key in before} == before


def test_suggestions_promise_most_for_least() -> None:
    """Quick wins come first, then what was backed; a backpack of two suggests two."""
    tips = numbered(
        [weighed("plain", backers=1), weighed("win", dots=(1, 3)), weighed("heavy", dots=(3, 1)), weighed("quiet")]
    )
    assert [each.of.tip for each in suggested(tips)] == ["win", "plain", "quiet"]
    assert [each.of.tip for each in quick_wins(tips)] == ["win"]
    assert len(suggested(tips[:2])) == 2


def test_noon_the_day_after_by_the_clubs_clock() -> None:
    """Packing, closing and asking fall on the club's own hours, also where the clocks change between."""
    packed = packed_by(HELSINKI, date(2026, 3, 28))
    assert packed == datetime(2026, 3, 29, 9, tzinfo=UTC)
    assert closed_at(packed) == packed + timedelta(days=7)
    assert first_asked_at(HELSINKI, datetime(2026, 3, 20, 17, tzinfo=UTC)) == datetime(2026, 4, 10, 6, tzinfo=UTC)


def test_asked_once_more_before_the_next_meeting_and_never_close_together() -> None:
    """Three days before the next meeting, at least a week after the first time, and not a third time."""
    asked, now = datetime(2027, 1, 1, 7, tzinfo=UTC), datetime(2027, 1, 2, 7, tzinfo=UTC)
    assert asked_again_at(HELSINKI, asked, 1, date(2027, 1, 21), now) == datetime(2027, 1, 18, 7, tzinfo=UTC)
    assert asked_again_at(HELSINKI, asked, 1, date(2027, 1, 10), now) is None
    assert asked_again_at(HELSINKI, asked, 1, None, now) is None
    assert asked_again_at(HELSINKI, asked, 2, date(2027, 1, 21), now) is None
    assert asked_again_at(HELSINKI, asked, 1, date(2027, 1, 21), datetime(2027, 1, 19, tzinfo=UTC)) is None


def test_long_words_are_cut_between_words() -> None:
    """A beginning that fits stays whole; a long one is cut between words, one word without end within it."""
    assert in_short("Short.\nTwo lines.") == "Short. Two lines."
    assert in_short("Show the delivery time, on every page", 24) == "Show the delivery time…"
    assert in_short("W" * 80, 10) == "W" * 9 + "…"
