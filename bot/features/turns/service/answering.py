"""A company takes its turn, passes it, or takes one that nobody has (R5.2, R5.3)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.model import ballot
from bot.features.polls.ports import Polls
from bot.features.turns.intents import AcceptTurn, PassTurn, ShowTurn, StillSilent, StillYours
from bot.features.turns.ports import Turn, TurnId, Turns, TurnState
from bot.features.turns.service import seat
from bot.features.turns.service.asking import pass_on
from bot.features.turns.service.falling_out import decline, fall_out
from bot.features.turns.views.forms import accept_form
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import When
from bot.kernel.texts import T, Text
from bot.kernel.views import NOTHING, Answer, Audience, Button, Choice, Paragraph, Tone, View, ViewRef

NOT_YOURS = T("It is not your turn to host now. Write /turn to see whose it is.")


async def show_turn(work: UnitOfWork, actor: Actor, intent: ShowTurn) -> Answer:  # noqa: ARG001 - every handler has both
    """Show whose turn it is."""
    return Answer(panel=ViewRef("turns.turn", intent.club))


async def accept(work: UnitOfWork, actor: Actor, intent: AcceptTurn) -> Answer:
    """Keep that the host takes its turn, with place and webshop; the form comes first, filled in from the last turn."""
    scope = ClubScope(intent.club)
    turn = await _own(work, scope, actor, intent.turn)
    if intent.place is None or intent.webshop is None:
        return Answer(form=accept_form(scope, turn, await seat.last_of(work, scope, turn.company)))
    await seat.accept(work, scope, turn, intent.place, intent.webshop)
    said = T("Saved.") if turn.is_accepted else T("Thank you. The club comes to you next.")
    return Answer(said, ViewRef("turns.turn", scope.club))


async def pass_turn(work: UnitOfWork, actor: Actor, intent: PassTurn) -> Answer:
    """Let the turn go on; the running poll goes on with the yes of whoever takes it."""
    scope = ClubScope(intent.club)
    turn = await _own(work, scope, actor, intent.turn)
    coming = await work.of(Meetings).coming(scope)
    if coming is not None and turn.is_accepted:
        return await _give_up(work, scope, turn, coming, actor, intent)
    if coming is not None:
        heir = await decline(work, scope, turn, coming)
    elif turn.is_accepted and not intent.sure:
        words = T("The turn is yours. If you let it go, the next company is asked at once.")
        return _asked_once_more(words, T("Let the turn go"), intent)
    else:
        heir = await pass_on(work, scope, turn, TurnState.PASSED, actor.person)
    return await _thanked(work, scope, heir)


async def _give_up(
    work: UnitOfWork, scope: ClubScope, turn: Turn, coming: Meeting, actor: Actor, intent: PassTurn
) -> Answer:
    """Ask once more before a host falls out of a decided date, for all are told of it at once (R5.6)."""
    when = When(coming.starts_at)
    if work.now >= coming.starts_at:
        raise RuleBrokenError(T("The meeting has begun: {when}.", when=when))
    if not intent.sure:
        words = T("The date is decided: {when}. If you cannot host, everyone is told at once.", when=when)
        return _asked_once_more(words, T("We cannot host"), intent)
    return await _thanked(work, scope, await fall_out(work, scope, turn, coming, actor.person))


def _asked_once_more(words: Text, yes: Text, intent: PassTurn) -> Answer:
    """A slip of the finger gives no turn away that was taken: nobody could take it back."""
    sure = Button(yes, replace(intent, sure=True), Tone.NO)
    return Answer(view=View(Audience.PRIVATE, (Paragraph(words), Choice((sure,)))))


async def _thanked(work: UnitOfWork, scope: ClubScope, heir: Turn | None) -> Answer:
    if heir is None:
        return Answer(T("Thank you for saying so early. The club lead hears of it."))
    asked = await name_of(work, scope, heir.company)
    return Answer(T("Thank you for saying so early. The next company is asked: {company}.", company=asked))


async def still_yours(work: UnitOfWork, actor: Actor, intent: StillYours) -> Answer:
    """After a cancelled meeting the host keeps its turn, or lets it go on (R4.10)."""
    scope = ClubScope(intent.club)
    turn = await _own(work, scope, actor, intent.turn)
    if not intent.takes_it:
        return await pass_turn(work, actor, PassTurn(club=intent.club, turn=turn.id, sure=True))
    await seat.keep(work, scope, turn)
    return Answer(T("Thank you. The club comes to you."), ViewRef("turns.turn", scope.club))


async def still_silent(work: UnitOfWork, actor: Actor, intent: StillSilent) -> Answer:  # noqa: ARG001
    """Timer: 48 hours of silence let the turn go on (R4.10); a host that has said when it can has not been silent."""
    scope = ClubScope(intent.club)
    turn = await work.of(Turns).current(scope)
    if turn is None or turn.id != intent.turn or turn.answer_by is None:
        return NOTHING
    if await _could_sometime(work, scope, turn.company):
        await seat.keep(work, scope, turn)
    else:
        await pass_on(work, scope, turn, TurnState.LAPSED)
    return NOTHING


async def _could_sometime(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> bool:
    """True when the company has said yes, or if need be, to a time of the poll under way."""
    poll = await work.of(Polls).live(scope)
    own = ballot.standing(await work.of(Polls).marks(scope, poll)).get(company, {}) if poll else {}
    return any(each is not ballot.Answer.NO for each in own.values())


async def _own(work: UnitOfWork, scope: ClubScope, actor: Actor, which: TurnId) -> Turn:
    """Return the current turn of the actor's company.

    Raises:
        StrangerError: when the club has no such turn.
        RuleBrokenError: when it has gone on, with the words to say so.
    """
    turn = await work.of(Turns).turn(scope, which)
    if not turn.is_current or turn.company != actor.company:
        raise RuleBrokenError(NOT_YOURS)
    return turn
