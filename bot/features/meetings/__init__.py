"""Decided meetings: told to everyone with a calendar file, held at their end (R0, R4.9)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.meetings import service, views
from bot.features.meetings.intents import CalendarFile, MeetingHeld, NextMeeting
from bot.kernel.feature import Act, Command, Feature, Owner, Table
from bot.kernel.people import MEMBERS, TIMER_ONLY
from bot.kernel.texts import T
from bot.kernel.views import ViewRef


def _coming(intent: NextMeeting) -> ViewRef:
    return ViewRef("meetings.next", intent.club)


def _file(intent: CalendarFile) -> ViewRef:
    return ViewRef("meetings.file", intent.club, {"meeting": intent.meeting})


FEATURE = Feature(
    name="meetings",
    acts=(
        Act(
            NextMeeting,
            service.next_meeting,
            MEMBERS,
            command=Command("meeting", T("The next meeting"), ("mote", "tapaaminen")),
            panel=_coming,
        ),
        Act(CalendarFile, service.calendar_file, MEMBERS, panel=_file),
        Act(MeetingHeld, service.held, TIMER_ONLY, changes_roster=True),
    ),
    settle=service.keep_up,
    views={
        "meetings.card": views.card,
        "meetings.decided": views.decided,
        "meetings.decided.unreached": views.not_reached,
        "meetings.file": views.file,
        "meetings.next": views.coming,
    },
    tables=(Table("meeting", Owner.CLUB, "the turn is read from the meetings held", kept=timedelta(days=3650)),),
    foreseen={MeetingHeld: lambda _: T("the meeting ends")},
)
