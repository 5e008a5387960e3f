"""Near copies: articles that share most of their word sequences, such as a wire story in several papers."""

from __future__ import annotations

import hashlib
import sqlite3

#: Bands of a signature and the numbers in each. Locality-sensitive hashing (Indyk and Motwani 1998): two texts are
#: compared if one band is equal, which of texts that share half of their sequences happens to 47 in a hundred, of those
#: that share 70% to 98.
BANDS, ROWS = 20, 5
SIZE = BANDS * ROWS
#: Estimated share of common sequences (Jaccard) from which texts are near copies.
ALIKE = 0.5
#: So many articles are compared at most, the earliest ones: a form letter that thousands share costs no more.
MOST = 100

_MET = f"""
SELECT id, signature FROM article
WHERE number IN (SELECT article FROM band WHERE hash IN ({", ".join("?" * BANDS)}))
ORDER BY number LIMIT ?"""


class Copies:
    """The first articles of all groups met so far. They are in a database, so memory stays flat over millions."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute("CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT, signature BLOB)")
        database.execute("CREATE TABLE band (hash INTEGER, article INTEGER, PRIMARY KEY (hash, article)) WITHOUT ROWID")

    def add(self, article_id: str, signature: bytes) -> str | None:
        """Notes an article.

        Args:
            article_id: its id.
            signature: of its text; empty where it is too short to compare.

        Returns:
            The id of the first article of its group of near copies; none where it is a first one itself.
        """
        if not signature:
            return None
        hashes = _bands(signature)
        met = self._database.execute(_MET, (*hashes, MOST))
        first = next((known for known, other in met if likeness(signature, other) >= ALIKE), None)
        if first is None:
            values = (article_id, signature)
            cursor = self._database.execute("INSERT INTO article (id, signature) VALUES (?, ?)", values)
            self._database.executemany(
                "INSERT OR IGNORE INTO band VALUES (?, ?)", [(value, cursor.lastrowid) for value in hashes]
            )
        return first


def likeness(one: bytes, other: bytes) -> float:
    """Returns the estimated share of word sequences that two texts have in common, from their signatures."""
    pairs = zip(memoryview(one).cast("I"), memoryview(other).cast("I"), strict=True)
    return sum(a == b for a, b in pairs) / SIZE


def _bands(signature: bytes) -> list[int]:
    """Returns a number for each band; its place in the signature is part of it."""
    width = 4 * ROWS
    parts = (bytes([n]) + signature[n * width : (n + 1) * width] for n in range(BANDS))
    return [int.from_bytes(hashlib.blake2b(part, digest_size=8).digest(), "big", signed=True) for part in parts]
