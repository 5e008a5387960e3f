"""Puts the pipeline together: the trained model with Sourceline's components around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sourceline.errors import ModelError
from sourceline.nlp import attributes  # noqa: F401  (registers the extensions)
from sourceline.paths import model_dir
from sourceline.schema.article import Article

BEFORE_MODEL = ("sourceline_structure", "sourceline_quotes")
AFTER_MODEL = (
    "sourceline_lemmas",
    "sourceline_entities",
    "sourceline_times",
    "sourceline_quantities",
    "sourceline_repair",
    "sourceline_mentions",
)
MAX_LENGTH = 10_000_000  # characters; ingest refuses more
_RUN = re.compile(r"[^\w\s]{100,}")


@lru_cache(maxsize=1)
def load() -> Language:
    """Loads the pipeline, once a process.

    Returns:
        A spaCy `Language`: structure and quotes, the trained model, then lemmas, entities, times, quantities, mentions.

    Raises:
        ModelError: the trained model is missing or does not fit the installed spaCy.
    """
    try:
        nlp = spacy.load(model_dir())
    except (OSError, ValueError) as error:
        raise ModelError(
            f"the trained pipeline in {model_dir()} cannot be loaded ({error}): install sourceline again"
        ) from error
    for name in reversed(BEFORE_MODEL):
        nlp.add_pipe(name, first=True)
    for name in AFTER_MODEL:
        nlp.add_pipe(name)
    nlp.max_length = MAX_LENGTH
    return nlp


def pipe(nlp: Language, articles: Iterable[Article], batch_size: int = 16) -> Iterator[tuple[Doc, Article]]:
    """Runs the pipeline over articles; order is kept, each article travels with its document."""
    prepared = ((make_doc(nlp, article), article) for article in articles)
    yield from nlp.pipe(prepared, as_tuples=True, batch_size=batch_size)


def make_doc(nlp: Language, article: Article) -> Doc:
    """Tokenises an article and notes what the components need of its metadata."""
    doc = _tokenize(nlp, article.text)
    doc._.text, doc._.published, doc._.title = article.text, article.published, article.title
    return doc


def _tokenize(nlp: Language, text: str) -> Doc:
    """Cuts a text into tokens. A long run of symbols is one: spaCy would take time quadratic in its length."""
    cuts = [0, *(offset for run in _RUN.finditer(text) for offset in run.span()), len(text)]
    if len(cuts) == 2:
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    for number, (start, end) in enumerate(pairwise(cuts)):
        piece = text[start:end]
        if number % 2:
            words.append(piece)
            spaces.append(False)
        else:
            tokens = nlp.make_doc(piece)
            words += [token.text for token in tokens]
            spaces += [bool(token.whitespace_) for token in tokens]
    return Doc(nlp.vocab, words, spaces)
