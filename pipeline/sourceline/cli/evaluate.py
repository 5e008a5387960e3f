"""`sourceline evaluate`."""

from __future__ import annotations

import json
from pathlib import Path

import click

_KEYS = ("precision", "recall", "f1", "gold", "found", "right")
_EXAMPLE = """\b
Example:
  sourceline evaluate corpus --split dev --errors 20
"""


@click.command(epilog=_EXAMPLE)
@click.argument("corpus", metavar="CORPUS", default="corpus", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--split",
    type=click.Choice(["dev", "test", "all"]),
    default="dev",
    show_default=True,
    help="The part of the gold claims to compare with.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.  [default: a table]")
@click.option("--errors", type=click.IntRange(min=0), default=0, show_default=True, help="List so many errors.")
def evaluate(corpus: Path, split: str, as_json: bool, errors: int) -> None:
    """Score extracted claims against claims marked by hand.

    CORPUS is a folder with articles/ and gold/, corpus unless given.
    """
    from sourceline.evaluate.gate import evaluate_corpus

    report = evaluate_corpus(corpus, split)
    if as_json:
        click.echo(
            json.dumps({name: {key: getattr(score, key) for key in _KEYS} for name, score in report.rows}, indent=2)
        )
    else:
        click.echo(f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}{'right':>7}")
        for name, score in report.rows:
            rates = "".join(f"{100 * rate:7.1f}" for rate in (score.precision, score.recall, score.f1))
            click.echo(f"{name:24}{rates}{score.gold:7}{score.found:7}{score.right:7}")
    for error in report.errors[:errors]:
        click.echo(error, err=as_json)
