"""One text at a time, for use from Python: `sourceline.extract` and `sourceline.annotate`."""

from __future__ import annotations

from pathlib import Path

from sourceline.claims.annotate import annotate_doc
from sourceline.claims.calibration import calibrated, load_calibration
from sourceline.claims.extract import extract_doc
from sourceline.claims.facts.rules import fact_rules
from sourceline.ingest.decode import check_text
from sourceline.ingest.metadata import make_article
from sourceline.nlp import build
from sourceline.runs.settings import RunSettings, run_id
from sourceline.schema.annotation import Annotation
from sourceline.schema.article import Article
from sourceline.schema.claim import Claim


def extract(
    article: str | Article,
    *,
    published: str | None = None,
    title: str | None = None,
    facts: str | Path | None = None,
    calibration: str | Path | None = None,
) -> list[Claim]:
    """Returns the claims of one text or article.

    Args:
        article: the text, or a record with its metadata.
        published: date of publication of a text; relative times are counted from it.
        title: headline of a text.
        facts: folder with fact types of your own.
        calibration: file that `sourceline calibrate` wrote; it makes the scores probabilities.

    Raises:
        CalibrationError: the calibration cannot be used.
        InputError: the text holds NUL characters or lone surrogates.
        ModelError: the trained pipeline cannot be loaded.
        RuleError: a fact type of yours is wrong.
    """
    settings = RunSettings(
        facts=Path(facts) if facts is not None else None,
        calibration=Path(calibration) if calibration is not None else None,
    )
    fitted = load_calibration(settings.calibration, settings.facts) if settings.calibration is not None else None
    fact_types = fact_rules(settings.facts)
    article = _article(article, published, title)
    (parsed,) = build.pipe(build.load(), [article])
    claims = extract_doc(*parsed, run_id(settings), fact_types)
    return [calibrated(claim, fitted) for claim in claims] if fitted is not None else claims


def annotate(article: str | Article, *, published: str | None = None, title: str | None = None) -> Annotation:
    """Returns the annotation layers of one text or article: what its claims are built from.

    The first three arguments and their errors are those of `extract`.
    """
    article = _article(article, published, title)
    (parsed,) = build.pipe(build.load(), [article])
    return annotate_doc(*parsed)


def _article(article: str | Article, published: str | None, title: str | None) -> Article:
    if isinstance(article, Article):
        return article
    made = make_article(check_text(article), "-", {"published": published, "title": title})
    return made.model_copy(update={"id": f"art_{made.sha256[:16]}"})
