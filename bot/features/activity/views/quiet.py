"""How quiet one wants it: the state, and what may be chosen (R9)."""

from __future__ import annotations

from datetime import date, timedelta

from bot.features.activity.intents import HearAll, OptOut, Snooze, SnoozeUntil, Span
from bot.kernel.feature import Reader
from bot.kernel.people import LEADS, MEMBERS, ClubId, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.roster import Member, Roster
from bot.kernel.spoken import Day
from bot.kernel.tell import minders
from bot.kernel.texts import T, Text
from bot.kernel.views import (
    Audience,
    Block,
    Button,
    Choice,
    FieldKind,
    Form,
    FormField,
    Paragraph,
    Title,
    View,
    ViewRef,
)

QUIET = "activity.quiet"


async def quiet(work: UnitOfWork, reader: Reader, ref: ViewRef) -> View | None:
    """Show how quiet it is, and what may be chosen."""
    scope = ClubScope(ref.club)
    me = await work.of(Roster).member_of(scope, reader.person) if reader.person else None
    if me is None or not reader.roles & MEMBERS:
        return None
    is_snoozed = me.snoozed_until is not None and work.now < me.snoozed_until
    blocks: list[Block] = [Title(T("How quiet should it be?")), Paragraph(_state(me, reader, is_snoozed=is_snoozed))]
    if is_snoozed and reader.roles & LEADS:
        stands_in = [each for each in minders(await work.of(Roster).members(scope), work.now) if each != me.person]
        blocks.append(Paragraph(STANDS_IN if stands_in else NOBODY_STANDS_IN))
    blocks.append(Choice(_options(ref.club, me, is_snoozed=is_snoozed)))
    return View(Audience.PRIVATE, tuple(blocks))


def until_form(club: ClubId, today: date) -> Form:
    """Ask until which day."""
    suggested = (today + timedelta(days=14)).isoformat()
    fields = (FormField("until", T("Quiet until"), FieldKind.DAY, suggested),)
    said = T("From that day on you are asked again.")
    return Form(SnoozeUntil(club=club), T("Quiet until a date"), fields, T("Save"), said)


def _state(me: Member, reader: Reader, *, is_snoozed: bool) -> Text:
    if is_snoozed and me.snoozed_until is not None:
        day = Day(me.snoozed_until.astimezone(reader.voice.zone).date())
        return T("Quiet until {day}. Questions wait; decided dates still come.", day=day)
    if me.opted_out:
        return T("You get no questions and no thanks. Decided dates still come, and what is asked of a host or a lead.")
    return T("You get everything: a few questions for each meeting, and what is decided.")


def _options(club: ClubId, me: Member, *, is_snoozed: bool) -> tuple[Button, ...]:
    again = (Button(T("Everything again"), HearAll(club=club)),) if is_snoozed or me.opted_out else ()
    none = () if me.opted_out else (Button(T("No questions"), OptOut(club=club)),)
    return (
        *again,
        Button(T("A week"), Snooze(club=club, span=Span.WEEK)),
        Button(T("A month"), Snooze(club=club, span=Span.MONTH)),
        Button(T("Until a date"), SnoozeUntil(club=club)),
        *none,
    )


STANDS_IN = T("Meanwhile the deputy gets what the club lead is asked.")
NOBODY_STANDS_IN = T("Nobody stands in for you: name a deputy with /members.")
