"""What members ask about quiet and about their record, and what the clock asks."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from bot.features.meetings.ports import MeetingId
from bot.kernel.fields import day, filled
from bot.kernel.intents import Intent, intent


class Span(StrEnum):
    """For how long somebody wants quiet, at a tap."""

    WEEK = "w"
    MONTH = "m"


class Word(StrEnum):
    """What a company says to the line about its missed meetings."""

    CALL = "c"
    WELL = "w"


@intent
class ShowQuiet(Intent):
    """See and choose how quiet Reppu is."""

    code: ClassVar[str] = "vq"


@intent
class Snooze(Intent):
    """Want quiet for a while."""

    code: ClassVar[str] = "vs"

    span: Span


@intent
class SnoozeUntil(Intent):
    """Want quiet until a day."""

    code: ClassVar[str] = "vu"

    until: date | None = filled(day())


@intent
class OptOut(Intent):
    """Want no questions and no thanks at all."""

    code: ClassVar[str] = "vo"


@intent
class HearAll(Intent):
    """Want to hear everything again."""

    code: ClassVar[str] = "va"


@intent
class GoOn(Intent):
    """Go on after a silence; that it is asked ends it."""

    code: ClassVar[str] = "vg"


@intent
class ShowRecord(Intent):
    """See what one's own company has done."""

    code: ClassVar[str] = "vr"


@intent
class ShowActivity(Intent):
    """See what each company has done."""

    code: ClassVar[str] = "vc"


@intent
class AnswerNudge(Intent):
    """Answer the line about one's missed meetings."""

    code: ClassVar[str] = "vn"

    meeting: MeetingId
    word: Word


@intent
class NotMet(Intent):
    """The clock: the club has not met for long."""

    code: ClassVar[str] = "vt"
