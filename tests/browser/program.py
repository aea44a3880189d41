"""The program as a user runs it: a process of its own, which may be killed at any moment."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30
STOP_SECONDS = 20
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


class Program:
    """`reppu demo` over one data folder; its address changes with every start unless a port is given."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._data.mkdir(exist_ok=True)
        self._log = data.parent / f"{data.name}.log"
        self._process: subprocess.Popen[str] | None = None
        self.address = ""

    def launch(self, port: int = 0) -> None:
        """Start it without waiting for anything."""
        command = [sys.executable, "-m", "bot", "demo", "--port", str(port), "--data", str(self._data)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)

    def start(self, port: int = 0) -> None:
        """Start it and wait until it tells its address."""
        self.launch(port)
        assert self._process is not None
        assert self._process.stdout is not None
        self.address = _told_address(self._process.stdout) or self._fail()

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(self.address.rstrip("/").rpartition(":")[2])

    def written_bytes(self) -> int:
        """Return how much it has written into its folder so far."""
        sizes = 0
        for each in self._data.rglob("*"):
            with suppress(FileNotFoundError):  # a half-made data set is wiped
                sizes += each.stat().st_size
        return sizes

    def is_running(self) -> bool:
        """True until it has ended."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """Take it away without any warning."""
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGKILL)
            self._end()

    def stop(self) -> None:
        """Ask it to end, as Ctrl+C does, and make sure that it does."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._end()

    def complaints(self) -> str:
        """Return what it wrote beside its address: nothing, when all is well."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        try:
            process.wait(STOP_SECONDS)
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    def _fail(self) -> str:
        self.kill()
        raise AssertionError(f"the program did not start: {self.complaints()}")


def _told_address(output: IO[str]) -> str | None:
    """Return the address from the program's own words; None when it ends without one."""
    for line in output:
        found = _ADDRESS.search(line)
        if found is not None:
            return found[0]
    return None
