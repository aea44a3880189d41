"""How a meeting reaches its people: the room's cards, and a message to everybody (R2, R9)."""

from __future__ import annotations

from bot.features.meetings.intents import MeetingHeld
from bot.features.meetings.ports import Meeting, Meetings
from bot.kernel.people import ClubScope
from bot.kernel.ports import Cards, MessageClass, Timers, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.tell import News, people_of, pledged, tell
from bot.kernel.views import ViewRef

DATE, HOST, PLACE = "date", "host", "place"


def card_of(scope: ClubScope, meeting: Meeting, number: int) -> ViewRef:
    """Return the card that made a meeting's date known for the first time, or for the n-th time after that."""
    numbered = {"number": str(number)} if number else {}
    return ViewRef("meetings.card", scope.club, {"meeting": meeting.id, **numbered})


async def hang_card(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """Hang the card of a meeting's date as it is now: a new one, which sounds, for a new date (R2)."""
    await work.of(Cards).hang(scope, card_of(scope, meeting, meeting.announced), loud=True)


async def mark_cards(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """Note that all of a meeting's cards are behind: those of former dates say what became of them."""
    for number in range(meeting.announced + 1):
        await work.of(Cards).mark(scope, card_of(scope, meeting, number))


async def save_date(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """Keep a moved or cancelled date and make it known in the rooms."""
    await work.of(Meetings).save(scope, meeting)
    await mark_cards(work, scope, meeting)
    await hang_card(work, scope, meeting)


async def set_end(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """Have the meeting held at its end, wherever that lies now."""
    await work.of(Timers).set(scope, MeetingHeld(club=scope.club, meeting=meeting.id), meeting.ends_at)


async def tell_all(work: UnitOfWork, scope: ClubScope, meeting: Meeting, what: str) -> None:
    """Have every pledged person told what was decided or changed, with the calendar file (R4.9)."""
    number = meeting.announced if what == DATE else meeting.sequence
    ids = {"meeting": meeting.id, "what": what, "number": str(number)}
    await _tell(work, scope, ViewRef("meetings.decided", scope.club, ids), f"decided:{meeting.id}:{meeting.sequence}")


async def tell_all_cancelled(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    """Have every pledged person told that the meeting will not be, with the file that takes it out of calendars."""
    view = ViewRef("meetings.cancelled", scope.club, {"meeting": meeting.id})
    await _tell(work, scope, view, f"cancelled:{meeting.id}")


async def _tell(work: UnitOfWork, scope: ClubScope, view: ViewRef, about: str) -> None:
    people = people_of(pledged(await work.of(Roster).members(scope)))
    await tell(work, people, News(view, MessageClass.MUST, about))
