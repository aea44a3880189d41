"""The host writes what it asks of its guests, and everybody of the club may read it (mission, loop 4)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.briefs.intents import ShowBrief, WriteBrief
from bot.features.briefs.ports import Brief, Briefs
from bot.features.briefs.service.asking import follow
from bot.features.briefs.service.common import Visit, visit_to_come
from bot.features.briefs.views.parts import brief_form
from bot.features.turns.ports import Turns
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef

HAS_BEGUN = T("The meeting has begun; the brief stays as it is.")
NOT_YOURS = T("The brief belongs to the company that has taken the turn. Write /turn to see whose it is.")


async def show_brief(work: UnitOfWork, actor: Actor, intent: ShowBrief) -> Answer:  # noqa: ARG001
    """Show what the host asks."""
    return Answer(panel=ViewRef("briefs.brief", intent.club))


async def write_brief(work: UnitOfWork, actor: Actor, intent: WriteBrief) -> Answer:
    """Keep a brief; the form comes first, filled in with what was written before. Anyone of the host may change it."""
    scope = ClubScope(intent.club)
    visit = await _own_visit(work, scope, actor)
    if intent.goal is None:
        return Answer(form=brief_form(intent, visit))
    brief = Brief(visit.turn.id, intent.goal, intent.questions, actor.person, work.now)
    await work.of(Briefs).keep(scope, brief)
    await work.of(Turns).save(scope, replace(visit.turn, webshop=intent.webshop))
    await follow(work, scope)
    said = T("Saved.") if visit.brief else T("Thank you. The guests get it three days before the meeting.")
    return Answer(said, ViewRef("briefs.brief", intent.club))


async def _own_visit(work: UnitOfWork, scope: ClubScope, actor: Actor) -> Visit:
    """Return the visit of the actor's company, which has not begun.

    Raises:
        RuleBrokenError: there is none (any more), with the words to say so.
    """
    visit = await visit_to_come(work, scope)
    if visit is None or visit.turn.company != actor.company:
        raise RuleBrokenError(
            T("The brief belongs to the company that has taken the turn. Write /turn to see whose it is.")
        )
    if visit.has_begun(work.now):
        raise RuleBrokenError(HAS_BEGUN)
    return visit
