"""What the tests of the poll's rules are written with: an invented club, its answers, and strategies for both."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.features.polls.model.ballot import Answer, Mark, Standing
from bot.features.polls.model.planning import Circumstances
from bot.features.polls.model.rhythm import Rhythm
from bot.features.polls.model.slots import Slot
from bot.kernel.calendar import SUMMER_PAUSE, ClubCalendar, Pause, YearlyPause
from bot.kernel.people import CompanyId, PersonId

HELSINKI = ZoneInfo("Europe/Helsinki")
STOCKHOLM = ZoneInfo("Europe/Stockholm")
FINLAND = ClubCalendar(HELSINKI, ("FI",), (SUMMER_PAUSE,))
TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3
EVENINGS = Rhythm(weekdays=(TUESDAY, WEDNESDAY, THURSDAY), start=time(17), length=timedelta(hours=2, minutes=30))
THURSDAYS = Rhythm(weekdays=(THURSDAY,), start=time(17), length=timedelta(hours=2))
SLOTS = tuple(Slot(date(2026, 11, day), time(17)) for day in (3, 5, 10, 12))
HOST = CompanyId("host")

Y, M, N = Answer.YES, Answer.IF_NEED_BE, Answer.NO
LETTERS = {"y": Y, "m": M, "n": N}


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant given as Finnish clocks show it."""
    return datetime(year, month, day, hour, minute, tzinfo=HELSINKI).astimezone(UTC)


def club(
    rhythm: Rhythm = EVENINGS, calendar: ClubCalendar = FINLAND, *, absences: tuple[Pause, ...] = ()
) -> Circumstances:
    """The circumstances of a Finnish club that meets on weekday evenings."""
    return Circumstances(rhythm=rhythm, calendar=calendar, absences=absences)


def days(slots: tuple[Slot, ...]) -> list[str]:
    """The slots' days as 'Tue 3.11.', for reading."""
    return [f"{slot.day:%a} {slot.day.day}.{slot.day.month}." for slot in slots]


def company(number: int) -> CompanyId:
    """The n-th company beside the host."""
    return CompanyId(f"c{number}")


def answers(host: str, *others: str) -> Standing:
    """A standing written as one word per company, a letter per slot: y, m (if need be), n, - (untouched)."""
    words = {HOST: host, **{company(number): word for number, word in enumerate(others, start=1)}}
    return {
        name: {slot: LETTERS[letter] for slot, letter in zip(SLOTS, word, strict=False) if letter != "-"}
        for name, word in words.items()
    }


def mark(
    order: int,
    answer: Answer,
    *,
    of: CompanyId = HOST,
    by: str = "anna",
    slot: Slot = SLOTS[0],
    by_phone: bool = False,
    confirmed: bool = False,
) -> Mark:
    """One tap, by default the host company's Anna on the first slot."""
    return Mark(
        slot=slot,
        company=of,
        person=PersonId(by),
        answer=answer,
        order=order,
        by_phone=by_phone,
        confirmed=confirmed,
    )


A_DAY = st.dates(date(2026, 1, 1), date(2028, 12, 31))
A_PAUSE = st.builds(
    lambda first, length: Pause(first, first + timedelta(days=length)), A_DAY, st.integers(min_value=0, max_value=50)
)
A_YEARLY_PAUSE = st.sampled_from([SUMMER_PAUSE, YearlyPause(12, 20, 1, 6), YearlyPause(6, 15, 8, 15)])
A_RHYTHM = st.builds(
    Rhythm,
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda chosen: tuple(sorted(chosen))),
    start=st.sampled_from([time(3, 30), time(8), time(17), time(18, 30)]),
    length=st.just(timedelta(hours=2)),
    cadence_weeks=st.integers(4, 26),
)
A_CALENDAR = st.builds(
    ClubCalendar,
    zone=st.sampled_from([HELSINKI, STOCKHOLM, ZoneInfo("Europe/Mariehamn")]),
    countries=st.sampled_from([("FI",), ("SE",), ("AX",), ("FI", "SE", "AX")]),
    pauses=st.lists(st.one_of(A_PAUSE, A_YEARLY_PAUSE), max_size=3).map(tuple),
)
A_WORD = st.text("ymn-", min_size=4, max_size=4)
A_STANDING = st.builds(lambda host, others: answers(host, *others), A_WORD, st.lists(A_WORD, max_size=9))
