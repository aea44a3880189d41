"""Absences: what a company declares for itself, days away and leave (R0, R8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.features.absences import service, views
from bot.features.absences.intents import (
    AddAway,
    BackAgain,
    BeginLeave,
    LeaveBegins,
    LeaveEnds,
    ShowAbsences,
    TakeBack,
)
from bot.kernel.feature import Act, Answered, Command, Feature, Owner, Table
from bot.kernel.people import MEMBERS, TIMER_ONLY
from bot.kernel.texts import T
from bot.kernel.views import ViewRef


def _own(asked: Any) -> ViewRef:  # noqa: ANN401 - any act on absences leads back to their list
    return ViewRef(views.OWN, asked.club)


FEATURE = Feature(
    name="absences",
    acts=(
        Act(
            ShowAbsences,
            service.show_absences,
            MEMBERS,
            command=Command("away", T("Days away, and leave"), ("borta", "poissa")),
            panel=_own,
        ),
        Act(AddAway, service.add_away, MEMBERS, Answered.FORM, panel=_own, changes_roster=True),
        Act(BeginLeave, service.begin_leave, MEMBERS, Answered.FORM, panel=_own, changes_roster=True),
        Act(TakeBack, service.take_back, MEMBERS, Answered.UPDATE, panel=_own, changes_roster=True),
        Act(BackAgain, service.back_again, MEMBERS, Answered.UPDATE, panel=_own, changes_roster=True),
        Act(LeaveBegins, service.leave_changes, TIMER_ONLY, changes_roster=True),
        Act(LeaveEnds, service.leave_changes, TIMER_ONLY, changes_roster=True),
    ),
    settle=service.settle,
    views={views.OWN: views.own},
    tables=(Table("absence", Owner.CLUB, "which companies were away or on leave when", kept=timedelta(days=730)),),
    export=service.export,
)
