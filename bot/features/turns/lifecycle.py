"""What a turn goes through, act by act and view by view: asked, taken, passed on (R5.2, R5.3, R5.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.features.turns import intents as i
from bot.features.turns.service import answering, asking, falling_out, volunteering
from bot.features.turns.views import asked, whose
from bot.kernel.feature import Act, Answered, Command, ViewMaker
from bot.kernel.intents import Intent
from bot.kernel.people import LEADS, MEMBERS, TIMER_ONLY, Role
from bot.kernel.texts import T, Text
from bot.kernel.views import ViewRef

HOST = frozenset({Role.HOST})


def _turn(asked_for: Any) -> ViewRef:  # noqa: ANN401 - any act on a turn leads back to its panel
    return ViewRef("turns.turn", asked_for.club)


LIFECYCLE_ACTS = (
    Act(
        i.ShowTurn,
        answering.show_turn,
        MEMBERS,
        command=Command("turn", T("Whose turn it is to host"), ("tur", "vuoro")),
        panel=_turn,
    ),
    Act(i.AcceptTurn, answering.accept, HOST, Answered.FORM, panel=_turn, changes_roster=True),
    Act(i.PassTurn, answering.pass_turn, HOST, panel=_turn, changes_roster=True),
    Act(i.StillYours, answering.still_yours, HOST, panel=_turn, changes_roster=True),
    Act(i.SeekVolunteers, volunteering.seek, LEADS, panel=_turn),
    Act(i.Volunteer, volunteering.volunteer, MEMBERS, Answered.FORM, panel=_turn, changes_roster=True),
    Act(i.AskTurn, asking.ask, TIMER_ONLY),
    Act(i.RemindTurn, asking.remind, TIMER_ONLY),
    Act(i.LapseTurn, asking.lapse, TIMER_ONLY, changes_roster=True),
    Act(i.StandInSilent, falling_out.stand_in_silent, TIMER_ONLY, changes_roster=True),
    Act(i.StillSilent, answering.still_silent, TIMER_ONLY, changes_roster=True),
)
LIFECYCLE_VIEWS: Mapping[str, ViewMaker] = {
    "turns.turn": whose.turn_now,
    "turns.asked": asked.asked,
    "turns.reminded": asked.reminded,
    "turns.named": asked.named,
    "turns.still_yours": asked.still_yours,
    "turns.stand_in": asked.stand_in,
    "turns.volunteers": whose.volunteers,
    "turns.went_on": whose.went_on,
    "turns.host_wanted": whose.host_wanted,
}
LIFECYCLE_FORESEEN: Mapping[type[Intent], Callable[[Any], Text]] = {
    i.AskTurn: lambda _: T("the next host is asked"),
    i.RemindTurn: lambda _: T("the host is reminded"),
    i.LapseTurn: lambda _: T("the turn goes on"),
    i.StandInSilent: lambda _: T("the meeting is cancelled, unless a host is found"),
    i.StillSilent: lambda _: T("the turn goes on"),
}
