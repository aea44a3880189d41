"""The tables of the machinery, which belong to no single feature: owner, and how long their rows are kept."""

from __future__ import annotations

from datetime import timedelta

from bot.kernel.catalogue import Catalogue
from bot.kernel.feature import Owner, Table

# Longer than any platform repeats an update, shorter than some begin to count anew.
UPDATES_REPEAT = timedelta(days=7)
# An act waits for the pledge as long as the pledge waits for its person (R3.3).
ACT_WAITS = timedelta(days=30)
# The budget counts over a cycle of up to 26 weeks and its pauses; what was told once is not told again.
TOLD_COUNTS = timedelta(days=365)
LANE_RESTS = timedelta(days=730)

KERNEL = (
    Table("schema_version", Owner.INSTALLATION, "which migrations this database has seen"),
    Table("installation", Owner.INSTALLATION, "the installation's own few words"),
    Table("place", Owner.CLUB, "rooms of clubs and lanes, which go with their person", LANE_RESTS, personal=True),
    Table("dedup", Owner.INSTALLATION, "updates that were handled, by a hash", UPDATES_REPEAT),
    Table("set_aside", Owner.PERSON, "an act that waits for its person's pledge", ACT_WAITS, personal=True),
    Table("envelope", Owner.PERSON, "what is due and was told, by reference, no words", TOLD_COUNTS, personal=True),
    Table("card", Owner.CLUB, "what hangs in a club's rooms, by reference; as long as the club"),
    Table("timer", Owner.CLUB, "what the system will ask of itself; goes when it has fallen due"),
)


def tables_of(catalogue: Catalogue) -> tuple[Table, ...]:
    """Return every table there is, the machinery's and the features'."""
    return (*KERNEL, *(table for feature in catalogue.features for table in feature.tables))
