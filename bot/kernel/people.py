"""Who and where: typed ids and the value objects every room of the house shares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

PersonId = NewType("PersonId", str)
ClubId = NewType("ClubId", str)
CompanyId = NewType("CompanyId", str)
MembershipId = NewType("MembershipId", str)
PlaceId = NewType("PlaceId", str)
AccountId = NewType("AccountId", str)

NO_CLUB = ClubId("")


class Language(StrEnum):
    """The three languages Reppu speaks."""

    SV = "sv"
    FI = "fi"
    EN = "en"


class Role(StrEnum):
    """Who may do what (R1); read from the roster at every act, never from a platform."""

    SYSTEM = "system"
    ORGANIZER = "organizer"
    LEAD = "lead"
    DEPUTY = "deputy"
    HOST = "host"
    MEMBER = "member"
    CONTACT = "contact"
    WAITING = "waiting"
    FORMER = "former"
    STRANGER = "stranger"


ANYONE = frozenset(Role) - {Role.SYSTEM}
LEADS = frozenset({Role.LEAD, Role.DEPUTY})
MEMBERS = frozenset({Role.MEMBER})
TIMER_ONLY = frozenset({Role.SYSTEM})


@dataclass(frozen=True, slots=True)
class ClubScope:
    """The proof a repository asks for before it touches a club's rows."""

    club: ClubId


@dataclass(frozen=True, slots=True)
class Account:
    """A person as one platform knows them; opaque to the core."""

    platform: str
    user: str


@dataclass(frozen=True, slots=True)
class Place:
    """A chat where Reppu may post: a club's room, or one person's private lane."""

    id: PlaceId
    platform: str
    chat: str
    thread: str = ""
    club: ClubId = NO_CLUB
    person: PersonId | None = None

    @property
    def is_private(self) -> bool:
        """A private lane belongs to one person; everything else is a room."""
        return self.person is not None


@dataclass(frozen=True, slots=True)
class Where:
    """Where something was said, as the platform knows it: before the core has looked the place up."""

    platform: str
    chat: str
    thread: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One human, with the language and zone Reppu speaks to them in."""

    id: PersonId
    language: Language
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts in one unit of work, with the roles the roster gave at its start.

    `membership` and `company` are set for those who have a row in the club's roster, `club_zone` (which the club's
    wall times are in) for what somebody asks of a club.
    """

    roles: frozenset[Role]
    language: Language
    zone: ZoneInfo
    account: Account | None = None
    where: Where | None = None
    person: PersonId | None = None
    membership: MembershipId | None = None
    company: CompanyId | None = None
    club_zone: ZoneInfo | None = None

    def is_any(self, roles: frozenset[Role]) -> bool:
        """True when the actor holds at least one of the roles."""
        return bool(self.roles & roles)
