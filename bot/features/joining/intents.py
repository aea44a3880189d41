"""What people ask about coming, going and themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo

from bot.features.joining.model import NAME_LIMIT
from bot.kernel.fields import NotUsableError, Raw, filled, line, reference
from bot.kernel.intents import Intent, OpenIntent
from bot.kernel.people import CompanyId, Language, MembershipId
from bot.kernel.roster import Post
from bot.kernel.texts import T

NO_COMPANY = CompanyId("")
# Where club people live; the first is the default. A zone outside the list is a word to the operator.
ZONES = (
    "Europe/Helsinki",
    "Europe/Mariehamn",
    "Europe/Stockholm",
    "Europe/Oslo",
    "Europe/Copenhagen",
    "Europe/Tallinn",
)


def read_zone(raw: Raw) -> ZoneInfo:
    """Read one of the zones offered."""
    words = (raw if isinstance(raw, str) else "".join(raw[:1])).strip()
    if words in ZONES:
        return ZoneInfo(words)
    raise NotUsableError(T("Choose one of the answers offered."))


def _read_company(raw: Raw) -> str:
    """Read a company chosen from a list; the button may have named it already."""
    return str(reference()(raw)) if any(raw) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseBootstrap(OpenIntent):
    """Become an organizer with the operator's one-time code."""

    code: ClassVar[str] = "jb"

    word: str | None = filled(line(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation(OpenIntent):
    """Open a personal invitation."""

    code: ClassVar[str] = "jo"

    token: str | None = filled(line(400))


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock(OpenIntent):
    """Give one's name at a company's link; the token travels in the form, and nothing keeps it."""

    code: ClassVar[str] = "jf"

    token: str = ""
    name: str | None = filled(line(NAME_LIMIT))


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn(Intent):
    """Let in somebody who knocks."""

    code: ClassVar[str] = "jj"

    member: MembershipId


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnAway(Intent):
    """Do not let in somebody who knocks."""

    code: ClassVar[str] = "jk"

    member: MembershipId


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCompanyLink(Intent):
    """Make a link for all of a company; an earlier one is dead."""

    code: ClassVar[str] = "jn"

    company: CompanyId


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeCompanyLink(Intent):
    """Make a company's link dead."""

    code: ClassVar[str] = "jq"

    company: CompanyId


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetKnock(Intent):
    """The clock: nobody has let somebody in for two weeks."""

    code: ClassVar[str] = "ja"

    member: MembershipId


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptPledge(Intent):
    """Accept the three rules."""

    code: ClassVar[str] = "jp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite(Intent):
    """Write somebody into the roster and make their link; a button may name the company already."""

    code: ClassVar[str] = "ji"

    company: CompanyId = NO_COMPANY
    chosen: str | None = filled(_read_company)
    name: str | None = filled(line(NAME_LIMIT))


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewInvitation(Intent):
    """Make a new link for somebody invited; the old one is dead."""

    code: ClassVar[str] = "jr"

    member: MembershipId


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeInvitation(Intent):
    """Make somebody's link dead; the name stays in the roster."""

    code: ClassVar[str] = "jv"

    member: MembershipId


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Intent):
    """Leave the club."""

    code: ClassVar[str] = "jl"

    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveMember(Intent):
    """End somebody's membership."""

    code: ClassVar[str] = "jx"

    member: MembershipId
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveCompany(Intent):
    """End a company's membership, with all its people."""

    code: ClassVar[str] = "jy"

    company: CompanyId
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDeputy(Intent):
    """Make a member the deputy."""

    code: ClassVar[str] = "jd"

    member: MembershipId


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Intent):
    """Change places with the deputy."""

    code: ClassVar[str] = "jh"

    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferToMind(Intent):
    """Say that one will mind a club that has no lead."""

    code: ClassVar[str] = "lo"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmMinder(Intent):
    """Agree, for another company, that somebody minds the club."""

    code: ClassVar[str] = "lc"

    member: MembershipId


@dataclass(frozen=True, slots=True, kw_only=True)
class TermNears(Intent):
    """The clock: a term ends in a cycle's time."""

    code: ClassVar[str] = "lt"

    post: Post


@dataclass(frozen=True, slots=True, kw_only=True)
class SetContact(Intent):
    """Make somebody their company's contact person."""

    code: ClassVar[str] = "jc"

    member: MembershipId


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCompany(Intent):
    """Rename a company."""

    code: ClassVar[str] = "je"

    company: CompanyId
    name: str | None = filled(line(NAME_LIMIT))


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberList(Intent):
    """See who is in the club."""

    code: ClassVar[str] = "jm"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCompany(Intent):
    """See one company's people and what can be changed about them."""

    code: ClassVar[str] = "js"

    company: CompanyId = NO_COMPANY


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLanguage(OpenIntent):
    """See the languages to choose from."""

    code: ClassVar[str] = "jt"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLanguage(OpenIntent):
    """Be spoken to in this language."""

    code: ClassVar[str] = "ju"

    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseZone(OpenIntent):
    """See the zones to choose from."""

    code: ClassVar[str] = "jz"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetZone(OpenIntent):
    """Read times in this zone; `number` is its place in the list offered."""

    code: ClassVar[str] = "jw"

    number: int
