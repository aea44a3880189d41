"""Whose turn it is to host: read from the ledger, handed on, told with its reason (R5.1, R5.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.features.clubs.ports import Clubs
from bot.features.meetings.ports import Meetings
from bot.features.polls.ports import Poll, Polls
from bot.features.polls.service.common import mark_card
from bot.features.turns.model.queue import Candidate, Hosting, Reason, next_host, reason_of
from bot.kernel.people import ClubScope, CompanyId, PersonId
from bot.kernel.ports import MessageClass, UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.tell import News, people_of, pledged, tell
from bot.kernel.views import ViewRef


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who could host, and who has."""

    candidates: tuple[Candidate, ...]
    served: tuple[Hosting, ...]


@dataclass(frozen=True, slots=True)
class WhyYou:
    """Why a company has the turn, with the hostings that rests on: how many, and the last one's end."""

    reason: Reason
    hosted: int
    last: datetime | None


async def ledger(work: UnitOfWork, scope: ClubScope) -> Ledger:
    """Return the active companies and the meetings held (R5.1)."""
    companies = await work.of(Roster).companies(scope)
    held = await work.of(Meetings).held(scope)
    candidates = (
        Candidate(each.id, each.joined_at, each.order) for each in companies if each.is_active and each.joined_at
    )
    return Ledger(tuple(candidates), tuple(Hosting(each.host, each.ends_at) for each in held))


async def waiting_longest(
    work: UnitOfWork, scope: ClubScope, out: frozenset[CompanyId] = frozenset()
) -> CompanyId | None:
    """Return the first of the queue that is neither out nor inactive (R5.1)."""
    known = await ledger(work, scope)
    return next_host(known.candidates, known.served, out)


async def successor(work: UnitOfWork, scope: ClubScope, poll: Poll) -> CompanyId | None:
    """Return the next available: not the present host, nor one that passed or let this turn lapse (R0)."""
    return await waiting_longest(work, scope, await _out(work, scope, poll) | {poll.host})


async def why_you(work: UnitOfWork, scope: ClubScope, poll: Poll) -> WhyYou | None:
    """Return why the queue gave the turn to the poll's host; None when the lead named it out of the queue's order."""
    known = await ledger(work, scope)
    out = await _out(work, scope, poll) - {poll.host}
    if next_host(known.candidates, known.served, out) != poll.host:
        return None
    own = [each.ended_at for each in known.served if each.company == poll.host]
    return WhyYou(reason_of(poll.host, known.candidates, known.served, out), len(own), max(own, default=None))


async def name_host(work: UnitOfWork, scope: ClubScope, host: CompanyId) -> None:
    """Make a company the host, at the place where it hosted last."""
    held = await work.of(Meetings).held(scope)
    place = next((each.place for each in reversed(held) if each.host == host and each.place), "")
    await work.of(Clubs).set_host(scope, host, place)


async def hand_to(work: UnitOfWork, scope: ClubScope, poll: Poll, host: CompanyId) -> Poll:
    """Give a poll's turn to another company, which hears of it."""
    handed = replace(poll, host=host)
    await work.of(Polls).save(scope, handed)
    await mark_card(work, scope, poll.id)
    await tell_host(work, scope, host)
    return handed


async def tell_host(work: UnitOfWork, scope: ClubScope, host: CompanyId) -> None:
    """Tell a company's people that the turn is theirs."""
    view = ViewRef("polls.your_turn", scope.club, {"company": host})
    await tell(work, await people_of_company(work, scope, host), News(view, MessageClass.DUTY, f"turn:{work.new_id()}"))


async def people_of_company(work: UnitOfWork, scope: ClubScope, company: CompanyId) -> list[PersonId]:
    """Return a company's pledged people."""
    members = pledged(await work.of(Roster).members(scope))
    return people_of(each for each in members if each.company == company)


async def _out(work: UnitOfWork, scope: ClubScope, poll: Poll) -> frozenset[CompanyId]:
    """Return who had this turn before and has it no more."""
    rounds = await work.of(Polls).of_cycle(scope, poll.cycle)
    passed = frozenset[CompanyId]().union(*(each.passed for each in rounds))
    return (passed | {each.host for each in rounds}) - {poll.host}
