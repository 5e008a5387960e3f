"""What the page works on: the run as it is now, the log, and what is done to them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from sourceline.claims.facts.rules import FactRule, fact_rules
from sourceline.errors import SourcelineError
from sourceline.review.facets import facets
from sourceline.review.index import Index
from sourceline.review.kept import Kept
from sourceline.review.query import Query
from sourceline.review.reservations import Reservations
from sourceline.review.store import Store
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Decision
from sourceline.schema.run import ArticleLine

#: Seconds between two looks at whether the run's files have changed.
GLANCE = 1.0
# Each number is one that an index holds, since every answer tells them.
_PROGRESS = """
SELECT (SELECT count(*) FROM claims) - (SELECT count(*) FROM claims WHERE origin = 'gone'),
    (SELECT count(*) FROM claims INDEXED BY claims_decided WHERE verdicts > 0 AND origin != 'gone')
"""
_log = logging.getLogger(__name__)

Pairs = Iterable[tuple[ArticleLine, list[Claim]]]


class RefusedError(SourcelineError):
    """A decision that cannot be taken; the message says why."""


@dataclass(frozen=True)
class Run:
    """How the desk gets at the run; the caller knows its files.

    Attributes:
        load: reads each article with its claims; raises SourcelineError or OSError where that cannot be done now.
        fingerprint: differs when the files do.
        check: yields what of a claim does not agree with the text of its article; takes claim, text, and known ids.
        facts: returns the rules of the fact types that it was made with.
        kept: where its index may be kept from one opening to the next; None for nowhere.
    """

    load: Callable[[], Pairs]
    fingerprint: Callable[[], object]
    check: Callable[[Claim, str, Collection[str]], Iterator[str]]
    facts: Callable[[], Sequence[FactRule]] = fact_rules
    kept: Path | None = None

    def index(self, store: Store, watched: Callable[[Pairs], Pairs] = iter) -> Index:
        """Returns the run as the page asks it, with the decisions of a log.

        Raises:
            SourcelineError: the run cannot be read.
        """
        kept = Kept(self.kept, self.fingerprint) if self.kept is not None else None
        return Index(watched(self.load()), store, kept)


class Desk:
    """A run and its log. All methods may be called from several threads.

    Args:
        run: how to get at the run.
        store: the log.
        watched: yields the articles that it is given, and may tell how far they are read.

    Raises:
        SourcelineError: the run cannot be read.
    """

    def __init__(self, run: Run, store: Store, watched: Callable[[Pairs], Pairs] = iter) -> None:
        self.run, self.store = run, store
        self.started = now()
        self.reservations = Reservations()
        self.problem = ""
        self.version = 1
        self._print = run.fingerprint()
        self._index = run.index(store, watched)
        facets(self._index)  # counted once, and not while somebody waits for the page
        self._looked = time.monotonic()
        self._looking = Lock()
        self._choosing = Lock()

    def index(self) -> Index:
        """Returns the run with all decisions that are on disk; reads a changed run again, in the background."""
        self._look()
        index = self._index
        index.sync()
        return index

    def _look(self) -> None:
        if time.monotonic() - self._looked < GLANCE or not self._looking.acquire(blocking=False):
            return
        self._looked = time.monotonic()
        try:
            found = self.run.fingerprint()
        except OSError as error:
            self.problem = f"the run cannot be read now: {error}"
            found = self._print
        if found == self._print:
            self._looking.release()
        else:
            Thread(target=self._reload, args=(found,), daemon=True).start()

    def _reload(self, found: object) -> None:
        try:
            index = self.run.index(self.store)
            facets(index)
        except (SourcelineError, OSError) as error:
            self.problem = f"the run has changed and cannot be read: {error}. What you see is the run before"
            self._print = found
        except Exception as error:
            _log.exception("the run cannot be read")
            self.problem = f"the run has changed and cannot be read: {error}"
            self._print = found
        else:
            self._index, self._print, self.problem = index, found, ""
            self.version += 1
        finally:
            self._looking.release()

    def shown(self, identifier: str, content_hash: str) -> tuple[int, Claim, ArticleLine]:
        """Returns the claim that a decision is about, with its number and article.

        Raises:
            RefusedError: there is none, or it says something else than the reviewer saw.
        """
        index = self.index()
        found = index.claim(identifier)
        if found is None:
            raise RefusedError("this claim is no longer in the run; nothing was saved")
        number, claim = found
        if claim.content_hash != content_hash:
            raise RefusedError("this claim has changed since you opened it; nothing was saved, look at it again")
        article = index.article(claim.article.id)
        assert article is not None
        return number, claim, article

    def next(self, query: Query, reviewer: str, after: str) -> str:
        """Returns the id of the next claim in a list that no other reviewer has open, and reserves it; "" if none."""
        index = self.index()
        with self._choosing:
            held = self.reservations.of_others(reviewer)
            rows = index.rows(query, reviewer, after, len(held) + 1)
            found = next((row["id"] for row in rows if row["id"] not in held), "")
            self.reservations.hold(found, reviewer)
        return found

    def decide(self, **fields: Any) -> Decision:
        """Writes a decision to the log; when this returns it is on disk.

        Raises:
            StoreError: it could not be written.
        """
        decision = Decision.make(**{"time": now(), **fields})
        self.store.append([decision])
        return decision

    def undo(self, reviewer: str) -> Any:
        """Takes back the last decision of a reviewer. Returns its row of the log, or None where there is none."""
        sql = (
            "SELECT * FROM log WHERE reviewer = ? AND NOT withdrawn AND kind != 'withdrawn' "
            "ORDER BY time DESC, seq DESC LIMIT 1"
        )
        rows = self.index().all(sql, reviewer)
        if not rows:
            return None
        row = rows[0]
        self.decide(
            claim=row["claim"],
            content_hash=row["hash"],
            reviewer=reviewer,
            decision="withdrawn",
            withdraws=row["id"],
        )
        return row

    def progress(self, reviewer: str) -> dict[str, float]:
        """Returns how far the run and this session are."""
        index = self.index()
        run, decided = index.all(_PROGRESS)[0]
        session = (
            "SELECT count(*), avg(min(seconds, 300)) FROM log WHERE reviewer = ? AND time >= ? AND NOT withdrawn "
            "AND kind IN ('accepted', 'rejected', 'corrected', 'added')"
        )
        done, seconds = index.all(session, reviewer, self.started)[0]
        return {"run": run, "decided": decided, "done": done, "seconds": seconds or 0.0}


def now() -> str:
    """Returns the time as decisions have it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
