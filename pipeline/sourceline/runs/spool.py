"""Strings by key on disk, for what is looked up in an order that is not known and is too much for memory."""

from __future__ import annotations

import sqlite3


class Spool:
    """A mapping from strings to strings in a temporary file that nobody sees and that goes when the spool goes."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # SQLite keeps small ones in memory
        self._database.execute("CREATE TABLE spool (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        self._database.execute("BEGIN")

    def __setitem__(self, key: str, value: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO spool VALUES (?, ?)", (key, value))

    def get(self, key: str) -> str | None:
        """Returns the value of a key, or None."""
        row = self._database.execute("SELECT value FROM spool WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])
