"""Articles through the pipeline, so that one that raises costs only itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from sourceline.ingest.decode import printable
from sourceline.nlp import build
from sourceline.schema.article import Article, Rejected

_BATCH = 32


def process(
    nlp: Language, articles: Iterable[Article], on_fail: Callable[[Article, Exception], None]
) -> Iterator[tuple[Doc, Article]]:
    """Parses articles, in their order.

    Args:
        nlp: the pipeline.
        articles: what to parse.
        on_fail: called with an article that raised, and what it raised.
    """
    remaining = iter(articles)
    while batch := list(islice(remaining, _BATCH)):
        try:
            parsed = list(build.pipe(nlp, batch))
        except Exception:  # spaCy does not tell which article it was: take them one at a time
            parsed = [pair for article in batch for pair in _alone(nlp, article, on_fail)]
        yield from parsed


def _alone(nlp: Language, article: Article, on_fail: Callable[[Article, Exception], None]) -> list[tuple[Doc, Article]]:
    try:
        return list(build.pipe(nlp, [article]))
    except Exception as error:
        on_fail(article, error)
        return []


def failed(article: Article, error: Exception) -> Rejected:
    """Returns the record of an article whose processing raised."""
    message = printable(f"{type(error).__name__}: {error}")
    return Rejected(source=article.source, stage="extract", code="failed", message=message)
