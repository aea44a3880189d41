"""A club on its way to an end: the question to the second of two, the word to everybody (R1)."""

from __future__ import annotations

from bot.features.clubs.intents import ConfirmClosing, KeepClub
from bot.features.clubs.model import may_confirm_closing
from bot.features.clubs.service.ending import closing_asker
from bot.features.meetings.ports import Meetings
from bot.features.meetings.views.private import file_of
from bot.features.meetings.views.words import headline
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import Joined, T
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, Title, Tone, View, ViewRef


async def closing_asked(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The question to the second of two, the organizer too; untrue once taken back, or seven days old."""
    scope = ClubScope(ref.club)
    asker = await closing_asker(work, scope)
    if asker is None or asker.person == reader.person or not may_confirm_closing(asker.post, roles=reader.roles):
        return None
    frame = await work.of(Roster).frame(scope)
    said = T("The other who minds the club asks to close it for good. With your tap everything ends.")
    if Role.ORGANIZER in reader.roles:
        said = T("The lead asks to close it for good. With your tap everything ends.")
    yes = Button(T("Close the club"), ConfirmClosing(club=ref.club), Tone.NO)
    keep = () if Role.ORGANIZER in reader.roles else (Button(T("Keep the club"), KeepClub(club=ref.club)),)
    return View(Audience.PRIVATE, (Title(T("Close {club}?", club=frame.name)), Paragraph(said), Choice((yes, *keep))))


async def closed(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The last word to everybody who was in the club."""
    frame = await work.of(Roster).frame(ClubScope(ref.club))
    if not frame.is_closed or reader.person is None:
        return None
    said = T("Thank you for your time with it. For 24 months /mydata and /forget give and erase what is yours.")
    title = Title(T("{club} has closed.", club=frame.name))
    return View(Audience.PRIVATE, (title, *await _cancelled_with_it(work, reader, ref), Paragraph(said)))


async def _cancelled_with_it(work: UnitOfWork, reader: Reader, ref: ViewRef) -> tuple[Block, ...]:
    """The meeting that was decided and will not be, with the file that takes it out of calendars (R4.9)."""
    if "meeting" not in ref.ids:
        return ()
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    said = T("This file takes the meeting out of your calendar.")
    words = Joined((await headline(work, scope, meeting), said))
    return (Paragraph(words), await file_of(work, reader, scope, meeting))
