"""`sourceline verify`."""

from __future__ import annotations

from pathlib import Path

import click

from sourceline.cli.options import articles_option
from sourceline.plain import escaped, one_line

_EXAMPLE = """\b
Example:
  sourceline verify outputs
  sourceline verify outputs --articles articles/
"""


@click.command(epilog=_EXAMPLE)
@click.argument("out", metavar="OUT", default="outputs", type=click.Path(path_type=Path))
@articles_option
@click.pass_context
def verify(ctx: click.Context, out: Path, sources: tuple[str, ...]) -> None:
    """Check the files of a run against its texts.

    Checked are every quotation, hash, reference and count.

    OUT is the folder of the run, outputs unless given. Prints what is wrong, one line each, and then exits with 1.
    """
    from sourceline.runs.files import RUN
    from sourceline.runs.verify import verify as check
    from sourceline.schema.run import RunRecord

    problems = check(out, sources)
    for problem in problems:
        click.echo(one_line(str(problem)))
    if problems:
        click.echo(escaped(f"Error: {len(problems):,} problem{'s' if len(problems) > 1 else ''} in {out}"), err=True)
        ctx.exit(1)
    run = RunRecord.model_validate_json((out / RUN).read_bytes())
    click.echo(f"ok: {run.claims:,} claims, {run.articles:,} articles")
