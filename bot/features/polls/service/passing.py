"""The host passes before a date is decided (R5.3)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.meetings.names import name_of
from bot.features.meetings.ports import Meetings
from bot.features.polls.intents import PassTurn
from bot.features.polls.ports import Poll, Polls
from bot.features.polls.service.closing import with_new_host
from bot.features.polls.service.turn import hand_to, name_host, successor
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import When
from bot.kernel.texts import T, Text
from bot.kernel.views import Answer


async def pass_turn(work: UnitOfWork, actor: Actor, intent: PassTurn) -> Answer:
    """Hand the turn to the next available; a running poll goes on with the new host's yes required."""
    scope = ClubScope(intent.club)
    asked = await work.of(Polls).poll(scope, intent.poll)
    live = await work.of(Polls).live(scope)
    if live is None or live.cycle != asked.cycle or live.host != actor.company:
        raise RuleBrokenError(await _too_late(work, scope, asked))
    heir = await successor(work, scope, live)
    if heir is None:
        raise RuleBrokenError(T("Nobody else can host now. Ask your club lead."))
    await name_host(work, scope, heir)
    handed = await hand_to(work, scope, replace(live, passed=live.passed | {live.host}), heir)
    await with_new_host(work, scope, handed)
    return Answer(
        T("Thank you for saying so early. The turn goes to: {company}.", company=await name_of(work, scope, heir))
    )


async def _too_late(work: UnitOfWork, scope: ClubScope, asked: Poll) -> Text:
    coming = await work.of(Meetings).coming(scope)
    if coming is not None and asked.cycle == len(await work.of(Meetings).held(scope)):
        return T("The date is decided: {when}. Ask your club lead.", when=When(coming.starts_at))
    return T("It is not your turn to host now.")
