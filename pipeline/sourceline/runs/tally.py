"""Counts of a run, as they are shown at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sourceline.schema.article import Rejected
from sourceline.schema.claim import Claim

_SHOWN = 3


@dataclass
class Tally:
    """What a run has done so far.

    Attributes:
        passed_over: files of folders and records of archives that are no articles, by code.
        inputs: what has been read, articles or not, whether or not it is done.
        read: bytes of files that were read for it.
        reused: articles, of those counted, that an earlier run had done.
        reused_words: their words.
        copies: articles, of those counted, that are near copies of earlier ones.
        rejected: by reason code.
        first_rejected: the first few of them.
        modality: claims by polarity and modality, such as "actual" or "planned, negative".
        facts: claims by fact type, those that have one.
    """

    articles: int = 0
    sentences: int = 0
    words: int = 0
    claims: int = 0
    inputs: int = 0
    read: int = 0
    reused: int = 0
    reused_words: int = 0
    copies: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    first_rejected: list[Rejected] = field(default_factory=list)
    modality: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of_article(cls, sentences: int, words: int, claims: Iterable[Claim]) -> Tally:
        """Returns the counts of one article."""
        claims = list(claims)
        return cls(
            articles=1,
            sentences=sentences,
            words=words,
            claims=len(claims),
            modality=Counter(c.modality if c.polarity == "positive" else f"{c.modality}, {c.polarity}" for c in claims),
            facts=Counter(c.fact.type for c in claims if c.fact),
        )

    def add(self, article: Tally) -> None:
        """Adds the counts of an article."""
        self.articles += article.articles
        self.sentences += article.sentences
        self.words += article.words
        self.claims += article.claims
        self.modality.update(article.modality)
        self.facts.update(article.facts)

    def add_rejected(self, rejected: Rejected) -> None:
        self.rejected[rejected.code] += 1
        if len(self.first_rejected) < _SHOWN:
            self.first_rejected.append(rejected)

    def why_none(self) -> str:
        """Says why there is no article."""
        reasons = [f"{rejected.source}: {rejected.message}" for rejected in self.first_rejected]
        more = self.rejected.total() - len(reasons)
        return "; ".join([*reasons, *([f"{more:,} more"] if more else [])]) or "there is nothing to read in the sources"
