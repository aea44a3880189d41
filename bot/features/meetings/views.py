"""A decided meeting as the room, each member and each calendar sees it."""

from __future__ import annotations

from bot.features.meetings.intents import CalendarFile
from bot.features.meetings.names import known_name, name_of
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.intents import PollId, WhyThisDate
from bot.features.polls.ports import Polls, PollState
from bot.features.polls.reasons import counted_words
from bot.features.polls.service.common import DATE_FOLLOWS
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, ClubScope, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import Begun, Listed, Span, When
from bot.kernel.tell import unreached
from bot.kernel.texts import T, Text
from bot.kernel.views import Attachment, Audience, Button, Choice, Copyable, Paragraph, Title, View, ViewRef


async def card(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001 - a card reads alike for all
    """The room's card of a decided meeting."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    if meeting.is_held:
        name = await name_of(work, scope, meeting.host)
        held = T("The club met {when}, host: {host}.", when=_span(meeting), host=name)
        return View(Audience.ROOM, (Paragraph(held),))
    options = (
        Button(T("Calendar file"), CalendarFile(club=ref.club, meeting=meeting.id)),
        Button(T("Why this date?"), WhyThisDate(club=ref.club, poll=PollId(meeting.poll))),
    )
    counted = Paragraph(await counted_words(work, scope, meeting.poll))
    return View(Audience.ROOM, (Title(await headline(work, scope, meeting)), counted, Choice(options)), loud=True)


async def decided(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The message every pledged person gets, with the calendar file; nothing once the meeting is held."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    if meeting.is_held or Role.MEMBER not in reader.roles:
        return None
    words = T("{counts} The calendar file is here.", counts=await counted_words(work, scope, meeting.poll))
    if meeting.sequence:
        words = T("Host or place have changed; the date stands. The new calendar file is here.")
    attachment = await _file(work, reader, scope, meeting)
    why = Button(T("Why this date?"), WhyThisDate(club=ref.club, poll=PollId(meeting.poll)))
    title = Title(await headline(work, scope, meeting))
    return View(Audience.PRIVATE, (title, Paragraph(words), attachment, Choice((why,))))


async def not_reached(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Whom a decided date has not reached, for the lead, with text to forward (R9)."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    names = tuple(each.name for each in await unreached(work, await work.of(Roster).members(scope)))
    if meeting.is_held or not names or not reader.roles & LEADS:
        return None
    said = Paragraph(T("The date has not reached: {names}. Could you pass it on?", names=Listed(names)))
    return View(Audience.PRIVATE, (said, Copyable(T("Text to forward"), await headline(work, scope, meeting))))


async def file(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The calendar file alone."""
    if Role.MEMBER not in reader.roles:
        return None
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    words = Paragraph(await headline(work, scope, meeting))
    return View(Audience.PRIVATE, (words, await _file(work, reader, scope, meeting)))


async def coming(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """What is coming: the decided meeting, or that the next poll is on its way."""
    if Role.MEMBER not in reader.roles:
        return None
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).coming(scope)
    if meeting is not None:
        return await decided(work, reader, ViewRef("meetings.decided", ref.club, {"meeting": meeting.id}))
    return View(Audience.PRIVATE, (Paragraph(await _next_poll(work, scope)),))


async def headline(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> Text:
    """When, at whose, where: the one line that matters."""
    host = await known_name(work, scope, meeting.host)
    when = Begun(_span(meeting))
    if host is None:
        return T("✅ {when}. The host is told later.", when=when)
    if meeting.place:
        return T("✅ {when}, {host}, {place}.", when=when, host=host, place=meeting.place)
    return T("✅ {when}, {host}.", when=when, host=host)


async def _file(work: UnitOfWork, reader: Reader, scope: ClubScope, meeting: Meeting) -> Attachment:
    host = await known_name(work, scope, meeting.host)
    title = T("Club meeting at {host}", host=host) if host else T("Club meeting")
    # Loaded with the first file that is made: icalendar would take a twentieth of every start.
    from bot.features.meetings.calendar_file import calendar_file

    return calendar_file(meeting, title, reader.voice, work.now)


async def _next_poll(work: UnitOfWork, scope: ClubScope) -> Text:
    poll = await work.of(Polls).live(scope)
    if poll is None:
        return T("No meeting is being planned. The club lead can see why with /club.")
    if poll.state in {PollState.PLANNED, PollState.DRAWN}:
        return T("No date yet. The next date poll opens {when}.", when=When(poll.opens_at))
    if poll.state is PollState.OPEN:
        return T("No date yet. The date poll is under way.")
    return DATE_FOLLOWS


def _span(meeting: Meeting) -> Span:
    return Span(meeting.starts_at, meeting.ends_at - meeting.starts_at)
