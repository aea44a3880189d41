"""What is measured on: the demo's club of ten shops with its open poll, made once and copied."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from bench.processes import Page, demo, running


class Ground:
    """The folder of one run; the demo's data are made in it when somebody first asks for them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies = 0

    @property
    def environment(self) -> Mapping[str, str]:
        """What processes are started with: compiled once and kept, as installed programs are, for all sides alike."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "PYTHONPYCACHEPREFIX": str(self._folder / "compiled")}

    def demo(self) -> Page:
        """Return the playground over existing data of its own."""
        return demo(self.demo_data())

    def demo_data(self) -> Path:
        """Return a data directory of its own, as a demo leaves it that was stopped."""
        made = self._folder / "demo"
        if not made.exists():
            with running(demo(made), self.environment):
                pass
        return self.copy(made)

    def copy(self, data: Path) -> Path:
        """Return a copy of a data directory that nobody has open."""
        self._copies += 1
        return Path(shutil.copytree(data, self._folder / f"copy-{self._copies}"))

    def file(self, name: str, words: str) -> Path:
        """Return a file of these words."""
        written = self._folder / name
        written.write_text(words, encoding="utf-8")
        return written
