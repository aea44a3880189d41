"""A database kept as a template: what was played once, copied whenever somebody begins with it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.kernel.clock import from_micros, to_micros
from storage.connection import open_file
from storage.datadir import DataDirectory, write_durably
from storage.inline import InlineEngine
from storage.repository import statements

DATABASE, KEY, PRESENT = "reppu.sqlite3", "key", "template_present"


class Template:
    """A folder with a database, the key that opens what is sealed in it, and the instant at which it stands."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_there(self) -> bool:
        """True once it was written whole: the database comes last."""
        return (self._folder / DATABASE).exists()

    def write(self, engine: InlineEngine, key: bytes, present: datetime) -> None:
        """Keep a database that lives in memory; an older template in the folder is replaced."""
        engine.keep_value(PRESENT, str(to_micros(present)))
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self._folder / DATABASE).unlink(missing_ok=True)
        write_durably(self._folder / KEY, key)
        write_durably(self._folder / DATABASE, engine.content())

    def copy_to(self, directory: DataDirectory, clock_offset: str, now: datetime, words: Mapping[str, str]) -> None:
        """Begin a data directory with it, its clock at the template's instant; the database is there last, and whole.

        `clock_offset` names the word that keeps how far the clock is from `now`; `words` are kept beside it.
        """
        draft = directory.database.with_name(f"{DATABASE}.new")
        shutil.copyfile(self._folder / DATABASE, draft)
        draft.chmod(0o600)
        connection = open_file(draft)
        try:
            look = statements("web").installation_value
            present = from_micros(int(connection.execute(look, {"name": PRESENT}).fetchone()[0]))
            offset = to_micros(present) - to_micros(now)
            for name, value in {**words, clock_offset: str(offset)}.items():
                connection.execute(statements("web").keep_installation_value, {"name": name, "value": value})
        finally:
            connection.close()
        directory.replace_key((self._folder / KEY).read_bytes())
        draft.replace(directory.database)
