"""What `show` and `explain` read of a run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sourceline.errors import OutputError
from sourceline.runs.files import ARTICLES, CLAIMS, read_records
from sourceline.schema.claim import Claim
from sourceline.schema.run import ArticleLine


def claims_by_article(out: Path) -> Iterator[tuple[ArticleLine, list[Claim]]]:
    """Yields each article of a run with its claims.

    Both files have the order of the articles, so only one article is held at a time.

    Raises:
        OutputError: the folder is not one of a run, or its files are damaged.
    """
    claims = read_records(out / CLAIMS, Claim)
    for article in read_records(out / ARTICLES, ArticleLine):
        own = list(islice(claims, article.claims))
        if len(own) < article.claims or any(claim.article.id != article.id for claim in own):
            raise OutputError(f"the files in {out} do not fit together; `sourceline verify {out}` says where")
        yield article, own


def sentence_of(claim: Claim, article: ArticleLine) -> tuple[str, int]:
    """Returns the claim's sentence and its offset; as much as the claim itself quotes where the text was left out."""
    evidence = next((evidence for evidence in claim.evidence if evidence.role == "claim"), None)
    if evidence is None:
        return claim.predicate.text, claim.predicate.start
    if article.text is None:
        return evidence.exact, evidence.start
    return article.text[evidence.sentence.start : evidence.sentence.end], evidence.sentence.start
