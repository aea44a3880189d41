"""What the polls keep of a person: exported on wish, erased on wish (mission, whole map; R1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.features.polls.ports import Polls, PollState
from bot.features.polls.service.closing import set_quiet_closing
from bot.features.polls.service.common import mark_card
from bot.kernel.people import PersonId
from bot.kernel.ports import UnitOfWork

NOBODY = PersonId("nobody")


async def erase(work: UnitOfWork, person: PersonId) -> None:
    """Erase a person's answers in running polls and recount; older ones keep their count without the person."""
    for scope in await work.of(Polls).forget_person(person, NOBODY):
        poll = await work.of(Polls).live(scope)
        if poll is not None and poll.state is PollState.OPEN:
            await set_quiet_closing(work, scope, poll)
            await mark_card(work, scope, poll.id)


async def export(work: UnitOfWork, person: PersonId) -> Mapping[str, Any]:
    """Return the person's own answers."""
    return {"answers": await work.of(Polls).marks_of(person)}
