"""What becomes of a message to somebody who wants quiet, and who has fallen silent (R8, R9; decision 012)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.kernel.message_hours import next_allowed
from bot.kernel.people import ClubScope, CompanyId, PersonId
from bot.kernel.ports import COUNTED, Envelope, MessageClass, Outbox, UnitOfWork, Weight
from bot.kernel.questions import Questions
from bot.kernel.roster import ClubFrame, Member, Post, Roster
from bot.kernel.tell import News, minders, people_of, pledged, tell
from bot.kernel.views import ViewRef

IN_A_ROW = 3
ANSWER_TAKES = timedelta(days=7)
LOOK_AGAIN = timedelta(days=7)
# How those concerned are told; the activity feature makes these views.
SILENT, GONE_SILENT, UNHEARD = "activity.silent", "activity.gone_silent", "activity.unheard"


class Ruling(StrEnum):
    """What quiet makes of one message."""

    SPEAK = "speak"
    WAIT = "wait"
    FALL = "fall"
    HAND_ON = "hand on"


def ruling(envelope: Envelope, member: Member | None, now: datetime) -> Ruling:
    """Return what a member's own wish, leave and silence make of a message; nothing holds back what must arrive.

    Opting out stops questions and kind words, duties go on. In a snooze all waits for its end, but duties go on to
    somebody else. After three unanswered questions all of them fall, but a tip's result, which is never dropped, waits
    for the next act. On leave nothing is asked and nobody else is either: all waits.
    """
    if member is None or envelope.kind is MessageClass.MUST:
        return Ruling.SPEAK
    if envelope.kind in COUNTED and member.opted_out:
        return Ruling.FALL
    if member.hears(now):
        return Ruling.SPEAK
    if member.is_on_leave:
        return Ruling.WAIT
    if envelope.kind is MessageClass.DUTY:
        return Ruling.HAND_ON
    return Ruling.WAIT if member.silent_since is None or envelope.weight is Weight.RESULT else Ruling.FALL


def quiet_until(member: Member, now: datetime) -> datetime:
    """Return when to look again whether somebody hears; an act of theirs releases what waits before."""
    snoozed = member.snoozed_until
    return snoozed if snoozed is not None and snoozed > now else now + LOOK_AGAIN


def duty_of(envelope: Envelope, member: Member) -> CompanyId | None:
    """Return the company whose duty a message is, None for one of who minds the club."""
    return envelope.company or (member.company if member.post is Post.NONE else None)


def heirs(members: Iterable[Member], envelope: Envelope, member: Member, now: datetime) -> list[PersonId]:
    """Return who may be asked instead of a member: the company's other people, for the lead the deputy (R8, R1)."""
    company = duty_of(envelope, member)
    others = [each for each in pledged(members) if each.hears(now) and each.id != member.id]
    if company is None:
        return people_of(each for each in others if each.post is not Post.NONE)
    return people_of(each for each in others if each.company == company)


async def hand_on(work: UnitOfWork, envelope: Envelope, member: Member) -> bool:
    """Hand a duty to those who may be asked; where nobody may, tell the lead once an event. True when it was handed on.

    Who has the same duty already is not told a second time.
    """
    members = await work.of(Roster).members(ClubScope(envelope.club))
    event = envelope.key.removesuffix(f":{envelope.to}")
    found = heirs(members, envelope, member, work.now)
    for heir in found:
        passed = replace(
            envelope, id=work.new_id(), to=heir, key=f"{event}:{heir}", not_before=work.now, attempts=0, place=None
        )
        await work.of(Outbox).put(passed)
    company = duty_of(envelope, member)
    if not found and company is not None:
        ids = {"member": member.id, "view": envelope.view.name}
        news = News(ViewRef(UNHEARD, envelope.club, ids), MessageClass.DUTY, f"unheard:{event}")
        leads = [each for each in minders(members, work.now, company) if each != envelope.to]
        await tell(work, leads, replace(news, not_after=envelope.not_after, holds_up=envelope.holds_up))
    return bool(found)


async def hear(work: UnitOfWork, scope: ClubScope, member: Member) -> None:
    """Take any act of a member for an answer to all that was asked; who fell silent hears again (R8)."""
    await work.of(Questions).heard_from(scope, member.id)
    if member.silent_since is not None and member.person is not None:
        await work.of(Outbox).release(scope, member.person)


async def expire(work: UnitOfWork, envelope: Envelope, frame: ClubFrame | None) -> None:
    """Take a question whose time is up for unanswered; the third in a row is the last (R8).

    Without a frame nothing is asked any more: the club is closed, or somebody else has answered.
    """
    scope, questions = ClubScope(envelope.club), work.of(Questions)
    await questions.give_up(envelope.id)
    member = await work.of(Roster).member_of(scope, envelope.to)
    if frame is None or member is None or not pledged([member]) or not member.hears(work.now):
        return
    if await questions.unanswered(scope, member.id, envelope.id) < IN_A_ROW:
        return
    await questions.fall_silent(scope, member.id)
    about = f"silent:{member.id}:{work.new_id()}"
    at = next_allowed(work.now, member.zone or frame.zone, frame.calendar)
    await tell(work, people_of([member]), News(ViewRef(SILENT, scope.club), MessageClass.MUST, about, not_before=at))
    members = await work.of(Roster).members(scope)
    leads = [each for each in minders(members, work.now, member.company) if each != member.person]
    flag = ViewRef(GONE_SILENT, scope.club, {"member": member.id})
    await tell(work, leads, News(flag, MessageClass.DUTY, f"flag:{about}"))
