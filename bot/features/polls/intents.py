"""What people and the clockwork ask of a date poll."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import ClassVar, NewType

from bot.kernel.fields import day, filled, hour
from bot.kernel.intents import Intent, intent
from bot.kernel.people import CompanyId

PollId = NewType("PollId", str)
SlotId = NewType("SlotId", str)


class Tick(StrEnum):
    """An answer as it travels on a button."""

    YES = "y"
    IF_NEED_BE = "m"
    NO = "n"


@intent
class Vote(Intent):
    """Answer one slot for one's own company."""

    code: ClassVar[str] = "pv"
    slot: SlotId
    tick: Tick


@intent
class NoneOfThese(Intent):
    """Say no to every slot."""

    code: ClassVar[str] = "pn"
    poll: PollId


@intent
class AllFit(Intent):
    """Say yes to every slot."""

    code: ClassVar[str] = "pa"
    poll: PollId


@intent
class MyAnswers(Intent):
    """See and change one's answers."""

    code: ClassVar[str] = "pm"


@intent
class WhyThisDate(Intent):
    """Hear why the date was chosen."""

    code: ClassVar[str] = "pw"
    poll: PollId


@intent
class HostWord(Intent):
    """The host's word on the one slot put to it."""

    code: ClassVar[str] = "ph"
    poll: PollId
    takes_it: bool


@intent
class LeadPoll(Intent):
    """The lead's panel of the poll, in whatever state it is."""

    code: ClassVar[str] = "pl"


@intent
class WhoIsMissing(Intent):
    """The lead sees who has not answered."""

    code: ClassVar[str] = "pq"


@intent
class ByPhone(Intent):
    """The lead opens a company's answers to fill them in by phone."""

    code: ClassVar[str] = "pb"
    poll: PollId
    company: CompanyId


@intent
class PhoneVote(Intent):
    """The lead answers one slot for a company, by phone; `sure` replaces the company's own answer."""

    code: ClassVar[str] = "pp"
    slot: SlotId
    company: CompanyId
    tick: Tick
    sure: bool = False


@intent
class AskForSlot(Intent):
    """Open the form for one more time in a drawn poll."""

    code: ClassVar[str] = "pf"
    poll: PollId


@intent
class AddSlot(Intent):
    """Add a time to a drawn poll; `sure` takes it on a holiday too."""

    code: ClassVar[str] = "ps"
    poll: PollId
    sure: bool = False
    day: date | None = filled(day())
    start: time | None = filled(hour())


@intent
class KeepSlot(Intent):
    """Add a time the lead was asked about once more (a holiday)."""

    code: ClassVar[str] = "pk"
    poll: PollId
    day: date
    start: time


@intent
class DropSlot(Intent):
    """Take a time out of a drawn poll."""

    code: ClassVar[str] = "pr"
    slot: SlotId


@intent
class OpenNow(Intent):
    """The lead opens a drawn poll at once."""

    code: ClassVar[str] = "po"
    poll: PollId


@intent
class CloseNow(Intent):
    """The lead closes the poll."""

    code: ClassVar[str] = "pc"
    poll: PollId
    sure: bool = False


@intent
class Redo(Intent):
    """The lead withdraws a running poll and has new slots drawn."""

    code: ClassVar[str] = "pz"
    poll: PollId
    sure: bool = False


@intent
class AskForDate(Intent):
    """Open the form in which the lead sets the date."""

    code: ClassVar[str] = "pg"
    poll: PollId


@intent
class SetDate(Intent):
    """The lead sets the date after two rounds without a quorum; the host taps yes."""

    code: ClassVar[str] = "pd"
    poll: PollId
    day: date | None = filled(day())
    start: time | None = filled(hour())


@intent
class DrawSlots(Intent):
    """Timer: draw the slots and show them to the lead, 24 h before opening."""

    code: ClassVar[str] = "td"
    poll: PollId


@intent
class OpenPoll(Intent):
    """Timer: the poll opens."""

    code: ClassVar[str] = "to"
    poll: PollId


@intent
class Remind(Intent):
    """Timer: those who have not answered are reminded, once."""

    code: ClassVar[str] = "tr"
    poll: PollId


@intent
class CloseDue(Intent):
    """Timer: the poll's time is over."""

    code: ClassVar[str] = "tc"
    poll: PollId


@intent
class CloseQuiet(Intent):
    """Timer: everyone is complete and ten minutes have passed without a tap."""

    code: ClassVar[str] = "tq"
    poll: PollId


@intent
class HostSilent(Intent):
    """Timer: the host has not given its word for 24 hours."""

    code: ClassVar[str] = "th"
    poll: PollId
