"""What people ask about coming, going and themselves."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo

from bot.features.joining.model import NAME_LIMIT
from bot.kernel.fields import NotUsableError, Raw, filled, line, reference
from bot.kernel.intents import Intent, OpenIntent, intent
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


@intent
class UseBootstrap(OpenIntent):
    """Become an organizer with the operator's one-time code."""

    code: ClassVar[str] = "jb"

    word: str | None = filled(line(200))


@intent
class OpenInvitation(OpenIntent):
    """Open a personal invitation."""

    code: ClassVar[str] = "jo"

    token: str | None = filled(line(400))


@intent
class Knock(OpenIntent):
    """Give one's name at a company's link; the token travels in the form, and nothing keeps it."""

    code: ClassVar[str] = "jf"

    token: str = ""
    name: str | None = filled(line(NAME_LIMIT))


@intent
class LetIn(Intent):
    """Let in somebody who knocks."""

    code: ClassVar[str] = "jj"

    member: MembershipId


@intent
class TurnAway(Intent):
    """Do not let in somebody who knocks."""

    code: ClassVar[str] = "jk"

    member: MembershipId


@intent
class MakeCompanyLink(Intent):
    """Make a link for all of a company; an earlier one is dead."""

    code: ClassVar[str] = "jn"

    company: CompanyId


@intent
class RevokeCompanyLink(Intent):
    """Make a company's link dead."""

    code: ClassVar[str] = "jq"

    company: CompanyId


@intent
class ForgetKnock(Intent):
    """The clock: nobody has let somebody in for two weeks."""

    code: ClassVar[str] = "ja"

    member: MembershipId


@intent
class AcceptPledge(Intent):
    """Accept the three rules."""

    code: ClassVar[str] = "jp"


@intent
class Invite(Intent):
    """Write somebody into the roster and make their link; a button may name the company already."""

    code: ClassVar[str] = "ji"

    company: CompanyId = NO_COMPANY
    chosen: str | None = filled(_read_company)
    name: str | None = filled(line(NAME_LIMIT))


@intent
class RenewInvitation(Intent):
    """Make a new link for somebody invited; the old one is dead."""

    code: ClassVar[str] = "jr"

    member: MembershipId


@intent
class RevokeInvitation(Intent):
    """Make somebody's link dead; the name stays in the roster."""

    code: ClassVar[str] = "jv"

    member: MembershipId


@intent
class Leave(Intent):
    """Leave the club."""

    code: ClassVar[str] = "jl"

    sure: bool = False


@intent
class RemoveMember(Intent):
    """End somebody's membership."""

    code: ClassVar[str] = "jx"

    member: MembershipId
    sure: bool = False


@intent
class RemoveCompany(Intent):
    """End a company's membership, with all its people."""

    code: ClassVar[str] = "jy"

    company: CompanyId
    sure: bool = False


@intent
class NameDeputy(Intent):
    """Make a member the deputy."""

    code: ClassVar[str] = "jd"

    member: MembershipId


@intent
class HandOver(Intent):
    """Change places with the deputy."""

    code: ClassVar[str] = "jh"

    sure: bool = False


@intent
class OfferToMind(Intent):
    """Say that one will mind a club that has no lead."""

    code: ClassVar[str] = "lo"


@intent
class ConfirmMinder(Intent):
    """Agree, for another company, that somebody minds the club."""

    code: ClassVar[str] = "lc"

    member: MembershipId


@intent
class TermNears(Intent):
    """The clock: a term ends in a cycle's time."""

    code: ClassVar[str] = "lt"

    post: Post


@intent
class SetContact(Intent):
    """Make somebody their company's contact person."""

    code: ClassVar[str] = "jc"

    member: MembershipId


@intent
class EditCompany(Intent):
    """Rename a company."""

    code: ClassVar[str] = "je"

    company: CompanyId
    name: str | None = filled(line(NAME_LIMIT))


@intent
class MemberList(Intent):
    """See who is in the club."""

    code: ClassVar[str] = "jm"


@intent
class ShowCompany(Intent):
    """See one company's people and what can be changed about them."""

    code: ClassVar[str] = "js"

    company: CompanyId = NO_COMPANY


@intent
class ChooseLanguage(OpenIntent):
    """See the languages to choose from."""

    code: ClassVar[str] = "jt"


@intent
class SetLanguage(OpenIntent):
    """Be spoken to in this language."""

    code: ClassVar[str] = "ju"

    language: Language


@intent
class ChooseZone(OpenIntent):
    """See the zones to choose from."""

    code: ClassVar[str] = "jz"


@intent
class SetZone(OpenIntent):
    """Read times in this zone; `number` is its place in the list offered."""

    code: ClassVar[str] = "jw"

    number: int
