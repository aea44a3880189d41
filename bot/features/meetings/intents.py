"""What people and the clockwork ask of meetings."""

from __future__ import annotations

from datetime import date, time
from typing import ClassVar

from bot.features.meetings.ports import MeetingId
from bot.features.turns.ports import NO_TURN, TurnId
from bot.kernel.fields import day, filled, hour, line, web_address
from bot.kernel.intents import Intent, intent

PLACE_LIMIT, REASON_LIMIT = 120, 200


@intent
class NextMeeting(Intent):
    """See the next meeting."""

    code: ClassVar[str] = "mm"


@intent
class CalendarFile(Intent):
    """Get a meeting's calendar file."""

    code: ClassVar[str] = "mi"
    meeting: MeetingId


@intent
class MoveMeeting(Intent):
    """The lead says to which day and hour the meeting is moved; it is asked once more before anybody hears."""

    code: ClassVar[str] = "mv"
    day: date | None = filled(day())
    start: time | None = filled(hour())


@intent
class MoveTo(Intent):
    """The lead means it; `sequence` is the meeting as it was when that was asked."""

    code: ClassVar[str] = "mt"
    meeting: MeetingId
    sequence: int
    day: date
    start: time


@intent
class CancelMeeting(Intent):
    """The lead wants to cancel the meeting; a form asks once more, and for a reason on wish."""

    code: ClassVar[str] = "mx"
    reason: str | None = filled(line(REASON_LIMIT, optional=True))


@intent
class CancelNow(Intent):
    """The lead means it; the reason may be empty."""

    code: ClassVar[str] = "mc"
    meeting: MeetingId
    reason: str | None = filled(line(REASON_LIMIT, optional=True))


@intent
class ChangePlace(Intent):
    """The host or the lead says where the meeting is, and which webshop it is about; `turn` is whose the form was."""

    code: ClassVar[str] = "mp"
    turn: TurnId = NO_TURN
    place: str | None = filled(line(PLACE_LIMIT))
    webshop: str | None = filled(web_address(optional=True))


@intent
class MeetingHeld(Intent):
    """Timer: a meeting's end has passed."""

    code: ClassVar[str] = "tm"
    meeting: MeetingId


@intent
class ForgetReason(Intent):
    """Timer: a cancelled meeting would have ended; why it was cancelled is kept no longer."""

    code: ClassVar[str] = "mf"
    meeting: MeetingId
