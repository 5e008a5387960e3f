"""The claims of a run and what stands decided about them, in a form that answers at once.

It lives in memory and is made of the run's files and the log, which alone are kept: it can always be made again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from threading import RLock
from typing import Any

from sourceline.review.query import SHUFFLE, Query
from sourceline.review.store import Store
from sourceline.review.tables import AFTER, SCHEMA, VERDICT_KINDS
from sourceline.review.views import wording, words_of
from sourceline.schema.claim import Claim
from sourceline.schema.decision import VERDICTS, Decision, opinion_of
from sourceline.schema.run import ArticleLine

_COLUMNS = "c.number, c.id, c.text, c.predicate, c.score, c.flags, c.fact, c.origin, a.title, a.id AS article_id"


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
    """

    def __init__(self, run: Iterable[tuple[ArticleLine, list[Claim]]], store: Store) -> None:
        self.store = store
        self.lock = RLock()
        self.facets: dict[str, list[tuple[str, int]]] | None = None
        self._seq = 0
        self.db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.executescript(f"PRAGMA journal_mode = OFF;{SCHEMA}")
        self.db.execute("BEGIN")
        for number, (article, claims) in enumerate(run):
            self._add_article(number, article)
            for claim in claims:
                self._add_claim(number, article, claim, "run")
        self.db.execute("COMMIT")
        self.db.executescript(AFTER)
        self.sync()

    def _add_article(self, number: int, article: ArticleLine) -> None:
        record = zlib.compress(article.model_dump_json(by_alias=True).encode(), 1)
        row = (number, article.id, title_of(article), source_of(article), record)
        self.db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", row)

    def _add_claim(self, article: int, line: ArticleLine, claim: Claim, origin: str) -> int:
        row = {
            "id": claim.id,
            "hash": claim.content_hash,
            "article": article,
            "place": (article << 32) + claim.predicate.start,
            "shuffle": int.from_bytes(hashlib.sha256(claim.id.encode()).digest()) % SHUFFLE,
            "score": claim.confidence.score,
            "calibrated": claim.confidence.calibrated,
            "fact": claim.fact.type if claim.fact else "",
            "segment": claim.segment,
            "source": source_of(line),
            "modality": claim.modality,
            "polarity": claim.polarity,
            "flags": f" {' '.join(claim.flags)} " if claim.flags else "",
            "money": any(a.quantity is not None and a.quantity.kind == "money" for a in claim.arguments),
            "date": claim.time is not None or any(a.time is not None for a in claim.arguments),
            "sentence": next((e.sentence.start for e in claim.evidence if e.role == "claim"), claim.predicate.start),
            "text": wording(claim),
            "predicate": words_of(claim.predicate),
            "rules": " ".join(dict.fromkeys(step.rule for step in claim.trace)),
            "origin": origin,
        }
        marks = ", ".join("?" * len(row))
        values = [*row.values()]
        number = self.db.execute(f"INSERT INTO claims ({', '.join(row)}) VALUES ({marks})", values).lastrowid
        assert number is not None
        record = zlib.compress(claim.model_dump_json(by_alias=True).encode(), 1)
        self.db.execute("INSERT INTO records VALUES (?, ?)", (number, record))
        self.db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, wording(claim)))
        return number

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
                self.db.execute("DELETE FROM claims WHERE number = ? AND origin != 'run'", (number,))
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
            self._add_article(number, line)
        else:
            number, line = article["number"], _article(article["record"])
        return self._add_claim(number, line, seen, "added" if row["kind"] == "added" else "gone")

    def _recount(self, number: int) -> None:
        held = [verdict for verdict in self.verdicts(number) if verdict.kind in VERDICTS and not verdict.stale]
        opinions = {self._opinion(verdict.seq) for verdict in held}
        disputed = len(opinions) > 1 and not any(verdict.settles for verdict in held)
        self.db.execute("UPDATE claims SET verdicts = ?, disputed = ? WHERE number = ?", (len(held), disputed, number))

    def _opinion(self, seq: int) -> tuple[str, str]:
        kind, patch = self.db.execute("SELECT kind, patch FROM log WHERE seq = ?", (seq,)).fetchone()
        return opinion_of(kind), patch

    def rows(self, query: Query, reviewer: str, start: str = "", limit: int = 60, *, back: bool = False) -> list[Any]:
        """Returns rows of the list.

        Args:
            query: filters and order.
            reviewer: whose decisions the rows carry, as `kind` and `stale`.
            start: id of a claim; the rows come after it (or before it, with `back`). It need not pass the filters.
            limit: at most so many.
            back: the rows before `start`, still in the list's order.
        """
        where, parameters = query.where(reviewer)
        sign, direction = ("<", "DESC") if back else (">", "ASC")
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

    def all_rows(self, numbers: Iterable[int], reviewer: str) -> list[Any]:
        """Returns the rows of certain claims, whatever the filters, in no order."""
        chosen = ", ".join(str(int(number)) for number in numbers)
        return self.all(
            f"SELECT {_COLUMNS}, s.kind, s.stale FROM claims c JOIN articles a ON a.number = c.article "
            f"LEFT JOIN standing s ON s.number = c.number AND s.reviewer = ? WHERE c.number IN ({chosen})",
            reviewer,
        )

    def count(self, query: Query, reviewer: str) -> int:
        """Returns how many claims pass the filters."""
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
        return (rows[0]["number"], Claim.model_validate_json(zlib.decompress(rows[0]["record"]))) if rows else None

    def article(self, identifier: str) -> ArticleLine | None:
        """Returns an article by its id."""
        rows = self.all("SELECT record FROM articles WHERE id = ?", identifier)
        return _article(rows[0]["record"]) if rows else None

    def claims_of(self, article: str) -> Iterator[tuple[Any, Claim]]:
        """Yields all claims of an article in text order, each with its row."""
        sql = (
            "SELECT c.*, r.record FROM claims c JOIN records r USING (number) JOIN articles a ON a.number = c.article "
            "WHERE a.id = ? ORDER BY c.place, c.number"
        )
        for row in self.all(sql, article):
            yield row, Claim.model_validate_json(zlib.decompress(row["record"]))

    def of_type(self, fact: str, limit: int) -> Iterator[Claim]:
        """Yields claims of a fact type."""
        sql = "SELECT r.record FROM claims c JOIN records r USING (number) WHERE c.fact = ? LIMIT ?"
        for (record,) in self.all(sql, fact, limit):
            yield Claim.model_validate_json(zlib.decompress(record))

    def verdicts(self, number: int) -> list[Verdict]:
        """Returns what each reviewer holds of a claim, the latest last."""
        rows = self.all("SELECT * FROM standing WHERE number = ? ORDER BY seq", number)
        return [Verdict(r["reviewer"], r["kind"], r["seq"], bool(r["stale"]), bool(r["settles"])) for r in rows]

    def close(self) -> None:
        with self.lock:
            self.db.close()


def source_of(article: ArticleLine) -> str:
    """Returns the publisher that an article is counted under; empty where the input names none."""
    return article.site or ""


def title_of(article: ArticleLine) -> str:
    """Returns what an article is listed as: its title, else its headline, else the name of its file or record."""
    if article.title:
        return article.title
    headline = next((span for span in article.segments if span.segment == "headline"), None)
    if headline is not None and article.text:
        return " ".join(article.text[headline.start : headline.end].split())
    return article.source if "://" in article.source else PurePath(article.source).name


def article_of(claim: Claim) -> ArticleLine:
    """Returns the article of a claim that the run no longer has, as far as the claim tells."""
    return ArticleLine(
        **claim.article.model_dump(), site=None, authors=(), text=None, segments=(), sentences=0, words=0, claims=0
    )


def _article(record: bytes) -> ArticleLine:
    return ArticleLine.model_validate_json(zlib.decompress(record))
