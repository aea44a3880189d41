"""What privacy asks of storage: the traces that belong to no single feature."""

from __future__ import annotations

from typing import Protocol

from bot.kernel.people import PersonId


class Traces(Protocol):
    """A person in the machinery: accounts, lanes with what was said there, messages due and sent, acts set aside."""

    async def wipe(self, person: PersonId) -> None:
        """Delete them all, and the person last; nothing may refer to the person any more but these."""
        ...
