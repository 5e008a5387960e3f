"""`verify`: checks everything in a run's files against the texts, from the hashes up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from sourceline.claims.identity import content_hash, text_hash
from sourceline.errors import OutputError
from sourceline.runs.check import check_claim
from sourceline.runs.files import ARTICLES, CLAIMS, REJECTED, RUN, read_lines
from sourceline.runs.inputs import Inputs
from sourceline.runs.redaction import restore
from sourceline.runs.spool import Spool
from sourceline.schema.article import Article, Rejected
from sourceline.schema.claim import ArticleRef, Claim
from sourceline.schema.run import ArticleLine, RunRecord


@dataclass(frozen=True)
class Problem:
    """Something in the files of a run that does not agree with the rest.

    Attributes:
        file: the file's name.
        line: its line, 0 for the file as a whole.
        id: of the claim or article, empty where none is known.
        message: what is wrong.
    """

    file: str
    line: int
    id: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file} line {self.line}" if self.line else self.file
        return f"{place}{f' ({self.id})' if self.id else ''}: {self.message}"


@dataclass
class _Known:
    """What has been read so far."""

    inputs: Inputs
    texts: Spool = field(default_factory=Spool)  # articles by id
    articles: dict[str, ArticleLine] = field(default_factory=dict)
    claims: dict[str, dict[str, int]] = field(default_factory=dict)  # article id -> claim id -> line
    last: Article | None = None

    def article(self, identifier: str) -> Article | None:
        """Returns an article with its text; claims of one article follow each other, so the last one is kept."""
        if self.last is None or self.last.id != identifier:
            found = self.texts.get(identifier)
            self.last = Article.model_validate_json(found) if found is not None else None
        return self.last


def verify(out: Path, articles: Sequence[str | Path] = ()) -> list[Problem]:
    """Checks the files of a run.

    Texts against their hashes; every quotation of every claim against its text; references against what exists; content
    hashes and counts against what they were made from.

    Args:
        out: the folder of the run.
        articles: the run's inputs, for a run that left the texts out. They are matched by hash, so where they lie does
            not matter.

    Returns:
        What is wrong, in the order of the files; empty if all is well.

    Raises:
        OutputError: a file of the run is missing or cannot be read.
    """
    run = _read_run(out)
    known = _Known(Inputs(articles))
    problems = list(_check_articles(out, known))
    problems += _check_claims(out, known, run)
    problems += _check_counts(out, known, run)
    return problems


def _read_run(out: Path) -> RunRecord:
    try:
        return RunRecord.model_validate_json((out / RUN).read_bytes())
    except OSError as error:
        raise OutputError(f"cannot read {out / RUN}: {error.strerror}; is {out} the folder of a run?") from None
    except ValidationError as error:
        raise OutputError(f"{out / RUN} is not the record of a run: {error.errors()[0]['msg']}") from None


def _check_articles(out: Path, known: _Known) -> Iterator[Problem]:
    for number, line in read_lines(out / ARTICLES, ArticleLine):
        if isinstance(line, str):
            yield Problem(ARTICLES, number, "", line)
            continue
        if line.id in known.articles:
            yield Problem(ARTICLES, number, line.id, "an earlier line has the same id")
        known.articles[line.id] = line.model_copy(
            update={"text": None, "segments": ()}
        )  # of each one, so not the words
        article = known.inputs.find(line)
        if article is None:
            yield Problem(ARTICLES, number, line.id, "its text was left out; name the inputs with --articles")
            continue
        known.texts[line.id] = article.model_dump_json()
        if article.sha256 != line.sha256:
            yield Problem(ARTICLES, number, line.id, "the text does not have this sha256")
        ends = [0, *(offset for segment in line.segments for offset in (segment.start, segment.end)), len(article.text)]
        if ends != sorted(ends):
            yield Problem(ARTICLES, number, line.id, "the segments overlap or lie outside the text")


def _check_claims(out: Path, known: _Known, run: RunRecord) -> Iterator[Problem]:
    for number, claim in read_lines(out / CLAIMS, Claim):
        if not isinstance(claim, str):
            known.claims.setdefault(claim.article.id, {}).setdefault(claim.id, number)
    for number, claim in read_lines(out / CLAIMS, Claim):
        if isinstance(claim, str):
            yield Problem(CLAIMS, number, "", claim)
            continue
        for message in _claim_messages(claim, number, known, run):
            yield Problem(CLAIMS, number, claim.id, message)


def _claim_messages(claim: Claim, number: int, known: _Known, run: RunRecord) -> Iterator[str]:
    siblings = known.claims[claim.article.id]
    if siblings[claim.id] != number:
        yield f"line {siblings[claim.id]} has the same id"
    if claim.run != run.id:
        yield f"it is of run {claim.run}, {RUN} of run {run.id}"
    line = known.articles.get(claim.article.id)
    if line is None:
        yield f"its article {claim.article.id} is not in {ARTICLES}"
    else:
        for name in ArticleRef.model_fields:
            if getattr(line, name) != getattr(claim.article, name):
                yield f"its article has another {name} in {ARTICLES}"
    article = known.article(claim.article.id)
    if article is None:
        return  # nothing more can be told without the words; the article's own line says so
    whole = restore(claim, article)
    if claim.text is not None and claim.text_hash != text_hash(claim.text, claim.arguments):
        yield "its words do not have this text_hash"
    if claim.content_hash != content_hash(whole):
        yield "its content does not have this content_hash"
    yield from check_claim(whole, article.text, siblings.keys())


def _check_counts(out: Path, known: _Known, run: RunRecord) -> Iterator[Problem]:
    for article in known.articles.values():
        if article.claims != (found := len(known.claims.get(article.id, ()))):
            yield Problem(ARTICLES, 0, article.id, f"it should have {article.claims} claims; {CLAIMS} has {found}")
    rejected = 0
    for number, line in read_lines(out / REJECTED, Rejected):
        rejected += 1
        if isinstance(line, str):
            yield Problem(REJECTED, number, "", line)
    counted = {
        "articles": len(known.articles),
        "rejected": rejected,
        "claims": sum(map(len, known.claims.values())),
        "words": sum(article.words for article in known.articles.values()),
    }
    for name, found in counted.items():
        if (stated := getattr(run, name)) != found:
            yield Problem(RUN, 0, run.id, f"{name}: it says {stated}; there are {found}")
