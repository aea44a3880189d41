"""What people and the clockwork ask of tips."""

from __future__ import annotations

from typing import ClassVar

from bot.features.tips.ports import Area, TipId
from bot.kernel.fields import filled, line, prose
from bot.kernel.intents import Intent, intent

MOST_LETTERS = 1000
MOST_OF_EXPERIENCE = 500
MOST_OF_REFERENCE = 200


@intent
class GiveTip(Intent):
    """Give a tip to the host; without words it opens the form for them."""

    code: ClassVar[str] = "ig"
    words: str | None = filled(prose(MOST_LETTERS))


@intent
class SaveAsTip(Intent):
    """Save what was written to the room as a tip: an own message at once, another's when its author agrees (R7.4).

    The platform fills all three in: the words, the author's account on it, and what it calls the message.
    """

    code: ClassVar[str] = "is"
    words: str = filled(prose(MOST_LETTERS), default="")
    author: str = filled(line(MOST_OF_REFERENCE), default="")
    message: str = filled(line(MOST_OF_REFERENCE), default="")


@intent
class AnswerAsked(Intent):
    """The author lets a message be saved as a tip, or leaves it."""

    code: ClassVar[str] = "ic"
    tip: TipId
    agrees: bool


@intent
class AskedLapsed(Intent):
    """Timer: the author has not answered for a week; the quoted words are deleted."""

    code: ClassVar[str] = "iq"
    tip: TipId


@intent
class ShowTip(Intent):
    """See one of one's own tips."""

    code: ClassVar[str] = "ih"
    tip: TipId


@intent
class SetArea(Intent):
    """Say what a tip is about."""

    code: ClassVar[str] = "ia"
    tip: TipId
    area: Area


@intent
class SetEffort(Intent):
    """Say how much work a tip is: one to three dots."""

    code: ClassVar[str] = "io"
    tip: TipId
    dots: int


@intent
class SetEffect(Intent):
    """Say how much a tip would help: one to three dots."""

    code: ClassVar[str] = "if"
    tip: TipId
    dots: int


@intent
class SetNamed(Intent):
    """Sign a tip, or give it unnamed (R7.3)."""

    code: ClassVar[str] = "in"
    tip: TipId
    named: bool


@intent
class EditTip(Intent):
    """Change a tip's words; without words it opens the form for them."""

    code: ClassVar[str] = "ie"
    tip: TipId
    words: str | None = filled(prose(MOST_LETTERS))


@intent
class TellExperience(Intent):
    """Add how it went in one's own shop; without words it opens the form for them."""

    code: ClassVar[str] = "ix"
    tip: TipId
    experience: str | None = filled(prose(MOST_OF_EXPERIENCE, optional=True))


@intent
class WithdrawTip(Intent):
    """Take a tip back; its words are deleted."""

    code: ClassVar[str] = "iw"
    tip: TipId
    sure: bool = False


@intent
class GiveAgain(Intent):
    """Give a tip that came back to the host there is now (R5.6)."""

    code: ClassVar[str] = "ir"
    tip: TipId


@intent
class ShowTips(Intent):
    """Read the tips so far, a page at a time."""

    code: ClassVar[str] = "it"
    page: int = 0


@intent
class MyTips(Intent):
    """See the tips one has given, a page at a time."""

    code: ClassVar[str] = "im"
    page: int = 0


@intent
class BackTip(Intent):
    """Back a tip for one's company, or take that back."""

    code: ClassVar[str] = "ib"
    tip: TipId
    backs: bool
    page: int = 0


@intent
class ShowAlike(Intent):
    """The host or the lead sees which tips are nearly alike (R7.5)."""

    code: ClassVar[str] = "il"


@intent
class JoinTips(Intent):
    """Join two tips that say the same."""

    code: ClassVar[str] = "ij"
    one: TipId
    other: TipId


@intent
class KeepApart(Intent):
    """Two tips that read alike are two."""

    code: ClassVar[str] = "ik"
    one: TipId
    other: TipId


@intent
class TakeApart(Intent):
    """Undo the joining under one tip."""

    code: ClassVar[str] = "iu"
    tip: TipId
