"""`python -m bench [name]`: measures, prints the table, writes results.json; fails when a limit is broken."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.console import Console

from bench import backpack_pdf, near_duplicates, start, vote, year
from bench.effort import Effort
from bench.ground import Ground
from bench.table import Row, show, write

RESULTS = Path(__file__).with_name("results.json")
Measure = Callable[[Ground, Effort], Row]
ROWS: Mapping[str, Measure] = {
    vote.NAME: vote.measure,
    near_duplicates.NAME: near_duplicates.measure,
    start.START: start.measure_start,
    start.MEMORY: start.measure_memory,
    backpack_pdf.NAME: backpack_pdf.measure,
    backpack_pdf.LOOP: backpack_pdf.measure_loop,
    year.NAME: year.measure,
}


def main(
    names: Sequence[str],
    *,
    effort: Effort | None = None,
    results: Path = RESULTS,
    rows: Mapping[str, Measure] = ROWS,
    console: Console | None = None,
) -> int:
    """Measure the rows of these names, all when none is given; return what the process ends with."""
    console = console or Console()
    unknown = [name for name in names if name not in rows]
    if unknown:
        known = ", ".join(rows)
        console.print(f"There is no measurement called {', '.join(unknown)}. There are: {known}.", markup=False)
        return 2
    with tempfile.TemporaryDirectory(prefix="reppu-bench-") as folder:
        ground, measured = Ground(Path(folder)), []
        for name in names or rows:
            with console.status(f"Measuring {name} …"):
                measured.append(rows[name](ground, effort or Effort()))
    show(measured, console)
    write(measured, results)
    return 0 if all(each.ok for each in measured) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
