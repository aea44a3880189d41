"""What was measured: a row each, shown as a table and written as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its yardstick, both in `unit`; without a limit the figure is only shown."""

    name: str
    value: float
    unit: str
    yardstick: float
    ratio: float
    limit: float | None
    ok: bool


def row(name: str, value: float, yardstick: float, unit: str, limit: float | None = None) -> Row:
    """Return the row of a figure; it is all right while its ratio is within the limit."""
    assert yardstick > 0, f"the yardstick of {name} measured nothing"
    ratio = value / yardstick
    return Row(
        name, round(value, 3), unit, round(yardstick, 3), round(ratio, 3), limit, limit is None or ratio <= limit
    )


def table(rows: Sequence[Row]) -> Table:
    """Return the rows as people read them."""
    drawn = Table(title="Reppu beside its yardsticks (quote the ratio; the rest is this machine's)")
    drawn.add_column("name")
    for heading in ("value", "yardstick", "ratio", "limit"):
        drawn.add_column(heading, justify="right")
    drawn.add_column("")
    for each in rows:
        limit = "shown only" if each.limit is None else f"≤ {each.limit:g}"
        verdict = "" if each.limit is None else "ok" if each.ok else "[bold red]too much[/]"
        figures = (f"{each.value:.3g} {each.unit}", f"{each.yardstick:.3g} {each.unit}", f"{each.ratio:.2f}")
        drawn.add_row(each.name, *figures, limit, verdict)
    return drawn


def show(rows: Sequence[Row], console: Console) -> None:
    """Print the table."""
    console.print(table(rows))


def write(rows: Sequence[Row], file: Path) -> None:
    """Write the rows as a JSON list."""
    file.write_text(json.dumps([asdict(each) for each in rows], indent=2) + "\n", encoding="utf-8")
