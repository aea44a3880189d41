"""The days around which a year's meetings fall, by the rhythm and the pauses (R4.1, R4.3, R5.8)."""

from __future__ import annotations

from datetime import date, timedelta

from bot.kernel.calendar import ONE_DAY, ClubCalendar, NoFreeDayError

SHOWN_FOR = timedelta(days=365)


def coming_days(
    first: date, today: date, *, cadence_weeks: int, opening_days: int, calendar: ClubCalendar
) -> tuple[date, ...]:
    """Return the days around which the meetings of twelve months fall, `first` among them.

    One that would fall in a pause moves to as many days after its end as a poll needs, as the real one will (R4.3).
    """
    days: list[date] = []
    day = first
    while day <= today + SHOWN_FOR or not days:
        pause = calendar.pause_of(day)
        if pause is not None and days:
            try:
                day = calendar.next_working_day(pause.last) + ONE_DAY * opening_days
            except NoFreeDayError:
                break
        days.append(day)
        day += timedelta(weeks=cadence_weeks)
    return tuple(days)
