"""A meeting as each member and each calendar sees it, and its panel with what its reader may do."""

from __future__ import annotations

from bot.features.attendance.views import rsvp_buttons
from bot.features.briefs.ports import Briefs
from bot.features.briefs.views.parts import essence
from bot.features.meetings.intents import CancelMeeting, ChangePlace, MoveMeeting
from bot.features.meetings.names import known_name
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.meetings.views.words import headline, why_words
from bot.features.polls.intents import PollId, WhyThisDate
from bot.features.polls.ports import Polls, PollState
from bot.features.polls.service.common import DATE_FOLLOWS
from bot.features.tips.intents import GiveTip
from bot.features.tips.service.openness import takes_tips
from bot.features.turns.ports import Turns
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, ClubScope, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import Listed, When
from bot.kernel.tell import unreached
from bot.kernel.texts import T, Text
from bot.kernel.views import Attachment, Audience, Block, Button, Choice, Copyable, Paragraph, Title, View, ViewRef

CHANGED = {
    "host": T("The host has changed. The new calendar file is here."),
    "place": T("The place has changed. The new calendar file is here."),
}


async def decided(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The message every pledged person gets, with the calendar file; nothing once something newer is told."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    if not meeting.is_coming or Role.MEMBER not in reader.roles or _is_older(meeting, ref):
        return None
    words = CHANGED.get(ref.ids.get("what", ""), await _date_words(work, scope, meeting))
    title = Title(await headline(work, scope, meeting))
    shared = await _shared(work, reader, scope, meeting)
    further = await _further(work, reader, scope, meeting)
    return View(Audience.PRIVATE, (title, Paragraph(words), *shared, *further))


async def cancelled(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The message to every pledged person when a meeting will not be, with the file that takes it out of calendars."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    if not meeting.is_cancelled or work.now >= meeting.ends_at or Role.MEMBER not in reader.roles:
        return None
    why = (Paragraph(T("Why: {reason}", reason=meeting.reason)),) if meeting.reason else ()
    words = Paragraph(T("New dates follow. This file takes the meeting out of your calendar."))
    title = Title(await headline(work, scope, meeting))
    return View(Audience.PRIVATE, (title, *why, words, await file_of(work, reader, scope, meeting)))


async def not_reached(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Whom a date has not reached, decided, moved or cancelled: for the lead, with text to forward (R9)."""
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    names = tuple(each.name for each in await unreached(work, await work.of(Roster).members(scope)))
    if meeting.is_held or work.now >= meeting.ends_at or not names or not reader.roles & LEADS:
        return None
    said = T("The date has not reached: {names}. Could you pass it on?", names=Listed(names))
    if meeting.is_cancelled:
        said = T("That the meeting is cancelled has not reached: {names}. Could you pass it on?", names=Listed(names))
    forward = Copyable(T("Text to forward"), await headline(work, scope, meeting))
    return View(Audience.PRIVATE, (Paragraph(said), forward))


async def file(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """The calendar file alone."""
    if Role.MEMBER not in reader.roles:
        return None
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).meeting(scope, ref.ids["meeting"])
    words = Paragraph(await headline(work, scope, meeting))
    return View(Audience.PRIVATE, (words, await file_of(work, reader, scope, meeting)))


async def coming(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """What is coming: the decided meeting with what its reader may do, or that the next poll is on its way."""
    if Role.MEMBER not in reader.roles:
        return None
    scope = ClubScope(ref.club)
    meeting = await work.of(Meetings).coming(scope)
    if meeting is None:
        return View(Audience.PRIVATE, (Paragraph(await _next_poll(work, scope)),))
    title = Title(await headline(work, scope, meeting))
    words = Paragraph(await _date_words(work, scope, meeting))
    shared = await _shared(work, reader, scope, meeting)
    further = await _further(work, reader, scope, meeting)
    return View(Audience.PRIVATE, (title, words, *shared, *further, *_minding(work, reader, meeting, ref)))


async def _shared(work: UnitOfWork, reader: Reader, scope: ClubScope, meeting: Meeting) -> tuple[Block, ...]:
    """What stands with every date: the host's goal, the calendar file, and whether one's company comes (R6)."""
    brief = await work.of(Briefs).brief(scope, meeting.turn)
    file = await file_of(work, reader, scope, meeting)
    coming = await rsvp_buttons(work, scope, meeting, reader)
    return (*((essence(brief),) if brief else ()), file, *((coming,) if coming else ()))


def _is_older(meeting: Meeting, ref: ViewRef) -> bool:
    """True for news of a date before the present one, or of a host or place before the last change."""
    told = int(ref.ids.get("number", "0"))
    return told < (meeting.sequence if ref.ids.get("what") in CHANGED else meeting.announced)


async def _date_words(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> Text:
    if meeting.is_moved:
        return T("The meeting is moved. The new calendar file takes the place of the earlier one.")
    return T("{counts} The calendar file is here.", counts=await why_words(work, scope, meeting))


async def _further(work: UnitOfWork, reader: Reader, scope: ClubScope, meeting: Meeting) -> tuple[Block, ...]:
    """A guest's tip (R7.1), and why the poll chose the date; one the lead has moved it to was never asked about."""
    options: list[Button] = []
    me = await work.of(Roster).member_of(scope, reader.person) if reader.person else None
    if me is not None and await takes_tips(work, scope, meeting.turn, me.company):
        options.append(Button(T("Give a tip"), GiveTip(club=scope.club)))
    if not meeting.is_moved:
        options.append(Button(T("Why this date?"), WhyThisDate(club=scope.club, poll=PollId(meeting.poll))))
    return (Choice(tuple(options)),) if options else ()


def _minding(work: UnitOfWork, reader: Reader, meeting: Meeting, ref: ViewRef) -> tuple[Block, ...]:
    """What the host and the lead may do with it until it begins."""
    if work.now >= meeting.starts_at:
        return ()
    options: list[Button] = []
    if reader.roles & (LEADS | {Role.HOST}):
        options.append(Button(T("Change the place"), ChangePlace(club=ref.club)))
    if reader.roles & LEADS:
        options.append(Button(T("Move it"), MoveMeeting(club=ref.club)))
        options.append(Button(T("Cancel it"), CancelMeeting(club=ref.club)))
    return (Choice(tuple(options)),) if options else ()


async def file_of(work: UnitOfWork, reader: Reader, scope: ClubScope, meeting: Meeting) -> Attachment:
    """Return the calendar file in the reader's language; of a cancelled meeting the one that takes it out again."""
    host = await known_name(work, scope, meeting.host)
    title = T("Club meeting at {host}", host=host) if host else T("Club meeting")
    webshop = (await work.of(Turns).turn(scope, meeting.turn)).webshop if meeting.turn else ""
    # Loaded with the first file that is made: icalendar would take a twentieth of every start.
    from bot.features.meetings.calendar_file import calendar_file

    return calendar_file(meeting, title, reader.voice, work.now, webshop)


async def _next_poll(work: UnitOfWork, scope: ClubScope) -> Text:
    poll = await work.of(Polls).live(scope)
    if poll is None:
        return T("No meeting is being planned. The club lead can see why with /club.")
    if poll.state in {PollState.PLANNED, PollState.DRAWN}:
        return T("No date yet. The next date poll opens {when}.", when=When(poll.opens_at))
    if poll.state is PollState.OPEN:
        return T("No date yet. The date poll is under way.")
    return DATE_FOLLOWS
