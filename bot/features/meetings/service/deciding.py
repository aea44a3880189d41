"""Deciding a meeting, showing it, and its end (R0, R4.9, R4.11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bot.features.clubs.ports import Clubs
from bot.features.meetings.intents import CalendarFile, MeetingHeld, NextMeeting
from bot.features.meetings.ports import Meeting, MeetingId, Meetings, MeetingState
from bot.features.meetings.service.telling import DATE, hang_card, mark_cards, set_end, tell_all
from bot.features.turns.ports import NO_TURN, Turns
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
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
        place=turn.place if turn else frame.host_place,
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
    await hang_card(work, scope, meeting)
    await set_end(work, scope, meeting)
    await tell_all(work, scope, meeting, DATE)


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
    if not meeting.is_coming or work.now < meeting.ends_at:
        return NOTHING
    await work.of(Meetings).save(scope, replace(meeting, state=MeetingState.HELD))
    await work.of(Clubs).begin_cycle(scope, meeting.ends_at)
    await mark_cards(work, scope, meeting)
    return NOTHING
