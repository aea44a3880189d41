"""What the journeys share: every message is held against R9's table, and what is read against proofs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.features.conftest import told_as_the_table_says
from tests.journeys.proofs import faults_of
from tests.journeys.reading import Reading, reading

__all__ = ["told_as_the_table_says"]


@pytest.fixture
def noted() -> Iterator[Reading]:
    """Read whatever a journey shows in Swedish, Finnish and English, and find nothing wrong with it."""
    with reading() as read:
        yield read
    if found := faults_of(read):
        pytest.fail("\n".join(found), pytrace=False)
