"""Asking a company whether it takes its turn, reminding it once, and letting the turn go on (R5.2, R5.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.features.meetings.ports import Meetings
from bot.features.polls.ports import Poll, Polls, PollState
from bot.features.turns.intents import AskTurn, LapseTurn, RemindTurn, StillSilent
from bot.features.turns.model.asking import (
    LEAST_TO_ANSWER,
    STILL_YOURS_ASKED_FOR,
    answer_by,
    asked_after,
    reminded_at,
)
from bot.features.turns.ports import Ground, Turn, Turns, TurnState
from bot.features.turns.service import seat
from bot.features.turns.service.ledger import queue_of
from bot.kernel.clock import to_micros
from bot.kernel.errors import RuleBrokenError
from bot.kernel.message_hours import next_allowed
from bot.kernel.people import Actor, ClubScope, CompanyId, PersonId
from bot.kernel.ports import MessageClass, Timers, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.tell import News, ask_minders, minders, tell, tell_company
from bot.kernel.texts import T
from bot.kernel.views import NOTHING, Answer, ViewRef


async def propose_next(work: UnitOfWork, scope: ClubScope) -> Turn | None:
    """Make it the next available company's turn and set when it is asked; None when there is nobody to ask.

    After a held meeting it is asked the day after at 09:00, else at once. Once the poll should have opened nobody is
    asked any more: it waits, and the lead hears of it (R5.2).
    """
    proposal = None if await _opening_has_passed(work, scope) else (await queue_of(work, scope)).next()
    if proposal is None:
        await want_host(work, scope)
        return None
    turn = await seat.propose(work, scope, proposal.company, proposal.ground)
    held = await work.of(Meetings).held(scope)
    calendar = (await work.of(Roster).frame(scope)).calendar
    ask_at = asked_after(held[-1].ends_at, calendar) if held else work.now
    await work.of(Timers).set(scope, AskTurn(club=scope.club, turn=turn.id), max(ask_at, work.now))
    return turn


async def pass_on(
    work: UnitOfWork, scope: ClubScope, turn: Turn, state: TurnState, by: PersonId | None = None
) -> Turn | None:
    """End a turn that its company does not take, ask the next one, and tell who minds the club (R9)."""
    ended = await seat.end(work, scope, turn, state)
    heir = await propose_next(work, scope)
    if heir is not None:
        await tell_went_on(work, scope, ended, by)
    return heir


async def tell_went_on(work: UnitOfWork, scope: ClubScope, ended: Turn, by: PersonId | None) -> None:
    """Tell who minds the club that a turn went on, and to whom; not who let it go, and was answered so."""
    news = News(ViewRef("turns.went_on", scope.club, {"turn": ended.id}), MessageClass.DUTY, f"turn_went_on:{ended.id}")
    told = minders(await work.of(Roster).members(scope), work.now, ended.company)
    await tell(work, [each for each in told if each != by], news)


async def ask(work: UnitOfWork, actor: Actor, intent: AskTurn) -> Answer:  # noqa: ARG001 - every handler has an actor
    """Timer: ask a company's people whether it takes the turn, and set when silence is an answer."""
    scope = ClubScope(intent.club)
    turn = await _still_first(work, scope, await _proposed(work, scope, intent))
    if turn is None or turn.asked_at is not None:
        return NOTHING
    calendar = (await work.of(Roster).frame(scope)).calendar
    until = answer_by(work.now, await _opening(work, scope), calendar)
    await _await_answer(work, scope, replace(turn, asked_at=work.now), until)
    await tell_company_of(work, scope, turn, "turns.asked", until)
    return NOTHING


async def follow_opening(work: UnitOfWork, scope: ClubScope) -> None:
    """Let an answer be awaited until five days before the opening, wherever that lies now (R5.2, R4.3).

    Where it comes nearer, a company that is asked already still has a day from when it may be written to.
    """
    turn, live = await work.of(Turns).current(scope), await work.of(Polls).live(scope)
    if turn is None or turn.state is not TurnState.PROPOSED or turn.ground is Ground.STAND_IN or live is None:
        return
    if turn.asked_at is None or turn.answer_by is None:
        return
    calendar = (await work.of(Roster).frame(scope)).calendar
    until = answer_by(turn.asked_at, live.opens_at, calendar)
    if until < turn.answer_by:
        fair = next_allowed(work.now, calendar.zone, calendar) + LEAST_TO_ANSWER
        until = min(turn.answer_by, max(until, fair))
    if until != turn.answer_by:
        await _await_answer(work, scope, turn, until)


async def _await_answer(work: UnitOfWork, scope: ClubScope, turn: Turn, until: datetime) -> None:
    """Keep until when silence is no answer, and remind once on the way."""
    await work.of(Turns).save(scope, replace(turn, answer_by=until))
    await work.of(Timers).set(scope, LapseTurn(club=scope.club, turn=turn.id), until)
    calendar = (await work.of(Roster).frame(scope)).calendar
    # Counted from when it may be written to: after a pause the two would come as one.
    asked_at = next_allowed(turn.asked_at or work.now, calendar.zone, calendar)
    reminded = reminded_at(asked_at, until, calendar)
    if reminded is not None and reminded > work.now:
        await work.of(Timers).set(scope, RemindTurn(club=scope.club, turn=turn.id), reminded)


async def remind(work: UnitOfWork, actor: Actor, intent: RemindTurn) -> Answer:  # noqa: ARG001
    """Timer: remind a company that has not answered, once."""
    scope = ClubScope(intent.club)
    turn = await _proposed(work, scope, intent)
    if turn is not None and turn.answer_by is not None:
        await tell_company_of(work, scope, turn, "turns.reminded", turn.answer_by)
    return NOTHING


async def lapse(work: UnitOfWork, actor: Actor, intent: LapseTurn) -> Answer:  # noqa: ARG001
    """Timer: a company that has not answered in time has let its turn lapse, which counts as a pass."""
    scope = ClubScope(intent.club)
    await follow_opening(work, scope)
    turn = await _proposed(work, scope, intent)
    if turn is not None and (turn.answer_by is None or turn.answer_by <= work.now):
        await pass_on(work, scope, turn, TurnState.LAPSED)
    return NOTHING


async def want_host(work: UnitOfWork, scope: ClubScope) -> None:
    """Ask who minds the club for a host, once: nobody has the turn and nobody is left to ask."""
    known = await work.of(Turns).all(scope)
    news = News(ViewRef("turns.host_wanted", scope.club), MessageClass.DUTY, f"host_wanted:{len(known)}", holds_up=True)
    await ask_minders(work, news, known[-1].company if known else None)


async def _still_first(work: UnitOfWork, scope: ClubScope, turn: Turn | None) -> Turn | None:
    """Return the turn as it is to be asked about: the queue may have changed since it was proposed."""
    if turn is None:
        return None
    proposal = (await queue_of(work, scope)).next()
    if proposal is None or proposal.company == turn.company:
        return turn
    await seat.end(work, scope, turn, TurnState.WITHDRAWN)
    return await seat.propose(work, scope, proposal.company, proposal.ground)


async def _proposed(work: UnitOfWork, scope: ClubScope, intent: AskTurn | RemindTurn | LapseTurn) -> Turn | None:
    """Return the turn a timer is about, if it is still being asked about."""
    turn = await work.of(Turns).current(scope)
    is_it = turn is not None and turn.id == intent.turn and turn.state is TurnState.PROPOSED
    return turn if is_it else None


async def tell_company_of(work: UnitOfWork, scope: ClubScope, turn: Turn, view: str, until: datetime) -> None:
    """Put a question about its turn to a company's people, until an instant."""
    ref = ViewRef(view, scope.club, {"turn": turn.id})
    news = News(ref, MessageClass.DUTY, f"{view}:{turn.id}", not_after=until, holds_up=True)
    await tell_company(work, scope, turn.company, news)


async def _opening(work: UnitOfWork, scope: ClubScope) -> datetime:
    live = await work.of(Polls).live(scope)
    return live.opens_at if live else work.now


async def _opening_has_passed(work: UnitOfWork, scope: ClubScope) -> bool:
    live: Poll | None = await work.of(Polls).live(scope)
    return live is not None and live.state is PollState.PLANNED and live.opens_at <= work.now


async def name_host(work: UnitOfWork, scope: ClubScope, company: CompanyId, place: str) -> None:
    """Give the turn to the company the lead names, which hears of it once the club runs (R1, R5.2)."""
    known = {each.id: each for each in await work.of(Roster).companies(scope)}
    frame = await work.of(Roster).frame(scope)
    if frame.is_set_up and known[company].joined_at is not None and not known[company].is_active:
        text = T("Nobody there can host now: {company}. Choose another company.", company=known[company].name)
        raise RuleBrokenError(text, {"company": text})
    before = await work.of(Turns).current(scope)
    turn = await seat.name(work, scope, company, place)
    if frame.is_set_up and (before is None or before.id != turn.id):
        ref = ViewRef("turns.named", scope.club, {"turn": turn.id})
        await tell_company(work, scope, company, News(ref, MessageClass.DUTY, f"turn_named:{turn.id}", holds_up=True))


async def ask_still_yours(work: UnitOfWork, scope: ClubScope, turn: Turn) -> None:
    """After a cancelled meeting ask the host, for 48 hours, whether the turn is still its own (R4.10)."""
    frame = await work.of(Roster).frame(scope)
    until = next_allowed(work.now, frame.zone, frame.calendar) + STILL_YOURS_ASKED_FOR
    await work.of(Turns).save(scope, replace(turn, answer_by=until))
    await work.of(Timers).set(scope, StillSilent(club=scope.club, turn=turn.id), until)
    ref = ViewRef("turns.still_yours", scope.club, {"turn": turn.id})
    about = f"still_yours:{turn.id}:{to_micros(until)}"
    news = News(ref, MessageClass.DUTY, about, not_after=until, holds_up=True)
    await tell_company(work, scope, turn.company, news)
