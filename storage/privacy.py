"""The traces of a person that belong to no single feature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.kernel.clock import from_micros
from bot.kernel.people import PersonId
from storage.engine import Row
from storage.repository import Repository, statements


class SqlTraces(Repository):
    """Keeps `bot.features.privacy.ports.Traces`."""

    file = "privacy"

    async def kept(self, person: PersonId) -> Mapping[str, Sequence[Mapping[str, str | None]]]:
        """Return them as data."""
        kinds = {
            "lanes": self._sql.lanes_kept,
            "messages": self._sql.envelopes_kept,
            "waiting_acts": self._sql.asides_kept,
            "opened_invitations": self._sql.invitations_kept,
        }
        return {kind: [_said(row) for row in await self._db.all(sql, person=person)] for kind, sql in kinds.items()}

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
        await self._db.run(statements("housekeeping").want_keeping)


def _said(row: Row) -> dict[str, str | None]:
    return {name: from_micros(value).isoformat() if isinstance(value, int) else value for name, value in row.items()}
