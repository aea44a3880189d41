"""What organizers and leads ask about clubs and their rules."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import ClassVar
from zoneinfo import ZoneInfo

from bot.features.clubs.model import MOST_LINES, NAME_LIMIT, PLACE_LIMIT
from bot.features.joining.intents import read_zone
from bot.kernel.fields import Raw, day, filled, hour, line, many_of, one_of, prose, reference, ticked, whole
from bot.kernel.intents import Intent, OpenIntent, intent
from bot.kernel.people import Language

SHORTEST_MINUTES, LONGEST_MINUTES = 30, 600
LONGEST_LISTING = MOST_LINES * 2 * NAME_LIMIT
MOST_TERM_MONTHS = 60
MOST_CADENCE = 99  # the rule's own limits are said with the sum


class Country(StrEnum):
    """The countries whose public holidays a club may keep (ISO codes; Åland is one of its own here)."""

    FI = "FI"
    SE = "SE"
    AX = "AX"


def _read_listed(raw: Raw) -> str:
    """Read a list; columns copied from a table are kept apart by a dash."""
    words = raw if isinstance(raw, str) else "\n".join(raw)
    return str(prose(LONGEST_LISTING)(words.replace("\t", " – ")))


@intent
class ShowOrganizer(OpenIntent):
    """See what an organizer can do."""

    code: ClassVar[str] = "co"


@intent
class FoundClub(OpenIntent):
    """Found a club and name its lead."""

    code: ClassVar[str] = "cf"

    name: str | None = filled(line(NAME_LIMIT))
    lead_name: str | None = filled(line(NAME_LIMIT))
    lead_company: str | None = filled(line(NAME_LIMIT))
    language: Language | None = filled(one_of(Language))


@intent
class Counts(OpenIntent):
    """See the counts of the clubs; never their content."""

    code: ClassVar[str] = "cn"


@intent
class RenewLeadLink(Intent):
    """Make the first lead's link anew, as long as nobody has opened it."""

    code: ClassVar[str] = "cl"


@intent
class BindRoom(Intent):
    """Make the chat this is said in a room of the club."""

    code: ClassVar[str] = "cb"


@intent
class OpenClub(Intent):
    """See the club's rules."""

    code: ClassVar[str] = "cc"


@intent
class OpenSetup(Intent):
    """Go on setting the club up."""

    code: ClassVar[str] = "cs"


@intent
class SetRegion(Intent):
    """Step 1: the languages, the clock and the public holidays."""

    code: ClassVar[str] = "cr"

    languages: tuple[Language, ...] | None = filled(many_of(one_of(Language)))
    language: Language | None = filled(one_of(Language))
    zone: ZoneInfo | None = filled(read_zone)
    countries: tuple[Country, ...] | None = filled(many_of(one_of(Country)))


@intent
class SetHours(Intent):
    """Step 2: the usual weekdays, hour and length."""

    code: ClassVar[str] = "ch"

    weekdays: tuple[int, ...] | None = filled(many_of(whole(0, 6)))
    start: time | None = filled(hour())
    minutes: int | None = filled(whole(SHORTEST_MINUTES, LONGEST_MINUTES))


@intent
class AddCompanies(Intent):
    """Step 3: the companies with a contact person each."""

    code: ClassVar[str] = "ca"

    listed: str | None = filled(_read_listed)


@intent
class SetHost(Intent):
    """Step 4: whose turn it is, and where."""

    code: ClassVar[str] = "ct"

    company: str | None = filled(reference())
    place: str | None = filled(line(PLACE_LIMIT))


@intent
class InviteAll(Intent):
    """Step 5: links for everybody who has none; with it the club is ready."""

    code: ClassVar[str] = "ci"


@intent
class SetCadence(Intent):
    """Change how many weeks lie between meetings."""

    code: ClassVar[str] = "ce"

    weeks: int | None = filled(whole(1, MOST_CADENCE))


@intent
class SetTerm(Intent):
    """Change for how long lead and deputy are asked."""

    code: ClassVar[str] = "cm"

    months: int | None = filled(whole(0, MOST_TERM_MONTHS))


@intent
class CloseClub(Intent):
    """Ask to close the club for good."""

    code: ClassVar[str] = "cz"

    sure: bool = False


@intent
class ConfirmClosing(Intent):
    """Agree that the club closes, as the second of two."""

    code: ClassVar[str] = "cv"


@intent
class KeepClub(Intent):
    """Take back that the club is to close."""

    code: ClassVar[str] = "cw"


@intent
class ShowPauses(Intent):
    """See the pauses."""

    code: ClassVar[str] = "cp"


@intent
class AddPause(Intent):
    """Add days without meetings and messages."""

    code: ClassVar[str] = "cq"

    first: date | None = filled(day())
    last: date | None = filled(day())
    yearly: bool = filled(ticked(), default=False)


@intent
class RemovePause(Intent):
    """Take a pause away."""

    code: ClassVar[str] = "cx"

    pause: str
