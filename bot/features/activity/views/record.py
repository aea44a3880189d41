"""A company's own record in words, and everybody's for who minds the club (R8)."""

from __future__ import annotations

from bot.features.activity.model import patience_of, spread
from bot.features.activity.service.record import OwnTips, Record, own_tips, records
from bot.features.activity.views.nudges import been_at
from bot.features.clubs.ports import Clubs
from bot.features.meetings.ports import Meetings
from bot.kernel.clock import from_micros
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, MEMBERS, ClubScope, Role
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Roster
from bot.kernel.spoken import When
from bot.kernel.texts import TN, Joined, T, Text
from bot.kernel.views import Audience, Block, Copyable, Facts, Paragraph, Title, View, ViewRef


async def own(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Say to a company what it has done, and of the others the spread alone."""
    scope = ClubScope(ref.club)
    me = await work.of(Roster).member_of(scope, reader.person) if reader.person else None
    if me is None or not reader.roles & MEMBERS:
        return None
    everybody = await records(work, scope)
    mine = next((each for each in everybody if each.company.id == me.company), None)
    if mine is None or reader.person is None:
        return None
    tips = await own_tips(work, scope, me.company, reader.person)
    blocks: list[Block] = [Title(T("What you have done")), Paragraph(_been(mine)), Paragraph(_own_tips(mine, tips))]
    others = spread(each.tips.given for each in everybody if each.company.is_active and each.tips is not None)
    if others is not None:
        said = T(
            "At the last count, made after every third meeting, companies had given between {least} and {most} tips.",
            least=others[0],
            most=others[1],
        )
        blocks.append(Paragraph(said))
    return View(Audience.PRIVATE, tuple(blocks))


async def club(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Show every company's record to who minds the club; tips only summed up over three or more meetings (R7.3)."""
    if not reader.roles & LEADS:
        return None
    rows = tuple((each.company.name, _row(each)) for each in await records(work, ClubScope(ref.club)))
    counts = T("Counted are answers, RSVPs, meetings, tips, hosting and follow-ups; never messages.")
    sums = T("Tips are summed up after every third meeting, so that an unnamed one stays unnamed.")
    said = Joined((counts, sums))
    return View(Audience.PRIVATE, (Title(T("What the companies have done")), Facts(rows), Paragraph(said)))


async def not_met(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Tell the lead that the club has not met for long, until it has."""
    weeks = await _weeks(work, ref)
    if weeks is None or not reader.roles & LEADS:
        return None
    coming = await work.of(Meetings).coming(ClubScope(ref.club))
    if coming is not None:
        said = T("The club has not met for {weeks} weeks. It meets {when}.", weeks=weeks, when=When(coming.starts_at))
        return View(Audience.PRIVATE, (Paragraph(said),))
    said = T("The club has not met for {weeks} weeks. /poll shows what the next date waits for.", weeks=weeks)
    forward = T("Hello. The club has not met for a while. Shall we find a date?")
    return View(Audience.PRIVATE, (Paragraph(said), Copyable(T("Text to forward"), forward)))


async def not_met_fact(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Tell the organizer the bare fact."""
    weeks = await _weeks(work, ref)
    if weeks is None or Role.ORGANIZER not in reader.roles:
        return None
    frame = await work.of(Roster).frame(ClubScope(ref.club))
    said = T("{club}: no meeting for {weeks} weeks. The club lead knows.", club=frame.name, weeks=weeks)
    return View(Audience.PRIVATE, (Paragraph(said),))


async def _weeks(work: UnitOfWork, ref: ViewRef) -> int | None:
    """Return after how many weeks it is told; None when the club has met since."""
    scope = ClubScope(ref.club)
    frame = await work.of(Roster).frame(scope)
    if frame.cycle_began > from_micros(int(ref.ids["began"])):
        return None
    return patience_of((await work.of(Clubs).rhythm(scope)).cadence_weeks).days // 7


def _been(mine: Record) -> Text:
    if not mine.attendance.known:
        return T("No meeting of yours has been counted yet.")
    return been_at(mine.attendance)


def _own_tips(mine: Record, tips: OwnTips) -> Text:
    given = TN("You have given {n} tip", "You have given {n} tips", tips.given)
    received = TN("received {n}", "received {n}", tips.received)
    return T("{given}, {received}, {hosted}.", given=given, received=received, hosted=_hosted(mine))


def _row(each: Record) -> Text:
    parts: list[Text] = [
        T("meetings {there} of {known}", there=each.attendance.there, known=each.attendance.known),
        T("date polls {answered} of {polls}", answered=each.polls.done, polls=each.polls.of),
        T("RSVPs {said} of {asked}", said=each.rsvps.done, asked=each.rsvps.of),
        _hosted(each),
    ]
    if each.followed.of:
        parts.append(T("{told} of {chosen} chosen tips followed up", told=each.followed.done, chosen=each.followed.of))
    if each.tips is not None:
        parts.append(
            T(
                "tips: {given} given, {received} received, {backed} backed",
                given=each.tips.given,
                received=each.tips.received,
                backed=each.tips.backed,
            )
        )
    return Joined(tuple(parts), " · ")


def _hosted(each: Record) -> Text:
    if not each.hosted:
        return T("not hosted yet")
    return TN("hosted once", "hosted {n} times", each.hosted)
