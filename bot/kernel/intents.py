"""What someone asks, already neutral; and the one codec that puts it on a button (at most 64 bytes)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from datetime import date, time
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar, cast, dataclass_transform, get_type_hints

from bot.kernel.errors import BugError, StrangerError
from bot.kernel.fields import Raw, Reader, read_all, reader_of
from bot.kernel.people import NO_CLUB, Account, ClubId, Language, Where

R = TypeVar("R")
K = TypeVar("K")
MOST_BYTES = 64
_ID = re.compile(r"[a-z2-7]{0,26}")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def intent(kind: type[K]) -> type[K]:
    """Make a class of fields an intent: a frozen dataclass whose fields are given by name.

    `Intent` has its methods once for all kinds; to have them written anew for each, as `dataclass` does, would take a
    tenth of a start.
    """
    return dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(kind)


@intent
class Intent:
    """Something asked of one club; `code` is the short name it has on a button, unique over all features.

    An empty `club` is filled in from the place or the person's only membership before the act runs.
    """

    code: ClassVar[str] = ""
    scoped: ClassVar[bool] = True

    club: ClubId = NO_CLUB

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - each kind has fields of its own
        names, defaults = _names_of(type(self))
        values = {**defaults, **given}
        if values.keys() != names:
            raise TypeError(f"{type(self).__name__} is made of {', '.join(sorted(names))}, not of {', '.join(given)}")
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"an intent stays as it is: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"an intent stays as it is: {name}")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _values_of(self) == _values_of(other)

    def __hash__(self) -> int:
        return hash((type(self), _values_of(self)))

    def __repr__(self) -> str:
        said = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self))
        return f"{type(self).__name__}({said})"


@intent
class OpenIntent(Intent):
    """Something asked outside any club: founding, opening an invitation, one's own settings."""

    scoped: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Asked:
    """An intent with who asks it, where, and the platform's id of the update (the dedup key).

    `language` is what the platform says of the person, for those the roster does not know yet. No account means the
    system.
    """

    intent: Intent
    account: Account | None = None
    where: Where | None = None
    update: str | None = None
    language: Language = Language.EN


class Codec:
    """Writes intents onto buttons and reads them back; knows the intents of all features."""

    def __init__(self, kinds: tuple[type[Intent], ...]) -> None:
        self._by_code = {kind.code: kind for kind in kinds}
        if len(self._by_code) != len(kinds) or "" in self._by_code:
            message = "two intents share a code, or one has none"
            raise BugError(message)

    def write(self, intent: Intent) -> str:
        """Return the button's data for an intent; fields that are filled by forms are left out."""
        parts = [_write(getattr(intent, each.name)) for each in _carried(type(intent))]
        data = ".".join([intent.code, *parts]).rstrip(".")
        if len(data.encode()) > MOST_BYTES:
            message = f"{type(intent).__name__} does not fit a button"
            raise BugError(message)
        return data

    def kind_of(self, data: str) -> type[Intent]:
        """Return the kind of intent a button's data stands for.

        Raises:
            StrangerError: for data no button of ours carries.
        """
        kind = self._by_code.get(data.split(".", 1)[0])
        if kind is None:
            raise StrangerError
        return kind

    def read(self, data: str, filled: Mapping[str, Raw] | None = None) -> Intent:
        """Return the intent of a button's data, with what was typed into its form.

        Raises:
            StrangerError: for data no button of ours carries.
            RuleBrokenError: when something typed cannot be used.
        """
        kind = self.kind_of(data)
        values = _read_carried(kind, data.split(".")[1:])
        if filled is not None:
            values |= read_all(filled_readers(kind), dict(filled))
        try:
            return kind(**values)
        except TypeError as error:
            raise StrangerError from error


def _once_a_kind(work_out: Callable[[type[Intent]], R]) -> Callable[[type[Intent]], R]:
    """Keep what was worked out about a kind of intent; mypy takes an intent's hash for that of its class."""
    return cast("Callable[[type[Intent]], R]", cache(work_out))


def filled_readers(kind: type[Intent]) -> dict[str, Reader]:
    """Return the readers of an intent's filled fields, in order."""
    return {each.name: reader for each in fields(kind) if (reader := reader_of(each)) is not None}


@_once_a_kind
def _names_of(kind: type[Intent]) -> tuple[frozenset[str], dict[str, Any]]:
    """Return the names of all fields, and the values of those that need not be given."""
    defaults = {each.name: each.default for each in fields(kind) if each.default is not MISSING}
    return frozenset(each.name for each in fields(kind)), defaults


def _values_of(intent: Intent) -> tuple[object, ...]:
    return tuple(getattr(intent, each.name) for each in fields(intent))


@_once_a_kind
def _carried(kind: type[Intent]) -> tuple[Field[Any], ...]:
    return tuple(each for each in fields(kind) if reader_of(each) is None)


@_once_a_kind
def _types_of(kind: type[Intent]) -> dict[str, Any]:
    """Return the types of an intent's fields; working them out costs more than the rest of reading a button."""
    return get_type_hints(kind)


def _read_carried(kind: type[Intent], parts: list[str]) -> dict[str, Any]:
    carried = _carried(kind)
    if len(parts) > len(carried):
        raise StrangerError
    types = _types_of(kind)
    values: dict[str, Any] = {}
    for each, part in zip(carried, parts, strict=False):
        if part or each.default is MISSING:
            values[each.name] = _read(types[each.name], part)
    return values


def _write(value: object) -> str:
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case bool():
            return "1" if value else "0"
        case int():
            return str(value)
        case date():
            return value.isoformat().replace("-", "")  # %Y of an early year is short on some systems
        case time():
            return f"{value:%H%M}"
        case str() if _ID.fullmatch(value):
            return value
        case _:
            message = f"a button cannot carry {type(value).__name__}"
            raise BugError(message)


def _read(hint: Any, part: str) -> Any:  # noqa: ANN401 - the type is read from the intent's own annotations
    kind = getattr(hint, "__supertype__", hint)
    try:
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(part)
        if kind is bool:
            return part == "1"
        if kind is int:
            return int(part[:9])
        if kind is date:
            return date(int(part[:4]), int(part[4:6]), int(part[6:8]))
        if kind is time:
            return time(int(part[:2]), int(part[2:4]))
    except ValueError as error:
        raise StrangerError from error
    if not _ID.fullmatch(part):
        raise StrangerError
    return part
