"""What privacy asks of storage: the traces that belong to no single feature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.kernel.people import PersonId


class Traces(Protocol):
    """A person in the machinery: accounts, lanes with what was said there, messages due and sent, acts set aside."""

    async def kept(self, person: PersonId) -> Mapping[str, Sequence[Mapping[str, str | None]]]:
        """Return them as data, for the person's own export: a list for each kind, instants in ISO form."""
        ...

    async def wipe(self, person: PersonId) -> None:
        """Delete them all, and the person last; nothing may refer to the person any more but these.

        The files are scrubbed as soon as the clockwork comes round.
        """
        ...
