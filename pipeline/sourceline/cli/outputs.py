"""What `show`, `explain` and `export` read of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from sourceline.errors import OutputError
from sourceline.runs.files import ARTICLES, CLAIMS, read_records
from sourceline.runs.inputs import Inputs
from sourceline.schema.claim import Claim
from sourceline.schema.run import ArticleLine


def claims_by_article(
    out: Path, sources: Sequence[str] = (), *, words: bool = True
) -> Iterator[tuple[ArticleLine, list[Claim]]]:
    """Yields each article of a run with its claims.

    Both files have the order of the articles, so only one article is held at a time.

    Args:
        out: the folder of the run.
        sources: the run's inputs, for a run that left the words out.
        words: whether words that were left out are put back.

    Raises:
        OutputError: the folder is not one of a run, its files are damaged, or its words were left out and are not among
            the inputs.
    """
    inputs = Inputs(sources)
    claims = read_records(out / CLAIMS, Claim)
    for article in read_records(out / ARTICLES, ArticleLine):
        own = list(islice(claims, article.claims))
        if len(own) < article.claims or any(claim.article.id != article.id for claim in own):
            raise OutputError(f"the files in {out} do not fit together; `sourceline verify {out}` says where")
        yield inputs.whole(article, own) if words else (article, own)


def sentence_of(claim: Claim, article: ArticleLine) -> tuple[str, int]:
    """Returns the claim's sentence and its offset."""
    sentence = claim.evidence[0].sentence
    return (article.text or "")[sentence.start : sentence.end], sentence.start
