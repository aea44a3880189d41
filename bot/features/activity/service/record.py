"""What companies have done, by counted acts alone (R8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.features.activity.intents import ShowActivity, ShowRecord
from bot.features.activity.model import TIPS_SHOWN_AFTER, Attendance, Visit, counted, summed_up
from bot.features.activity.service.nudging import visits_of
from bot.features.attendance.service.sheet import sheet_of
from bot.features.backpack.ports import Backpacks
from bot.features.meetings.ports import Meeting, MeetingId, Meetings
from bot.features.polls.intents import PollId
from bot.features.polls.ports import Polls
from bot.features.tips.ports import Tip, Tips, TipState
from bot.features.turns.ports import TurnId, Turns
from bot.kernel.people import Actor, ClubScope, CompanyId, PersonId
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Company, Roster
from bot.kernel.views import Answer, ViewRef

RECORD, CLUB_RECORD = "activity.record", "activity.club"


@dataclass(frozen=True, slots=True)
class Share:
    """How often something was done, of how many times it could be."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class TipSum:
    """A company's tips over three or more meetings: no single one gives an unnamed tip away (R7.3)."""

    given: int
    received: int
    backed: int


@dataclass(frozen=True, slots=True)
class Record:
    """What one company has done, in the last eight meetings in which it was active; `tips` is None until summed up.

    `followed` is of how many of its chosen tips it has said what became of them.
    """

    company: Company
    attendance: Attendance
    polls: Share
    rsvps: Share
    followed: Share
    hosted: int
    tips: TipSum | None


@dataclass(frozen=True, slots=True)
class OwnTips:
    """How many tips a company has given, as one of its people may know it, and how many it received."""

    given: int
    received: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The club's tips and backings; `summed` are the held meetings whose tips count per company by now."""

    tips: Sequence[Tip]
    hosts: Mapping[TurnId, CompanyId]
    backed: Counter[tuple[TurnId, CompanyId]]
    summed: Sequence[Meeting]

    def received(self, company: CompanyId, turns: frozenset[TurnId] | None = None) -> int:
        """Return how many tips a company was given; one that was joined to another is not counted twice."""
        return sum(
            each.joined_to is None and self.hosts.get(each.turn) == company
            for each in self.tips
            if turns is None or each.turn in turns
        )


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
    shelf = await shelf_of(work, scope, held)
    companies = await work.of(Roster).companies(scope)
    windows = {each.id: await visits_of(work, scope, each, confirmed) for each in companies}
    seen = {visit.meeting for visits in windows.values() for visit in visits}
    answered, said = await _said(work, scope, [each for each in confirmed if each.id in seen])
    hosts = {each.id: each.host for each in confirmed}
    followed = await _followed(work, scope)
    return [
        Record(
            company=each,
            attendance=counted(windows[each.id]),
            polls=_share(each.id, windows[each.id], answered),
            rsvps=_share(each.id, [v for v in windows[each.id] if hosts[v.meeting] != each.id], said),
            followed=followed.get(each.id, Share(0, 0)),
            hosted=sum(meeting.host == each.id and meeting.host_came for meeting in held),
            tips=_tip_sum(each, shelf),
        )
        for each in companies
    ]


async def own_tips(work: UnitOfWork, scope: ClubScope, company: CompanyId, person: PersonId) -> OwnTips:
    """Return what a company gave and received, to one of its people.

    What a colleague gave unnamed is in it once it is summed up: before that it would tell whose it is (R7.3).
    """
    shelf = await shelf_of(work, scope, await work.of(Meetings).held(scope))
    summed = {each.turn for each in shelf.summed}
    given = [each for each in shelf.tips if each.company == company]
    known = [each for each in given if each.is_named or each.person == person or each.turn in summed]
    return OwnTips(len(known), shelf.received(company))


async def shelf_of(work: UnitOfWork, scope: ClubScope, held: Sequence[Meeting]) -> Shelf:
    """Return the club's tips, and which meetings' tips may be counted by company."""
    tips = [each for each in await work.of(Tips).of_club(scope) if each.state is TipState.GIVEN]
    turn_of = {each.id: each.turn for each in tips}
    closed = {each.turn for each in await work.of(Backpacks).all(scope) if each.second_at is not None}
    with_tips = closed & set(turn_of.values())
    backings = await work.of(Tips).backings_of_club(scope)
    return Shelf(
        tips=tips,
        hosts={each.id: each.company for each in await work.of(Turns).all(scope)},
        backed=Counter((turn_of[each.tip], each.company) for each in backings if each.tip in turn_of),
        summed=summed_up([each for each in held if each.turn in with_tips]),
    )


def _tip_sum(company: Company, shelf: Shelf) -> TipSum | None:
    """Return a company's tips over the meetings that are summed up; None while it was in for fewer than three."""
    own = [each for each in shelf.summed if company.joined_at is not None and company.joined_at <= each.starts_at]
    if len(own) < TIPS_SHOWN_AFTER:
        return None
    turns = frozenset(each.turn for each in own)
    return TipSum(
        given=sum(each.company == company.id and each.turn in turns for each in shelf.tips),
        received=shelf.received(company.id, turns),
        backed=sum(shelf.backed[turn, company.id] for turn in turns),
    )


async def _said(
    work: UnitOfWork, scope: ClubScope, held: Sequence[Meeting]
) -> tuple[dict[MeetingId, frozenset[CompanyId]], dict[MeetingId, frozenset[CompanyId]]]:
    """Return who answered the poll of each meeting, and who stood one way or the other before it."""
    answered, said = {}, {}
    for meeting in held:
        poll = await work.of(Polls).poll(scope, PollId(meeting.poll))
        answered[meeting.id] = frozenset(each.company for each in await work.of(Polls).marks(scope, poll))
        stood = (await sheet_of(work, scope, meeting)).stood
        said[meeting.id] = stood.coming | stood.cannot
    return answered, said


async def _followed(work: UnitOfWork, scope: ClubScope) -> dict[CompanyId, Share]:
    picks = await work.of(Backpacks).picks_of_club(scope)
    chosen = Counter(each.company for each in picks)
    told = Counter(each.company for each in picks if each.outcome is not None)
    return {company: Share(told[company], of) for company, of in chosen.items()}


def _share(company: CompanyId, visits: Iterable[Visit], who: Mapping[MeetingId, frozenset[CompanyId]]) -> Share:
    own = [company in who[each.meeting] for each in visits]
    return Share(sum(own), len(own))
