"""The rules of a club, shown and changed: rhythm and pauses (R4.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.features.clubs import views
from bot.features.clubs.intents import AddPause, OpenClub, RemovePause, SetCadence, SetHours, SetTerm, ShowPauses
from bot.features.clubs.model import PauseFault, Step, pause_fault, pause_of
from bot.features.clubs.ports import Clubs
from bot.features.clubs.service.setting_up import insist_turn, saved
from bot.features.polls.model.rhythm import Rhythm, refusal
from bot.features.polls.service.common import times_lost
from bot.kernel.calendar import ClubCalendar
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import ClubFrame, Roster
from bot.kernel.spoken import Listed
from bot.kernel.texts import T, Text
from bot.kernel.views import Answer, ViewRef


async def open_club(work: UnitOfWork, actor: Actor, asked: OpenClub) -> Answer:  # noqa: ARG001 - every act knows its actor
    """Show the club's rules."""
    return Answer(panel=ViewRef(views.CLUB, asked.club))


async def set_hours(work: UnitOfWork, actor: Actor, asked: SetHours) -> Answer:  # noqa: ARG001
    """Save the usual weekdays, hour and length, if dates fit them."""
    scope = ClubScope(asked.club)
    rhythm = await work.of(Clubs).rhythm(scope)
    if asked.weekdays is None or asked.start is None or asked.minutes is None:
        return Answer(form=views.hours_form(asked.club, rhythm))
    await insist_turn(work, scope, Step.HOURS)
    length = timedelta(minutes=asked.minutes)
    changed = replace(rhythm, weekdays=tuple(sorted(asked.weekdays)), start=asked.start, length=length)
    await _keep_rhythm(work, scope, changed, "weekdays")
    return await saved(work, scope, Step.HOURS)


async def set_cadence(work: UnitOfWork, actor: Actor, asked: SetCadence) -> Answer:  # noqa: ARG001
    """Save how many weeks lie between meetings, if dates fit them."""
    scope = ClubScope(asked.club)
    rhythm = await work.of(Clubs).rhythm(scope)
    if asked.weeks is None:
        return Answer(form=views.cadence_form(asked.club, rhythm))
    await _keep_rhythm(work, scope, replace(rhythm, cadence_weeks=asked.weeks), "weeks")
    return Answer(toast=T("Saved."), panel=ViewRef(views.CLUB, scope.club))


async def set_term(work: UnitOfWork, actor: Actor, asked: SetTerm) -> Answer:  # noqa: ARG001
    """Save for how long lead and deputy are asked."""
    scope = ClubScope(asked.club)
    if asked.months is None:
        return Answer(form=views.term_form(asked.club, await work.of(Clubs).term_months(scope)))
    await work.of(Clubs).set_term_months(scope, asked.months)
    return Answer(toast=T("Saved."), panel=ViewRef(views.CLUB, scope.club))


async def show_pauses(work: UnitOfWork, actor: Actor, asked: ShowPauses) -> Answer:  # noqa: ARG001
    """Show the pauses."""
    return Answer(panel=ViewRef(views.PAUSES, asked.club))


async def add_pause(work: UnitOfWork, actor: Actor, asked: AddPause) -> Answer:  # noqa: ARG001
    """Add a pause, if dates still fit between all of them."""
    scope = ClubScope(asked.club)
    if asked.first is None or asked.last is None:
        return Answer(form=views.pause_form(asked.club))
    frame = await work.of(Roster).frame(scope)
    pause = pause_of(asked.first, asked.last, yearly=asked.yearly)
    if isinstance(pause, PauseFault):
        raise _pause_refused(pause)
    fault = pause_fault(pause, frame.calendar.pauses, frame.calendar.day_of(work.now))
    if fault is not None:
        raise _pause_refused(fault)
    calendar = replace(frame.calendar, pauses=(*frame.calendar.pauses, pause))
    _insist_fits(await work.of(Clubs).rhythm(scope), calendar, frame, work, "last")
    lost = await times_lost(work, scope, calendar)
    await work.of(Clubs).add_pause(scope, pause)
    said: Text = T("Saved.")
    if lost:
        said = T("Saved. These times leave the date poll: {times}.", times=Listed(lost))
    return Answer(toast=said, panel=ViewRef(views.PAUSES, scope.club))


async def remove_pause(work: UnitOfWork, actor: Actor, asked: RemovePause) -> Answer:  # noqa: ARG001
    """Take a pause away; a second tap changes nothing."""
    scope = ClubScope(asked.club)
    was_there = await work.of(Clubs).remove_pause(scope, asked.pause)
    said = T("The pause is gone.") if was_there else T("This pause was gone already.")
    return Answer(toast=said, panel=ViewRef(views.PAUSES, scope.club))


async def _keep_rhythm(work: UnitOfWork, scope: ClubScope, rhythm: Rhythm, field: str) -> None:
    frame = await work.of(Roster).frame(scope)
    _insist_fits(rhythm, frame.calendar, frame, work, field)
    await work.of(Clubs).set_rhythm(scope, rhythm)


def _insist_fits(rhythm: Rhythm, calendar: ClubCalendar, frame: ClubFrame, work: UnitOfWork, field: str) -> None:
    refused = refusal(rhythm, calendar, frame.calendar.day_of(work.now))
    if refused is not None:
        text = views.misfit(refused)
        raise RuleBrokenError(text, {field: text})


def _pause_refused(fault: PauseFault) -> RuleBrokenError:
    text = views.pause_refused(fault)
    return RuleBrokenError(text, {"last": text})
