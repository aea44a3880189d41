"""The acts, views and rows of meetings."""

from __future__ import annotations

from datetime import timedelta

from bot.features.meetings import intents as i
from bot.features.meetings.service import cancelling, changing, deciding, moving
from bot.features.meetings.views import card, private
from bot.kernel.feature import Act, Answered, Command, Feature, Owner, Table
from bot.kernel.people import LEADS, MEMBERS, TIMER_ONLY, Role
from bot.kernel.texts import T
from bot.kernel.views import ViewRef


def _coming(
    intent: i.NextMeeting | i.MoveMeeting | i.MoveTo | i.CancelMeeting | i.CancelNow | i.ChangePlace,
) -> ViewRef:
    return ViewRef("meetings.next", intent.club)


def _file(intent: i.CalendarFile) -> ViewRef:
    return ViewRef("meetings.file", intent.club, {"meeting": intent.meeting})


FEATURE = Feature(
    name="meetings",
    acts=(
        Act(
            i.NextMeeting,
            deciding.next_meeting,
            MEMBERS,
            command=Command("meeting", T("The next meeting"), ("mote", "tapaaminen")),
            panel=_coming,
        ),
        Act(i.CalendarFile, deciding.calendar_file, MEMBERS, panel=_file),
        Act(
            i.MoveMeeting,
            moving.move,
            LEADS,
            Answered.FORM,
            Command("move", T("Move the meeting to another date"), ("flytta", "siirra")),
            panel=_coming,
        ),
        Act(i.MoveTo, moving.move_to, LEADS, panel=_coming, changes_roster=True),
        Act(
            i.CancelMeeting,
            cancelling.cancel,
            LEADS,
            Answered.FORM,
            Command("cancel", T("Cancel the meeting"), ("stallin", "peru")),
            panel=_coming,
        ),
        Act(i.CancelNow, cancelling.cancel_now, LEADS, panel=_coming, changes_roster=True),
        Act(
            i.ChangePlace, changing.change_place, LEADS | {Role.HOST}, Answered.FORM, panel=_coming, changes_roster=True
        ),
        Act(i.MeetingHeld, deciding.held, TIMER_ONLY, changes_roster=True),
        Act(i.ForgetReason, cancelling.forget_reason, TIMER_ONLY),
    ),
    settle=changing.follow,
    views={
        "meetings.card": card.card,
        "meetings.decided": private.decided,
        "meetings.decided.unreached": private.not_reached,
        "meetings.cancelled": private.cancelled,
        "meetings.cancelled.unreached": private.not_reached,
        "meetings.file": private.file,
        "meetings.next": private.coming,
    },
    tables=(Table("meeting", Owner.CLUB, "the turn is read from the meetings held", kept=timedelta(days=3650)),),
    foreseen={i.MeetingHeld: lambda _: T("the meeting ends")},
)
