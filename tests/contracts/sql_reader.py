"""Reads SQL for one thing: whether every club's table in a statement is held to one club."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

BY_RIGHT = re.compile(r"(?:across|over all) clubs by right")
_MENTION = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)(?:\s+AS\s+(\w+))?", re.IGNORECASE)
_HELD = re.compile(r"(?:(\w+)\.)?\bclub_id\s*=\s*:club\b")
_HELD_CLUB = re.compile(r"(?:\bclub\.)?(?<![\w.])id\s*=\s*:club\b|\bclub\.id\s*=\s*:club\b")
_ALIKE = re.compile(r"(\w+)\.(club_id|id)\s*=\s*(\w+)\.(club_id|id)\b")
_INSERT = re.compile(r"\s*INSERT\s+INTO\s+(\w+)\s*\(([^)]*)\)\s*(VALUES|SELECT)\b(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Statement:
    """One named statement with its purpose."""

    file: str
    name: str
    purpose: str
    sql: str

    @property
    def is_by_right(self) -> bool:
        """True when its purpose says why it looks beyond one club."""
        return BY_RIGHT.search(self.purpose) is not None


@dataclass(slots=True)
class _Scope:
    """One SELECT, or the statement itself; what stands in parentheses within it is a scope of its own."""

    words: str
    inner: list[_Scope] = field(default_factory=list)


def read(folder: Path) -> Iterator[Statement]:
    """Yield the statements of every .sql file in a folder."""
    for path in sorted(folder.glob("*.sql")):
        for name, purpose, sql in re.findall(
            r"^-- name: (\w+)\n((?:-- [^\n]*\n)+)(.*?)(?=^-- name: |\Z)",
            path.read_text("utf-8"),
            re.MULTILINE | re.DOTALL,
        ):
            yield Statement(path.name, name, purpose.replace("-- ", "").replace("\n", " "), sql)


def unheld(sql: str, tables: Collection[str]) -> list[str]:
    """Return the club's tables that a statement touches without holding them to one club."""
    inserted = _INSERT.match(sql)
    if inserted is None:
        return sorted(set(_unheld(_scoped(sql), tables, frozenset())))
    table, columns, how, rest = inserted.groups()
    column = "id" if table == "club" else "club_id"
    is_held = column in re.split(r"[\s,]+", columns) and ":club" in rest
    loose = {table} if table in tables and not is_held else set[str]()
    within = _scoped(rest if how.upper() == "VALUES" else f"SELECT {rest}")
    return sorted(loose | set(_unheld(within, tables, frozenset())))


def _unheld(scope: _Scope, tables: Collection[str], outer: frozenset[str]) -> Iterator[str]:
    mentions = {alias or table: table for table, alias in _MENTION.findall(scope.words) if table in tables}
    held = outer | _held(scope.words, mentions)
    while more := {one for one, other in _alike(scope.words) if other in held} - held:
        held |= more
    yield from (table for alias, table in mentions.items() if alias not in held)
    for inner in scope.inner:
        yield from _unheld(inner, tables, held)


def _held(words: str, mentions: dict[str, str]) -> frozenset[str]:
    found = {alias or (next(iter(mentions)) if len(mentions) == 1 else "") for alias in _HELD.findall(words)}
    if "club" in mentions and _HELD_CLUB.search(words):
        found.add("club")
    return frozenset(found)


def _alike(words: str) -> Iterator[tuple[str, str]]:
    for one, column, other, other_column in _ALIKE.findall(words):
        if (one == "club" or column == "club_id") and (other == "club" or other_column == "club_id"):
            yield one, other
            yield other, one


def _scoped(sql: str) -> _Scope:
    """Take every parenthesis that holds a SELECT out of its surroundings."""
    scope = _Scope("")
    at = 0
    while at < len(sql):
        end = _closing(sql, at) if sql[at] == "(" and re.match(r"\(\s*SELECT\b", sql[at:], re.IGNORECASE) else at
        if end > at:
            scope.inner.append(_scoped(sql[at + 1 : end]))
        else:
            scope.words += sql[at]
        at = end + 1
    return scope


def _closing(sql: str, at: int) -> int:
    depth = 0
    for place in range(at, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[place], 0)
        if not depth:
            return place
    return len(sql)
