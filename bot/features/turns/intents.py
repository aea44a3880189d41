"""What people and the clockwork ask of the turn at hand."""

from __future__ import annotations

from typing import ClassVar

from bot.features.clubs.model import PLACE_LIMIT
from bot.features.meetings.ports import MeetingId
from bot.features.turns.ports import TurnId
from bot.kernel.fields import filled, line, web_address
from bot.kernel.intents import Intent, intent


@intent
class AcceptTurn(Intent):
    """The host takes the turn and says where; later the same form changes place and webshop."""

    code: ClassVar[str] = "ua"
    turn: TurnId
    place: str | None = filled(line(PLACE_LIMIT))
    webshop: str | None = filled(web_address(optional=True))


@intent
class PassTurn(Intent):
    """The host cannot take the turn; once a date is decided it is asked once more."""

    code: ClassVar[str] = "un"
    turn: TurnId
    sure: bool = False


@intent
class StillYours(Intent):
    """After a cancelled meeting the host says whether the turn stays with it."""

    code: ClassVar[str] = "uy"
    turn: TurnId
    takes_it: bool


@intent
class SeekVolunteers(Intent):
    """The lead asks the room who can take the club next."""

    code: ClassVar[str] = "us"


@intent
class Volunteer(Intent):
    """A company takes a turn that nobody has."""

    code: ClassVar[str] = "uv"
    place: str | None = filled(line(PLACE_LIMIT))
    webshop: str | None = filled(web_address(optional=True))


@intent
class ShowTurn(Intent):
    """See whose turn it is."""

    code: ClassVar[str] = "ut"


@intent
class AskTurn(Intent):
    """Timer: a company is asked whether it takes its turn."""

    code: ClassVar[str] = "uq"
    turn: TurnId


@intent
class RemindTurn(Intent):
    """Timer: a company that was asked is reminded, once."""

    code: ClassVar[str] = "ur"
    turn: TurnId


@intent
class LapseTurn(Intent):
    """Timer: a company that was asked has not answered in time."""

    code: ClassVar[str] = "ul"
    turn: TurnId


@intent
class StandInSilent(Intent):
    """Timer: nobody has taken a decided date whose host fell out."""

    code: ClassVar[str] = "uf"
    meeting: MeetingId


@intent
class StillSilent(Intent):
    """Timer: the host of a cancelled meeting has not said whether the turn stays with it."""

    code: ClassVar[str] = "ui"
    turn: TurnId
