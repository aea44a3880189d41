"""Wanting quiet: for a while, for good from questions, and no more (R9)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.features.activity.intents import GoOn, HearAll, OptOut, ShowQuiet, Snooze, SnoozeUntil, Span
from bot.features.activity.views.quiet import QUIET, until_form
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import Outbox, UnitOfWork
from bot.kernel.questions import Questions
from bot.kernel.roster import Roster
from bot.kernel.spoken import Day
from bot.kernel.texts import T, Text
from bot.kernel.views import Answer, ViewRef

SPANS = {Span.WEEK: timedelta(days=7), Span.MONTH: timedelta(days=30)}
MOST_DAYS = timedelta(days=365)


async def show_quiet(work: UnitOfWork, actor: Actor, asked: ShowQuiet) -> Answer:  # noqa: ARG001 - every act has its unit
    """Show how quiet it is, and what may be chosen."""
    return Answer(panel=ViewRef(QUIET, asked.club))


async def snooze(work: UnitOfWork, actor: Actor, asked: Snooze) -> Answer:
    """Keep quiet for a while; questions and duties wait or go on to others, what must arrive arrives."""
    return await _keep_quiet(work, actor, ClubScope(asked.club), _morning(actor, work.now + SPANS[asked.span]))


async def snooze_until(work: UnitOfWork, actor: Actor, asked: SnoozeUntil) -> Answer:
    """Keep quiet until the morning of a day."""
    today = work.now.astimezone(actor.zone).date()
    if asked.until is None:
        return Answer(form=until_form(asked.club, today))
    if asked.until <= today:
        _refuse(T("That day has come already. Choose a later one."))
    if asked.until - today > MOST_DAYS:
        _refuse(T("That is more than a year. Choose an earlier day, or want no questions."))
    until = datetime.combine(asked.until, time(), actor.zone).astimezone(work.now.tzinfo)
    return await _keep_quiet(work, actor, ClubScope(asked.club), until)


async def opt_out(work: UnitOfWork, actor: Actor, asked: OptOut) -> Answer:
    """Ask nothing more and thank for nothing; a host's and a lead's duties go on."""
    scope = ClubScope(asked.club)
    await _wish(work, actor, scope, None, opted_out=True)
    return Answer(T("Saved: no more questions."), ViewRef(QUIET, scope.club))


async def hear_all(work: UnitOfWork, actor: Actor, asked: HearAll) -> Answer:
    """Say everything again; what waited comes now."""
    scope = ClubScope(asked.club)
    await _wish(work, actor, scope, None, opted_out=False)
    return Answer(T("Good. You get everything again."), ViewRef(QUIET, scope.club))


async def go_on(work: UnitOfWork, actor: Actor, asked: GoOn) -> Answer:  # noqa: ARG001 - the door ends a silence
    """Go on as before the silence; a wish of one's own stands."""
    return Answer(T("Good. Reppu goes on."), ViewRef(QUIET, asked.club))


async def _keep_quiet(work: UnitOfWork, actor: Actor, scope: ClubScope, until: datetime) -> Answer:
    await _wish(work, actor, scope, until, opted_out=False)
    day = Day(until.astimezone(actor.zone).date())
    return Answer(T("Saved: quiet until {day}.", day=day), ViewRef(QUIET, scope.club))


async def _wish(work: UnitOfWork, actor: Actor, scope: ClubScope, until: datetime | None, *, opted_out: bool) -> None:
    """Keep the wish; what waited for an earlier one is looked at anew."""
    member = await work.of(Roster).member_of(scope, actor.person) if actor.person else None
    if member is None or member.person is None:
        raise StrangerError
    await work.of(Questions).wish_quiet(scope, member.id, until, opted_out=opted_out)
    await work.of(Outbox).release(scope, member.person)


def _morning(actor: Actor, instant: datetime) -> datetime:
    """Return the midnight that begins the person's day of an instant."""
    return datetime.combine(instant.astimezone(actor.zone).date(), time(), actor.zone).astimezone(instant.tzinfo)


def _refuse(text: Text) -> None:
    raise RuleBrokenError(text, {"until": text})
