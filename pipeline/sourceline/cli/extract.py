"""`sourceline extract`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourceline.cli.options import calibration_option, facts_option
from sourceline.plain import escaped, plain

if TYPE_CHECKING:
    from rich.table import Table

    from sourceline.runs.tally import Tally
    from sourceline.schema.run import RunRecord

_TOP = 5


_EXAMPLE = """\b
Example:
  sourceline extract articles/ news.jsonl.gz -o outputs
  sourceline extract 'crawl/*.warc.gz' -o outputs
  zcat dump.jsonl.gz | sourceline extract - -o outputs --no-text
  sourceline extract articles/ -o outputs --facts my-facts/
  sourceline extract dump.jsonl.gz -o outputs --ray auto
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
@click.option("--limit", type=click.IntRange(min=1), help="Take only so many articles.  [default: all]")
@facts_option
@calibration_option
@click.option("--workers", type=click.IntRange(min=1), help="Worker processes.  [default: one for each core]")
@click.option(
    "--ray",
    metavar="ADDRESS",
    help="Let a Ray cluster do the work: its address, auto on one of its machines, or local for one of this machine "
    "alone. Needs sourceline[ray].  [default: processes of this machine]",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=600,
    show_default=True,
    metavar="SECONDS",
    help="Longest time for one article.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=1),
    default=4000,
    show_default=True,
    metavar="MB",
    help="Most memory of a worker process; an article that needs more is rejected.",
)
@click.option(
    "--part-size",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    metavar="MB",
    help="Claims or articles of more than that become files claims/part-00000.jsonl.gz and so on.",
)
@click.option(
    "--log",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to which each step of the run is added.  [default: none]",
)
@click.option(
    "--replace",
    is_flag=True,
    help="Write over the outputs of a run over other inputs, and where no article is left.  [default: keep them]",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.  [default: both]")
@click.pass_context
def extract(
    ctx: click.Context,
    sources: tuple[str, ...],
    out: Path,
    no_text: bool,
    limit: int | None,
    facts: Path | None,
    calibration: Path | None,
    workers: int | None,
    ray: str | None,
    timeout: float,
    memory: int,
    part_size: int,
    log: Path | None,
    replace: bool,
    quiet: bool,
) -> None:
    """Extract the claims of articles.

    SOURCES are .txt files (with front matter or a NAME.json beside them), .jsonl and .jsonl.gz files with one article
    a line, web pages (.html, .htm), web archives (.warc, .warc.gz), folders of these, patterns ('2025-*/**/*.txt'), or
    - for standard input.

    Input that cannot be read is listed in rejected.jsonl with the reason, and the rest goes on. The files appear
    together at the end; a run that is stopped leaves those of the run before, and the same command goes on where it
    was. What an earlier run into the same folder has done is not done again, unless article, tool or settings changed.
    A folder with files that no run wrote, or with claims of other inputs, is not written over. What several sources
    name is read once. The exit code is 1 if no article was processed.
    """
    from rich.console import Console

    from sourceline.cli.log import logged
    from sourceline.cli.progress import progress
    from sourceline.runs.batch import run_batch
    from sourceline.runs.settings import MEGABYTE, Limits, RunSettings
    from sourceline.runs.tally import Tally

    tally = Tally()
    settings = RunSettings(
        keep_text=not no_text, limit=limit, facts=facts, calibration=calibration, part_size=part_size * MEGABYTE
    )
    limits = Limits(seconds=timeout, memory=memory * MEGABYTE)
    try:
        with logged(log), progress(tally, sources, hidden=quiet) as advance:
            record = run_batch(
                sources,
                out,
                settings,
                limits=limits,
                workers=workers,
                ray=ray,
                replace=replace,
                tally=tally,
                on_article=advance,
            )
    except KeyboardInterrupt:
        click.echo("Stopped. What was done is kept; the same command goes on from there", err=True)
        ctx.exit(130)
    if not quiet:
        Console(highlight=False).print(_summary(record, tally, out))
    if not tally.articles:
        click.echo(escaped(f"Error: no article was processed: {tally.why_none()}"), err=True)
        ctx.exit(1)


def _summary(record: RunRecord, tally: Tally, out: Path) -> Table:
    from rich.table import Table
    from rich.text import Text

    from sourceline.ingest.reasons import PASSED_OVER, REASONS
    from sourceline.runs.files import ARTICLES, CLAIMS, REJECTED, RUN

    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(justify="right")
    table.add_column(overflow="fold")

    def row(name: str, count: int, note: str = "") -> None:
        table.add_row(name, f"{count:,}", Text(note))

    row("articles", tally.articles, f"{tally.sentences:,} sentences, {tally.words:,} words")
    if tally.reused:
        row("  done before", tally.reused, "and not done again")
    if tally.copies:
        row("  near copies", tally.copies, "of earlier ones")
    row("rejected", tally.rejected.total())
    for code, count in tally.rejected.most_common():
        row(f"  {code}", count, REASONS[code])
    for code, count in tally.passed_over.most_common():
        row("passed over", count, PASSED_OVER[code])
    row("claims", tally.claims, _listed(tally.modality.most_common()))
    if tally.facts:
        row("fact types", len(tally.facts), _listed(tally.facts.most_common(_TOP), more=len(tally.facts) - _TOP))
    new_words = tally.words - tally.reused_words
    speed = f"{new_words / record.seconds:,.0f} words/s" if new_words and record.seconds else ""
    table.add_row("time", f"{record.seconds:.1f} s", Text(speed))
    names = (CLAIMS, ARTICLES) if (out / CLAIMS).exists() else ("claims/", "articles/")
    table.add_row("files", "", Text(f"in {plain(str(out))}: {', '.join((*names, REJECTED, RUN))}"))
    return table


def _listed(counts: list[tuple[str, int]], more: int = 0) -> str:
    listed = " · ".join(f"{name} {count:,}" for name, count in counts)
    return f"{listed} · {more} more" if more > 0 else listed
