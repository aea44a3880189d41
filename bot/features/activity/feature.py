"""Activity: what a company has done, and a kind line when it was missed (R8); quiet for who wants it (R9)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.features.activity.intents import GoOn, HearAll, OptOut, ShowQuiet, Snooze, SnoozeUntil
from bot.features.activity.service import quiet as wishes
from bot.features.activity.views import quiet, silence
from bot.kernel.feature import Act, Answered, Command, Feature, Owner, Table
from bot.kernel.people import MEMBERS
from bot.kernel.texts import T
from bot.kernel.views import ViewRef

NUDGES_KEPT = timedelta(days=90)


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

FEATURE = Feature(
    name="activity",
    acts=_QUIET,
    views={
        quiet.QUIET: quiet.quiet,
        "activity.silent": silence.silent,
        "activity.gone_silent": silence.gone_silent,
        "activity.unheard": silence.unheard,
    },
    tables=(Table("nudge", Owner.CLUB, "which missed meetings a company was told of", NUDGES_KEPT),),
)
