"""What a run must remember of all articles before, on disk: nothing of it outlives the run."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sourceline.runs.copies import Copies

_CACHE_KIB = 64 * 1024


class Scratch:
    """The keys and ids met so far in a run, and the near copies among its articles."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.unlink(missing_ok=True)
        self._database = sqlite3.connect(path)
        # It need not survive a kill, so it needs no journal.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE_KIB}"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TABLE used (key BLOB PRIMARY KEY, new INTEGER) WITHOUT ROWID")
        self._database.execute("CREATE TABLE taken (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self.copies = Copies(self._database)

    def use(self, key: bytes, *, new: bool) -> None:
        """Notes that an input of this run has that key, and whether it is done in this run; the first note counts."""
        self._database.execute("INSERT OR IGNORE INTO used VALUES (?, ?)", (key, new))

    def is_new(self, key: bytes) -> bool:
        """Whether the inputs with that key are done in this run."""
        (new,) = self._database.execute("SELECT new FROM used WHERE key = ?", (key,)).fetchone()
        return bool(new)

    def take(self, article_id: str) -> bool:
        """Gives out an id; false where it was given out before."""
        return self._database.execute("INSERT OR IGNORE INTO taken VALUES (?)", (article_id,)).rowcount == 1

    def save(self) -> None:
        """Writes what is in memory, so that the file can be read."""
        self._database.commit()

    def close(self) -> None:
        self._database.close()
        self.path.unlink(missing_ok=True)
