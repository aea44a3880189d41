"""The acts, views and rows of briefs."""

from __future__ import annotations

from datetime import timedelta

from bot.features.briefs import intents as i
from bot.features.briefs.privacy import erase, export
from bot.features.briefs.service import asking, writing
from bot.features.briefs.views import private
from bot.kernel.feature import Act, Answered, Command, Feature, Owner, Table
from bot.kernel.people import MEMBERS, TIMER_ONLY, Role
from bot.kernel.texts import T
from bot.kernel.views import ViewRef

HOST = frozenset({Role.HOST})


def _panel(intent: i.ShowBrief | i.WriteBrief) -> ViewRef:
    return ViewRef("briefs.brief", intent.club)


FEATURE = Feature(
    name="briefs",
    acts=(
        Act(
            i.ShowBrief,
            writing.show_brief,
            MEMBERS,
            command=Command("brief", T("What the host asks of its guests"), ("onskemal", "toiveet")),
            panel=_panel,
        ),
        Act(i.WriteBrief, writing.write_brief, HOST, Answered.FORM, panel=_panel),
        Act(i.RemindOfBrief, asking.remind, TIMER_ONLY),
        Act(i.Prepare, asking.prepare, TIMER_ONLY),
    ),
    settle=asking.follow,
    views={
        "briefs.asked": private.asked,
        "briefs.brief": private.brief,
        "briefs.preparation": private.preparation,
        "briefs.reminder": private.reminder,
    },
    tables=(Table("brief", Owner.CLUB, "as long as the turn it belongs to", kept=timedelta(days=3650), personal=True),),
    erase=erase,
    export=export,
    foreseen={
        i.RemindOfBrief: lambda _: T("the host is reminded of its brief"),
        i.Prepare: lambda _: T("the guests prepare"),
    },
)
