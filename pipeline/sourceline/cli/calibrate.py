"""`sourceline calibrate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourceline.cli.decided import decided
from sourceline.cli.options import articles_option, needs_review

if TYPE_CHECKING:
    from sourceline.schema.calibration import Bin, Calibration, Trial

_EXAMPLE = """\b
Example:
  sourceline calibrate outputs -o calibration.json --diagram reliability.svg
  sourceline extract articles/ --calibration calibration.json -o outputs
"""


@click.command(epilog=_EXAMPLE)
@click.argument("out", metavar="OUT", default="outputs", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    default="calibration.json",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="File for `extract --calibration`.",
)
@click.option(
    "--diagram",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw the reliability diagram into an .svg file.  [default: only the table]",
)
@articles_option
def calibrate(out: Path, output: Path, diagram: Path | None, sources: tuple[str, ...]) -> None:
    """Fit confidence to the decisions of reviewers.

    OUT is the folder of a run, outputs unless given. A claim counts as right where it was accepted, and as wrong where
    it was rejected or corrected. Several methods are tried by cross-validation over articles: a beta distribution for
    each rule, logistic regression over the score alone, and from 100 decisions on isotonic regression over the score
    and logistic regression over all features. The one of the lowest log loss is kept.
    """
    with needs_review():
        from sourceline.review.calibrate import calibrate as fit
        from sourceline.review.diagram import reliability_diagram
    from sourceline.errors import OutputError
    from sourceline.runs.files import RUN, written_whole
    from sourceline.schema.run import RunRecord

    with decided(out, sources) as (index, _):
        try:
            record = RunRecord.model_validate_json((out / RUN).read_bytes())
        except ValueError as error:
            raise OutputError(f"{out / RUN} is damaged; `sourceline verify {out}` says where") from error
        found = fit(index, record)
    files = {output: found.model_dump_json(by_alias=True, indent=2) + "\n"}
    if diagram is not None:
        files[diagram] = reliability_diagram(found.reliability)
    with written_whole(list(files)) as streams:
        for stream, text in zip(streams, files.values(), strict=True):
            stream.write(text.encode())
    _print(found, output)


def _print(found: Calibration, output: Path) -> None:
    click.echo(f"{found.decisions:,} claims decided on, {found.right / found.decisions:.1%} right as extracted")
    if any(found.left_out.values()):
        click.echo("left out: " + ", ".join(f"{count:,} {why}" for why, count in found.left_out.items() if count))
    click.echo(f"\n{'by cross-validation':<32}{'log loss':>9}{'Brier':>8}")
    kept = min(found.trials[:-2], key=lambda trial: trial.log_loss)
    for trial in found.trials:
        mark = "  kept" if trial is kept else ""
        click.echo(f"{_name(trial):<32}{trial.log_loss:>9.4f}{trial.brier:>8.4f}{mark}")
    click.echo(f"\n{'confidence':>10}{'right':>8}{'interval':>15}{'claims':>8}")
    for bin_ in found.reliability:
        click.echo(_line(bin_))
    click.echo(f"\nwritten to {output}; `sourceline extract … --calibration {output}` uses it")


def _name(trial: Trial) -> str:
    if trial.method != "logistic":
        return trial.method
    return f"logistic over {trial.features}, penalty {trial.penalty:g}"


def _line(bin_: Bin) -> str:
    share = bin_.right / bin_.total
    return f"{bin_.predicted:>10.3f}{share:>8.3f}{f'{bin_.low:.3f}–{bin_.high:.3f}':>15}{bin_.total:>8,}"
