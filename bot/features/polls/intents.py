"""What people and the clockwork ask of a date poll."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import ClassVar, NewType

from bot.kernel.fields import day, filled, hour
from bot.kernel.intents import Intent
from bot.kernel.people import CompanyId

PollId = NewType("PollId", str)
SlotId = NewType("SlotId", str)


class Tick(StrEnum):
    """An answer as it travels on a button."""

    YES = "y"
    IF_NEED_BE = "m"
    NO = "n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Intent):
    """Answer one slot for one's own company."""

    code: ClassVar[str] = "pv"
    slot: SlotId
    tick: Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class NoneOfThese(Intent):
    """Say no to every slot."""

    code: ClassVar[str] = "pn"
    poll: PollId


@dataclass(frozen=True, slots=True, kw_only=True)
class AllFit(Intent):
    """Say yes to every slot."""

    code: ClassVar[str] = "pa"
    poll: PollId


@dataclass(frozen=True, slots=True, kw_only=True)
class MyAnswers(Intent):
    """See and change one's answers."""

    code: ClassVar[str] = "pm"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyThisDate(Intent):
    """Hear why the date was chosen."""

    code: ClassVar[str] = "pw"
    poll: PollId


@dataclass(frozen=True, slots=True, kw_only=True)
class HostWord(Intent):
    """The host's word on the one slot put to it."""

    code: ClassVar[str] = "ph"
    poll: PollId
    takes_it: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadPoll(Intent):
    """The lead's panel of the poll, in whatever state it is."""

    code: ClassVar[str] = "pl"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoIsMissing(Intent):
    """The lead sees who has not answered."""

    code: ClassVar[str] = "pq"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPhone(Intent):
    """The lead opens a company's answers to fill them in by phone."""

    code: ClassVar[str] = "pb"
    poll: PollId
    company: CompanyId


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneVote(Intent):
    """The lead answers one slot for a company, by phone; `sure` replaces the company's own answer."""

    code: ClassVar[str] = "pp"
    slot: SlotId
    company: CompanyId
    tick: Tick
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForSlot(Intent):
    """Open the form for one more time in a drawn poll."""

    code: ClassVar[str] = "pf"
    poll: PollId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSlot(Intent):
    """Add a time to a drawn poll; `sure` takes it on a holiday too."""

    code: ClassVar[str] = "ps"
    poll: PollId
    sure: bool = False
    day: date | None = filled(day())
    start: time | None = filled(hour())


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepSlot(Intent):
    """Add a time the lead was asked about once more (a holiday)."""

    code: ClassVar[str] = "pk"
    poll: PollId
    day: date
    start: time


@dataclass(frozen=True, slots=True, kw_only=True)
class DropSlot(Intent):
    """Take a time out of a drawn poll."""

    code: ClassVar[str] = "pr"
    slot: SlotId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNow(Intent):
    """The lead opens a drawn poll at once."""

    code: ClassVar[str] = "po"
    poll: PollId


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseNow(Intent):
    """The lead closes the poll."""

    code: ClassVar[str] = "pc"
    poll: PollId
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Redo(Intent):
    """The lead withdraws a running poll and has new slots drawn."""

    code: ClassVar[str] = "pz"
    poll: PollId
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForDate(Intent):
    """Open the form in which the lead sets the date."""

    code: ClassVar[str] = "pg"
    poll: PollId


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDate(Intent):
    """The lead sets the date after two rounds without a quorum; the host taps yes."""

    code: ClassVar[str] = "pd"
    poll: PollId
    day: date | None = filled(day())
    start: time | None = filled(hour())


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSlots(Intent):
    """Timer: draw the slots and show them to the lead, 24 h before opening."""

    code: ClassVar[str] = "td"
    poll: PollId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoll(Intent):
    """Timer: the poll opens."""

    code: ClassVar[str] = "to"
    poll: PollId


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind(Intent):
    """Timer: those who have not answered are reminded, once."""

    code: ClassVar[str] = "tr"
    poll: PollId


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDue(Intent):
    """Timer: the poll's time is over."""

    code: ClassVar[str] = "tc"
    poll: PollId


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseQuiet(Intent):
    """Timer: everyone is complete and ten minutes have passed without a tap."""

    code: ClassVar[str] = "tq"
    poll: PollId


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSilent(Intent):
    """Timer: the host has not given its word for 24 hours."""

    code: ClassVar[str] = "th"
    poll: PollId
