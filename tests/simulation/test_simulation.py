"""Histories of clubs amid crashes, lost answers and repeats: what must hold, holds; a seed is one history."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.__main__ import main
from tests.simulation.play import play
from tests.simulation.world import Size

ROOT = Path(__file__).parents[2]
SHORT = Size(weeks=3)
PLAY_ONE = """
from tests.simulation.play import play
from tests.simulation.world import Size
outcome = play(7, Size(clubs=2, weeks=3))
print(outcome.broken or outcome.digest)
"""


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_everything_holds_over_two_cycles_and_more() -> None:
    """One club for seventeen weeks, from founding to the follow-up and on, while the program crashes every few days."""
    assert main(["--seeds", "3", "--weeks", "17"]) == 0


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_everything_holds_in_some_shorter_histories() -> None:
    """One club from founding to a meeting and its backpack."""
    assert main(["--seeds", "2", "--first", "100", "--weeks", "7"]) == 0


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_clubs_in_one_installation_stay_apart() -> None:
    """Two clubs with somebody in both; their people press each other's buttons, and nothing crosses."""
    assert main(["--seeds", "2", "--first", "500", "--clubs", "2", "--weeks", "5"]) == 0


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_seed_is_one_history_in_every_process() -> None:
    """Two processes that hash strings differently play the same seed to the same last line."""
    digests = {_played_with_hash_seed(each) for each in ("1", "2")}
    assert len(digests) == 1
    assert len(digests.pop()) == 64


def test_another_seed_is_another_history() -> None:
    """The digest tells histories apart."""
    assert play(1, SHORT).digest != play(2, SHORT).digest


def test_a_broken_history_says_how_to_see_it_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A history that breaks is told with its seed and the command, and the exit code says so."""
    monkeypatch.setattr("tests.simulation.world.World.begin_trouble", lambda world: world.fail("a hole in the ground"))
    assert main(["--seed", "3", "--weeks", "1"]) == 1
    told = capsys.readouterr().out
    assert "seed 3: BrokenInvariantError: a hole in the ground" in told
    assert 'make simulate SEED=3 CLUBS=1 ARGS="--weeks 1"' in told


def _played_with_hash_seed(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", PLAY_ONE], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
