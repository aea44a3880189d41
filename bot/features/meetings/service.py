"""Deciding a meeting, showing it, and its end (R0, R4.9, R4.11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bot.features.clubs.ports import Clubs
from bot.features.meetings.intents import CalendarFile, MeetingHeld, NextMeeting
from bot.features.meetings.ports import Meeting, MeetingId, Meetings, MeetingState
from bot.features.turns.ports import NO_TURN, Turns
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import Cards, MessageClass, Timers, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.tell import News, people_of, pledged, tell
from bot.kernel.views import NOTHING, Answer, ViewRef


async def decide(work: UnitOfWork, scope: ClubScope, poll: str, host: CompanyId, day: date, start: time) -> None:
    """Keep a decided date, hang its card, and have every pledged person told, with the calendar file (R9)."""
    frame = await work.of(Roster).frame(scope)
    rhythm = await work.of(Clubs).rhythm(scope)
    turn = await work.of(Turns).current(scope)
    starts_at = frame.calendar.instant(day, start)
    meeting = Meeting(
        id=MeetingId(work.new_id()),
        poll=poll,
        turn=turn.id if turn else NO_TURN,
        host=host,
        place=frame.host_place,
        day=day,
        start=start,
        zone=frame.zone,
        starts_at=starts_at,
        ends_at=starts_at + rhythm.length,
        state=MeetingState.DECIDED,
        sequence=0,
        decided_at=work.now,
    )
    await work.of(Meetings).add(scope, meeting)
    await work.of(Cards).hang(scope, ViewRef("meetings.card", scope.club, {"meeting": meeting.id}), loud=True)
    await work.of(Timers).set(scope, MeetingHeld(club=scope.club, meeting=meeting.id), meeting.ends_at)
    await _tell_all(work, scope, meeting)


async def next_meeting(work: UnitOfWork, actor: Actor, intent: NextMeeting) -> Answer:  # noqa: ARG001
    """Show what is coming."""
    return Answer(panel=ViewRef("meetings.next", intent.club))


async def calendar_file(work: UnitOfWork, actor: Actor, intent: CalendarFile) -> Answer:  # noqa: ARG001
    """Hand the calendar file to the one who asks."""
    meeting = await work.of(Meetings).meeting(ClubScope(intent.club), intent.meeting)
    return Answer(panel=ViewRef("meetings.file", intent.club, {"meeting": meeting.id}))


async def held(work: UnitOfWork, actor: Actor, intent: MeetingHeld) -> Answer:  # noqa: ARG001
    """Timer: the meeting is held; a new cycle begins, and the polls' settling plans the next poll."""
    scope = ClubScope(intent.club)
    meeting = await work.of(Meetings).meeting(scope, intent.meeting)
    if not meeting.is_coming:
        return NOTHING
    await work.of(Meetings).save(scope, replace(meeting, state=MeetingState.HELD))
    await work.of(Clubs).begin_cycle(scope, meeting.ends_at)
    await work.of(Cards).mark(scope, ViewRef("meetings.card", scope.club, {"meeting": meeting.id}))
    return NOTHING


async def keep_up(work: UnitOfWork, scope: ClubScope) -> None:
    """Follow what changed after the decision: a new room gets the card, a new host or place reaches everybody."""
    meeting = await work.of(Meetings).coming(scope)
    if meeting is None:
        return
    card = ViewRef("meetings.card", scope.club, {"meeting": meeting.id})
    await work.of(Cards).hang(scope, card, loud=True)
    frame = await work.of(Roster).frame(scope)
    if frame.host is None or (frame.host, frame.host_place) == (meeting.host, meeting.place):
        return
    moved = replace(meeting, host=frame.host, place=frame.host_place, sequence=meeting.sequence + 1)
    await work.of(Meetings).save(scope, moved)
    await work.of(Cards).mark(scope, card)
    await _tell_all(work, scope, moved)


async def _tell_all(work: UnitOfWork, scope: ClubScope, meeting: Meeting) -> None:
    people = people_of(pledged(await work.of(Roster).members(scope)))
    view = ViewRef("meetings.decided", scope.club, {"meeting": meeting.id})
    await tell(work, people, News(view, MessageClass.MUST, f"decided:{meeting.id}:{meeting.sequence}"))
