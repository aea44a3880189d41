"""A meeting as an .ics file: one event, no other person in it (mission, loop 2)."""

from __future__ import annotations

from datetime import UTC, datetime

from icalendar import Calendar, Event

from bot.features.meetings.ports import Meeting
from bot.features.meetings.zone_rules import zone_rules
from bot.kernel.addresses import web_address
from bot.kernel.texts import Text, Voice
from bot.kernel.views import Attachment

MEDIA_TYPE = "text/calendar"


def calendar_file(meeting: Meeting, title: Text, voice: Voice, now: datetime, webshop: str = "") -> Attachment:
    """Return the file in the reader's language; what people wrote in it is escaped by the library.

    Of a cancelled meeting it is the one that takes the entry out again: the same event, cancelled (RFC 5546, 3.2.5).
    """
    event = Event()
    event.add("uid", f"{meeting.id}@reppu")
    event.add("dtstamp", now)
    event.add("sequence", meeting.sequence)
    rules = zone_rules(meeting.zone, meeting.starts_at)
    written_in = meeting.zone if rules else UTC
    event.add("dtstart", meeting.starts_at.astimezone(written_in))
    event.add("dtend", meeting.ends_at.astimezone(written_in))
    event.add("summary", voice.say(title))
    if meeting.place:
        event.add("location", meeting.place)
    if address := web_address(webshop):
        event.add("description", address)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Reppu//Club meeting//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.is_cancelled else "PUBLISH")
    if rules:
        calendar.add_component(rules)
    calendar.add_component(event)
    return Attachment(f"reppu-{meeting.day:%Y-%m-%d}.ics", MEDIA_TYPE, calendar.to_ical())
