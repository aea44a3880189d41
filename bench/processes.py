"""Processes that serve a page: started, waited for, weighed, stopped."""

from __future__ import annotations

import json
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK = "127.0.0.1"
STEP = timedelta(milliseconds=5)
PATIENCE = timedelta(seconds=60)
PERSON = "maria"
Fits = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Page:
    """A process to start, and what it has to answer until it counts as started: a path, and what fits as an answer."""

    arguments: Sequence[str]
    answers: Sequence[tuple[str, Fits]]


def anything(body: bytes) -> bool:
    """True for any body that is not empty."""
    return bool(body)


def shows_open_poll(body: bytes) -> bool:
    """True when the club's room shows a card with a button for each answer to each time of the poll."""
    room = json.loads(body)["room"] if body else None
    blocks = [block for message in (room or {"messages": []})["messages"] for block in message["blocks"]]
    tones = [{each["tone"] for each in block["options"]} for block in blocks if block["kind"] == "choice"]
    return any({"yes", "maybe", "no"} <= each for each in tones)


def demo(data: Path) -> Page:
    """Return the playground over existing data; it is there when the shell and the poll's card are."""
    return Page(
        ("-m", "bot", "demo", "--data", str(data), "--port"),
        (("/", anything), (f"/api/state?person={PERSON}", shows_open_poll)),
    )


def plain() -> Page:
    """Return the yardstick."""
    return Page(("-m", "bench.plain_page"), (("/", anything),))


@dataclass(frozen=True, slots=True)
class Running:
    """A started process: how long it took until it answered, and its number."""

    took: timedelta
    pid: int


@contextmanager
def running(page: Page, environment: Mapping[str, str]) -> Iterator[Running]:
    """Start a page, wait until it answers as it should, stop it at the end of the block.

    Raises:
        TimeoutError: it ended, or did not answer in time.
    """
    port = _free_port()
    before = time.perf_counter()
    command = [sys.executable, *page.arguments, str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        for path, fits in page.answers:
            _wait_for(process, port, path, fits, before + PATIENCE.total_seconds())
        yield Running(timedelta(seconds=time.perf_counter() - before), process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def resident_bytes(pid: int) -> int:
    """Return the memory a process holds."""
    counted = Path(f"/proc/{pid}/statm")
    if counted.exists():
        return int(counted.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], check=True, capture_output=True, text=True)  # noqa: S607
    return int(shown.stdout) * 1024


def _wait_for(process: subprocess.Popen[bytes], port: int, path: str, fits: Fits, until: float) -> None:
    while not fits(_got(port, path) or b""):
        if process.poll() is not None or time.perf_counter() > until:
            raise TimeoutError(f"{process.args!r} did not answer {path} as it should")
        time.sleep(STEP.total_seconds())


def _got(port: int, path: str) -> bytes | None:
    """Return the body of a 200, over a bare socket: a client library would be a part of the figure."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=PATIENCE.total_seconds()) as connection:
            asked = f"GET {path} HTTP/1.1\r\nHost: {LOOPBACK}:{port}\r\nConnection: close\r\n\r\n"
            connection.sendall(asked.encode("ascii"))
            answered = b"".join(iter(lambda: connection.recv(65536), b""))
    except ConnectionError:
        return None
    head, _, body = answered.partition(b"\r\n\r\n")
    return body if head.split(b" ", 2)[1:2] == [b"200"] else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
