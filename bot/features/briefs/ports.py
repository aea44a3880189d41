"""What the briefs feature asks of storage, and what others may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.features.turns.ports import TurnId
from bot.kernel.people import ClubScope, PersonId


@dataclass(frozen=True, slots=True)
class Brief:
    """What the host asks of its guests: a goal and up to three questions. The webshop's address stands in the turn.

    `written_by` is None once the person is erased: the words are the company's.
    """

    turn: TurnId
    goal: str
    questions: tuple[str, ...]
    written_by: PersonId | None
    written_at: datetime


class Briefs(Protocol):
    """The briefs of one club, one a turn."""

    async def brief(self, scope: ClubScope, turn: TurnId) -> Brief | None:
        """Return a turn's brief."""
        ...

    async def keep(self, scope: ClubScope, brief: Brief) -> None:
        """Keep a brief; the turn's earlier one is replaced."""
        ...

    async def forget_author(self, person: PersonId) -> None:
        """Leave a person's words to the company and forget who of it wrote them, in all clubs."""
        ...

    async def written_by(self, person: PersonId) -> list[dict[str, str | list[str]]]:
        """Return what a person has written in all clubs, for their export."""
        ...
