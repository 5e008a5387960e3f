"""The claims of a run and what stands decided about them, in a form that answers at once.

It lives in memory and is made of the run's files and the log, which alone are kept: it can always be made again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from threading import RLock
from typing import Any

from sourceline.review.entries import add_article, add_claim, article_from, article_of, claim_from, remove_claim
from sourceline.review.kept import Kept
from sourceline.review.outcomes import Outcome
from sourceline.review.query import Query
from sourceline.review.store import Store
from sourceline.review.tables import AFTER, SCHEMA, VERDICT_KINDS
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Decision
from sourceline.schema.run import ArticleLine

_COLUMNS = "c.number, c.id, c.text, c.predicate, c.score, c.flags, c.fact, c.origin, a.title, a.id AS article_id"

# Articles as rows of the list.
_ARTICLES = (
    "SELECT a.number, a.id, a.title AS text, a.site, 'article' AS origin, NULL AS kind, 0 AS stale "
    "FROM articles a WHERE "
)
_VERDICTS = f"""
SELECT c.number, c.id AS claim, c.origin, s.stale, l.seq, l.kind, l.reviewer, l.patch, l.reasons, l.settles, l.time
FROM standing s JOIN log l ON l.seq = s.seq JOIN claims c ON c.number = s.number
WHERE s.kind IN ({VERDICT_KINDS}) {{}}
ORDER BY c.place, c.number, l.time, l.seq
"""


@dataclass(frozen=True)
class Verdict:
    """What one reviewer holds of a claim."""

    reviewer: str
    kind: str
    seq: int
    stale: bool
    settles: bool


class Index:
    """The claims of a run, indexed.

    Args:
        run: each article with its claims, in the order of the files.
        store: the log of decisions.
        kept: where the index is kept, if anywhere; the run is not read where it is there already.

    Attributes:
        calibrated: whether the confidence of the run's claims is calibrated.
    """

    def __init__(self, run: Iterable[tuple[ArticleLine, list[Claim]]], store: Store, kept: Kept | None = None) -> None:
        self.store = store
        self.lock = RLock()
        self.facets: dict[str, list[tuple[str, int]]] | None = None
        self._seq = 0
        known = kept.load() if kept is not None else None
        self.db = known or _made_of(run)
        if kept is not None and known is None:
            kept.save(self.db)
        self.db.row_factory = sqlite3.Row
        self.calibrated = bool(self.one("SELECT coalesce(max(calibrated), 0) FROM claims"))
        self.sync()

    def sync(self) -> None:
        """Takes in what was added to the log since, by this program or another."""
        with self.lock:
            touched = set()
            for seq, decision in self.store.read(self._seq, seen=False):
                self._log(seq, decision)
                touched.add((decision.claim, decision.reviewer))
                self._seq = seq
            for claim, reviewer in sorted(touched):
                self._stand(claim, reviewer)

    def _log(self, seq: int, decision: Decision) -> None:
        if decision.withdraws:
            self.db.execute("INSERT OR IGNORE INTO withdrawals VALUES (?)", (decision.withdraws,))
            back = (decision.claim, decision.withdraws)
            self.db.execute("UPDATE log SET withdrawn = 1 WHERE claim = ? AND id = ?", back)
        taken = self.db.execute("SELECT 1 FROM withdrawals WHERE id = ?", (decision.id,)).fetchone()
        row = (
            seq,
            decision.id,
            decision.claim,
            decision.content_hash,
            decision.reviewer,
            decision.decision,
            decision.time,
            decision.seconds,
            decision.order,
            decision.seed,
            decision.blind,
            decision.settles,
            json.dumps(decision.reasons),
            json.dumps([operation.model_dump(by_alias=True) for operation in decision.patch]),
            decision.note,
            taken is not None,
        )
        self.db.execute(f"INSERT INTO log VALUES ({', '.join('?' * len(row))})", row)

    def _stand(self, claim: str, reviewer: str) -> None:
        """Finds what a reviewer holds of a claim: the last verdict that was not taken back, else the last skip."""
        row = self.db.execute(
            "SELECT * FROM log WHERE claim = ? AND reviewer = ? AND NOT withdrawn "
            f"AND kind IN ({VERDICT_KINDS}, 'skipped') ORDER BY kind = 'skipped', time DESC, seq DESC LIMIT 1",
            (claim, reviewer),
        ).fetchone()
        known = self.db.execute("SELECT number, hash FROM claims WHERE id = ?", (claim,)).fetchone()
        if known is None:
            if row is None or (number := self._revive(row)) is None:
                return
            content = row["hash"]
        else:
            number, content = known
        if row is None:
            self.db.execute("DELETE FROM standing WHERE number = ? AND reviewer = ?", (number, reviewer))
            if not self.verdicts(number):  # a claim that only people stated, and none does any more
                remove_claim(self.db, number)
        else:
            stale = row["hash"] != content
            values = (number, reviewer, row["kind"], row["seq"], stale, row["settles"])
            self.db.execute("INSERT OR REPLACE INTO standing VALUES (?, ?, ?, ?, ?, ?)", values)
        self._recount(number)

    def _revive(self, row: sqlite3.Row) -> int | None:
        """Lists a claim that the run does not have, as it was when it was decided on. Returns its number."""
        seen = self.store.get(row["seq"]).seen
        if seen is None:
            return None
        article = self.db.execute("SELECT number, record FROM articles WHERE id = ?", (seen.article.id,)).fetchone()
        if article is None:
            number = self.db.execute("SELECT coalesce(max(number), 0) + 1 FROM articles").fetchone()[0]
            line = article_of(seen)
            add_article(self.db, number, line)
        else:
            number, line = article["number"], article_from(article["record"])
        return add_claim(self.db, number, line, seen, "added" if row["kind"] == "added" else "gone")

    def _recount(self, number: int) -> None:
        """Keeps with the claim what all reviewers together hold of it as it is now."""
        outcome = next(self.outcomes(number), None)
        held = [verdict for verdict in outcome.verdicts if not verdict["stale"]] if outcome is not None else []
        row: tuple[object, ...] = (0, False, None, "")
        if outcome is not None and held:
            row = (len(held), outcome.decisive is None, outcome.right, " ".join(outcome.causes))
        sql = "UPDATE claims SET verdicts = ?, disputed = ?, right = ?, causes = ? WHERE number = ?"
        self.db.execute(sql, (*row, number))

    def outcomes(self, number: int | None = None) -> Iterator[Outcome]:
        """Yields the outcome of each claim that has a verdict, or of one of them, in the order of the articles."""
        if number is None:
            found = self.all(_VERDICTS.format(""))
        else:
            found = self.all(_VERDICTS.format("AND s.number = ?"), number)
        for _, group in groupby(found, key=lambda row: row["number"]):
            yield Outcome.of(tuple(group))

    def rows(self, query: Query, reviewer: str, start: str = "", limit: int = 60, *, back: bool = False) -> list[Any]:
        """Returns rows of the list: of claims, or of articles that have none.

        Args:
            query: filters and order.
            reviewer: whose decisions the rows carry, as `kind` and `stale`.
            start: id of an entry; the rows come after it (or before it, with `back`). It need not pass the filters.
            limit: at most so many.
            back: the rows before `start`, still in the list's order.
        """
        sign, direction = ("<", "DESC") if back else (">", "ASC")
        if query.bare:
            where, parameters = query.articles()
            beyond = f"{where} AND a.number {sign} coalesce((SELECT number FROM articles WHERE id = ?), -1)"
            sql = f"{_ARTICLES} {beyond} ORDER BY a.number {direction} LIMIT ?"
            found = self.all(sql, *parameters, start, limit)
            return found[::-1] if back else found
        where, parameters = query.where(reviewer)
        with self.lock:
            found = self.db.execute(f"SELECT {query.key}, c.number FROM claims c WHERE c.id = ?", (start,)).fetchone()
            if found is not None:
                where += f" AND ({query.key}, c.number) {sign} (?, ?)"
                parameters += [found[0], found[1]]
            chosen = self.db.execute(
                f"SELECT c.number FROM claims c WHERE {where} "
                f"ORDER BY {query.key} {direction}, c.number {direction} LIMIT ?",
                [*parameters, limit],
            ).fetchall()
        numbers = [row[0] for row in chosen]
        rows = {row["number"]: row for row in self.all_rows(numbers, reviewer)}
        return [rows[number] for number in (reversed(numbers) if back else numbers)]

    def row(self, identifier: str, reviewer: str) -> Any | None:
        """Returns the row of a claim or an article, whatever the filters; None where there is none of this id."""
        found = self.claim(identifier)
        rows = self.all_rows([found[0]], reviewer) if found else self.all(f"{_ARTICLES} a.id = ?", identifier)
        return rows[0] if rows else None

    def all_rows(self, numbers: Iterable[int], reviewer: str) -> list[Any]:
        """Returns the rows of certain claims, whatever the filters, in no order."""
        chosen = ", ".join(str(int(number)) for number in numbers)
        return self.all(
            f"SELECT {_COLUMNS}, s.kind, s.stale FROM claims c JOIN articles a ON a.number = c.article "
            f"LEFT JOIN standing s ON s.number = c.number AND s.reviewer = ? WHERE c.number IN ({chosen})",
            reviewer,
        )

    def count(self, query: Query, reviewer: str) -> int:
        """Returns how many claims pass the filters, or articles."""
        if query.bare:
            where, parameters = query.articles()
            return int(self.one(f"SELECT count(*) FROM articles a WHERE {where}", *parameters))
        where, parameters = query.where(reviewer)
        return int(self.one(f"SELECT count(*) FROM claims c WHERE {where}", *parameters))

    def one(self, sql: str, *parameters: object) -> Any:
        """Returns the single value that a query asks for."""
        with self.lock:
            return self.db.execute(sql, parameters).fetchone()[0]

    def all(self, sql: str, *parameters: object) -> list[Any]:
        """Returns all rows of a query."""
        with self.lock:
            return self.db.execute(sql, parameters).fetchall()

    def claim(self, identifier: str) -> tuple[int, Claim] | None:
        """Returns a claim and its number in the index, or None where there is none of this id."""
        rows = self.all("SELECT number, record FROM records JOIN claims USING (number) WHERE id = ?", identifier)
        return (rows[0]["number"], claim_from(rows[0]["record"])) if rows else None

    def article(self, identifier: str) -> ArticleLine | None:
        """Returns an article by its id."""
        rows = self.all("SELECT record FROM articles WHERE id = ?", identifier)
        return article_from(rows[0]["record"]) if rows else None

    def claims_of(self, article: str) -> Iterator[tuple[Any, Claim]]:
        """Yields all claims of an article in text order, each with its row."""
        sql = (
            "SELECT c.*, r.record FROM claims c JOIN records r USING (number) JOIN articles a ON a.number = c.article "
            "WHERE a.id = ? ORDER BY c.place, c.number"
        )
        for row in self.all(sql, article):
            yield row, claim_from(row["record"])

    def of_type(self, fact: str, limit: int) -> Iterator[Claim]:
        """Yields claims of a fact type."""
        sql = "SELECT r.record FROM claims c JOIN records r USING (number) WHERE c.fact = ? LIMIT ?"
        for (record,) in self.all(sql, fact, limit):
            yield claim_from(record)

    def verdicts(self, number: int) -> list[Verdict]:
        """Returns what each reviewer holds of a claim, the latest last."""
        rows = self.all("SELECT * FROM standing WHERE number = ? ORDER BY seq", number)
        return [Verdict(r["reviewer"], r["kind"], r["seq"], bool(r["stale"]), bool(r["settles"])) for r in rows]

    def close(self) -> None:
        with self.lock:
            self.db.close()


def _made_of(run: Iterable[tuple[ArticleLine, list[Claim]]]) -> sqlite3.Connection:
    """Returns the tables with all articles and claims of a run, and nothing of the log."""
    db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    db.executescript(f"PRAGMA journal_mode = OFF;{SCHEMA}")
    db.execute("BEGIN")
    for number, (article, claims) in enumerate(run):
        add_article(db, number, article)
        for claim in claims:
            add_claim(db, number, article, claim, "run")
    db.execute("COMMIT")
    db.executescript(AFTER)
    return db
