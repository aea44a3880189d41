from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.features import ALL

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
COMMANDS = (REFERENCE / "commands.md").read_text(encoding="utf-8")
ACTS = [act for feature in ALL for act in feature.acts if act.command is not None]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.command.name)
def test_command_stands_in_the_reference(act: object) -> None:
    """Every command stands in the reference with its aliases and what it does."""
    command = getattr(act, "command")  # noqa: B009 - typed as object for the ids above
    line = next((row for row in COMMANDS.splitlines() if row.startswith(f"| `/{command.name}` |")), "")
    assert command.about.message in line
    assert all(f"`/{alias}`" in line for alias in command.aliases)


def test_reference_names_no_command_that_is_not_there() -> None:
    """The reference lists no command that has gone."""
    listed = set(re.findall(r"^\| `/(\w+)`", COMMANDS, re.MULTILINE))
    assert listed == {act.command.name for act in ACTS if act.command}


def test_every_route_of_the_playground_is_documented() -> None:
    """Each route that the playground mounts stands in its reference, and no other."""
    source = (REFERENCE.parents[1] / "adapters/web/playground.py").read_text(encoding="utf-8")
    mounted = set(re.findall(r'add_(get|post)\("(/api/[^"]+)"', source))
    text = (REFERENCE / "playground-api.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(GET|POST) (/api/[^?`\[]+)", text, re.MULTILINE)
    documented = {(verb.lower(), path) for verb, path in rows}
    assert mounted
    assert documented == mounted
