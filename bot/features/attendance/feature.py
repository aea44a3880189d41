"""Attendance: who comes, and who came (R6)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.attendance import card, views
from bot.features.attendance import intents as i
from bot.features.attendance.privacy import erase, export
from bot.features.attendance.service import following, marking, saying
from bot.kernel.feature import Act, Answered, Command, Feature, Owner, Table
from bot.kernel.people import LEADS, MEMBERS, TIMER_ONLY
from bot.kernel.texts import T

TWO_YEARS = timedelta(days=730)

FEATURE = Feature(
    name="attendance",
    acts=(
        Act(
            i.ShowComing,
            saying.show_coming,
            MEMBERS,
            command=Command("coming", T("Say whether you come, see who does"), ("kommer", "tulossa")),
            panel=saying.mine,
        ),
        Act(i.SayComing, saying.say_coming, MEMBERS, panel=saying.mine),
        Act(i.AskReason, saying.ask_reason, MEMBERS, Answered.FORM),
        Act(i.GiveReason, saying.give_reason, MEMBERS, panel=saying.mine),
        Act(i.MarkOwn, marking.mark_own, MEMBERS, panel=saying.mine, changes_roster=True),
        Act(
            i.ShowAttendance,
            marking.show_attendance,
            LEADS,
            command=Command("attendance", T("Who was at the meeting"), ("narvaro", "lasnaolo")),
        ),
        Act(i.OpenMark, marking.open_mark, LEADS),
        Act(i.MarkCompany, marking.mark_company, LEADS, panel=marking.panel, changes_roster=True),
        Act(i.ConfirmAttendance, marking.confirm, LEADS, panel=marking.panel, changes_roster=True),
        Act(i.AskSilent, following.ask_silent, TIMER_ONLY),
        Act(i.CardDue, following.hand_card, TIMER_ONLY),
        Act(i.Unconfirmed, following.unconfirmed, TIMER_ONLY, changes_roster=True),
    ),
    settle=following.settle,
    views={
        "attendance.mine": views.mine,
        "attendance.ask": views.ask,
        "attendance.card": card.card,
        "attendance.due": card.due,
        "attendance.corrected": card.corrected,
        "attendance.missed_lines": card.missed_lines,
    },
    tables=(
        Table("rsvp", Owner.CLUB, "what was said explains the card", kept=TWO_YEARS, personal=True),
        Table("attendance", Owner.CLUB, "activity is read from the last eight meetings", kept=TWO_YEARS, personal=True),
    ),
    erase=erase,
    export=export,
    foreseen={
        i.AskSilent: lambda _: T("who comes is asked"),
        i.CardDue: lambda _: T("the attendance card is due"),
        i.Unconfirmed: lambda _: T("the attendance is assumed"),
    },
)
