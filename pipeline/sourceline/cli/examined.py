"""What `why-not` and `coverage` read: articles, extracted as `extract` would, with what became of each sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourceline.plain import one_line

if TYPE_CHECKING:
    from sourceline.schema.article import Article, Rejected
    from sourceline.schema.coverage import SentenceCoverage


def examined(sources: tuple[str, ...]) -> Iterator[tuple[Article, list[SentenceCoverage]]]:
    """Yields each article that can be processed with its sentences; the others give a line on standard error.

    Raises:
        click.BadParameter: a source is the folder of a run, which holds claims and no articles to read.
    """
    from sourceline.claims.extract import examine_doc
    from sourceline.claims.reasons import coverage
    from sourceline.ingest.readers import read_articles
    from sourceline.nlp import build
    from sourceline.runs.files import RUN
    from sourceline.runs.process import failed, process

    for source in sources:
        if (Path(source) / RUN).is_file():
            raise click.BadParameter(f"{source} is the folder of a run; give the articles that it was made from.")

    def reject(rejected: Rejected) -> None:
        click.echo(one_line(f"{rejected.source}: {rejected.code}: {rejected.message}"), err=True)

    def fail(article: Article, error: Exception) -> None:
        reject(failed(article, error))

    for doc, article in process(build.load(), read_articles(*sources, on_reject=reject), fail):
        try:
            found = examine_doc(doc, article, "run_examine")
            sentences = coverage(doc, article.id, found.claims, found.dropped)
        except Exception as error:
            fail(article, error)
            continue
        yield article, sentences
