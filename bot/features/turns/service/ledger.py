"""The queue of hosts as it stands now, read from all the ledgers of a club (R5.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from bot.features.absences.ports import Absence, Absences
from bot.features.attendance.ports import THERE, AttendanceBook
from bot.features.clubs.ports import Clubs
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.model.rhythm import Rhythm, first_target, next_target
from bot.features.polls.ports import Polls
from bot.features.turns.model.ledger import Candidate, Hosting, Ledger, Ready, Trade, Window
from bot.features.turns.model.queue import Queue
from bot.features.turns.model.year import coming_days
from bot.features.turns.ports import Enrolled, Ground, Swaps, SwapState, Turn, TurnId, Turns
from bot.kernel.calendar import ONE_DAY
from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import ClubFrame, Roster

Attended = Mapping[CompanyId, tuple[datetime, ...]]


async def queue_of(work: UnitOfWork, scope: ClubScope) -> Queue:
    """Return the queue at this moment: who is next, the year ahead, and why (R5)."""
    frame = await work.of(Roster).frame(scope)
    rhythm = await work.of(Clubs).rhythm(scope)
    held = await work.of(Meetings).held(scope)
    current = await work.of(Turns).current(scope)
    today = frame.calendar.day_of(work.now)
    day = await next_day(work, scope, frame, rhythm, held)
    wide = ONE_DAY * rhythm.spans.window_days
    return Queue(
        ledger=await ledger_of(work, scope, held),
        now=work.now,
        window=Window(day - wide, day + wide),
        days=coming_days(
            day,
            today,
            cadence_weeks=rhythm.cadence_weeks,
            opening_days=rhythm.spans.opening_days,
            calendar=frame.calendar,
        ),
        taken=current.company if current else None,
    )


async def ledger_of(work: UnitOfWork, scope: ClubScope, held: list[Meeting]) -> Ledger:
    """Return everything about hosting that a club has kept."""
    turns = await work.of(Turns).all(scope)
    away = await work.of(Absences).of_club(scope)
    attended = await _attended(work, scope, held)
    candidates = (_candidate(each, away, attended) for each in await work.of(Swaps).enrolled(scope))
    return Ledger(
        candidates=tuple(candidates),
        hostings=tuple(_hosting(each, turns) for each in held),
        turns=tuple(turns),
        trades=await _trades(work, scope),
        readies=tuple(Ready(company, at) for company, at in await work.of(Swaps).readies(scope)),
    )


async def next_day(work: UnitOfWork, scope: ClubScope, frame: ClubFrame, rhythm: Rhythm, held: list[Meeting]) -> date:
    """Return the day around which the next meeting falls: decided, asked for, or by the rhythm; never a past one."""
    today = frame.calendar.day_of(work.now)
    coming = await work.of(Meetings).coming(scope)
    live = await work.of(Polls).live(scope)
    if coming is not None:
        return coming.day
    if live is not None:
        return max(live.target, today)
    return max(next_target(held[-1].day, rhythm), today) if held else first_target(today, rhythm)


async def _attended(work: UnitOfWork, scope: ClubScope, held: list[Meeting]) -> Attended:
    """Return when each company was at a meeting; a mark that was only assumed counts too (R6)."""
    marks = await work.of(AttendanceBook).marks_of_club(scope)
    there: defaultdict[CompanyId, list[datetime]] = defaultdict(list)
    for meeting in held:
        for company, mark in marks.get(meeting.id, {}).items():
            if mark.presence in THERE:
                there[company].append(meeting.ends_at)
    return {company: tuple(ends) for company, ends in there.items()}


async def _trades(work: UnitOfWork, scope: ClubScope) -> tuple[Trade, ...]:
    return tuple(
        Trade(each.giver, each.taker, each.settled_at, each.giver_freed_at, each.taker_freed_at)
        for each in await work.of(Swaps).all(scope)
        if each.state is SwapState.AGREED and each.settled_at is not None
    )


def _candidate(enrolled: Enrolled, away: list[Absence], attended: Attended) -> Candidate:
    return Candidate(
        company=enrolled.company,
        joined_at=enrolled.joined_at,
        order=enrolled.order,
        is_in=enrolled.is_in,
        left_at=enrolled.left_at,
        away=tuple(each for each in away if each.company == enrolled.company),
        attended=attended.get(enrolled.company, ()),
    )


def _hosting(meeting: Meeting, turns: list[Turn]) -> Hosting:
    """A meeting without a turn was one before turns were kept: it counts."""
    grounds: dict[TurnId, Ground] = {each.id: each.ground for each in turns}
    is_volunteer = grounds.get(meeting.turn) is Ground.VOLUNTEER
    return Hosting(meeting.host, meeting.ends_at, is_counted=meeting.host_came and not is_volunteer)
