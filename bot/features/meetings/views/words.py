"""A meeting in words that card, message and form share."""

from __future__ import annotations

from bot.features.meetings.names import known_name
from bot.features.meetings.ports import Meeting
from bot.features.polls.reasons import counted_words
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import Begun, Span
from bot.kernel.texts import Joined, T, Text


def span(meeting: Meeting) -> Span:
    """From when to when it is."""
    return Span(meeting.starts_at, meeting.length)


async def headline(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> Text:
    """When, at whose, where, and whether it is new or not to be: the one line that matters."""
    host = await known_name(work, scope, meeting.host)
    when, place = span(meeting), meeting.place
    if meeting.is_cancelled:
        return (
            T("🚫 Cancelled: {when}, {host}.", when=when, host=host) if host else T("🚫 Cancelled: {when}.", when=when)
        )
    if host is None:
        said = T("✅ New date: {when}.", when=when) if meeting.is_moved else T("✅ {when}.", when=Begun(when))
        return Joined((said, T("The host is told later.")))
    if meeting.is_moved and place:
        return T("✅ New date: {when}, {host}, {place}.", when=when, host=host, place=place)
    if meeting.is_moved:
        return T("✅ New date: {when}, {host}.", when=when, host=host)
    if place:
        return T("✅ {when}, {host}, {place}.", when=Begun(when), host=host, place=place)
    return T("✅ {when}, {host}.", when=Begun(when), host=host)


async def why_words(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> Text:
    """Why it is then, in one short sentence for everybody: counts only (R2); a moved date rests on none."""
    if meeting.is_moved:
        return T("The meeting is moved.")
    return await counted_words(work, scope, meeting.poll)
