"""`run_batch`: sources in, four files out."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc

from sourceline import __version__
from sourceline.claims.blocks import segments_of
from sourceline.claims.extract import extract_doc
from sourceline.claims.facts import fact_rules
from sourceline.ingest.decode import printable
from sourceline.ingest.inputs import MAX_CHARS
from sourceline.ingest.readers import read_articles
from sourceline.nlp import build
from sourceline.rules import rules_hash
from sourceline.runs.files import ARTICLES, CLAIMS, REJECTED, RUN, written_whole
from sourceline.runs.process import failed, process
from sourceline.runs.redaction import line_of
from sourceline.runs.tally import Tally
from sourceline.schema.article import Article, Rejected
from sourceline.schema.run import ArticleLine, RunRecord


@dataclass(frozen=True)
class RunSettings:
    """What changes the outputs of a run.

    Attributes:
        keep_text: write the articles' words; without it offsets, values and hashes only, see `redaction`.
        limit: process at most so many articles.
        max_chars: reject longer texts.
        facts: folder with a user's own fact types.
    """

    keep_text: bool = True
    limit: int | None = None
    max_chars: int = MAX_CHARS
    facts: Path | None = None

    def record(self) -> dict[str, str | bool | int | None]:
        """Returns the settings as `run.json` has them."""
        return {**asdict(self), "facts": printable(str(self.facts)) if self.facts is not None else None}


def run_id(settings: RunSettings) -> str:
    """Returns the id of all runs of this version, model and rules with these settings.

    It does not depend on the input, so the claims of an article are the same bytes in whatever company it is processed;
    nor on where a user keeps fact types, only on what they are.
    """
    parts = [__version__, build.model_hash(), rules_hash(settings.facts), {**settings.record(), "facts": None}]
    return f"run_{hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]}"


def run_batch(
    sources: Sequence[str | Path],
    out: Path,
    settings: RunSettings | None = None,
    *,
    tally: Tally | None = None,
    on_article: Callable[[], None] = lambda: None,
) -> RunRecord:
    """Extracts the claims of all sources into a folder.

    The files appear together at the end: a run that is killed leaves those of the run before. The same sources give the
    same bytes in `claims.jsonl`, `articles.jsonl` and `rejected.jsonl`.

    Args:
        sources: what `read_articles` takes.
        out: the folder; made if it does not exist.
        settings: see `RunSettings`.
        tally: counts what is done, while it is done.
        on_article: called after each article.

    Returns:
        What is in `run.json`.

    Raises:
        ModelError: the trained pipeline cannot be loaded.
        OutputError: the folder cannot be written.
        RuleError: a fact type of the user's is wrong.
    """
    settings, tally = settings or RunSettings(), tally or Tally()
    started, clock = datetime.now(UTC), time.perf_counter()
    fact_types = fact_rules(settings.facts)
    nlp, run = build.load(), run_id(settings)
    serialise = partial(line_of, keep_text=settings.keep_text)
    with written_whole([out / name for name in (CLAIMS, ARTICLES, REJECTED, RUN)]) as files:
        claims_file, articles_file, rejected_file, run_file = files

        def reject(rejected: Rejected) -> None:
            tally.add_rejected(rejected)
            rejected_file.write(serialise(rejected))

        def ignore(path: Path) -> None:
            tally.ignored += 1

        articles = read_articles(*sources, on_reject=reject, on_ignore=ignore, max_chars=settings.max_chars)
        for doc, article in process(nlp, islice(articles, settings.limit), reject):
            try:
                claims = extract_doc(doc, article, run, fact_types)
                line = _article_line(doc, article, len(claims))
                claim_lines, article_line = b"".join(map(serialise, claims)), serialise(line)
            except Exception as error:
                reject(failed(article, error))
                continue
            claims_file.write(claim_lines)
            articles_file.write(article_line)
            tally.add_article(line, claims)
            on_article()
        record = RunRecord(
            id=run,
            version=__version__,
            spacy=spacy_version,
            model=_model_name(nlp),
            model_hash=build.model_hash(),
            rules_hash=rules_hash(settings.facts),
            settings=settings.record(),
            inputs=tuple(printable(str(source)) for source in sources),
            articles=tally.articles,
            rejected=tally.rejected.total(),
            claims=tally.claims,
            words=tally.words,
            started=started.isoformat(timespec="seconds"),
            seconds=round(time.perf_counter() - clock, 3),
        )
        run_file.write(record.model_dump_json(by_alias=True, indent=2).encode() + b"\n")
    return record


def _article_line(doc: Doc, article: Article, claims: int) -> ArticleLine:
    return ArticleLine(
        **article.model_dump(exclude={"text"}),
        sha256=article.sha256,
        text=article.text,
        segments=segments_of(doc),
        sentences=sum(1 for _ in doc.sents),
        words=sum(not (token.is_space or token.is_punct) for token in doc),
        claims=claims,
    )


def _model_name(nlp: Language) -> str:
    return f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
