"""`process_shard`: inputs in, what is written of them out. All heavy work of a run is here, in whatever process."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

import numpy
from spacy.tokens import Doc

from sourceline.claims.blocks import segments_of
from sourceline.claims.calibration import calibrated
from sourceline.claims.extract import extract_doc
from sourceline.claims.facts.rules import FactRules, fact_rules
from sourceline.errors import InputError, ModelError, SourcelineError
from sourceline.ingest.inputs import Input, article_of
from sourceline.ingest.reasons import refused
from sourceline.nlp import build
from sourceline.paths import model_dir
from sourceline.runs.outcome import Job, Made, Outcome, pack
from sourceline.runs.process import failed, process
from sourceline.runs.redaction import line_of, redact
from sourceline.runs.signature import signature_of
from sourceline.runs.tally import Tally
from sourceline.schema.article import Article
from sourceline.schema.run import ArticleLine

# It meets the parts that are read at first use: the dictionaries of lemmas, dates and units.
_SAMPLE = "On Tuesday the ministry “paid” two operators €40 million, he said."


def prepare(facts: Path | None = None) -> None:
    """Loads all that `process_shard` needs, so that the first article does not wait for it.

    Raises:
        ModelError: the trained pipeline cannot be loaded, or fails on a plain sentence.
        RuleError: a fact type of the user's is wrong.
    """
    article = Article(id="sample", source="-", text=_SAMPLE, published="2025-06-12")
    try:
        for parsed in build.pipe(build.load(), [article]):
            extract_doc(*parsed, "run_sample", _fact_types(facts))
    except (SourcelineError, MemoryError):
        raise
    except Exception as error:  # a damaged model loads, and fails in as many ways as it has parts
        raise ModelError(
            f"the trained pipeline in {model_dir()} fails on a plain sentence ({type(error).__name__}: {error}): "
            "install sourceline again"
        ) from error
    gc.freeze()  # what is loaded stays: to look through it again and again takes time, and copies memory that is shared


@lru_cache(maxsize=1)
def _fact_types(folder: Path | None) -> FactRules:
    return fact_rules(folder)


def process_shard(inputs: Sequence[Input], job: Job) -> list[Outcome]:
    """Extracts the claims of inputs; one that raises costs only itself.

    Returns:
        What became of each, in their order.

    Raises:
        MemoryError: one of them needs more than the process may have.
    """
    gc.disable()  # what becomes garbage meanwhile is collected once, at the end
    try:
        return _outcomes(inputs, job)
    finally:
        gc.enable()
        gc.collect()


def _outcomes(inputs: Sequence[Input], job: Job) -> list[Outcome]:
    outcomes: dict[int, Outcome] = {}
    articles: list[Article] = []
    place: dict[int, int] = {}  # of an article among the inputs, by identity: two may be equal

    def fail(article: Article, error: Exception) -> None:
        if isinstance(error, MemoryError):
            raise error
        rejected = failed(article, error)
        outcomes[place[id(article)]] = rejected if job.settings.keep_text else redact(rejected)

    for number, given in enumerate(inputs):
        try:
            article = article_of(given, max_chars=job.settings.max_chars)
        except InputError as error:
            outcomes[number] = refused(given.source, error)
        else:
            place[id(article)] = number
            articles.append(article)
    for doc, article in process(build.load(), articles, fail):
        try:
            outcomes[place[id(article)]] = _made(doc, article, job)
        except Exception as error:
            fail(article, error)
    return [outcomes[number] for number in range(len(inputs))]


def _made(doc: Doc, article: Article, job: Job) -> Made:
    claims = extract_doc(doc, article, job.run, _fact_types(job.settings.facts))
    if job.calibration is not None:
        claims = [calibrated(claim, job.calibration) for claim in claims]
    begins, *apart = doc.to_array(["SENT_START", "IS_SPACE", "IS_PUNCT"]).T
    line = ArticleLine(
        **article.model_dump(exclude={"text"}),
        sha256=article.sha256,
        text=article.text,
        segments=segments_of(doc),
        sentences=int((begins == 1).sum()),
        words=len(doc) - int(numpy.any(apart, axis=0).sum()),
        claims=len(claims),
    )
    serialise = partial(line_of, keep_text=job.settings.keep_text)
    return Made(
        article=pack(serialise(line)),
        claims=pack(b"".join(map(serialise, claims))),
        signature=signature_of(article.text),
        tally=Tally.of_article(line.sentences, line.words, claims),
    )
