"""SQL by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import StorageMisusedError
from storage.sql import Statements

TWO = """-- name: find_club
-- The club with this id.
SELECT id, name FROM club
WHERE id = :id AND note <> '12:30 -- not a value';

-- name: rename_club
-- Give the club another name.
UPDATE club SET name = :name WHERE id = :id;
"""


def file_of(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "clubs.sql"
    file.write_text(text, encoding="utf-8")
    return file


def test_each_statement_is_an_attribute(tmp_path: Path) -> None:
    """A statement stands under its name, without its comment and its semicolon, with its named values."""
    statements = Statements(file_of(tmp_path, TWO))
    assert statements.names() == ("find_club", "rename_club")
    assert statements.rename_club == "UPDATE club SET name = :name WHERE id = :id"
    assert statements.find_club.endswith("WHERE id = :id AND note <> '12:30 -- not a value'")


def test_an_unknown_name_fails_at_once(tmp_path: Path) -> None:
    """A typing error in a statement's name is told with the file's name."""
    with pytest.raises(StorageMisusedError, match=r"clubs\.sql has no statement find_klub"):
        _ = Statements(file_of(tmp_path, TWO)).find_klub


def test_the_file_is_read_once(tmp_path: Path) -> None:
    """A repository keeps the statements it was made with."""
    file = file_of(tmp_path, TWO)
    statements = Statements(file)
    file.unlink()
    assert statements.find_club


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("-- name: bare\nSELECT 1;\n", "does not say what it is for"),
        (TWO + TWO, "stands there twice"),
        ("-- name: empty\n-- Nothing.\n", "empty"),
        ("-- name: 1st\n-- One.\nSELECT 1;\n", "invalid query name"),
        ("-- name: two\n-- Two.\nSELECT 1;\nSELECT 2;\n", "more than one statement"),
        ("-- name: names\n-- A name of ours.\nSELECT 1;\n", "cannot be used"),
    ],
)
def test_a_careless_file_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    """A statement has a name, a purpose and one text."""
    with pytest.raises(StorageMisusedError, match=complaint):
        Statements(file_of(tmp_path, text))
