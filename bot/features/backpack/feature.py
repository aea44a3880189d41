"""The acts, views and rows of backpacks."""

from __future__ import annotations

from datetime import timedelta

from bot.features.backpack import intents as i
from bot.features.backpack.service import following, packing, reading
from bot.features.backpack.service.own_data import erase, export
from bot.features.backpack.service.settling import settle
from bot.features.backpack.views import outcome, packed, room
from bot.kernel.feature import Act, Answered, Command, Feature, Owner, Table
from bot.kernel.people import MEMBERS, TIMER_ONLY, ClubScope
from bot.kernel.texts import T
from bot.kernel.views import ViewRef

AFTER_THE_CLUB = timedelta(days=365)
WHY = "what the club has learned, as long as it lives and twelve months more"


def _shared(intent: i.ShareBackpack) -> ViewRef:
    return packing.packed_view(ClubScope(intent.club), intent.turn)


def _followed(intent: i.ShowFollowUp) -> ViewRef:
    return following.follow_up_view(ClubScope(intent.club), intent.turn)


FEATURE = Feature(
    name="backpack",
    acts=(
        Act(
            i.OpenBackpack,
            reading.open_backpack,
            MEMBERS,
            command=Command("backpack", T("Open a packed backpack"), ("ryggsack", "reppu")),
        ),
        Act(
            i.Pack,
            packing.pack,
            MEMBERS,
            command=Command("pack", T("Pack the host's backpack"), ("packa", "pakkaa")),
        ),
        Act(i.PickTip, reading.pick, MEMBERS, Answered.UPDATE),
        Act(i.ShareBackpack, reading.share, MEMBERS, panel=_shared),
        Act(i.ShowFollowUp, following.show_follow_up, MEMBERS, panel=_followed),
        Act(i.SayOutcome, following.say_outcome, MEMBERS, Answered.UPDATE),
        Act(i.TellClub, following.tell_club, MEMBERS),
        Act(i.PackDue, packing.pack_due, TIMER_ONLY),
        Act(i.CloseBackpack, packing.close_due, TIMER_ONLY),
        Act(i.FollowUpDue, following.follow_up_due, TIMER_ONLY),
    ),
    settle=settle,
    views={
        "backpack.packed": packed.packed,
        "backpack.shelf": packed.shelf,
        "backpack.empty": packed.empty,
        "backpack.asked": outcome.asked,
        "backpack.follow_up": outcome.follow_up,
        "backpack.result": outcome.result,
        "backpack.card": room.card,
        "backpack.worked": room.worked,
    },
    tables=(
        Table("backpack", Owner.CLUB, WHY, kept=AFTER_THE_CLUB),
        Table("pick", Owner.CLUB, WHY, kept=AFTER_THE_CLUB, personal=True),
    ),
    erase=erase,
    export=export,
    foreseen={
        i.PackDue: lambda _: T("the backpack is packed"),
        i.CloseBackpack: lambda _: T("later tips are packed"),
        i.FollowUpDue: lambda _: T("what came of the tips is asked"),
    },
)
