"""`sourceline cases`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourceline.cli.decided import decided
from sourceline.cli.options import articles_option, facts_option, needs_review, output_option, written

if TYPE_CHECKING:
    from sourceline.schema.case import Case

_EXAMPLE = """\b
Example:
  sourceline cases outputs -o cases.jsonl
  sourceline cases --check cases.jsonl
"""


@click.command(epilog=_EXAMPLE)
@click.argument("out", metavar="OUT", default="outputs", type=click.Path(file_okay=False, path_type=Path))
@output_option
@articles_option
@click.option(
    "--check",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Extract the articles of cases again, and list those that are not met.  [default: write cases]",
)
@facts_option
@click.pass_context
def cases(
    ctx: click.Context, out: Path, output: str, sources: tuple[str, ...], check: Path | None, facts: Path | None
) -> None:
    """Write what reviewers found wrong as test cases, or run them.

    OUT is the folder of a run, outputs unless given. A case holds an article, a claim that was rejected, corrected or
    added, and what is asked: that the claim is no longer made, is not wrong in the same way, or is made as it was
    corrected. What reviewers differ about makes no case until it is settled.

    With --check the exit code is 1 if a case is not met; --facts are those that the run had.
    """
    if check is not None:
        ctx.exit(1 if _check(check, facts) else 0)
    with needs_review():
        from sourceline.review.cases import cases as made
    from sourceline.runs.files import to_line

    left_out: Counter[str] = Counter()
    count = 0
    with decided(out, sources) as (index, store), written(output) as stream:
        for case in made(index, store, left_out):
            stream.write(to_line(case))
            count += 1
    told = ", ".join(f"{number:,} {why}" for why, number in sorted(left_out.items()))
    click.echo(f"{count:,} cases{'; left out: ' if told else ''}{told}", err=True)


def _check(path: Path, facts: Path | None) -> int:
    """Prints each case that is not met. Returns how many."""
    with needs_review():
        from sourceline.review.cases import failures
    from sourceline.plain import plain
    from sourceline.runs.single import extract
    from sourceline.schema.article import Article

    total = failed = 0
    for line, group in groupby(_read(path), key=lambda case: case.article):
        article = Article(**line.model_dump(include=set(Article.model_fields)))
        claims = extract(article, facts=facts)
        for case in group:
            total += 1
            if wrong := failures(case, claims):
                failed += 1
                click.echo(f"{case.id}  {plain(case.sentence)}\n    {plain('; '.join(wrong))}")
    click.echo(f"{total - failed:,} of {total:,} cases are met", err=True)
    return failed


def _read(path: Path) -> Iterator[Case]:
    """Yields the cases of a file.

    Raises:
        OutputError: it cannot be read, or a line is damaged.
    """
    from sourceline.errors import OutputError
    from sourceline.runs.files import read_lines
    from sourceline.schema.case import Case

    for number, case in read_lines(path, Case):
        if isinstance(case, str):
            raise OutputError(f"{path} line {number}: {case}; `sourceline cases` writes such files")
        yield case
