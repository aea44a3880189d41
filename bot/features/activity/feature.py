"""Activity: what a company has done, and a kind line when it was missed (R8); quiet for who wants it (R9)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.features.activity.intents import (
    AnswerNudge,
    GoOn,
    HearAll,
    NotMet,
    OptOut,
    ShowActivity,
    ShowQuiet,
    ShowRecord,
    Snooze,
    SnoozeUntil,
)
from bot.features.activity.privacy import export
from bot.features.activity.service import meeting, nudging
from bot.features.activity.service import quiet as wishes
from bot.features.activity.service import record as records
from bot.features.activity.views import nudges, quiet, record, silence
from bot.kernel.feature import Act, Answered, Command, Feature, Owner, Table
from bot.kernel.people import LEADS, MEMBERS, TIMER_ONLY, ClubScope
from bot.kernel.ports import UnitOfWork
from bot.kernel.texts import T
from bot.kernel.views import ViewRef

# As long as the marks they were told of: a count stands while its meeting is one of the last eight.
NUDGES_KEPT = timedelta(days=730)


def _quiet(asked: Any) -> ViewRef:  # noqa: ANN401 - any act on quiet leads back to how quiet it is
    return ViewRef(quiet.QUIET, asked.club)


_QUIET = (
    Act(
        ShowQuiet,
        wishes.show_quiet,
        MEMBERS,
        command=Command("quiet", T("Fewer messages, or none for a while"), ("tyst", "hiljaa")),
        panel=_quiet,
    ),
    Act(Snooze, wishes.snooze, MEMBERS, Answered.UPDATE, panel=_quiet),
    Act(SnoozeUntil, wishes.snooze_until, MEMBERS, Answered.FORM, panel=_quiet),
    Act(OptOut, wishes.opt_out, MEMBERS, Answered.UPDATE, panel=_quiet),
    Act(HearAll, wishes.hear_all, MEMBERS, Answered.UPDATE, panel=_quiet),
    Act(GoOn, wishes.go_on, MEMBERS, Answered.UPDATE, panel=_quiet),
)

_ACTIVITY = (
    Act(
        ShowRecord,
        records.show_record,
        MEMBERS,
        command=Command("record", T("What you have done"), ("egen", "oma")),
        panel=lambda asked: ViewRef(records.RECORD, asked.club),
    ),
    Act(
        ShowActivity,
        records.show_activity,
        LEADS,
        command=Command("activity", T("What the companies have done"), ("aktivitet", "aktiivisuus")),
        panel=lambda asked: ViewRef(records.CLUB_RECORD, asked.club),
    ),
    Act(AnswerNudge, nudging.answer_nudge, MEMBERS),
    Act(NotMet, meeting.not_met, TIMER_ONLY),
)


async def _settle(work: UnitOfWork, scope: ClubScope) -> None:
    """Look at who was missed, and for how long the club may not meet."""
    await nudging.settle(work, scope)
    await meeting.watch(work, scope)


FEATURE = Feature(
    name="activity",
    acts=(*_QUIET, *_ACTIVITY),
    settle=_settle,
    views={
        quiet.QUIET: quiet.quiet,
        records.RECORD: record.own,
        records.CLUB_RECORD: record.club,
        nudging.MISSED_TWO: nudges.missed_two,
        nudging.FLAG: nudges.flag,
        nudging.PLEASE_CALL: nudges.please_call,
        meeting.NOT_MET: record.not_met,
        meeting.NOT_MET_FACT: record.not_met_fact,
        "activity.silent": silence.silent,
        "activity.gone_silent": silence.gone_silent,
        "activity.unheard": silence.unheard,
    },
    export=export,
    facts=frozenset({meeting.NOT_MET_FACT}),
    tables=(Table("nudge", Owner.CLUB, "which missed meetings a company was told of", NUDGES_KEPT),),
)
