"""A decided meeting as the room, each member and each calendar sees it."""

from __future__ import annotations

from bot.features.meetings.calendar_file import calendar_file
from bot.features.meetings.intents import CalendarFile
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.intents import PollId, WhyThisDate
from bot.features.polls.ports import Polls, PollState
from bot.features.polls.reasons import counted_words
from bot.kernel.feature import Reader
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import Span, When
from bot.kernel.texts import T, Text
from bot.kernel.views import Audience, Block, Button, Choice, Paragraph, Title, View, ViewRef


async def card(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:  # noqa: ARG001 - a card reads alike for all
    """The room's card of a decided meeting."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    name = await _host_name(work, scope, meeting)
    if meeting.is_held:
        held = T("The club met {when}, host: {host}.", when=_span(meeting), host=name)
        return View(Audience.ROOM, (Paragraph(held),))
    blocks: list[Block] = [Title(headline(meeting, name)), Paragraph(await counted_words(work, scope, meeting.poll))]
    options = (
        Button(T("Calendar file"), CalendarFile(club=ref.club, meeting=meeting.id)),
        Button(T("Why this date?"), WhyThisDate(club=ref.club, poll=PollId(meeting.poll))),
    )
    return View(Audience.ROOM, (*blocks, Choice(options)), loud=True)


async def decided(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The message every pledged person gets, with the calendar file; nothing once the meeting is held."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    if meeting.is_held:
        return None
    name = await _host_name(work, scope, meeting)
    words = T("{counts} The calendar file is here.", counts=await counted_words(work, scope, meeting.poll))
    attachment = calendar_file(meeting, event_title(name), reader.voice, work.now)
    why = Button(T("Why this date?"), WhyThisDate(club=ref.club, poll=PollId(meeting.poll)))
    return View(Audience.PRIVATE, (Title(headline(meeting, name)), Paragraph(words), attachment, Choice((why,))))


async def file(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The calendar file alone."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    name = await _host_name(work, scope, meeting)
    attachment = calendar_file(meeting, event_title(name), reader.voice, work.now)
    return View(Audience.PRIVATE, (Paragraph(headline(meeting, name)), attachment))


async def coming(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """What is coming: the decided meeting, or that the next poll is on its way."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).coming(scope)
    if meeting is not None:
        return await decided(work, reader, ViewRef("meetings.decided", ref.club, {"meeting": meeting.id}))
    return View(Audience.PRIVATE, (Paragraph(await _next_poll(work, scope)),))


def headline(meeting: Meeting, host: str) -> Text:
    """When, at whose, where: the one line that matters."""
    if meeting.place:
        return T("✅ {when} at {host}, {place}.", when=_span(meeting), host=host, place=meeting.place)
    return T("✅ {when} at {host}.", when=_span(meeting), host=host)


def event_title(host: str) -> Text:
    """What stands in people's calendars."""
    return T("Club meeting at {host}", host=host)


async def _next_poll(work: UnitOfWork, scope: ClubScope) -> Text:
    poll = await work.of(Polls).live(scope)
    if poll is None:
        return T("No meeting is being planned. The club lead can see why with /club.")
    if poll.state in {PollState.PLANNED, PollState.DRAWN}:
        return T("No date yet. The next date poll opens {when}.", when=When(poll.opens_at))
    return T("No date yet. The date poll is under way.")


async def _host_name(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> str:
    companies = await work.of(Roster).companies(scope)
    return next((each.name for each in companies if each.id == meeting.host), "")


def _span(meeting: Meeting) -> Span:
    return Span(meeting.starts_at, meeting.ends_at - meeting.starts_at)
