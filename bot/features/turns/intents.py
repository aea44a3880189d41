"""What people and the clockwork ask of the turn at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.features.clubs.model import PLACE_LIMIT
from bot.features.meetings.ports import MeetingId
from bot.features.turns.ports import TurnId
from bot.kernel.fields import filled, line, web_address
from bot.kernel.intents import Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptTurn(Intent):
    """The host takes the turn and says where; later the same form changes place and webshop."""

    code: ClassVar[str] = "ua"
    turn: TurnId
    place: str | None = filled(line(PLACE_LIMIT))
    webshop: str | None = filled(web_address(optional=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTurn(Intent):
    """The host cannot take the turn; once a date is decided it is asked once more."""

    code: ClassVar[str] = "un"
    turn: TurnId
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StillYours(Intent):
    """After a cancelled meeting the host says whether the turn stays with it."""

    code: ClassVar[str] = "uy"
    turn: TurnId
    takes_it: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeekVolunteers(Intent):
    """The lead asks the room who can take the club next."""

    code: ClassVar[str] = "us"


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer(Intent):
    """A company takes a turn that nobody has."""

    code: ClassVar[str] = "uv"
    place: str | None = filled(line(PLACE_LIMIT))
    webshop: str | None = filled(web_address(optional=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTurn(Intent):
    """See whose turn it is."""

    code: ClassVar[str] = "ut"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTurn(Intent):
    """Timer: a company is asked whether it takes its turn."""

    code: ClassVar[str] = "uq"
    turn: TurnId


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindTurn(Intent):
    """Timer: a company that was asked is reminded, once."""

    code: ClassVar[str] = "ur"
    turn: TurnId


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseTurn(Intent):
    """Timer: a company that was asked has not answered in time."""

    code: ClassVar[str] = "ul"
    turn: TurnId


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInSilent(Intent):
    """Timer: nobody has taken a decided date whose host fell out."""

    code: ClassVar[str] = "uf"
    meeting: MeetingId


@dataclass(frozen=True, slots=True, kw_only=True)
class StillSilent(Intent):
    """Timer: the host of a cancelled meeting has not said whether the turn stays with it."""

    code: ClassVar[str] = "ui"
    turn: TurnId
