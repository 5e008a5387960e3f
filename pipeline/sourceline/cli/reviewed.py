"""`sourceline reviewed`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from sourceline.cli.decided import decided
from sourceline.cli.options import articles_option, output_option, written

_EXAMPLE = """\b
Example:
  sourceline reviewed outputs -o reviewed.jsonl
  sourceline reviewed outputs | jq 'select(.review.decision == "corrected") | .text'
"""


@click.command(epilog=_EXAMPLE)
@click.argument("out", metavar="OUT", default="outputs", type=click.Path(file_okay=False, path_type=Path))
@output_option
@articles_option
def reviewed(out: Path, output: str, sources: tuple[str, ...]) -> None:
    """Write the claims that came through review.

    OUT is the folder of a run, outputs unless given. Accepted, corrected and added claims are written as lines of
    claims.jsonl are, each with its decision as `review`; corrections are applied. Where the run now says something
    else, the claim is written as it was decided on, and `review.stale` is true. Rejected claims are left out, and so
    are those that reviewers differ about until one of them settles it; all are counted on standard error.
    """
    from sourceline.review.reviewed import reviewed as through
    from sourceline.runs.files import to_line

    counts: Counter[str] = Counter()
    with decided(out, sources) as (index, store), written(output) as stream:
        for claim in through(index, store, counts):
            stream.write(to_line(claim))
    told = [f"{counts[kind]:,} {kind}" for kind in ("accepted", "corrected", "added")]
    if counts["stale"]:
        told.append(f"{counts['stale']:,} of these stale")
    click.echo(f"written: {', '.join(told)}", err=True)
    left_out = [f"{counts['rejected']:,} rejected", f"{counts['disputed']:,} that reviewers differ about"]
    click.echo(f"left out: {', '.join(left_out)}, {counts['open']:,} not decided yet", err=True)
