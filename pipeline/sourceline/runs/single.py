"""One text at a time, for use from Python: `sourceline.extract` and `sourceline.annotate`."""

from __future__ import annotations

from sourceline.claims.annotate import annotate_doc
from sourceline.claims.extract import extract_doc
from sourceline.ingest.decode import check_text
from sourceline.ingest.metadata import make_article
from sourceline.nlp import build
from sourceline.runs.batch import RunSettings, run_id
from sourceline.schema.annotation import Annotation
from sourceline.schema.article import Article
from sourceline.schema.claim import Claim


def extract(article: str | Article, *, published: str | None = None, title: str | None = None) -> list[Claim]:
    """Returns the claims of one text or article.

    Args:
        article: the text, or a record with its metadata.
        published: date of publication of a text; relative times are counted from it.
        title: headline of a text.

    Raises:
        InputError: the text holds NUL characters or lone surrogates.
        ModelError: the trained pipeline cannot be loaded.
    """
    article = _article(article, published, title)
    (parsed,) = build.pipe(build.load(), [article])
    return extract_doc(*parsed, run_id(RunSettings()))


def annotate(article: str | Article, *, published: str | None = None, title: str | None = None) -> Annotation:
    """Returns the annotation layers of one text or article: what its claims are built from.

    Arguments and errors are those of `extract`.
    """
    article = _article(article, published, title)
    (parsed,) = build.pipe(build.load(), [article])
    return annotate_doc(*parsed)


def _article(article: str | Article, published: str | None, title: str | None) -> Article:
    if isinstance(article, Article):
        return article
    made = make_article(check_text(article), "-", {"published": published, "title": title})
    return made.model_copy(update={"id": f"art_{made.sha256[:16]}"})
