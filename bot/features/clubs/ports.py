"""What clubs ask of storage, and what other features may ask of clubs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from bot.features.clubs.model import AnyPause, Step
from bot.kernel.people import ClubId, ClubScope, CompanyId, Language, MembershipId, PersonId

if TYPE_CHECKING:
    # By name only: polls stands on this module.
    from bot.features.polls.model.rhythm import Rhythm


@dataclass(frozen=True, slots=True)
class NewClub:
    """A club as it is founded; everything else has a default until the lead sets it."""

    name: str
    language: Language
    zone: ZoneInfo
    founded_by: PersonId
    rhythm: Rhythm
    pauses: tuple[AnyPause, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """The languages of a club (its rooms speak `language`), its clock and its public holidays."""

    languages: tuple[Language, ...]
    language: Language
    zone: ZoneInfo
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptPause:
    """A pause with its id."""

    id: str
    pause: AnyPause


@dataclass(frozen=True, slots=True)
class ClubCounts:
    """What an organizer may see of a club (R1): counts, never content; and whether its first lead is still to come."""

    club: ClubId
    name: str
    awaits_lead: bool
    companies: int
    members: int
    meetings_held: int
    answers: int


@dataclass(frozen=True, slots=True)
class Closing:
    """That somebody has asked to close the club."""

    asked_at: datetime
    asked_by: MembershipId


class Clubs(Protocol):
    """Clubs and their rules."""

    async def found(self, scope: ClubScope, new: NewClub) -> None:
        """Keep a new club with a data key of its own; its cycle begins now."""
        ...

    async def rhythm(self, scope: ClubScope) -> Rhythm:
        """Return the club's usual weekdays, hour, length and cadence."""
        ...

    async def set_rhythm(self, scope: ClubScope, rhythm: Rhythm) -> None:
        """Keep them."""
        ...

    async def set_region(self, scope: ClubScope, region: Region) -> None:
        """Keep languages, zone and countries."""
        ...

    async def term_months(self, scope: ClubScope) -> int:
        """Return how many months lead and deputy are asked for; 0 when the club has no terms."""
        ...

    async def set_term_months(self, scope: ClubScope, months: int) -> None:
        """Keep it."""
        ...

    async def pauses(self, scope: ClubScope) -> list[KeptPause]:
        """Return the pauses, earliest first."""
        ...

    async def add_pause(self, scope: ClubScope, pause: AnyPause) -> None:
        """Keep a pause."""
        ...

    async def remove_pause(self, scope: ClubScope, pause: str) -> bool:
        """Take a pause away; False when there is none."""
        ...

    async def setup_step(self, scope: ClubScope) -> Step:
        """Return the step of the set-up that comes next."""
        ...

    async def set_setup_step(self, scope: ClubScope, step: Step) -> None:
        """Keep it."""
        ...

    async def ready_at(self, scope: ClubScope) -> datetime | None:
        """Return when the set-up was done."""
        ...

    async def mark_ready(self, scope: ClubScope, at: datetime) -> None:
        """Note that the set-up is done; a second time changes nothing."""
        ...

    async def set_host(self, scope: ClubScope, company: CompanyId | None, place: str) -> None:
        """Keep whose turn it is, and where; None when it is nobody's."""
        ...

    async def begin_cycle(self, scope: ClubScope, at: datetime) -> None:
        """Note that a new cycle began (R0), with no failed round in it."""
        ...

    async def add_round(self, scope: ClubScope) -> None:
        """Count one more round of the date poll in this cycle (R9: a further message each)."""
        ...

    async def closing(self, scope: ClubScope) -> Closing | None:
        """Return who asked last to close the club, however long ago."""
        ...

    async def ask_closing(self, scope: ClubScope, asked: Closing | None) -> None:
        """Keep that somebody asks to close the club; None takes it back."""
        ...

    async def stop(self, scope: ClubScope, at: datetime) -> None:
        """Let nothing of the club fall due any more: its timers, messages, links and acts set aside go."""
        ...

    async def close(self, scope: ClubScope, at: datetime) -> None:
        """End the club; every membership is former."""
        ...

    async def counts(self, organizer: PersonId) -> list[ClubCounts]:
        """Return the counts of the clubs an organizer founded, oldest first."""
        ...

    async def forget_founder(self, person: PersonId) -> None:
        """Let go of who founded the clubs (erasure)."""
        ...
