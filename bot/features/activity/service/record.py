"""What companies have done, by counted acts alone (R8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.features.activity.intents import ShowActivity, ShowRecord
from bot.features.activity.model import WINDOW, Attendance, counted
from bot.features.activity.service.nudging import visits_of
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.polls.intents import PollId
from bot.features.polls.ports import Polls
from bot.features.tips.ports import Tip, Tips, TipState
from bot.features.turns.ports import Turns
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Company, Roster
from bot.kernel.views import Answer, ViewRef

RECORD, CLUB_RECORD = "activity.record", "activity.club"


@dataclass(frozen=True, slots=True)
class Record:
    """What one company has done: at how many meetings it was, of how many polls it answered, what it gave and took."""

    company: Company
    attendance: Attendance
    answered: int
    polls: int
    given: int
    received: int
    backed: int
    hosted: int


async def show_record(work: UnitOfWork, actor: Actor, asked: ShowRecord) -> Answer:  # noqa: ARG001 - every act has its unit
    """Show the own company's record."""
    return Answer(panel=ViewRef(RECORD, asked.club))


async def show_activity(work: UnitOfWork, actor: Actor, asked: ShowActivity) -> Answer:  # noqa: ARG001
    """Show every company's record to who minds the club."""
    return Answer(panel=ViewRef(CLUB_RECORD, asked.club))


async def records(work: UnitOfWork, scope: ClubScope) -> list[Record]:
    """Return what each company of the club has done, in joining order."""
    held = await work.of(Meetings).held(scope)
    confirmed = [each for each in held if each.confirmed_at]
    tips = [each for each in await work.of(Tips).of_club(scope) if each.state is TipState.GIVEN]
    taken = await _received(work, scope, tips)
    backed = Counter(each.company for each in await work.of(Tips).backings_of_club(scope))
    answers = await _answers(work, scope, held)
    found = []
    for company in await work.of(Roster).companies(scope):
        polls = [who for meeting, who in answers if company.joined_at and company.joined_at <= meeting.starts_at]
        found.append(
            Record(
                company,
                counted(await visits_of(work, scope, company, confirmed)),
                sum(company.id in who for who in polls),
                len(polls),
                sum(each.company == company.id for each in tips),
                taken[company.id],
                backed[company.id],
                sum(each.host == company.id and each.host_came for each in held),
            )
        )
    return found


async def _received(work: UnitOfWork, scope: ClubScope, tips: Sequence[Tip]) -> Counter[CompanyId]:
    """Return how many tips each company was given; one that was joined to another is not counted twice."""
    hosts = {each.id: each.company for each in await work.of(Turns).all(scope)}
    return Counter(hosts[each.turn] for each in tips if each.turn in hosts and each.joined_to is None)


async def _answers(
    work: UnitOfWork, scope: ClubScope, held: Sequence[Meeting]
) -> list[tuple[Meeting, frozenset[CompanyId]]]:
    """Return which companies answered the polls of the last eight meetings."""
    found = []
    for meeting in held[-WINDOW:]:
        poll = await work.of(Polls).poll(scope, PollId(meeting.poll))
        who = frozenset(each.company for each in await work.of(Polls).marks(scope, poll))
        found.append((meeting, who))
    return found
