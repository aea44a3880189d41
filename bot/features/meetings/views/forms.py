"""What is asked before a meeting is moved, cancelled, or held elsewhere."""

from __future__ import annotations

from datetime import datetime

from bot.features.meetings.intents import (
    PLACE_LIMIT,
    REASON_LIMIT,
    CancelMeeting,
    CancelNow,
    ChangePlace,
    MoveMeeting,
    MoveTo,
)
from bot.features.meetings.ports import Meeting
from bot.features.polls.model.slots import Slot
from bot.features.turns.ports import Turn
from bot.kernel.addresses import ADDRESS_LIMIT
from bot.kernel.people import ClubScope
from bot.kernel.spoken import Begun, When
from bot.kernel.texts import Joined, T, Text
from bot.kernel.views import Audience, Button, Choice, FieldKind, Form, FormField, Paragraph, Tone, View


def move_form(intent: MoveMeeting, meeting: Meeting) -> Form:
    """Ask for the new day and hour; those of the meeting stand in it."""
    fields = (
        FormField("day", T("Day"), FieldKind.DAY, f"{meeting.day:%Y-%m-%d}"),
        FormField("start", T("Time"), FieldKind.TIME, f"{meeting.start:%H:%M}"),
    )
    text = T("It is {when} now. Host and place stay.", when=When(meeting.starts_at))
    return Form(MoveMeeting(club=intent.club), T("Move the meeting"), fields, T("Go on"), text)


def asked_to_move(scope: ClubScope, meeting: Meeting, slot: Slot, starts_at: datetime, warning: Text | None) -> View:
    """Ask once more, with what speaks against the new date."""
    asked = T(
        "Move the meeting from {before} to {after}? Everyone hears it at once; who comes is asked again.",
        before=When(meeting.starts_at, comma=False),
        after=When(starts_at, comma=False),
    )
    yes = MoveTo(club=scope.club, meeting=meeting.id, sequence=meeting.sequence, day=slot.day, start=slot.start)
    words = Joined((Begun(warning), asked)) if warning else asked
    return View(Audience.PRIVATE, (Paragraph(words), Choice((Button(T("Move it"), yes, Tone.PRIMARY),))))


def cancel_form(intent: CancelMeeting, meeting: Meeting) -> Form:
    """Ask once more, and for a reason on wish."""
    field = FormField(
        "reason",
        T("Why, in a few words"),
        value=intent.reason or "",
        required=False,
        limit=REASON_LIMIT,
        hint=T("The members read it in private; the room does not."),
    )
    text = T(
        "The meeting {when} will not take place. Everyone hears it at once, and the club looks for a new date.",
        when=When(meeting.starts_at, comma=False),
    )
    action = CancelNow(club=intent.club, meeting=meeting.id)
    return Form(action, T("Cancel the meeting?"), (field,), T("Cancel the meeting"), text)


def place_form(intent: ChangePlace, meeting: Meeting, turn: Turn) -> Form:
    """Ask where it is, and which webshop it is about."""
    fields = (
        FormField("place", T("Place"), value=meeting.place, limit=PLACE_LIMIT, hint=T("Street and town.")),
        FormField(
            "webshop",
            T("Webshop"),
            value=turn.webshop,
            limit=ADDRESS_LIMIT,
            required=False,
            hint=T("Like https://kvarnboden.fi"),
        ),
    )
    text = T("Everyone hears a new place at once, with a new calendar file.")
    return Form(ChangePlace(club=intent.club, turn=turn.id), T("Where we meet"), fields, T("Save"), text)
