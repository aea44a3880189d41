"""The data directory: one process at a time, its owner alone, and the key that opens what is sealed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from storage.errors import DataDirectoryError

KEY_BYTES: Final = 32
_OTHERS: Final = 0o077


class DataDirectory:
    """A directory that this process holds alone, from `open` to `close` or its end, however it ends."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self._lock: int | None = lock

    @classmethod
    def open(cls, path: Path) -> DataDirectory:
        """Take the directory, made if missing.

        Raises:
            DataDirectoryError: another process holds it, or others than its owner may look into it.
        """
        _make_directory(path)
        return cls(path, _locked(path / "lock"))

    @property
    def database(self) -> Path:
        """Where the database file belongs."""
        return self.path / "reppu.sqlite3"

    def master_key(self, random_bytes: Callable[[int], bytes]) -> bytes:
        """Return the directory's key, made once, on the disk before it is returned.

        Raises:
            DataDirectoryError: others may read it, it is damaged, or it is gone while there is a database.
        """
        file = self.path / "key"
        if not file.exists():
            if self.database.exists():
                raise DataDirectoryError(
                    f"{file} is missing, and without it nothing sealed in {self.database.name} opens. "
                    "Put the key back from where you keep its copy."
                )
            write_durably(file, random_bytes(KEY_BYTES))
        return _read_key(file)

    def replace_key(self, key: bytes) -> None:
        """Take another key, for a database that is about to be put here; there is none now.

        Raises:
            DataDirectoryError: there is a database, which would not open any more.
        """
        if self.database.exists():
            raise DataDirectoryError(f"{self.database.name} would not open with another key.")
        write_durably(self.path / "key", key)

    def close(self) -> None:
        """Give the directory free; a second time does nothing."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _make_directory(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise DataDirectoryError(f"{path} cannot be made a data directory: {fault.strerror}") from fault
    if path.stat().st_mode & _OTHERS:
        # A fresh directory is made private for its owner; one with contents may be anything, even a home.
        if any(path.iterdir()):
            raise DataDirectoryError(
                f"others than its owner may look into {path}. If it is Reppu's: chmod 700 '{path}'"
            )
        path.chmod(0o700)


def _locked(file: Path) -> int:
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
        os.close(handle)
        raise DataDirectoryError(
            f"another process{f' ({holder})' if holder else ''} is using {file.parent}. "
            "Stop it first, or choose another directory."
        ) from fault
    os.ftruncate(handle, 0)
    os.pwrite(handle, str(os.getpid()).encode(), 0)
    return handle


def write_durably(file: Path, content: bytes) -> None:
    """Write under another name and rename, so that a half-written key is never taken for one."""
    draft = file.with_name(file.name + ".new")
    with suppress(FileNotFoundError):
        draft.unlink()
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.rename(file)
    directory = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _read_key(file: Path) -> bytes:
    if file.stat().st_mode & _OTHERS:
        raise DataDirectoryError(f"others than its owner may read {file}. chmod 600 '{file}' and ask who has read it.")
    key = file.read_bytes()
    if len(key) != KEY_BYTES:
        raise DataDirectoryError(f"{file} is damaged: {len(key)} bytes instead of {KEY_BYTES}. Put its copy back.")
    return key
