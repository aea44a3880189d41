"""Whom the attendance tells: the silent before the meeting, the lead on its day, those who were missed (R6, R9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.features.attendance.intents import AskSilent
from bot.features.attendance.model import asked_at, settled_at
from bot.features.attendance.ports import Attended
from bot.features.attendance.service.sheet import sheet_of
from bot.features.meetings.ports import Meeting
from bot.features.polls.service.common import contacts_of
from bot.kernel.clock import to_micros
from bot.kernel.people import ClubScope
from bot.kernel.ports import MessageClass, Timers, UnitOfWork, Weight
from bot.kernel.roster import Member, Roster
from bot.kernel.tell import News, ask_minders, minders, people_of, tell
from bot.kernel.views import ViewRef

# A missed line that found no message to travel with for so long is no news any more.
MISSED_IS_STALE = timedelta(weeks=6)


async def set_asking(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """Set the timer for the first contact person's own moment that is still to come."""
    moments = [moment for _, moment in await _moments(work, scope, meeting) if moment > work.now]
    timer = AskSilent(club=scope.club, meeting=meeting.id)
    if moments:
        await work.of(Timers).set(scope, timer, min(moments))
    else:
        await work.of(Timers).cancel(scope, timer)


async def ask_silent(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """Ask the contact persons whose moment has come and whose company stands neither way."""
    silent = (await sheet_of(work, scope, meeting)).stood.silent
    view = ViewRef("attendance.ask", scope.club, {"meeting": meeting.id})
    for contact, moment in await _moments(work, scope, meeting):
        if moment <= work.now and contact.company in silent:
            # A meeting that was moved is asked about anew.
            about = f"rsvp:{meeting.id}:{to_micros(meeting.starts_at)}:{contact.company}"
            news = News(view, MessageClass.ASK, about, not_after=meeting.starts_at, weight=Weight.RSVP)
            await tell(work, people_of([contact]), news)


async def hand_card(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """Give the lead the day's card; to the deputy too, if it is not confirmed 48 hours later."""
    frame = await work.of(Roster).frame(scope)
    view = ViewRef("attendance.due", scope.club, {"meeting": meeting.id})
    until = settled_at(meeting.ends_at, frame.calendar)
    # Without it the turn is not served, nobody is missed and none is called: the cap of a bumpy cycle does not bind it.
    await ask_minders(work, News(view, MessageClass.DUTY, f"attendance:{meeting.id}", not_after=until, holds_up=True))


async def show_change(work: UnitOfWork, scope: ClubScope, meeting: Meeting, mark: Attended) -> None:
    """Show a company's own correction to the lead, that of the lead's own company to the deputy (R1, R6)."""
    at = f"{to_micros(mark.marked_at)}"
    ids = {"meeting": meeting.id, "company": mark.company, "at": at}
    news = News(
        ViewRef("attendance.corrected", scope.club, ids),
        MessageClass.DUTY,
        f"corrected:{meeting.id}:{mark.company}:{at}",
        not_after=work.now + MISSED_IS_STALE,
    )
    told = minders(await work.of(Roster).members(scope), work.now, mark.company)
    await tell(work, [each for each in told if each != mark.marked_by], news)


async def tell_missed(work: UnitOfWork, scope: ClubScope, meeting: Meeting, missed: Iterable[Attended]) -> None:
    """Let five lines travel with the next counted message to the contact person of a company that was absent (R9)."""
    contacts = contacts_of(await work.of(Roster).members(scope))
    view = ViewRef("attendance.missed_lines", scope.club, {"meeting": meeting.id})
    for mark in missed:
        contact = contacts.get(mark.company)
        news = News(
            view,
            MessageClass.ASK,
            f"missed:{meeting.id}:{mark.company}",
            not_after=meeting.ends_at + MISSED_IS_STALE,
            weight=Weight.MISSED,
            rides_along=True,
        )
        await tell(work, people_of([contact] if contact else []), news)


async def mark_room(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """Note that the room's cards of a meeting are behind."""
    # Loaded late: the meetings' own messages carry this feature's buttons.
    from bot.features.meetings.service.telling import mark_cards

    await mark_cards(work, scope, meeting)


async def _moments(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> list[tuple[Member, datetime]]:
    """Return when each contact person would be asked."""
    frame = await work.of(Roster).frame(scope)
    found = []
    for each in contacts_of(await work.of(Roster).members(scope)).values():
        moment = asked_at(meeting.starts_at, each.zone or frame.zone, frame.calendar)
        if moment is not None:
            found.append((each, moment))
    return found
