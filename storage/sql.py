"""SQL by name: the statements of one `.sql` file, read once, when a repository is made."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from importlib.resources.abc import Traversable
from typing import Protocol, cast

from aiosql.adapters.sqlite3 import SQLite3Adapter
from aiosql.query_loader import QueryLoader
from aiosql.types import DriverAdapterProtocol
from aiosql.utils import SQLParseException

from storage.errors import StorageMisusedError


class Readable(Protocol):
    """A file that gives its text: a Path, or a resource of the package."""

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        ...

    def read_text(self, encoding: str) -> str:
        """Return the whole text."""
        ...


class Statements:
    """The statements of a file, each by its name: `statements.find_club` is the SQL under `-- name: find_club`.

    Below its name each statement says in a comment what it is for. It is a single one, and no name stands twice.

    Raises:
        StorageMisusedError: the file is not so; or no statement has the name that was asked for.
    """

    def __init__(self, file: Readable | Traversable) -> None:
        self._file_name = file.name
        self._by_name: dict[str, str] = {}
        for name, purpose, sql in _parsed(file):
            if not purpose:
                raise StorageMisusedError(f"{file.name}: {name} does not say what it is for")
            if name in self._by_name:
                raise StorageMisusedError(f"{file.name}: {name} stands there twice")
            if hasattr(type(self), name):
                raise StorageMisusedError(f"{file.name}: {name} cannot be used as a name")
            self._by_name[name] = _single(sql, f"{file.name}: {name}")

    def __getattr__(self, name: str) -> str:
        """Return the SQL of the statement with this name."""
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._by_name[name]
        except KeyError:
            raise StorageMisusedError(f"{self._file_name} has no statement {name}") from None

    def names(self) -> tuple[str, ...]:
        """Return the names of all statements, in the file's order."""
        return tuple(self._by_name)


def cut(text: str) -> tuple[list[str], str]:
    """Cut at the semicolons that end a statement, not those within a trigger or a text; what is left comes second."""
    statements, rest = [], ""
    for piece in re.split(r"(?<=;)", text):
        rest += piece
        if sqlite3.complete_statement(rest):
            statements.append(rest.strip())
            rest = ""
    return statements, rest.strip()


def _single(sql: str, where: str) -> str:
    statements, rest = cut(sql)
    first, *more = [*statements, *filter(None, [rest])]
    if more:
        raise StorageMisusedError(f"{where} has more than one statement")
    return first.removesuffix(";").rstrip()


def _parsed(file: Readable | Traversable) -> list[tuple[str, str, str]]:
    # SQLite's adapter leaves `:name` as it stands, which is the form the engines take.
    adapter = cast("Callable[[], DriverAdapterProtocol]", SQLite3Adapter)()
    loader = QueryLoader(adapter, None, mandatory_parameters=False)
    try:
        found = loader.load_query_data_from_sql(file.read_text(encoding="utf-8"), [], file.name)
    except SQLParseException as fault:
        raise StorageMisusedError(str(fault)) from fault
    return [(each.query_name, each.doc_comments, each.sql) for each in found]
