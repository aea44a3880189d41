from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.settings import PREFIX, Settings, SettingsError, field_at, load_settings, setting_names

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "settings.example.toml"
SECRET = "hunter2"


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REPPU_WEB__PORT", "REPPU_SECRETS_DIR", "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)


def _file(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_example_names_every_setting_with_its_default() -> None:
    """The example is the defaults; what has none stands there as a comment; nothing else stands there."""
    assert load_settings(EXAMPLE) == Settings(file=())  # type: ignore[call-arg]
    uncommented = re.sub(r"^# (?=\w+ = )", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    read = tomllib.loads(uncommented)
    named: set[tuple[str, ...]] = {(name,) for name, value in read.items() if not isinstance(value, dict)}
    named |= {(section, name) for section, value in read.items() if isinstance(value, dict) for name in value}
    assert named == set(setting_names())


def test_the_reference_names_every_setting_with_its_variable() -> None:
    """Each setting stands in the reference, as it is written in the file and in the environment."""
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    for path in setting_names():
        assert f"| `{'.'.join(path)}` | `{PREFIX}{'__'.join(path).upper()}` |" in page
        assert field_at(path).description in page.replace("`", "")


def test_only_the_file_nobody_named_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt file starts no empty installation; where none was named, the one in the folder is read if there."""
    monkeypatch.chdir(tmp_path)
    for missing in ("typo.toml", "settings.toml", "."):
        with pytest.raises(SettingsError, match=re.escape(f"{missing}: there is no such file")):
            load_settings(Path(missing))
    assert load_settings() == load_settings(EXAMPLE)
    _file(tmp_path, "[web]\nport = 9001\n")
    assert load_settings().web.port == 9001


@pytest.mark.parametrize("command", [["run"], ["organizer", "invite"]])
def test_a_command_with_a_misspelt_file_stops_and_names_it(tmp_path: Path, command: list[str]) -> None:
    """Nothing is started or made by it."""
    given = [sys.executable, "-m", "bot", *command, "--settings", str(tmp_path / "typo.toml")]
    ended = subprocess.run(given, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(f"{tmp_path / 'typo.toml'}: there is no such file.")
    assert list(tmp_path.iterdir()) == []


def test_the_environment_goes_before_the_file_and_secrets_before_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File, environment, secret file: the later wins, the rest stays as it was."""
    file = _file(tmp_path, "[web]\nport = 9001\npublic_url = 'https://club.example'\n")
    assert load_settings(file).web.port == 9001
    monkeypatch.setenv("REPPU_WEB__PORT", "9002")
    assert load_settings(file).web.port == 9002
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "reppu_web__port").write_text("9003", encoding="utf-8")
    (secrets / "somebody_elses").write_text("x", encoding="utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(secrets))
    settings = load_settings(file)
    assert (settings.web.port, settings.web.public_url) == (9003, "https://club.example")


@pytest.mark.parametrize(
    ("text", "name", "hint"),
    [
        (f"[web]\nport = '{SECRET}'", "web.port", "8765"),
        ("[web]\nport = 0", "web.port", "1 to 65535"),
        (f"[web]\nprot = '{SECRET}'", "web.prot", "web.port"),
        (f"{SECRET} = 1", "no such setting", "storage.url"),
        (f"[storage]\nurl = 'mysql://{SECRET}'", "storage.url", "sqlite:///"),
        (f"[log]\nlevel = '{SECRET}'", "log.level", "WARNING"),
        ("[web", "settings.toml", "TOML"),
    ],
)
def test_a_slip_of_the_pen_is_named_with_what_to_write(tmp_path: Path, text: str, name: str, hint: str) -> None:
    """The error names the setting and what to write; what was written is not repeated."""
    with pytest.raises(SettingsError) as raised:
        load_settings(_file(tmp_path, text))
    told = str(raised.value)
    assert name in told
    assert hint in told
    assert SECRET not in told or text.startswith(SECRET)


@pytest.mark.parametrize("name", ["REPPU_WBE__PORT", "REPPU_WEB__PROT", "REPPU_PORT"])
def test_a_variable_that_means_nothing_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A misspelt variable does not pass unseen."""
    monkeypatch.setenv(name, SECRET)
    with pytest.raises(SettingsError, match=name) as raised:
        load_settings(EXAMPLE)
    assert "REPPU_WEB__PORT" in str(raised.value)
    assert SECRET not in str(raised.value)


def test_a_database_elsewhere_is_a_path() -> None:
    """The address of the database is read as a file; without one it is the data directory's own."""
    assert load_settings(EXAMPLE).storage.path() is None
    moved = load_settings(EXAMPLE).storage.model_copy(update={"url": "sqlite:////srv/club.sqlite3"})
    assert moved.path() == Path("/srv/club.sqlite3")
