"""What everything about a brief begins with: the meeting to come, its turn, what is written so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.features.briefs.ports import Brief, Briefs
from bot.features.meetings.ports import Meeting, Meetings
from bot.features.turns.ports import Turn, Turns
from bot.kernel.addresses import web_address
from bot.kernel.people import ClubScope
from bot.kernel.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that is to be: the accepted turn, its meeting once that is decided, its brief once it is written."""

    turn: Turn
    meeting: Meeting | None
    brief: Brief | None

    @property
    def webshop(self) -> str | None:
        """The webshop's address as it may be linked to; None where there is none."""
        return web_address(self.turn.webshop)

    @property
    def has_something(self) -> bool:
        """True when guests have something to look at: a brief, or at least a webshop."""
        return self.brief is not None or self.webshop is not None

    def has_begun(self, now: datetime) -> bool:
        """True once the guests are there."""
        return self.meeting is not None and now >= self.meeting.starts_at


async def visit_to_come(work: UnitOfWork, scope: ClubScope) -> Visit | None:
    """Return the visit at hand; None while nobody has accepted the turn."""
    turn = await work.of(Turns).current(scope)
    if turn is None or not turn.is_accepted:
        return None
    coming = await work.of(Meetings).coming(scope)
    meeting = coming if coming is not None and coming.turn == turn.id else None
    return Visit(turn, meeting, await work.of(Briefs).brief(scope, turn.id))
