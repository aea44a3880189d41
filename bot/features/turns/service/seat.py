"""The one place that writes whose turn it is, and keeps the club's host in step with it (R5.2, R5.3, R5.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.features.clubs.ports import Clubs
from bot.features.meetings.ports import Meetings
from bot.features.turns.intents import AskTurn, LapseTurn, RemindTurn, StillSilent
from bot.features.turns.ports import Ground, Turn, TurnId, Turns, TurnState
from bot.kernel.people import ClubScope, CompanyId
from bot.kernel.ports import Timers, UnitOfWork


async def propose(work: UnitOfWork, scope: ClubScope, company: CompanyId, ground: Ground = Ground.QUEUE) -> Turn:
    """Make it a company's turn, to be asked about; there must be no current one."""
    return await _seat(work, scope, await _new(work, scope, company, ground, TurnState.PROPOSED))


async def accept(work: UnitOfWork, scope: ClubScope, turn: Turn, place: str, webshop: str) -> Turn:
    """Keep that the company takes its turn, where and with which webshop; said again, it changes the last two."""
    accepted = replace(
        turn,
        state=TurnState.ACCEPTED,
        place=place,
        webshop=webshop,
        accepted_at=turn.accepted_at or work.now,
        answer_by=None,
    )
    await _stop_timers(work, scope, turn)
    await work.of(Turns).save(scope, accepted)
    await work.of(Clubs).set_host(scope, turn.company, place)
    return accepted


async def keep(work: UnitOfWork, scope: ClubScope, turn: Turn) -> None:
    """Wait no longer for whether an accepted turn is still its company's: it has said so, or a date rests on it."""
    await work.of(Timers).cancel(scope, StillSilent(club=scope.club, turn=turn.id))
    await work.of(Turns).save(scope, replace(turn, answer_by=None))


async def end(work: UnitOfWork, scope: ClubScope, turn: Turn, state: TurnState, at: datetime | None = None) -> Turn:
    """End a turn: held (it stays accepted), passed, lapsed, swapped, fallen out or withdrawn; the seat is free then."""
    ended = replace(turn, state=state, ended_at=at or work.now)
    await _stop_timers(work, scope, turn)
    await work.of(Turns).save(scope, ended)
    await work.of(Clubs).set_host(scope, None, "")
    return ended


async def change_host(
    work: UnitOfWork, scope: ClubScope, company: CompanyId, ground: Ground, *, left_as: TurnState
) -> Turn:
    """End the current turn, if there is one, and give an accepted one to another company, where it hosted last."""
    current = await work.of(Turns).current(scope)
    if current is not None:
        await end(work, scope, current, left_as)
    return await take(work, scope, company, ground)


async def name(work: UnitOfWork, scope: ClubScope, company: CompanyId, place: str) -> Turn:
    """Keep the host the lead names, who has agreed to it: accepted at once (R5.2).

    Another company's turn is withdrawn; one that had accepted a decided date has fallen out of it (R5.6).
    """
    current = await work.of(Turns).current(scope)
    if current is not None and current.company == company:
        return await accept(work, scope, current, place, current.webshop or await _webshop(work, scope, company))
    coming = await work.of(Meetings).coming(scope)
    has_fallen_out = coming is not None and current is not None and current.is_accepted
    left_as = TurnState.FELL_OUT if has_fallen_out else TurnState.WITHDRAWN
    turn = await change_host(work, scope, company, Ground.NAMED, left_as=left_as)
    return await accept(work, scope, turn, place, turn.webshop)


async def take(work: UnitOfWork, scope: ClubScope, company: CompanyId, ground: Ground) -> Turn:
    """Give a company an accepted turn, at the place and with the webshop of its last one."""
    turn = await _new(work, scope, company, ground, TurnState.ACCEPTED)
    before = await last_of(work, scope, company)
    known = replace(turn, place=before.place, webshop=before.webshop) if before else turn
    return await _seat(work, scope, known)


async def last_of(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> Turn | None:
    """Return the last turn of a company that says where it hosts."""
    return next((t for t in reversed(await work.of(Turns).all(scope)) if t.company == company and t.place), None)


async def _new(work: UnitOfWork, scope: ClubScope, company: CompanyId, ground: Ground, state: TurnState) -> Turn:
    known = await work.of(Turns).all(scope)
    return Turn(
        id=TurnId(work.new_id()),
        cycle=len(await work.of(Meetings).held(scope)),
        position=max((each.position for each in known), default=0) + 1,
        company=company,
        state=state,
        ground=ground,
        place="",
        webshop="",
        proposed_at=work.now,
        accepted_at=work.now if state is TurnState.ACCEPTED else None,
    )


async def _seat(work: UnitOfWork, scope: ClubScope, turn: Turn) -> Turn:
    await work.of(Turns).add(scope, turn)
    await work.of(Clubs).set_host(scope, turn.company, turn.place)
    return turn


async def _webshop(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> str:
    before = await last_of(work, scope, company)
    return before.webshop if before else ""


async def _stop_timers(work: UnitOfWork, scope: ClubScope, turn: Turn) -> None:
    for kind in (AskTurn, RemindTurn, LapseTurn, StillSilent):
        await work.of(Timers).cancel(scope, kind(club=scope.club, turn=turn.id))
