"""`sourceline extract`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourceline.cli.options import facts_option

if TYPE_CHECKING:
    from rich.table import Table

    from sourceline.runs.tally import Tally
    from sourceline.schema.run import RunRecord

_TOP = 5


_EXAMPLE = """\b
Example:
  sourceline extract articles/ news.jsonl.gz -o outputs
  zcat dump.jsonl.gz | sourceline extract - -o outputs --no-text
  sourceline extract articles/ -o outputs --facts my-facts/
"""


@click.command(epilog=_EXAMPLE)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@click.option(
    "-o",
    "--output",
    "out",
    default="outputs",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for claims.jsonl, articles.jsonl, rejected.jsonl and run.json; made if it does not exist.",
)
@click.option(
    "--no-text",
    is_flag=True,
    help="Leave the articles' words out of all files: texts, titles, quotations.  [default: keep them]",
)
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many articles.  [default: all]")
@facts_option
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.  [default: both]")
@click.pass_context
def extract(
    ctx: click.Context,
    sources: tuple[str, ...],
    out: Path,
    no_text: bool,
    limit: int | None,
    facts: Path | None,
    quiet: bool,
) -> None:
    """Extract the claims of articles.

    SOURCES are .txt files (with front matter or a NAME.json beside them), .jsonl and .jsonl.gz files with one article
    a line, folders of these, or - for standard input.

    Input that cannot be read is listed in rejected.jsonl with the reason, and the rest goes on. The files appear
    together at the end; a run that is stopped leaves those of the run before. The exit code is 1 if no article was
    processed.
    """
    from rich.console import Console

    from sourceline.cli.progress import progress
    from sourceline.runs.batch import RunSettings, run_batch
    from sourceline.runs.tally import Tally

    tally = Tally()
    with progress(tally, hidden=quiet) as advance:
        settings = RunSettings(keep_text=not no_text, limit=limit, facts=facts)
        record = run_batch(sources, out, settings, tally=tally, on_article=advance)
    if not quiet:
        Console(highlight=False).print(_summary(record, tally, out))
    if not tally.articles:
        click.echo(f"Error: no article was processed; {out / 'rejected.jsonl'} says why", err=True)
        ctx.exit(1)


def _summary(record: RunRecord, tally: Tally, out: Path) -> Table:
    from rich.table import Table
    from rich.text import Text

    from sourceline.ingest.reasons import REASONS
    from sourceline.plain import plain

    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(justify="right")
    table.add_column(overflow="fold")

    def row(name: str, count: int, note: str = "") -> None:
        table.add_row(name, f"{count:,}", Text(note))

    row("articles", tally.articles, f"{tally.sentences:,} sentences, {tally.words:,} words")
    row("rejected", tally.rejected.total())
    for code, count in tally.rejected.most_common():
        row(f"  {code}", count, REASONS[code])
    if tally.ignored:
        row("passed over", tally.ignored, "files of other kinds in the folders")
    row("claims", tally.claims, _listed(tally.modality.most_common()))
    if tally.facts:
        row("fact types", len(tally.facts), _listed(tally.facts.most_common(_TOP), more=len(tally.facts) - _TOP))
    speed = tally.words / record.seconds if record.seconds else 0
    table.add_row("time", f"{record.seconds:.1f} s", Text(f"{speed:,.0f} words/s"))
    table.add_row("files", "", Text(f"in {plain(str(out))}: claims.jsonl, articles.jsonl, rejected.jsonl, run.json"))
    return table


def _listed(counts: list[tuple[str, int]], more: int = 0) -> str:
    listed = " · ".join(f"{name} {count:,}" for name, count in counts)
    return f"{listed} · {more} more" if more > 0 else listed
