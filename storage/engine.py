"""The port of a database engine: whole units of work, and looks at one moment of the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

Value = str | int | bytes | None
Row = Mapping[str, Any]
T = TypeVar("T")


class Database(Protocol):
    """A database inside one unit of work or one look, and of no use after it.

    A call that fails dooms its unit of work: it is rolled back even if the error is swallowed. So what may
    fail by right (a repeated key) is written as `ON CONFLICT …`, and the number of rows tells what happened.
    Statements name their values (`:name`) and each needs one. Text, 64-bit integers, bytes and NULL come back the same.
    """

    async def run(self, sql: str, /, **values: Value) -> int:
        """Do one statement and return how many rows it inserted, changed or deleted."""
        ...

    async def one(self, sql: str, /, **values: Value) -> Row | None:
        """Return the only row by column name, None where there is none; two rows are a StorageMisusedError."""
        ...

    async def all(self, sql: str, /, **values: Value) -> list[Row]:
        """Return all rows by column name, in the statement's order."""
        ...

    async def many(self, sql: str, rows: Sequence[Mapping[str, Value]], /) -> None:
        """Do one statement for each of `rows`, in order; none is fine."""
        ...


Work = Callable[[Database], Awaitable[T]]


class Engine(Protocol):
    """A database that does units of work one after the other, and looks beside them."""

    async def transact(self, work: Work[T]) -> T:
        """Do `work` as a whole or not at all; on return it is on the disk and every later look sees it.

        Units of work run one at a time, each in the order asked for. Any error that leaves `work` undoes it and is
        passed on. `work` awaits nothing but calls of its database: it may run on another thread, without an event
        loop, and touches nothing that the loop's own tasks use. Whatever else it awaits is a ForeignAwaitError, and
        so is starting another unit of work within it.

        When the caller is cancelled, the unit is over before the cancellation is passed on: undone if its commit had
        not begun, else committed as a whole.

        Raises:
            StorageFullError, StorageBusyError, StorageBrokenError: nothing was done.
            ConstraintError, StorageMisusedError: as above, and the code is wrong.
        """
        ...

    async def read(self, look: Work[T]) -> T:
        """Return what `look` finds in one moment of the database, beside the units of work and not waiting for them.

        All its statements see the same committed state. A write in it is a ReadOnlyError. Else as in `transact`.
        """
        ...

    async def scrub(self) -> None:
        """Leave no byte of deleted or overwritten values in the database's files.

        Raises:
            StorageBusyError: a look was under way for longer than we wait; ask again later.
        """
        ...

    async def close(self) -> None:
        """Finish what was asked for, then let go of all files and threads; a second time does nothing.

        Every later call is a StorageMisusedError.
        """
        ...
