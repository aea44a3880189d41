"""What the polls feature asks of storage."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.features.polls.intents import PollId, SlotId
from bot.features.polls.model.ballot import Mark
from bot.features.polls.model.choice import Want
from bot.features.polls.model.slots import Slot
from bot.kernel.people import ClubScope, CompanyId, PersonId


class PollState(StrEnum):
    """Where a round of the date poll stands."""

    PLANNED = "planned"
    DRAWN = "drawn"
    OPEN = "open"
    ASKING_HOST = "asking_host"
    LEAD_SETS = "lead_sets"
    DECIDED = "decided"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


# The host of a poll while no company has taken the turn.
NOBODY = CompanyId("")
LIVE = frozenset({PollState.PLANNED, PollState.DRAWN, PollState.OPEN, PollState.ASKING_HOST, PollState.LEAD_SETS})


@dataclass(frozen=True, slots=True)
class Poll:
    """One round. `cycle` counts the meetings held before it; `slots` are in the order of their dates.

    `host` is the company that has accepted the turn, NOBODY while none has. `counted` are the companies whose answers
    made the decision, kept so that it can be explained later.
    """

    id: PollId
    cycle: int
    round: int
    state: PollState
    host: CompanyId
    target: date
    opens_at: datetime
    closes_at: datetime
    tapped_at: datetime | None
    closed_at: datetime | None
    chosen: SlotId | None
    want: Want | None
    counted: frozenset[CompanyId]
    slots: dict[SlotId, Slot]

    @property
    def is_set_by_lead(self) -> bool:
        """True for a date nobody was asked about: a poll always has at least two slots."""
        return len(self.slots) == 1

    def id_of(self, slot: Slot) -> SlotId:
        """Return the id of one of the poll's slots."""
        return next(known for known, each in self.slots.items() if each == slot)


class Polls(Protocol):
    """Polls, slots and marks of one club."""

    async def live(self, scope: ClubScope) -> Poll | None:
        """Return the poll that is planned, drawn, open or waits for the host or the lead; at most one is."""
        ...

    async def poll(self, scope: ClubScope, poll: PollId) -> Poll:
        """Return a poll.

        Raises:
            StrangerError: when the club has no such poll.
        """
        ...

    async def poll_of_slot(self, scope: ClubScope, slot: SlotId) -> Poll:
        """Return the poll a slot belongs to.

        Raises:
            StrangerError: when the club has no such slot.
        """
        ...

    async def of_cycle(self, scope: ClubScope, cycle: int) -> list[Poll]:
        """Return a cycle's rounds in their order."""
        ...

    async def add(self, scope: ClubScope, poll: Poll) -> None:
        """Add a round with its slots."""
        ...

    async def save(self, scope: ClubScope, poll: Poll) -> None:
        """Save everything of a round but its slots and marks."""
        ...

    async def replace_slots(self, scope: ClubScope, poll: PollId, slots: dict[SlotId, Slot]) -> None:
        """Put these slots in the place of the round's former ones."""
        ...

    async def drop_slots(self, scope: ClubScope, poll: PollId, slots: Collection[SlotId]) -> None:
        """Take slots out of a round, with the answers they were given; the others keep theirs."""
        ...

    async def marks(self, scope: ClubScope, poll: Poll) -> list[Mark]:
        """Return a round's marks in the order of commit."""
        ...

    async def mark(self, scope: ClubScope, poll: Poll, marks: Sequence[Mark], at: datetime) -> None:
        """Keep marks; a person's earlier mark on the same slot is replaced. Sets the poll's last tap."""
        ...

    async def active_companies(self, scope: ClubScope) -> frozenset[CompanyId]:
        """Return the companies that are active at this moment (R0)."""
        ...

    async def most_slots(self, scope: ClubScope) -> int:
        """Return how many slots all the club's rooms can hold (R4.2)."""
        ...

    async def forget_person(self, person: PersonId, nobody: PersonId) -> list[ClubScope]:
        """Erase a person's marks in live polls, hand older ones to `nobody`; return the clubs whose polls changed."""
        ...

    async def marks_of(self, person: PersonId) -> list[dict[str, str]]:
        """Return a person's own marks in all clubs, for their export."""
        ...
