"""The data directory: one process, one owner, one key."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.datadir import DataDirectory
from storage.errors import DataDirectoryError


def counting(count: int) -> bytes:
    return bytes(range(count))


def other_bytes(count: int) -> bytes:
    return b"\xff" * count


@pytest.fixture
def held(tmp_path: Path) -> Iterator[DataDirectory]:
    opened = DataDirectory.open(tmp_path / "data")
    yield opened
    opened.close()


def test_the_directory_and_its_files_are_the_owners_alone(held: DataDirectory) -> None:
    """Everything made here is closed to others."""
    held.master_key(counting)
    modes = {file.name: file.stat().st_mode & 0o777 for file in held.path.iterdir()}
    assert modes == {"lock": 0o600, "key": 0o600}
    assert held.path.stat().st_mode & 0o777 == 0o700


def test_the_key_is_made_once(held: DataDirectory) -> None:
    """The key is random when it is made and the same ever after."""
    assert held.master_key(counting) == counting(32)
    assert held.master_key(other_bytes) == counting(32)
    held.close()
    again = DataDirectory.open(held.path)
    assert again.master_key(other_bytes) == counting(32)
    again.close()


def test_a_draft_of_a_key_is_not_a_key(held: DataDirectory) -> None:
    """What a power cut left of a first start does not stand in the way of the second."""
    (held.path / "key.new").write_bytes(b"half")
    assert held.master_key(counting) == counting(32)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_refused(held: DataDirectory, mode: int) -> None:
    """An open key is a reason to stop, not to tidy up in silence."""
    held.master_key(counting)
    (held.path / "key").chmod(mode)
    with pytest.raises(DataDirectoryError, match="chmod 600"):
        held.master_key(counting)


def test_a_damaged_key_is_refused(held: DataDirectory) -> None:
    """A key of the wrong length is not used and not replaced."""
    held.master_key(counting)
    (held.path / "key").write_bytes(b"short")
    with pytest.raises(DataDirectoryError, match="5 bytes instead of 32"):
        held.master_key(counting)


def test_a_lost_key_is_not_replaced(held: DataDirectory) -> None:
    """Where there is a database, a new key would open nothing in it."""
    held.database.touch()
    with pytest.raises(DataDirectoryError, match="is missing"):
        held.master_key(counting)
    assert not (held.path / "key").exists()


def test_a_fresh_directory_is_made_private(tmp_path: Path) -> None:
    """An empty directory that somebody made for us is closed to others."""
    path = tmp_path / "data"
    path.mkdir(mode=0o755)
    DataDirectory.open(path).close()
    assert path.stat().st_mode & 0o777 == 0o700


def test_an_open_directory_with_contents_is_refused(tmp_path: Path) -> None:
    """A directory that may be somebody's home is not changed, and not used."""
    path = tmp_path / "home"
    path.mkdir(mode=0o755)
    (path / "letters.txt").touch()
    with pytest.raises(DataDirectoryError, match="chmod 700"):
        DataDirectory.open(path)
    assert path.stat().st_mode & 0o777 == 0o755


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    """A path that cannot be a directory is named."""
    (tmp_path / "data").touch()
    with pytest.raises(DataDirectoryError, match="cannot be made a data directory"):
        DataDirectory.open(tmp_path / "data")


def test_the_lock_is_free_after_closing(held: DataDirectory) -> None:
    """Closing gives the directory free, and closing twice is fine."""
    held.close()
    held.close()
    DataDirectory.open(held.path).close()


HOLD = """
import sys
from pathlib import Path
from storage.datadir import DataDirectory

held = DataDirectory.open(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    """Two processes never share a directory; a process killed with -9 gives it free."""
    path = tmp_path / "data"
    command = [sys.executable, "-c", HOLD, str(path)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(DataDirectoryError, match=rf"another process \({process.pid}\) is using"):
            DataDirectory.open(path)
        process.kill()
    DataDirectory.open(path).close()
