"""A turn that nobody has: the room is asked for a volunteer, and any company may take it (R5.2, R5.3)."""

from __future__ import annotations

from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meetings
from bot.features.polls.ports import Polls
from bot.features.turns.intents import SeekVolunteers, Volunteer
from bot.features.turns.ports import Ground, Turns
from bot.features.turns.service import seat
from bot.features.turns.service.following import has_gone
from bot.features.turns.views.forms import volunteer_form
from bot.kernel.errors import RuleBrokenError, StrangerError
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import Cards, UnitOfWork
from bot.kernel.roster import Places
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef


async def seek(work: UnitOfWork, actor: Actor, intent: SeekVolunteers) -> Answer:  # noqa: ARG001 - every handler has both
    """Hang a quiet card in the room that asks who can take the club next; once for each time nobody can."""
    scope = ClubScope(intent.club)
    await _insist_open(work, scope)
    if not await work.of(Places).rooms(scope):
        raise RuleBrokenError(T("The club has no chat yet. Write /bind in the chat that the club shares."))
    after = len(await work.of(Turns).all(scope))
    card = ViewRef("turns.volunteers", scope.club, {"after": f"{after}"})
    await work.of(Cards).hang(scope, card, loud=False)
    if not await work.of(Cards).hangs(scope, card):
        # The room has had its four quiet cards of this cycle (R2).
        raise RuleBrokenError(T("The chat has had enough notices for now. Ask a company by phone and name it."))
    return Answer(T("The chat is asked who can take the club."), ViewRef("turns.turn", scope.club))


async def volunteer(work: UnitOfWork, actor: Actor, intent: Volunteer) -> Answer:
    """Give a turn that nobody has to the company that offers to take it; place and webshop are asked first."""
    scope = ClubScope(intent.club)
    await _insist_open(work, scope)
    if actor.company is None:
        raise StrangerError
    await _insist_there(work, scope, actor.company)
    if intent.place is None or intent.webshop is None:
        return Answer(form=volunteer_form(scope, await seat.last_of(work, scope, actor.company)))
    turn = await seat.take(work, scope, actor.company, Ground.VOLUNTEER)
    await seat.accept(work, scope, turn, intent.place, intent.webshop)
    return Answer(T("Thank you. The club comes to you next."), ViewRef("turns.turn", scope.club))


async def _insist_open(work: UnitOfWork, scope: ClubScope) -> None:
    """Refuse when somebody has the turn, or is asked about it, or nothing is planned yet."""
    turn = await work.of(Turns).current(scope)
    if turn is not None:
        company = await name_of(work, scope, turn.company)
        taken, is_asked = (
            T("The turn is taken: {company}.", company=company),
            T("Asked now: {company}.", company=company),
        )
        raise RuleBrokenError(taken if turn.is_accepted else is_asked)
    if await work.of(Polls).live(scope) is None and await work.of(Meetings).coming(scope) is None:
        raise RuleBrokenError(T("No meeting is being planned yet."))


async def _insist_there(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> None:
    """Refuse a company on leave: its turn would be free again in the same commit (R0, R5.2)."""
    if await has_gone(work, scope, company):
        raise RuleBrokenError(T("You are on leave, so the turn cannot be yours. Say first that you are back: /away."))
