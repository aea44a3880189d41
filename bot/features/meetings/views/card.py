"""The room's cards of a meeting: one for each date it had, of which the last one says how it stands (R2)."""

from __future__ import annotations

from bot.features.attendance.views import coming_words
from bot.features.meetings.intents import CalendarFile
from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.meetings.views.words import headline, span, why_words
from bot.features.polls.intents import PollId, WhyThisDate
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import Joined, T, Text
from bot.kernel.views import Audience, Button, Choice, Paragraph, Title, View, ViewRef


async def card(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001 - a card reads alike for all
    """The room's card of a date; one that has been moved or cancelled since says only that."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    if int(ref.ids.get("number", "0")) < meeting.announced:
        return _only(_what_became(meeting))
    if meeting.is_held:
        name = await name_of(work, scope, meeting.host)
        return _only(T("The club met {when}, host: {host}.", when=span(meeting), host=name))
    title = Title(await headline(work, scope, meeting))
    if meeting.is_cancelled:
        return View(Audience.ROOM, (title, Paragraph(T("New dates follow."))), loud=True)
    counted = await coming_words(work, scope, meeting)
    words = Joined(tuple(each for each in (await why_words(work, scope, meeting), counted) if each))
    return View(Audience.ROOM, (title, Paragraph(words), Choice(_options(meeting, ref))), loud=True)


def _options(meeting: Meeting, ref: ViewRef) -> tuple[Button, ...]:
    file = Button(T("Calendar file"), CalendarFile(club=ref.club, meeting=meeting.id))
    if meeting.is_moved:
        return (file,)
    return (file, Button(T("Why this date?"), WhyThisDate(club=ref.club, poll=PollId(meeting.poll))))


def _what_became(meeting: Meeting) -> Text:
    when = span(meeting)
    if meeting.is_cancelled:
        return T("This meeting is cancelled.")
    if meeting.is_held:
        return T("This meeting was moved; the club met {when}.", when=when)
    return T("This meeting is moved. The new date: {when}.", when=when)


def _only(words: Text) -> View:
    return View(Audience.ROOM, (Paragraph(words),))
