"""Why a company has a turn: one sentence from the ledger, naming the dates it rests on (R5.8)."""

from __future__ import annotations

from bot.features.meetings.names import name_of
from bot.features.turns.model.moment import Reason, Why
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.spoken import Month
from bot.kernel.texts import T, Text


async def yours(work: UnitOfWork, scope: ClubScope, why: Why) -> Text:
    """Say it to the company itself."""
    joined = Month(why.joined.date())
    last, at = Month((why.last or why.joined).date()), Month((why.at or why.joined).date())
    match why.reason:
        case Reason.LONGEST_AGO:
            return T("It is yours because your last time is longest ago ({month}).", month=last)
        case Reason.LONGEST_UNBROKEN:
            return T(
                "It is yours because your last time ({month}) is longest ago of those in without a break.", month=last
            )
        case Reason.LET_GO:
            return T("It is yours because you let a turn go by ({month}) and so come first now.", month=at)
        case Reason.TRADED:
            other = await name_of(work, scope, why.other) if why.other else T("another company")
            return T("It is yours because you traded turns ({month}) with: {company}.", month=at, company=other)
        case Reason.NAMED:
            return T("It is yours because the club lead named you ({month}).", month=at)
        case Reason.STANDS_IN:
            return T("It is yours because you stand in for a host that fell out ({month}).", month=at)
        case Reason.VOLUNTEERED:
            return T("It is yours because you offered to host ({month}); your own turn stays where it is.", month=at)
        case _:
            return T("It is yours because you have not hosted yet. In the club since: {month}.", month=joined)


async def of_any(work: UnitOfWork, scope: ClubScope, why: Why) -> Text:
    """Say it of any company, to whoever asks."""
    joined = Month(why.joined.date())
    last, at = Month((why.last or why.joined).date()), Month((why.at or why.joined).date())
    match why.reason:
        case Reason.LONGEST_AGO:
            return T("The last time is longest ago ({month}).", month=last)
        case Reason.LONGEST_UNBROKEN:
            return T("The last time ({month}) is longest ago of those in without a break.", month=last)
        case Reason.LET_GO:
            return T("Let a turn go by ({month}) and so comes first now.", month=at)
        case Reason.TRADED:
            other = await name_of(work, scope, why.other) if why.other else T("another company")
            return T("Traded turns ({month}) with: {company}.", month=at, company=other)
        case Reason.NAMED:
            return T("Named by the club lead ({month}).", month=at)
        case Reason.STANDS_IN:
            return T("Stands in for a host that fell out ({month}).", month=at)
        case Reason.VOLUNTEERED:
            return T("Offered to host ({month}); the own turn stays where it is.", month=at)
        case _:
            return T("Has not hosted yet. In the club since: {month}.", month=joined)
