"""Why a company has the turn, in one sentence with the date it rests on (R5.8)."""

from __future__ import annotations

from bot.features.turns.model.queue import Reason
from bot.features.turns.ports import Turn
from bot.features.turns.service.queueing import WhyYou, why_you
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import Month
from bot.kernel.texts import TN, T, Text


async def reason_words(work: UnitOfWork, scope: ClubScope, turn: Turn) -> Text | None:
    """Return why the queue gave a company its turn; None when it came by it otherwise."""
    found = await why_you(work, scope, turn.company)
    return None if found is None else _said(found)


def _said(found: WhyYou) -> Text:
    if found.reason is Reason.LONGEST_AGO and found.last is not None:
        return T("It is yours because your last time is longest ago ({month}).", month=Month(found.last.date()))
    if found.reason is Reason.FEWEST_TIMES:
        return TN(
            "It is yours because you have hosted fewest times: {n} time.",
            "It is yours because you have hosted fewest times: {n} times.",
            found.hosted,
        )
    return T("It is yours because you have not hosted yet.")
