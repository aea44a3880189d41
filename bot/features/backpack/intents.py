"""What people and the clockwork ask of backpacks."""

from __future__ import annotations

from typing import ClassVar

from bot.features.backpack.ports import Outcome
from bot.features.tips.ports import TipId
from bot.features.turns.ports import NO_TURN, TurnId
from bot.kernel.intents import Intent, intent


@intent
class OpenBackpack(Intent):
    """Read a backpack, the latest one may open when no turn is said; `page` turns the numbers to pick from."""

    code: ClassVar[str] = "kk"
    turn: TurnId = NO_TURN
    page: int = 0


@intent
class Pack(Intent):
    """Pack the backpack now."""

    code: ClassVar[str] = "kp"


@intent
class PickTip(Intent):
    """Take a tip among the first three, or put it back."""

    code: ClassVar[str] = "kc"
    tip: TipId
    wanted: bool
    page: int = 0


@intent
class ShareBackpack(Intent):
    """Let the club's members read it."""

    code: ClassVar[str] = "kh"
    turn: TurnId


@intent
class ShowFollowUp(Intent):
    """See what is said of the picked tips, and say more."""

    code: ClassVar[str] = "kf"
    turn: TurnId


@intent
class SayOutcome(Intent):
    """Say what became of a picked tip."""

    code: ClassVar[str] = "ko"
    tip: TipId
    outcome: Outcome


@intent
class TellClub(Intent):
    """Agree that the room hears that one more tip has worked: one word from the host, one from the author."""

    code: ClassVar[str] = "ka"
    tip: TipId


@intent
class PackDue(Intent):
    """Timer: nobody has packed by noon the day after."""

    code: ClassVar[str] = "kd"
    turn: TurnId


@intent
class CloseBackpack(Intent):
    """Timer: the seventh day; later tips are packed, and none is taken any more."""

    code: ClassVar[str] = "ks"
    turn: TurnId


@intent
class FollowUpDue(Intent):
    """Timer: the host is asked what became of its picks."""

    code: ClassVar[str] = "kq"
    turn: TurnId
