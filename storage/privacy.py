"""The traces of a person that belong to no single feature."""

from __future__ import annotations

from bot.kernel.people import PersonId
from storage.repository import Repository


class SqlTraces(Repository):
    """Keeps `bot.features.privacy.ports.Traces`."""

    file = "privacy"

    async def wipe(self, person: PersonId) -> None:
        """Delete them all, and the person last."""
        for statement in (
            self._sql.wipe_asides,
            self._sql.wipe_envelopes,
            self._sql.wipe_lanes,
            self._sql.wipe_accounts,
            self._sql.wipe_person,
        ):
            await self._db.run(statement, person=person)
