"""A club that has not met for long: the lead is told, the organizer hears the fact (R9)."""

from __future__ import annotations

from datetime import datetime, time

from bot.features.activity.intents import NotMet
from bot.features.activity.model import not_met_at, patience_of
from bot.features.clubs.ports import Clubs
from bot.kernel.clock import to_micros
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import MessageClass, Timers, UnitOfWork
from bot.kernel.roster import ClubFrame, Roster
from bot.kernel.tell import News, minders, tell, tell_organizer
from bot.kernel.views import NOTHING, Answer, ViewRef

NOT_MET, NOT_MET_FACT = "activity.not_met", "activity.not_met_fact"


async def watch(work: UnitOfWork, scope: ClubScope) -> None:
    """Set the clock for the day on which the club has not met for long."""
    frame = await work.of(Roster).frame(scope)
    due = await _due(work, scope, frame)
    if frame.is_set_up and due > work.now:
        await work.of(Timers).set(scope, NotMet(club=scope.club), due)


async def not_met(work: UnitOfWork, actor: Actor, asked: NotMet) -> Answer:  # noqa: ARG001 - the clock asks
    """Timer: tell the lead and the organizer, once a cycle; put off when the club has met or paused meanwhile."""
    scope = ClubScope(asked.club)
    frame = await work.of(Roster).frame(scope)
    due = await _due(work, scope, frame)
    if due > work.now:
        await work.of(Timers).set(scope, NotMet(club=scope.club), due)
        return NOTHING
    began = str(to_micros(frame.cycle_began))
    news = News(ViewRef(NOT_MET, scope.club, {"began": began}), MessageClass.DUTY, f"not_met:{began}")
    await tell(work, minders(await work.of(Roster).members(scope), work.now), news)
    fact = ViewRef(NOT_MET_FACT, scope.club, {"began": began})
    await tell_organizer(work, scope, News(fact, MessageClass.DUTY, f"not_met_fact:{began}"))
    return NOTHING


async def _due(work: UnitOfWork, scope: ClubScope, frame: ClubFrame) -> datetime:
    """Return nine in the morning of the day on which patience ends."""
    rhythm = await work.of(Clubs).rhythm(scope)
    day = not_met_at(frame.calendar.day_of(frame.cycle_began), frame.calendar, patience_of(rhythm.cadence_weeks))
    return frame.calendar.instant(day, time(9))
