"""How many messages each person got in each cycle that has ended: those of nobody's share are counted too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.simulation.eye import Eye
from tests.simulation.letters import Letters, Tally

MOST_SHOWN = 5


@dataclass(slots=True)
class Shares:
    """How often somebody got so many of each kind within a cycle."""

    counted: Counter[int] = field(default_factory=Counter)
    duties: Counter[int] = field(default_factory=Counter)
    musts: Counter[int] = field(default_factory=Counter)

    def add(self, tally: Tally) -> None:
        """Count one person's cycle."""
        self.counted[tally.counted] += 1
        self.duties[tally.duties] += 1
        self.musts[tally.musts] += 1

    def take_in(self, other: Shares) -> None:
        """Add what another history has counted."""
        self.counted += other.counted
        self.duties += other.duties
        self.musts += other.musts

    def rows(self) -> list[tuple[str, ...]]:
        """Return a row for each kind: how many cycles of persons brought 0, 1, 2 … messages, and the most in one."""
        kinds = (("counted", self.counted), ("duties", self.duties), ("must arrive", self.musts))
        return [(name, *_shown(counts), str(max(counts, default=0))) for name, counts in kinds]


class Distribution:
    """Closes the book on a cycle when the next one begins."""

    def __init__(self, eye: Eye, letters: Letters) -> None:
        self._eye = eye
        self._letters = letters
        self._began: dict[str, int] = {}
        self.shares = Shares()

    def look(self, changed: Iterable[str]) -> None:
        """Look whether a club's cycle has ended with this commit."""
        for club in changed:
            began = self._eye.rows.value("SELECT cycle_began FROM club WHERE id = :club", club=club)
            before = self._began.setdefault(club, began)
            if before != began:
                self._began[club] = began
                self._close(club, before)

    def _close(self, club: str, began: int) -> None:
        sql = "SELECT person_id FROM membership WHERE club_id = :club AND state = 'pledged'"
        for row in self._eye.rows.all(sql, club=club):
            self.shares.add(self._letters.tallies.get((club, row["person_id"], began), Tally()))


def _shown(counts: Counter[int]) -> list[str]:
    few = [str(counts[number]) for number in range(MOST_SHOWN)]
    return [*few, str(sum(much for number, much in counts.items() if number >= MOST_SHOWN))]
