"""Sourceline reads news articles and writes every claim they make as a structured fact.

    >>> import sourceline
    >>> for claim in sourceline.extract("The ministry paid two ferry operators in March.", published="2025-06-12"):
    ...     print(claim.predicate.lemma, [argument.text for argument in claim.arguments])

Importing the package costs nothing; each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sourceline.ingest.readers import read_articles
    from sourceline.nlp.build import load
    from sourceline.runs.single import annotate, extract
    from sourceline.schema.article import Article
    from sourceline.schema.claim import Claim

__version__ = "0.1.0"
__all__ = ["Article", "Claim", "__version__", "annotate", "extract", "load", "read_articles"]

_HOME = {
    "load": "sourceline.nlp.build",
    "read_articles": "sourceline.ingest.readers",
    "extract": "sourceline.runs.single",
    "annotate": "sourceline.runs.single",
    "Article": "sourceline.schema.article",
    "Claim": "sourceline.schema.claim",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
