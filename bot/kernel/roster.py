"""The roster's records as every feature reads them, and the one function that turns a row into roles (R1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.kernel.calendar import ClubCalendar
from bot.kernel.people import (
    Account,
    ClubId,
    ClubScope,
    CompanyId,
    Language,
    MembershipId,
    Person,
    PersonId,
    Place,
    Role,
    Where,
)

# The pledge's texts: version 1 is there from the start, each further one is named by the instant it came. A new text is
# dated some weeks after the release that brings it, for 30 days later who has not accepted it stands as waiting (R3.3).
PLEDGE_CHANGES: tuple[datetime, ...] = ()
PLEDGE_LASTS = timedelta(days=365)
PLEDGE_GRACE = timedelta(days=30)


class MemberState(StrEnum):
    """Where a person stands on the way into a club and out of it."""

    INVITED = "invited"
    WAITING = "waiting"
    PLEDGED = "pledged"
    FORMER = "former"


class Post(StrEnum):
    """The standing posts of a club; the host is a turn, not a post."""

    NONE = "none"
    LEAD = "lead"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class Member:
    """One row of a club's roster. `person` is None until the invitation is opened.

    `snoozed_until` and `opted_out` are the person's own wish; `silent_since` is set when three questions in a row went
    unanswered, and ended by any act (R8). `is_on_leave` while the person's company is on declared leave (R0).
    `questions` counts those sent since the last act. Who `knocks` came by a company link: having promised, they wait
    until somebody lets them in (R3.2). `post_since` is when the post was taken up.
    """

    id: MembershipId
    company: CompanyId
    name: str
    state: MemberState
    post: Post = Post.NONE
    is_contact: bool = False
    person: PersonId | None = None
    language: Language = Language.EN
    zone: ZoneInfo | None = None
    pledged_at: datetime | None = None
    pledge_version: int = 0
    left_at: datetime | None = None
    snoozed_until: datetime | None = None
    opted_out: bool = False
    silent_since: datetime | None = None
    is_on_leave: bool = False
    questions: int = 0
    knocks: bool = False
    promised_at: datetime | None = None
    post_since: datetime | None = None

    def hears(self, now: datetime) -> bool:
        """True for who may be asked now: neither snoozed, silent three times (R8), nor on leave (R0)."""
        if self.is_on_leave:
            return False
        return self.silent_since is None and (self.snoozed_until is None or now >= self.snoozed_until)


@dataclass(frozen=True, slots=True)
class Company:
    """A member company. Active (R0): at least one pledged person, not left, not on declared leave."""

    id: CompanyId
    name: str
    is_active: bool
    joined_at: datetime | None
    order: int
    is_on_leave: bool = False


@dataclass(frozen=True, slots=True)
class ClubFrame:
    """What every feature needs to know of a club. `host` is the company whose turn it is."""

    id: ClubId
    name: str
    language: Language
    languages: tuple[Language, ...]
    calendar: ClubCalendar
    is_set_up: bool
    host: CompanyId | None
    host_place: str
    cycle_began: datetime
    cycle_rounds: int
    founded_by: PersonId | None
    zones_differ: bool = False
    is_closed: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The zone the club's wall times are in."""
        return self.calendar.zone


@dataclass(frozen=True, slots=True)
class ClubOutline:
    """What of a club's frame decides who may do what and how times are told: every act needs it."""

    zone: ZoneInfo
    zones_differ: bool
    host: CompanyId | None
    founded_by: PersonId | None


class Roster(Protocol):
    """Who is who. Reads only; the joining and clubs features write."""

    async def hold(self, scope: ClubScope) -> bool:
        """Raise the club's version by one, conditionally; False when there is no such club.

        Raises:
            ConflictError: when another commit came between.
        """
        ...

    async def person_of(self, account: Account) -> Person | None:
        """Return whose account this is."""
        ...

    async def person(self, person: PersonId) -> Person | None:
        """Return a person."""
        ...

    async def is_organizer(self, person: PersonId) -> bool:
        """True when the person is an organizer of this installation."""
        ...

    async def clubs_of(self, person: PersonId) -> list[ClubId]:
        """Return the clubs in whose roster the person stands and is not former, oldest first."""
        ...

    async def closed_clubs_of(self, person: PersonId) -> list[ClubId]:
        """Return the clubs in which the person was pledged when they closed, oldest first."""
        ...

    async def frame(self, scope: ClubScope) -> ClubFrame:
        """Return the club's frame.

        Raises:
            StrangerError: when there is no such club.
        """
        ...

    async def outline(self, scope: ClubScope) -> ClubOutline:
        """Return what of the club's frame decides rights and times; nothing is unsealed for it.

        Raises:
            StrangerError: when there is no such club.
        """
        ...

    async def members(self, scope: ClubScope) -> list[Member]:
        """Return every row of the roster, former ones too, in the order of joining."""
        ...

    async def member_of(self, scope: ClubScope, person: PersonId) -> Member | None:
        """Return the person's own row: the present one before a former one."""
        ...

    async def companies(self, scope: ClubScope) -> list[Company]:
        """Return the club's companies that have not left, in joining order."""
        ...


class Places(Protocol):
    """Where Reppu may post."""

    async def find(self, where: Where) -> Place | None:
        """Return the place registered for a chat."""
        ...

    async def place(self, place: str) -> Place | None:
        """Return a place by its id."""
        ...

    async def rooms(self, scope: ClubScope) -> list[Place]:
        """Return the club's rooms."""
        ...

    async def lanes(self, person: PersonId) -> list[Place]:
        """Return the person's private lanes, the one they last acted in first; unreachable ones left out."""
        ...

    async def open_lane(self, person: PersonId, where: Where) -> Place:
        """Register (or find again, reachable) the person's private lane."""
        ...

    async def bind_room(self, scope: ClubScope, where: Where) -> Place:
        """Register a chat as a room of the club."""
        ...

    async def note_slots(self, platform: str, slots: int) -> None:
        """Keep how many slots the platform's rooms can hold; an adapter says so when it starts and binds (R4.2)."""
        ...

    async def mark_unreachable(self, place: str) -> None:
        """Note a lasting refusal; the next act from there makes the place reachable again."""
        ...


def pledge_version(now: datetime, changes: tuple[datetime, ...] = PLEDGE_CHANGES) -> int:
    """Return which text of the pledge holds at an instant."""
    return 1 + sum(came <= now for came in changes)


def pledge_is_due(member: Member, now: datetime, changes: tuple[datetime, ...] = PLEDGE_CHANGES) -> bool:
    """True when the pledge must be put before the next act: a year old, or its text has changed (R3.3)."""
    if member.pledged_at is None:
        return False
    return member.pledge_version < pledge_version(now, changes) or now >= member.pledged_at + PLEDGE_LASTS


def lapsed_until(now: datetime, changes: tuple[datetime, ...] = PLEDGE_CHANGES) -> datetime:
    """Return the latest instant at which a pledge that has lapsed by now was given.

    It lapses 30 days after its year is over, or after a text came that it was not given to.
    """
    come = [came - timedelta.resolution for came in changes if came + PLEDGE_GRACE <= now]
    return max([now - PLEDGE_LASTS - PLEDGE_GRACE, *come])


def pledge_has_lapsed(member: Member, now: datetime, changes: tuple[datetime, ...] = PLEDGE_CHANGES) -> bool:
    """True when the renewal was left for 30 days; the person then stands as waiting (R3.3)."""
    return member.pledged_at is not None and member.pledged_at <= lapsed_until(now, changes)


def roles_of(member: Member | None, host: CompanyId | None, now: datetime) -> frozenset[Role]:
    """Return the roles a roster row gives at this moment (R1)."""
    if member is None:
        return frozenset({Role.STRANGER})
    if member.state is MemberState.FORMER:
        return frozenset({Role.FORMER})
    if member.state is not MemberState.PLEDGED or pledge_has_lapsed(member, now):
        return frozenset({Role.WAITING})
    posts = {Post.LEAD: {Role.LEAD}, Post.DEPUTY: {Role.DEPUTY}, Post.NONE: set[Role]()}[member.post]
    contact = {Role.CONTACT} if member.is_contact else set()
    hosting = {Role.HOST} if host == member.company else set()
    return frozenset({Role.MEMBER} | posts | contact | hosting)
