"""The index of a large run, kept beside the log from one opening to the next.

It holds nothing that the run's files do not: it may be removed at any time, and is made again where they have changed.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path

KEPT = ".review-index.sqlite"
#: A smaller run is read in a second or two, and its folder stays as it is.
LEAST = 10_000
_log = logging.getLogger(__name__)


class Kept:
    """An index as it was when only the run's files were in it.

    Args:
        path: where it is kept.
        fingerprint: returns what differs when the run's files do.
        least: claims that a run has, to be kept.

    Raises:
        OSError: the run's files are not there.
    """

    def __init__(self, path: Path, fingerprint: Callable[[], object], least: int = LEAST) -> None:
        self.path, self.fingerprint, self.least = path, fingerprint, least
        self.mark = self._mark()

    def load(self) -> sqlite3.Connection | None:
        """Returns the index, in memory; None where there is none of these files by this version, or it is damaged."""
        if not self.path.is_file():
            return None
        db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        try:
            with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as file:
                if file.execute("SELECT mark FROM kept").fetchone() == (self.mark,):
                    file.backup(db)
                    if db.execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
                        return db
        except sqlite3.Error as error:
            _log.debug("%s is made again: %s", self.path, error)
        db.close()
        return None

    def save(self, db: sqlite3.Connection) -> None:
        """Keeps an index, if it is worth that and there is room; the review goes on without where it cannot be."""
        pages, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        claims = db.execute("SELECT count(*) FROM claims").fetchone()[0]
        new = self.path.with_name(f"{self.path.name}.new")
        try:
            # Decisions need the disk more than this does.
            if claims < self.least or shutil.disk_usage(self.path.parent).free < 10 * pages * size:
                return
            new.unlink(missing_ok=True)
            with closing(sqlite3.connect(new, isolation_level=None)) as file:
                file.execute("PRAGMA journal_mode = OFF")
                db.backup(file)
                file.execute("CREATE TABLE kept (mark TEXT)")
                file.execute("INSERT INTO kept VALUES (?)", (self.mark,))
            if self._mark() == self.mark:  # else the files changed while they were read
                new.replace(self.path)
            else:
                new.unlink()
        except (OSError, sqlite3.Error) as error:
            _log.debug("%s cannot be kept: %s", self.path, error)
            with suppress(OSError):
                new.unlink(missing_ok=True)

    def _mark(self) -> str:
        """Returns what differs where the run's files do, or what the index is made by."""
        digest = hashlib.sha256(f"{version('sourceline')} {self.fingerprint()!r}".encode())
        for path in sorted(Path(__file__).parent.glob("*.py")):
            digest.update(path.read_bytes())
        return digest.hexdigest()
