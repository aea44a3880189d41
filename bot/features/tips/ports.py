"""What the tips feature asks of storage, and what others may ask of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.features.tips.records import Area, Backing, Level, Pair, Tip, TipId, TipState
from bot.features.turns.records import TurnId
from bot.kernel.people import ClubScope, CompanyId, PersonId

__all__ = ["Area", "Backing", "Level", "Pair", "Tip", "TipId", "TipState", "Tips"]


class Tips(Protocol):
    """The tips of one club; `of_person` and `forget` are the person's own, over all clubs."""

    async def tip(self, scope: ClubScope, tip: str) -> Tip:
        """Return a tip.

        Raises:
            StrangerError: when the club has no such tip.
        """
        ...

    async def of_turn(self, scope: ClubScope, turn: TurnId) -> list[Tip]:
        """Return a turn's tips in every state, in the order they were given."""
        ...

    async def of_club(self, scope: ClubScope) -> list[Tip]:
        """Return all tips of the club, in the order they were given."""
        ...

    async def add(self, scope: ClubScope, tip: Tip) -> None:
        """Keep a new tip."""
        ...

    async def save(self, scope: ClubScope, tip: Tip) -> None:
        """Save everything of a tip that may change: all but its company, its origin and whose it is."""
        ...

    async def backings(self, scope: ClubScope, turn: TurnId) -> Mapping[TipId, list[Backing]]:
        """Return who backs which of a turn's tips."""
        ...

    async def backings_of_club(self, scope: ClubScope) -> list[Backing]:
        """Return all backings of the club."""
        ...

    async def back(self, scope: ClubScope, backing: Backing) -> None:
        """Keep a backing; a company's second one of the same tip changes nothing."""
        ...

    async def unback(self, scope: ClubScope, tip: TipId, company: CompanyId) -> None:
        """Take a company's backing back."""
        ...

    async def drop_backings(self, scope: ClubScope, tip: TipId) -> None:
        """Forget who backed a tip."""
        ...

    async def asked_from(self, scope: ClubScope, origin: str) -> Tip | None:
        """Return what was ever saved, or asked to be saved, from a message."""
        ...

    async def turns_waiting(self, scope: ClubScope) -> list[TurnId]:
        """Return the turns that have tips which are asked for or given and not packed."""
        ...

    async def pairs(self, scope: ClubScope, turn: TurnId) -> list[Pair]:
        """Return which of a turn's tips read nearly alike, in the order they were found."""
        ...

    async def note_pairs(self, scope: ClubScope, pairs: Sequence[Pair]) -> None:
        """Keep pairs as they are now; one that is known keeps its place."""
        ...

    async def drop_pairs(self, scope: ClubScope, tip: TipId) -> None:
        """Forget every pair a tip is in: it was changed, taken back or returned."""
        ...

    async def of_person(self, person: PersonId) -> list[tuple[ClubScope, Tip]]:
        """Return a person's own tips in all clubs, in the order they were given."""
        ...

    async def backed_by(self, person: PersonId) -> list[tuple[ClubScope, Backing]]:
        """Return what a person backs in all clubs."""
        ...

    async def forget(self, scope: ClubScope, person: PersonId) -> None:
        """Let go of a person in one club: tips and backings are nobody's, the tips unnamed."""
        ...
