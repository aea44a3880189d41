"""Showing the year ahead, and asking a company again that rested (R5.2, R5.8)."""

from __future__ import annotations

from bot.features.meetings.names import name_of
from bot.features.turns.ports import Swaps
from bot.features.turns.service.ledger import queue_of
from bot.features.turns.year_intents import AskAgain, ShowYear, WhyUs
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import LEADS, Actor, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef

YEAR_VIEW = "turns.year"
WHY_VIEW = "turns.why"


async def show_year(work: UnitOfWork, actor: Actor, intent: ShowYear) -> Answer:  # noqa: ARG001 - every handler has them
    """Show who hosts when."""
    return Answer(panel=ViewRef(YEAR_VIEW, intent.club))


async def why_us(work: UnitOfWork, actor: Actor, intent: WhyUs) -> Answer:  # noqa: ARG001 - alike for all members
    """Say why a company has its turn."""
    scope = ClubScope(intent.club)
    if intent.company not in {each.company for each in await work.of(Swaps).enrolled(scope)}:
        raise StrangerError
    return Answer(panel=ViewRef(WHY_VIEW, intent.club, {"company": intent.company}))


async def ask_again(work: UnitOfWork, actor: Actor, intent: AskAgain) -> Answer:
    """Let a resting company be asked again, on its own word or the lead's; its place was kept."""
    scope = ClubScope(intent.club)
    if intent.company not in {each.id for each in await work.of(Roster).companies(scope)}:
        raise StrangerError
    name = await name_of(work, scope, intent.company)
    if actor.company != intent.company and not actor.is_any(LEADS):
        raise RuleBrokenError(T("Only they themselves or the club lead can say so: {company}.", company=name))
    if intent.company in (await queue_of(work, scope)).resting():
        await work.of(Swaps).add_ready(scope, intent.company)
    return Answer(T("Asked again when it is their turn: {company}.", company=name), ViewRef(YEAR_VIEW, intent.club))
