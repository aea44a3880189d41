"""What can go wrong in storage, in words that hold for every database."""

from __future__ import annotations


class StorageError(Exception):
    """Root of every error that storage raises on purpose."""


class StorageFullError(StorageError):
    """No room left to write: the unit of work was rolled back, what was committed is safe, reading goes on."""


class StorageBusyError(StorageError):
    """Somebody else held the database for longer than we wait; nothing was done, trying again may help."""


class StorageBrokenError(StorageError):
    """The database cannot be trusted or reached: damaged, unreadable, not set as it must be."""


class ReadOnlyError(StorageError):
    """A write where only looking is possible."""


class ConstraintError(StorageError):
    """A row that the schema does not allow; what may happen by right is asked for by ON CONFLICT instead."""


class StorageMisusedError(StorageError):
    """A bug in our own code: wrong SQL, a missing value, a database used outside of its unit of work."""


class ForeignAwaitError(StorageMisusedError):
    """A bug in our own code: a unit of work awaited something that is not its database."""


class SchemaError(StorageError):
    """The schema of the database and the migrations of this program do not fit together."""


class DataDirectoryError(StorageError):
    """The data directory cannot be used as it is; the message says what to do."""


class SealBrokenError(StorageError):
    """A sealed value that does not open: altered, moved from its place, or sealed with a key that is gone."""
