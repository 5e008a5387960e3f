"""The ledger: what became of each input, kept between runs, so that a run does only what is new or changed.

It is an SQLite database in the folder of the outputs. Each shard is one transaction: a run killed at any moment, by
whatever means, leaves a ledger with all shards before and nothing of the one that was being written.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from sourceline.errors import OutputError
from sourceline.runs.outcome import Made, Outcome
from sourceline.runs.settings import Limits
from sourceline.runs.tally import Tally
from sourceline.schema.article import Rejected

_VERSION = 2
_TABLE = """
CREATE TABLE IF NOT EXISTS outcome (
  key BLOB PRIMARY KEY,
  article BLOB, claims BLOB, signature BLOB, tally TEXT,  -- of an article
  rejected TEXT,                                          -- of an input that became none
  limits TEXT                                             -- where it ended its process: under which limits
)"""
_COUNTERS = ("passed_over", "rejected", "modality", "facts")


class Ledger:
    """Outcomes by key. One process at a time has it open."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Opens the ledger, or begins one.

        Args:
            path: the file. One that is damaged, or of another version of this table, is begun anew.
            limits: inputs that ended their process under other limits count as not done.

        Raises:
            OutputError: another run has it open.
            OSError, sqlite3.Error: it cannot be written.
        """
        self._limits = json.dumps(asdict(limits))
        try:
            self._database = _opened(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                if "locked" in str(error):
                    raise OutputError(f"another run is writing to {path.parents[1]}: wait until it has ended") from None
                raise
            for damaged in path.parent.glob(f"{path.name}*"):
                damaged.unlink()
            self._database = _opened(path)

    def __contains__(self, key: bytes) -> bool:
        query = "SELECT 1 FROM outcome WHERE key = ? AND (limits IS NULL OR limits = ?)"
        return self._database.execute(query, (key, self._limits)).fetchone() is not None

    def __getitem__(self, key: bytes) -> Outcome:
        query = "SELECT article, claims, signature, tally, rejected FROM outcome WHERE key = ?"
        article, claims, signature, tally, rejected = self._database.execute(query, (key,)).fetchone()
        if rejected is not None:
            return Rejected.model_validate_json(rejected)
        counts = json.loads(tally)
        counts.update({name: Counter(counts[name]) for name in _COUNTERS})
        return Made(article, claims, signature, Tally(**counts))

    def add(self, keys: Iterable[bytes], outcomes: Iterable[Outcome], *, by_limit: bool = False) -> None:
        """Notes what became of inputs, all or nothing.

        Args:
            keys: of the inputs.
            outcomes: of each.
            by_limit: they ended their process, and might not under other limits.
        """
        rows = [
            (key, *_columns(outcome), self._limits if by_limit else None)
            for key, outcome in zip(keys, outcomes, strict=True)
        ]
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def keep_only(self, used: Path) -> None:
        """Forgets all inputs but those whose keys are in the table `used` of another database."""
        self._database.execute("ATTACH ? AS other", (os.fsencode(used),))  # a name need not be UTF-8
        with self._database:
            self._database.execute("DELETE FROM outcome WHERE key NOT IN (SELECT key FROM other.used)")
        self._database.execute("DETACH other")

    def close(self) -> None:
        self._database.close()


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=1)
    try:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA journal_mode = WAL")
        # Safe against any kill; after a power cut the last shards may be missing, and are done again.
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA secure_delete = ON")  # no words stay in the file after a run with --no-text
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"version {version}")
        database.execute("BEGIN IMMEDIATE")
        database.execute(_TABLE)
        database.execute(f"PRAGMA user_version = {_VERSION}")
        database.commit()
    except sqlite3.Error:
        database.close()
        raise
    return database


def _columns(outcome: Outcome) -> tuple[bytes | None, bytes | None, bytes | None, str | None, str | None]:
    if isinstance(outcome, Rejected):
        return None, None, None, None, outcome.model_dump_json(by_alias=True)
    return outcome.article, outcome.claims, outcome.signature, json.dumps(vars(outcome.tally)), None
