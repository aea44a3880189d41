"""The first nudge: after a confirmed attendance one private line, and a word to the lead (R8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.features.absences.ports import Absences
from bot.features.activity.intents import AnswerNudge, Word
from bot.features.activity.model import CALL_AFTER, LINE_AFTER, Visit, counted, is_further_miss, still_told, window
from bot.features.activity.ports import Nudge, Nudges
from bot.features.attendance.ports import AttendanceBook
from bot.features.joining.model import acting_contact
from bot.features.meetings.ports import Meeting, MeetingId, Meetings
from bot.kernel.errors import StrangerError
from bot.kernel.message_hours import next_allowed
from bot.kernel.people import Actor, ClubScope, CompanyId
from bot.kernel.ports import MessageClass, UnitOfWork, Weight
from bot.kernel.roster import Company, Roster
from bot.kernel.tell import News, minders, people_of, tell
from bot.kernel.texts import T
from bot.kernel.views import Answer, ViewRef

MISSED_TWO, FLAG, PLEASE_CALL = "activity.missed_two", "activity.flag", "activity.please_call"
# After the seven days in which a mark is corrected (R6) nothing new is looked for.
LOOKED_AT = timedelta(days=10)
LINE_LASTS = timedelta(days=21)
# It is said to the company itself first (R8), also when another question came to it that day.
HEARS_FIRST = timedelta(days=1)


async def settle(work: UnitOfWork, scope: ClubScope) -> None:
    """Look at the last confirmed meeting: who missed one more than they were told of gets a line, the lead a flag."""
    held = await work.of(Meetings).held(scope)
    latest = max((each for each in held if each.confirmed_at), key=lambda each: each.starts_at, default=None)
    if latest is None or latest.confirmed_at is None or work.now > latest.confirmed_at + LOOKED_AT:
        return
    confirmed = [each for each in held if each.confirmed_at]
    nudges = await work.of(Nudges).of_club(scope)
    for company in await work.of(Roster).companies(scope):
        visits = await visits_of(work, scope, company, confirmed) if company.is_active else []
        told = still_told(visits, (each for each in nudges if each.company == company.id))
        if visits and visits[-1].meeting == latest.id and is_further_miss(visits, told):
            await _nudge(work, scope, company.id, latest.id, visits, told)


async def visits_of(work: UnitOfWork, scope: ClubScope, company: Company, held: Sequence[Meeting]) -> list[Visit]:
    """Return a company's window as it is now."""
    marks = await work.of(AttendanceBook).marks_of_club(scope)
    absences = await work.of(Absences).of_company(scope, company.id)
    return window(company.id, company.joined_at, held, marks, absences)


async def answer_nudge(work: UnitOfWork, actor: Actor, asked: AnswerNudge) -> Answer:
    """Hear what a company says to its line; who would like a call is called by the lead."""
    scope = ClubScope(asked.club)
    meeting = await work.of(Meetings).meeting(scope, asked.meeting)
    if actor.company is None or actor.membership is None:
        raise StrangerError
    if asked.word is Word.WELL:
        return Answer(T("Good to know. See you at the next meeting."))
    ids = {"company": actor.company, "meeting": meeting.id, "wanted_by": actor.membership}
    about = f"call:{meeting.id}:{actor.company}"
    await _tell_lead(work, scope, actor.company, News(ViewRef(PLEASE_CALL, scope.club, ids), MessageClass.DUTY, about))
    return Answer(T("The club lead is asked to call you."))


async def _nudge(
    work: UnitOfWork,
    scope: ClubScope,
    company: CompanyId,
    meeting: MeetingId,
    visits: Sequence[Visit],
    told: Sequence[Nudge],
) -> None:
    missed = counted(visits).missed
    await work.of(Nudges).add(scope, Nudge(company, meeting, missed, work.now))
    ids, about = {"company": company, "meeting": meeting}, f"nudge:{meeting}:{company}:{missed}"
    not_before = work.now
    if missed == LINE_AFTER or not told:
        await _tell_contact(work, scope, company, ViewRef(MISSED_TWO, scope.club, ids), about, work.now + LINE_LASTS)
        frame = await work.of(Roster).frame(scope)
        not_before = next_allowed(work.now, frame.zone, frame.calendar) + HEARS_FIRST
    card = PLEASE_CALL if missed >= CALL_AFTER else FLAG
    news = News(ViewRef(card, scope.club, ids), MessageClass.DUTY, f"{card}:{about}", not_before=not_before)
    await _tell_lead(work, scope, company, news)


async def _tell_contact(
    work: UnitOfWork, scope: ClubScope, company: CompanyId, view: ViewRef, about: str, until: datetime
) -> None:
    contact = acting_contact(await work.of(Roster).members(scope), company)
    if contact is not None:
        news = News(view, MessageClass.ASK, about, not_after=until, weight=Weight.MISSED)
        await tell(work, people_of([contact]), news)


async def _tell_lead(work: UnitOfWork, scope: ClubScope, company: CompanyId, news: News) -> None:
    await tell(work, minders(await work.of(Roster).members(scope), work.now, company), news)
