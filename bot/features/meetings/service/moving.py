"""The lead moves a decided meeting: same host, same turn, another date (R1, R4.9, R5.3)."""

from __future__ import annotations

from dataclasses import replace

from bot.features.absences.ports import Absences
from bot.features.attendance.ports import AttendanceBook
from bot.features.clubs.ports import Clubs
from bot.features.meetings.intents import MoveMeeting, MoveTo
from bot.features.meetings.ports import Meeting
from bot.features.meetings.service.insisting import insist_coming, insist_not_begun, insist_unchanged
from bot.features.meetings.service.telling import DATE, save_date, set_end, tell_all
from bot.features.meetings.views.forms import asked_to_move, move_form
from bot.features.polls.model.slots import Slot, SlotProblem, problem_of
from bot.kernel.errors import RuleBrokenError
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import Begun, Day
from bot.kernel.texts import T, Text
from bot.kernel.views import Answer, ViewRef


async def move(work: UnitOfWork, actor: Actor, intent: MoveMeeting) -> Answer:  # noqa: ARG001
    """Ask for the new date, and once it is said, whether it is meant."""
    scope = ClubScope(intent.club)
    meeting = await insist_coming(work, scope)
    insist_not_begun(work, meeting)
    if intent.day is None or intent.start is None:
        return Answer(form=move_form(intent, meeting))
    slot = Slot(intent.day, intent.start)
    warning = await _insist_possible(work, scope, meeting, slot)
    frame = await work.of(Roster).frame(scope)
    starts_at = frame.calendar.instant(slot.day, slot.start)
    return Answer(view=asked_to_move(scope, meeting, slot, starts_at, warning))


async def move_to(work: UnitOfWork, actor: Actor, intent: MoveTo) -> Answer:  # noqa: ARG001
    """Move it, and have everybody told; who comes is asked anew."""
    scope = ClubScope(intent.club)
    meeting = await insist_coming(work, scope, intent.meeting)
    slot = Slot(intent.day, intent.start)
    if _is_at(meeting, slot):
        return Answer(panel=ViewRef("meetings.next", intent.club))
    insist_not_begun(work, meeting)
    insist_unchanged(meeting, intent.sequence)
    await _insist_possible(work, scope, meeting, slot)
    frame = await work.of(Roster).frame(scope)
    starts_at = frame.calendar.instant(slot.day, slot.start)
    moved = replace(
        meeting,
        day=slot.day,
        start=slot.start,
        zone=frame.zone,
        starts_at=starts_at,
        ends_at=starts_at + (await work.of(Clubs).rhythm(scope)).length,
        sequence=meeting.sequence + 1,
        announced=meeting.announced + 1,
        is_moved=True,
    )
    await work.of(AttendanceBook).void(scope, meeting.id)
    await save_date(work, scope, moved)
    await set_end(work, scope, moved)
    await tell_all(work, scope, moved, DATE)
    return Answer(T("Moved. Everyone hears it now."), ViewRef("meetings.next", intent.club))


async def _insist_possible(work: UnitOfWork, scope: ClubScope, meeting: Meeting, slot: Slot) -> Text | None:
    """Refuse a date that cannot be; return what the lead should think of once more before taking it."""
    if _is_at(meeting, slot):
        that = T("That is the date already.")
        raise RuleBrokenError(that, {"day": that})
    frame = await work.of(Roster).frame(scope)
    problem = problem_of(slot, frame.calendar, work.now, work.now)
    if problem is not None and not problem.lead_may_insist:
        raise _refused(problem, slot)
    if problem is SlotProblem.HOLIDAY:
        return T("{day} is a public holiday.", day=Day(slot.day))
    declared = await work.of(Absences).of_company(scope, meeting.host)
    starts_at = frame.calendar.instant(slot.day, slot.start)
    if any(each.begins_at <= starts_at and (each.ends_at is None or starts_at < each.ends_at) for each in declared):
        return T("The host has said to be away on {day}.", day=Day(slot.day))
    return None


def _is_at(meeting: Meeting, slot: Slot) -> bool:
    return (meeting.day, meeting.start) == (slot.day, slot.start)


def _refused(problem: SlotProblem, slot: Slot) -> RuleBrokenError:
    """Say what is wrong beside the field it is in."""
    day = Day(slot.day)
    words: dict[SlotProblem, tuple[str, Text]] = {
        SlotProblem.NO_SUCH_TIME: (
            "start",
            T("The clocks change that night: this time does not exist. Choose another hour."),
        ),
        SlotProblem.TOO_SOON: ("start", T("That hour of today has passed. Choose a later one.")),
        SlotProblem.TOO_FAR: ("day", T("{day} is more than a year away. Choose a nearer day.", day=day)),
        SlotProblem.IN_PAUSE: ("day", T("{day} is in a pause of the club. Choose another day.", day=day)),
    }
    field, text = words.get(problem, ("day", T("{day} has passed. Choose a day to come.", day=day)))
    return RuleBrokenError(Begun(text), {field: Begun(text)})
