"""The pure rules of coming and going (R3): invitations, tries, and who takes over from whom."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from hashlib import sha256

from bot.kernel.people import Account, ClubId, ClubScope, CompanyId, MembershipId, PersonId
from bot.kernel.roster import Member, MemberState, Post

INVITATION_LASTS = timedelta(days=7)
# A company link hangs on the wall of a back room: it lasts longer, for it opens only the waiting room.
COMPANY_LINK_LASTS = timedelta(days=30)
MOST_KNOCKING = 5
KNOCK_LASTS = timedelta(days=14)
FORMER_KEPT = timedelta(days=730)
MOST_TRIES = 5
TRIES_WITHIN = timedelta(minutes=10)
NAME_LIMIT = 60

_SECRET = re.compile(r"(?<![a-z2-7])[a-z2-7]{26}(?![a-z2-7])")


class Standing(Enum):
    """What an invitation is to its opener; everything that is none of theirs is CLOSED, and reads the same."""

    OPEN = auto()
    YOURS = auto()
    EXPIRED = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Invitation:
    """A personal link; its token is known to nobody but the one it was given to."""

    club: ClubId
    membership: MembershipId
    expires_at: datetime
    opened_by: PersonId | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CompanyLink:
    """A link for all of a company; it leads to the waiting room and no further (R3.2)."""

    club: ClubId
    company: CompanyId
    expires_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MinderSearch:
    """Since when a club has nobody who minds it, and who has said that they will (R1)."""

    asked_at: datetime
    offered: MembershipId | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """What a leaving brings with it. `is_last` when nobody pledged is left in the company."""

    lead: Member | None = None
    contact: Member | None = None
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class OwnMembership:
    """A person's own row in one club, as they may see it; former ones too."""

    scope: ClubScope
    membership: MembershipId
    club_name: str
    company_name: str
    name: str
    state: str
    post: str
    is_contact: bool
    pledged_at: datetime | None
    pledge_version: int
    left_at: datetime | None


def hash_of(secret: str) -> str:
    """Return what is stored of a secret."""
    return sha256(secret.encode()).hexdigest()


def mark_of(account: Account) -> str:
    """Return what is stored of an account that tries secrets."""
    return sha256(f"{account.platform}\n{account.user}".encode()).hexdigest()


def secret_in(words: str) -> str | None:
    """Return the secret in what was pasted: a bare one, a link that ends in it, a whole message."""
    found = _SECRET.findall(words.lower())
    return found[-1] if found else None


def standing(invitation: Invitation | None, opener: PersonId | None, now: datetime) -> Standing:
    """Return what an invitation is to its opener. Only who holds the token learns that it has run out (R3.2)."""
    if invitation is None or invitation.revoked_at is not None:
        return Standing.CLOSED
    if invitation.used_at is not None:
        is_theirs = opener is not None and invitation.opened_by == opener
        return Standing.YOURS if is_theirs else Standing.CLOSED
    return Standing.EXPIRED if now >= invitation.expires_at else Standing.OPEN


def link_standing(link: CompanyLink | None, now: datetime) -> Standing:
    """Return what a company's link is to whoever holds it."""
    if link is None or link.revoked_at is not None:
        return Standing.CLOSED
    return Standing.EXPIRED if now >= link.expires_at else Standing.OPEN


def is_knocking(member: Member) -> bool:
    """True for who has come by a company link and promised, and can be let in."""
    return member.state is MemberState.WAITING and member.knocks and member.promised_at is not None


def is_present(member: Member) -> bool:
    """True for everybody in the roster who has not left."""
    return member.state is not MemberState.FORMER


def is_pledged(member: Member) -> bool:
    """True for those who are in."""
    return member.state is MemberState.PLEDGED


def deputy_of(members: Iterable[Member]) -> Member | None:
    """Return the pledged deputy."""
    return next((m for m in members if m.post is Post.DEPUTY and is_pledged(m)), None)


def acting_contact(members: Iterable[Member], company: CompanyId) -> Member | None:
    """Return who gets the company's *ask* messages: its contact person, else the first pledged person of it."""
    pledged = [m for m in members if m.company == company and is_pledged(m)]
    return next((m for m in pledged if m.is_contact), next(iter(pledged), None))


def succession(members: Iterable[Member], gone: Member) -> Succession:
    """Return what changes when somebody leaves (R3.5, R1: a lead hands over to the deputy in the same commit)."""
    left = [m for m in members if m.id != gone.id and is_pledged(m)]
    colleagues = [m for m in left if m.company == gone.company]
    return Succession(
        lead=deputy_of(left) if gone.post is Post.LEAD else None,
        contact=next(iter(colleagues), None) if gone.is_contact else None,
        is_last=is_pledged(gone) and not colleagues,
    )


def leaves_nobody(members: Iterable[Member], gone: Member) -> bool:
    """True for a lead whom no deputy follows."""
    return gone.post is Post.LEAD and deputy_of(m for m in members if m.id != gone.id) is None


def lead_of(members: Iterable[Member]) -> Member | None:
    """Return the pledged lead."""
    return next((m for m in members if m.post is Post.LEAD and is_pledged(m)), None)


def term_end(since: datetime, months: int, now: datetime) -> datetime:
    """Return when the term that runs now ends: so many months after the post was taken up, and again, and again."""
    terms = 1
    while (end := _months_later(since, months * terms)) <= now:
        terms += 1
    return end


def term_reminder(since: datetime, months: int, cycle: timedelta, now: datetime) -> datetime:
    """Return when a term's next reminder is due: a cycle before an end, for the term after it once that has passed."""
    end = term_end(since, months, now)
    return end - cycle if end - cycle > now else term_end(since, months, end) - cycle


def _months_later(instant: datetime, months: int) -> datetime:
    years, month = divmod(instant.month - 1 + months, 12)
    year, month = instant.year + years, month + 1
    return instant.replace(year=year, month=month, day=min(instant.day, monthrange(year, month)[1]))


def is_named_alike(one: str, other: str) -> bool:
    """True when two names are one to a reader, whatever the case and the spaces."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
