"""The log of decisions: one SQLite file beside the outputs, to which lines are only ever added."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from pydantic import ValidationError

from sourceline.errors import SourcelineError
from sourceline.schema.decision import Decision

LOG = "decisions.sqlite"
#: Milliseconds to wait for another program that writes to the log.
PATIENCE = 5_000
_APPLICATION = 0x534C4431  # "SLD1", so that another program's database is not taken for a log
_SCHEMA = """
CREATE TABLE IF NOT EXISTS log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
"""


class StoreError(SourcelineError):
    """The log cannot be opened, read or written; nothing of the decision at hand was kept.

    Args:
        message: what is wrong and what to do.
        passing: whether to try again may help.
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing


class Store:
    """An open log. It may be used from several threads, and the file by several processes.

    Args:
        path: the file; made if it does not exist.
        patience: milliseconds to wait for a lock.

    Raises:
        StoreError: the file cannot be opened, or is something else.
    """

    def __init__(self, path: Path, patience: int = PATIENCE) -> None:
        self.path = path
        self._lock = Lock()
        with self._explained():
            self._db = sqlite3.connect(path, timeout=patience / 1000, check_same_thread=False, isolation_level=None)
        try:
            with self._explained():
                self._open()
        except StoreError:
            self._db.close()
            raise

    def _open(self) -> None:
        found = self._db.execute("PRAGMA application_id").fetchone()[0]
        tables = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if found != _APPLICATION and tables:
            raise StoreError(f"{self.path} is not a log of decisions: move it away, or review another folder")
        self._db.execute("PRAGMA journal_mode = WAL")
        # FULL: a commit returns when it has reached the disk, so what is acknowledged outlives a crash.
        self._db.execute("PRAGMA synchronous = FULL")
        if found != _APPLICATION:
            self._db.execute(f"PRAGMA application_id = {_APPLICATION}")
            self._db.executescript(_SCHEMA)
        self._opened = self._place()

    def _place(self) -> tuple[int, int] | None:
        """Returns which file is at the path; what SQLite writes to one that is no longer there is lost."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def append(self, decisions: Iterable[Decision]) -> int:
        """Adds decisions that are not there yet, all or none; when it returns they are on disk.

        Returns:
            How many were new.

        Raises:
            StoreError: they could not be written.
        """
        rows = [(decision.id, decision.model_dump_json(by_alias=True)) for decision in decisions]
        with self._lock, self._explained():
            if self._place() != self._opened:
                raise StoreError(f"{self.path} was moved or removed: not saved, put it back or start the review again")
            before = self._db.total_changes
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.executemany("INSERT OR IGNORE INTO log (id, record) VALUES (?, ?)", rows)
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            return self._db.total_changes - before

    def read(self, after: int = 0, *, seen: bool = True) -> Iterator[tuple[int, Decision]]:
        """Yields decisions with their numbers, in the order in which they were added.

        Args:
            after: only those with a higher number.
            seen: with the claim as it was decided on, which is most of a line.

        Raises:
            StoreError: the file cannot be read, or is damaged.
        """
        record = "record" if seen else "json_remove(record, '$.seen')"
        with self._lock, self._explained():
            rows = self._db.execute(f"SELECT seq, {record} FROM log WHERE seq > ? ORDER BY seq", (after,)).fetchall()
        for number, line in rows:
            yield number, self._decision(number, line)

    def get(self, number: int) -> Decision:
        """Returns one decision, with the claim as it was decided on."""
        with self._lock, self._explained():
            (line,) = self._db.execute("SELECT record FROM log WHERE seq = ?", (number,)).fetchone()
        return self._decision(number, line)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _decision(self, number: int, line: str) -> Decision:
        try:
            return Decision.model_validate_json(line)
        except ValidationError as error:
            where = ".".join(map(str, error.errors()[0]["loc"]))
            raise StoreError(f"{self.path}: decision {number} is damaged at {where}") from error

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turns what SQLite says into what a user can do."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                message = f"{self.path} is locked by another program: not saved, try again when it is done"
                raise StoreError(message, passing=True) from error
            if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
                message = f"no room left on the disk of {self.path}: not saved, make room and try again ({error})"
                raise StoreError(message, passing=True) from error
            if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
                raise StoreError(f"{self.path} cannot be written: check the folder and its permissions") from error
            if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                raise StoreError(f"{self.path} is damaged or no log of decisions: move it away ({error})") from error
            raise StoreError(f"{self.path}: {error}") from error
