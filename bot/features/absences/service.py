"""Declaring days away and leave for one's own company, and taking them back (R0, R1, R8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.features.absences import views
from bot.features.absences.intents import (
    AddAway,
    BackAgain,
    BeginLeave,
    LeaveBegins,
    LeaveEnds,
    ShowAbsences,
    TakeBack,
)
from bot.features.absences.model import Days, ahead, days_fault, instants, leave_now
from bot.features.absences.ports import Absence, AbsenceId, AbsenceKind, Absences
from bot.features.joining.ports import People
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubScope, CompanyId, PersonId
from bot.kernel.ports import Timers, UnitOfWork
from bot.kernel.roster import MemberState, Roster
from bot.kernel.tell import pledged
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, ViewRef


async def show_absences(work: UnitOfWork, actor: Actor, asked: ShowAbsences) -> Answer:  # noqa: ARG001 - every act has its unit
    """Show what the own company has declared."""
    return Answer(panel=ViewRef(views.OWN, asked.club))


async def add_away(work: UnitOfWork, actor: Actor, asked: AddAway) -> Answer:
    """Keep days on which the own company cannot host."""
    if asked.first is None or asked.last is None:
        return Answer(form=views.away_form(asked.club))
    await _declare(work, actor, ClubScope(asked.club), AbsenceKind.AWAY, Days(asked.first, asked.last))
    return Answer(T("Saved: {days}.", days=views.days_words(asked.first, asked.last)), ViewRef(views.OWN, asked.club))


async def begin_leave(work: UnitOfWork, actor: Actor, asked: BeginLeave) -> Answer:
    """Keep a leave; from its first day on the company is neither asked nor counted."""
    scope = ClubScope(asked.club)
    if asked.first is None:
        frame = await work.of(Roster).frame(scope)
        return Answer(form=views.leave_form(asked.club, frame.calendar.day_of(work.now)))
    leave = await _declare(work, actor, scope, AbsenceKind.LEAVE, Days(asked.first, asked.last))
    if leave.begins_at > work.now:
        await work.of(Timers).set(scope, LeaveBegins(club=scope.club, absence=leave.id), leave.begins_at)
    if leave.ends_at is not None:
        await work.of(Timers).set(scope, LeaveEnds(club=scope.club, absence=leave.id), leave.ends_at)
    said = T("Saved: on leave, {days}.", days=views.days_words(leave.first, leave.last))
    return Answer(said, ViewRef(views.OWN, scope.club))


async def take_back(work: UnitOfWork, actor: Actor, asked: TakeBack) -> Answer:
    """Take back what lies ahead; a leave that has begun ends instead, for its days so far did pass."""
    scope = ClubScope(asked.club)
    own = ahead(await work.of(Absences).of_company(scope, _own_company(actor)), work.now)
    found = next((each for each in own if each.id == asked.absence), None)
    panel = ViewRef(views.OWN, scope.club)
    if found is None:
        return Answer(T("That was taken back already."), panel)
    await _end(work, scope, found)
    return Answer(T("Taken back: {days}.", days=views.days_words(found.first, found.last)), panel)


async def back_again(work: UnitOfWork, actor: Actor, asked: BackAgain) -> Answer:
    """End the own company's leave now."""
    scope = ClubScope(asked.club)
    leave = leave_now(await work.of(Absences).of_company(scope, _own_company(actor)), work.now)
    panel = ViewRef(views.OWN, scope.club)
    if leave is None:
        return Answer(T("You are not on leave."), panel)
    await _end(work, scope, leave)
    return Answer(T("Good to have you back."), panel)


async def leave_changes(work: UnitOfWork, actor: Actor, asked: LeaveBegins | LeaveEnds) -> Answer:  # noqa: ARG001
    """Timer: a leave begins or ends; that the roster changed is all there is to it, for everything is counted anew."""
    return NOTHING


async def settle(work: UnitOfWork, scope: ClubScope) -> None:
    """Let go of what lies ahead of a company that nobody is in any more; who joins it later is not on leave."""
    declared = ahead(await work.of(Absences).of_club(scope), work.now)
    if not declared:
        return
    inside = {each.company for each in pledged(await work.of(Roster).members(scope))}
    for each in declared:
        if each.company not in inside:
            await _end(work, scope, each)


async def export(work: UnitOfWork, person: PersonId) -> Mapping[str, Any]:
    """Return what the person's companies have declared, club by club."""
    found = []
    for own in await work.of(People).memberships(person):
        row = await work.of(Roster).member_of(own.scope, person)
        if own.state == MemberState.PLEDGED and row is not None:
            declared = await work.of(Absences).of_company(own.scope, row.company)
            found += [_exported(own.company_name, each) for each in declared]
    return {"of_own_companies": found}


async def _declare(work: UnitOfWork, actor: Actor, scope: ClubScope, kind: AbsenceKind, days: Days) -> Absence:
    frame, company = await work.of(Roster).frame(scope), _own_company(actor)
    declared = await work.of(Absences).of_company(scope, company)
    fault = days_fault(kind, days, ahead(declared, work.now), frame.calendar.day_of(work.now))
    if fault is not None:
        text = views.refused(fault)
        raise RuleBrokenError(text, {views.FIELD_OF[fault]: text})
    begins_at, ends_at = instants(days, frame.zone)
    absence = Absence(AbsenceId(work.new_id()), company, kind, days.first, days.last, begins_at, ends_at)
    await work.of(Absences).add(scope, absence)
    return absence


async def _end(work: UnitOfWork, scope: ClubScope, absence: Absence) -> None:
    """End what has begun now, and forget what has not; its timers go either way."""
    for timer in (LeaveBegins, LeaveEnds):
        await work.of(Timers).cancel(scope, timer(club=scope.club, absence=absence.id))
    if absence.begins_at >= work.now:
        await work.of(Absences).remove(scope, absence.id)
        return
    today = (await work.of(Roster).frame(scope)).calendar.day_of(work.now)
    await work.of(Absences).end(scope, absence.id, today, work.now)


def _own_company(actor: Actor) -> CompanyId:
    if actor.company is None:
        raise StrangerError
    return actor.company


def _exported(company: str, absence: Absence) -> dict[str, str | None]:
    return {
        "company": company,
        "kind": absence.kind.value,
        "first": absence.first.isoformat(),
        "last": absence.last.isoformat() if absence.last else None,
    }
