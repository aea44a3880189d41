"""What joining asks of storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.features.joining.model import CompanyLink, Invitation, MinderSearch, OwnMembership
from bot.kernel.people import Account, ClubScope, CompanyId, Language, MembershipId, Person, PersonId
from bot.kernel.roster import Post


@dataclass(frozen=True, slots=True)
class NewMember:
    """A row to be written into the roster: invited, not yet anybody."""

    id: MembershipId
    company: CompanyId
    name: str
    post: Post = Post.NONE
    is_contact: bool = False


@dataclass(frozen=True, slots=True)
class Knocker:
    """A row to be written into the roster: somebody who came by a company link and waits."""

    id: MembershipId
    company: CompanyId
    person: PersonId
    name: str


class People(Protocol):
    """Persons, their accounts and own settings."""

    async def arrive(self, person: Person, account: Account, at: datetime) -> None:
        """Keep a new person with the account they came by."""
        ...

    async def accounts(self, person: PersonId) -> list[Account]:
        """Return the person's accounts."""
        ...

    async def set_language(self, person: PersonId, language: Language) -> None:
        """Keep the language they are spoken to in."""
        ...

    async def set_zone(self, person: PersonId, zone: ZoneInfo) -> None:
        """Keep the zone they read times in."""
        ...

    async def make_organizer(self, person: PersonId, at: datetime) -> None:
        """Make the person an organizer; a second time changes nothing."""
        ...

    async def end_organizer(self, person: PersonId) -> None:
        """Take the organizer's role away."""
        ...

    async def memberships(self, person: PersonId) -> list[OwnMembership]:
        """Return all of a person's rows in all clubs, former ones too, oldest club first."""
        ...


class Bootstrap(Protocol):
    """The operator's one-time codes."""

    async def issue(self, code_hash: str, at: datetime) -> None:
        """Keep a new code; unused ones from before open nothing any more."""
        ...

    async def use(self, code_hash: str, at: datetime) -> bool:
        """Spend a code; False when there is no such unused one."""
        ...


class Tries(Protocol):
    """Who tries secrets that open nothing."""

    async def count(self, mark: str, since: datetime) -> int:
        """Return how many tries a mark has made since."""
        ...

    async def note(self, mark: str, at: datetime) -> None:
        """Keep one try."""
        ...


class Joining(Protocol):
    """Writes the roster and its invitations."""

    async def add_company(self, scope: ClubScope, company: CompanyId, name: str) -> None:
        """Write a company in, last in the joining order."""
        ...

    async def rename_company(self, scope: ClubScope, company: CompanyId, name: str) -> None:
        """Keep a company's new name."""
        ...

    async def end_company(self, scope: ClubScope, company: CompanyId, at: datetime) -> None:
        """Note that a company has left."""
        ...

    async def note_joined(self, scope: ClubScope, company: CompanyId, at: datetime) -> None:
        """Keep when a company joined: its first pledge; a later one changes nothing."""
        ...

    async def release_host(self, scope: ClubScope, company: CompanyId) -> None:
        """Leave the turn to nobody, when it is this company's."""
        ...

    async def add_member(self, scope: ClubScope, member: NewMember) -> None:
        """Write somebody in as invited, last in the joining order."""
        ...

    async def drop_member(self, scope: ClubScope, member: MembershipId) -> None:
        """Forget somebody invited who never came, with their invitations, or who knocks and is not let in."""
        ...

    async def add_knocker(self, scope: ClubScope, knocker: Knocker, at: datetime) -> None:
        """Write somebody in who came by a company link: waiting, last in the joining order."""
        ...

    async def note_promise(self, scope: ClubScope, member: MembershipId, version: int, at: datetime) -> bool:
        """Keep that who knocks has accepted the rules; False when they had, or do not knock."""
        ...

    async def let_in(self, scope: ClubScope, member: MembershipId, at: datetime) -> bool:
        """Let in who knocks and has promised; False when there is nobody to let in."""
        ...

    async def note_arrival(self, scope: ClubScope, member: MembershipId, person: PersonId) -> None:
        """Bind an invited row to who opened its invitation; they wait for the pledge."""
        ...

    async def note_pledge(self, scope: ClubScope, member: MembershipId, version: int, at: datetime) -> None:
        """Keep an accepted pledge; the person is in."""
        ...

    async def end_member(self, scope: ClubScope, member: MembershipId, at: datetime) -> None:
        """End a membership: no post, no contact, no open invitation; the person stays named until erased."""
        ...

    async def set_post(self, scope: ClubScope, member: MembershipId, post: Post) -> None:
        """Give a post from now on; who held the post of lead or deputy before holds none."""
        ...

    async def minder_search(self, scope: ClubScope) -> MinderSearch | None:
        """Return the search for somebody who minds the club; None while somebody does."""
        ...

    async def seek_minder(self, scope: ClubScope, at: datetime) -> None:
        """Note that nobody minds the club, and that nobody has offered to."""
        ...

    async def offer_minder(self, scope: ClubScope, member: MembershipId) -> None:
        """Note who has said that they will mind the club."""
        ...

    async def end_minder_search(self, scope: ClubScope) -> None:
        """Note that somebody minds the club."""
        ...

    async def set_contact(self, scope: ClubScope, company: CompanyId, member: MembershipId) -> None:
        """Make this member the company's one contact person."""
        ...

    async def invite(self, scope: ClubScope, member: MembershipId, token_hash: str, expires_at: datetime) -> None:
        """Keep an invitation; earlier unused ones of the member are revoked."""
        ...

    async def revoke(self, scope: ClubScope, member: MembershipId, at: datetime) -> None:
        """Revoke the member's unused invitations."""
        ...

    async def invitation(self, token_hash: str) -> Invitation | None:
        """Return the invitation a token stands for."""
        ...

    async def spend(self, scope: ClubScope, token_hash: str, person: PersonId, at: datetime) -> bool:
        """Note who opened an invitation; False when it was spent or revoked before."""
        ...

    async def open_invitations(self, scope: ClubScope, now: datetime) -> Mapping[MembershipId, datetime]:
        """Return until when each member's open invitation lasts."""
        ...

    async def add_company_link(self, scope: ClubScope, company: CompanyId, token_hash: str, until: datetime) -> None:
        """Keep a company's link, good for many until then; its earlier ones are revoked."""
        ...

    async def revoke_company_links(self, scope: ClubScope, company: CompanyId, at: datetime) -> bool:
        """Revoke a company's links; False when there were none."""
        ...

    async def company_link(self, token_hash: str) -> CompanyLink | None:
        """Return the company link a token stands for; None once the company has left."""
        ...

    async def open_company_links(self, scope: ClubScope, now: datetime) -> Mapping[CompanyId, datetime]:
        """Return until when each company's link lasts."""
        ...

    async def make_nameless(self, scope: ClubScope, member: MembershipId, name: str) -> None:
        """Replace a former member's name and let go of the person (erasure)."""
        ...
