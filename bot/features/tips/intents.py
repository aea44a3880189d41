"""What people and the clockwork ask of tips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.features.tips.ports import Area, TipId
from bot.kernel.fields import filled, line, prose
from bot.kernel.intents import Intent

MOST_LETTERS = 1000
MOST_OF_EXPERIENCE = 500
MOST_OF_REFERENCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveTip(Intent):
    """Give a tip to the host; without words it opens the form for them."""

    code: ClassVar[str] = "ig"
    words: str | None = filled(prose(MOST_LETTERS))


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveAsTip(Intent):
    """Save what was written to the room as a tip: an own message at once, another's when its author agrees (R7.4).

    The platform fills all three in: the words, the author's account on it, and what it calls the message.
    """

    code: ClassVar[str] = "is"
    words: str = filled(prose(MOST_LETTERS), default="")
    author: str = filled(line(MOST_OF_REFERENCE), default="")
    message: str = filled(line(MOST_OF_REFERENCE), default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAsked(Intent):
    """The author lets a message be saved as a tip, or leaves it."""

    code: ClassVar[str] = "ic"
    tip: TipId
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLapsed(Intent):
    """Timer: the author has not answered for a week; the quoted words are deleted."""

    code: ClassVar[str] = "iq"
    tip: TipId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTip(Intent):
    """See one of one's own tips."""

    code: ClassVar[str] = "ih"
    tip: TipId


@dataclass(frozen=True, slots=True, kw_only=True)
class SetArea(Intent):
    """Say what a tip is about."""

    code: ClassVar[str] = "ia"
    tip: TipId
    area: Area


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEffort(Intent):
    """Say how much work a tip is: one to three dots."""

    code: ClassVar[str] = "io"
    tip: TipId
    dots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEffect(Intent):
    """Say how much a tip would help: one to three dots."""

    code: ClassVar[str] = "if"
    tip: TipId
    dots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetNamed(Intent):
    """Sign a tip, or give it unnamed (R7.3)."""

    code: ClassVar[str] = "in"
    tip: TipId
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTip(Intent):
    """Change a tip's words; without words it opens the form for them."""

    code: ClassVar[str] = "ie"
    tip: TipId
    words: str | None = filled(prose(MOST_LETTERS))


@dataclass(frozen=True, slots=True, kw_only=True)
class TellExperience(Intent):
    """Add how it went in one's own shop; without words it opens the form for them."""

    code: ClassVar[str] = "ix"
    tip: TipId
    experience: str | None = filled(prose(MOST_OF_EXPERIENCE, optional=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTip(Intent):
    """Take a tip back; its words are deleted."""

    code: ClassVar[str] = "iw"
    tip: TipId
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAgain(Intent):
    """Give a tip that came back to the host there is now (R5.6)."""

    code: ClassVar[str] = "ir"
    tip: TipId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTips(Intent):
    """Read the tips so far, a page at a time."""

    code: ClassVar[str] = "it"
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTips(Intent):
    """See the tips one has given, a page at a time."""

    code: ClassVar[str] = "im"
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTip(Intent):
    """Back a tip for one's company, or take that back."""

    code: ClassVar[str] = "ib"
    tip: TipId
    backs: bool
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowAlike(Intent):
    """The host or the lead sees which tips are nearly alike (R7.5)."""

    code: ClassVar[str] = "il"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinTips(Intent):
    """Join two tips that say the same."""

    code: ClassVar[str] = "ij"
    one: TipId
    other: TipId


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepApart(Intent):
    """Two tips that read alike are two."""

    code: ClassVar[str] = "ik"
    one: TipId
    other: TipId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeApart(Intent):
    """Undo the joining under one tip."""

    code: ClassVar[str] = "iu"
    tip: TipId
