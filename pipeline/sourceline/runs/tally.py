"""Counts of a run, as they are shown at its end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sourceline.schema.article import Rejected
from sourceline.schema.claim import Claim
from sourceline.schema.run import ArticleLine


@dataclass
class Tally:
    """What a run has done so far.

    Attributes:
        ignored: files of folders that were passed over.
        rejected: by reason code.
        modality: claims by polarity and modality, such as "actual" or "planned, negative".
        facts: claims by fact type, those that have one.
    """

    articles: int = 0
    ignored: int = 0
    sentences: int = 0
    words: int = 0
    claims: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    modality: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)

    def add_article(self, line: ArticleLine, claims: list[Claim]) -> None:
        self.articles += 1
        self.sentences += line.sentences
        self.words += line.words
        self.claims += len(claims)
        self.modality.update(c.modality if c.polarity == "positive" else f"{c.modality}, {c.polarity}" for c in claims)
        self.facts.update(c.fact.type for c in claims if c.fact)

    def add_rejected(self, rejected: Rejected) -> None:
        self.rejected[rejected.code] += 1
