"""The entries that articles and claims make in the index."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from pathlib import PurePath

from sourceline.review.query import SHUFFLE
from sourceline.review.views import wording, words_of
from sourceline.schema.base import Record
from sourceline.schema.claim import Claim
from sourceline.schema.run import ArticleLine


def add_article(db: sqlite3.Connection, number: int, article: ArticleLine) -> None:
    """Enters an article under a number."""
    record = _packed(article)
    row = (number, article.id, title_of(article), source_of(article), record)
    db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", row)


def add_claim(db: sqlite3.Connection, article: int, line: ArticleLine, claim: Claim, origin: str) -> int:
    """Enters a claim and returns its number.

    Args:
        db: the index.
        article: number of the article.
        line: the article.
        claim: to be entered.
        origin: "run", "added", or "gone" where the run has no such claim.
    """
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
        "ruleset": _ruleset(db, " ".join(dict.fromkeys(step.rule for step in claim.trace))),
        "origin": origin,
    }
    marks = ", ".join("?" * len(row))
    values = [*row.values()]
    number = db.execute(f"INSERT INTO claims ({', '.join(row)}) VALUES ({marks})", values).lastrowid
    assert number is not None
    db.execute("INSERT INTO records VALUES (?, ?)", (number, _packed(claim)))
    sources = (act.source.text for act in claim.attribution if act.source is not None)
    searched = " ".join(filter(None, [wording(claim), *sources]))
    db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, searched))
    return number


def _ruleset(db: sqlite3.Connection, rules: str) -> int:
    """Returns the number of a set of rules; many claims are made by the same."""
    db.execute("INSERT OR IGNORE INTO rulesets (rules) VALUES (?)", (rules,))
    return int(db.execute("SELECT number FROM rulesets WHERE rules = ?", (rules,)).fetchone()[0])


def remove_claim(db: sqlite3.Connection, number: int) -> None:
    """Removes a claim again, unless it is one of the run; its number may then be given to another."""
    if db.execute("DELETE FROM claims WHERE number = ? AND origin != 'run'", (number,)).rowcount:
        db.execute("DELETE FROM records WHERE number = ?", (number,))
        db.execute("DELETE FROM words WHERE rowid = ?", (number,))


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


def _packed(record: Record) -> bytes:
    """Returns a record as JSON, compressed; a small window is made in half the time, and holds a claim whole."""
    packer = zlib.compressobj(1, wbits=12, memLevel=5)
    return packer.compress(record.model_dump_json(by_alias=True).encode()) + packer.flush()


def article_from(record: bytes) -> ArticleLine:
    """Returns an article from its entry."""
    return ArticleLine.model_validate_json(zlib.decompress(record))


def claim_from(record: bytes) -> Claim:
    """Returns a claim from its entry."""
    return Claim.model_validate_json(zlib.decompress(record))
