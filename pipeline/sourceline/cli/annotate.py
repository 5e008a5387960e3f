"""`sourceline annotate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sourceline.cli.options import written
from sourceline.plain import one_line

if TYPE_CHECKING:
    from sourceline.schema.article import Article, Rejected


_EXAMPLE = """\b
Example:
  sourceline annotate article.txt | jq .times
  sourceline annotate sentences.jsonl -o layers.jsonl
"""


@click.command(epilog=_EXAMPLE)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@click.option(
    "-o",
    "--output",
    default="-",
    show_default=True,
    help="JSON Lines file, which appears when it is complete, or - for standard output.",
)
@click.pass_context
def annotate(ctx: click.Context, sources: tuple[str, ...], output: str) -> None:
    """Write the layers that claims are built from.

    They are sentences, entities, times, quantities, quotes, mentions, attributions and propositions.

    SOURCES are those of `extract`. Texts of any length and language pass here. One article gives one line, in the order
    of the input; each that cannot be read or processed gives a line on standard error instead. The exit code is 1 if
    there is no annotation at all.
    """
    from sourceline.claims.annotate import annotate_doc
    from sourceline.ingest.readers import read_articles
    from sourceline.nlp import build
    from sourceline.runs.files import to_line
    from sourceline.runs.process import failed, process

    def reject(rejected: Rejected) -> None:
        click.echo(one_line(f"{rejected.source}: {rejected.code}: {rejected.message}"), err=True)

    def fail(article: Article, error: Exception) -> None:
        reject(failed(article, error))

    nlp, lines = build.load(), 0
    with written(output) as stream:
        articles = read_articles(*sources, on_reject=reject, any_text=True, max_chars=build.MAX_LENGTH)
        for doc, article in process(nlp, articles, fail):
            try:
                line = to_line(annotate_doc(doc, article))
            except Exception as error:
                fail(article, error)
                continue
            stream.write(line)
            lines += 1
    if not lines:
        click.echo("Error: no text was annotated", err=True)
        ctx.exit(1)
