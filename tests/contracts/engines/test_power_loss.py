"""What is left after a power cut: everything acknowledged, and nothing torn.

A file system of our own, below SQLite, keeps what was synced and forgets any of what was not. Directory entries
and disks that lie about syncing are not modelled.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import apsw
import pytest

from storage.connection import open_file
from storage.errors import StorageBrokenError

SECTOR_BYTES = 512
CUTS = 60


@dataclass
class Disk:
    """The files of a disk as the last sync left them, and the writes since."""

    synced: dict[str, bytearray] = field(default_factory=dict)
    pending: dict[str, list[tuple[int, bytes | None]]] = field(default_factory=dict)

    def write(self, name: str, offset: int, content: bytes | None) -> None:
        """Note a write, or with None a cut to this length; it may or may not survive."""
        self.pending.setdefault(name, []).append((offset, content))

    def sync(self, name: str) -> None:
        """Make what was written to a file survive."""
        image = self.synced.setdefault(name, bytearray())
        for offset, content in self.pending.pop(name, []):
            _apply(image, offset, content)

    def delete(self, name: str) -> None:
        """Forget a file for good."""
        self.synced.pop(name, None)
        self.pending.pop(name, None)

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files after a power cut: what was synced, and any sectors of what was not."""
        images = {name: bytearray(image) for name, image in self.synced.items()}
        for name, writes in self.pending.items():
            image = images.setdefault(name, bytearray())
            for offset, content in _sectors(writes):
                if chance.random() < 0.5:
                    _apply(image, offset, content)
        return {name: bytes(image) for name, image in images.items()}


def _apply(image: bytearray, offset: int, content: bytes | None) -> None:
    if content is None:
        del image[offset:]
        return
    image.extend(b"\0" * (offset - len(image)))
    image[offset : offset + len(content)] = content


def _sectors(writes: list[tuple[int, bytes | None]]) -> Iterator[tuple[int, bytes | None]]:
    for offset, content in writes:
        if content is None:
            yield offset, None
            continue
        for start in range(0, len(content), SECTOR_BYTES):
            yield offset + start, content[start : start + SECTOR_BYTES]


class RecordingFile(apsw.VFSFile):
    """A file that tells the disk what happens to it."""

    def __init__(self, disk: Disk, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self._name = Path(path).name

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 (SQLite's name)
        """Note the write and do it."""
        self._disk.write(self._name, offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802 (SQLite's name)
        """Note the cut and do it."""
        self._disk.write(self._name, size, None)
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802 (SQLite's name)
        """Make what was written survive."""
        self._disk.sync(self._name)
        super().xSync(flags)


class RecordingSystem(apsw.VFS):
    """The machine's file system with a disk that remembers."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        super().__init__("recording", "")

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 (the same)
        """Open a file that records."""
        return RecordingFile(self._disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802 (the same)
        """Forget a file."""
        self._disk.delete(Path(filename).name)
        super().xDelete(filename, syncdir)


def promises_of(tmp_path: Path) -> list[str]:
    """Return the pragmas as the engine's own connection reads them back."""
    connection = open_file(tmp_path / "pattern.sqlite3")
    names = ("journal_mode", "synchronous", "secure_delete")
    found = [f"PRAGMA {name}={connection.execute(f'PRAGMA {name}').fetchone()[0]}" for name in names]
    connection.close()
    return found


@dataclass
class Losses:
    """What a number of power cuts did."""

    lost: int = 0
    torn: int = 0
    unreadable: int = 0


def cut_often(tmp_path: Path, pragmas: list[str]) -> Losses:
    """Commit pairs of rows, cut the power at random moments, and look at what is left."""
    chance, losses, disk = random.Random(7), Losses(), Disk()
    system = RecordingSystem(disk)
    connection = apsw.Connection(str(tmp_path / "live.sqlite3"), vfs="recording")
    for pragma in (*pragmas, "PRAGMA wal_autocheckpoint=20"):
        connection.execute(pragma).fetchall()
    connection.execute("CREATE TABLE pair (number INTEGER, half TEXT)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for number in range(1, CUTS * 3 + 1):
        with connection:
            for half in ("left", "right"):
                connection.execute("INSERT INTO pair VALUES (?, ?)", (number, half + "x" * chance.randrange(400)))
        if number % 3 == 0:
            _inspect(tmp_path / f"cut{number}", disk.after_cut(chance), number, losses)
    connection.close()
    system.unregister()
    return losses


def _inspect(place: Path, files: dict[str, bytes], acknowledged: int, losses: Losses) -> None:
    place.mkdir()
    for name, content in files.items():
        (place / name).write_bytes(content)
    try:
        connection = open_file(place / "live.sqlite3")
        rows = connection.execute("SELECT number, count(*) FROM pair GROUP BY number").fetchall()
        connection.close()
    except (StorageBrokenError, sqlite3.Error):
        losses.unreadable += 1
        return
    losses.lost += {number for number, _ in rows} != set(range(1, acknowledged + 1))
    losses.torn += any(halves != 2 for _, halves in rows)


def test_nothing_acknowledged_is_lost_to_a_power_cut(tmp_path: Path) -> None:
    """With the pragmas our connections keep, every acknowledged commit survives every cut, whole."""
    assert cut_often(tmp_path, promises_of(tmp_path)) == Losses()


@pytest.mark.parametrize("weaker", ["NORMAL", "OFF"])
def test_the_disk_bites(tmp_path: Path, weaker: str) -> None:
    """With less syncing the same cuts lose commits: the disk above is one that forgets."""
    losses = cut_often(tmp_path, [*promises_of(tmp_path), f"PRAGMA synchronous={weaker}"])
    assert losses.lost + losses.unreadable > CUTS // 4
