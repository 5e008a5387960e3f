"""`sourceline decisions export` and `import`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourceline.cli.decided import log_of
from sourceline.cli.options import needs_review, output_option, written

if TYPE_CHECKING:
    from sourceline.schema.decision import Decision

_EXAMPLE = """\b
Example:
  sourceline decisions export outputs -o decisions.jsonl
  sourceline decisions import outputs theirs.jsonl
"""
_EXPORT_EXAMPLE = """\b
Example:
  sourceline decisions export outputs | jq -r .decision | sort | uniq -c
"""
_IMPORT_EXAMPLE = """\b
Example:
  sourceline decisions import outputs decisions-ana.jsonl decisions-bo.jsonl
  sourceline decisions import outputs ../laptop/outputs
"""
_folder = click.Path(file_okay=False, path_type=Path)


@click.group(epilog=_EXAMPLE)
def decisions() -> None:
    """Take decisions of reviewers from one place to another.

    Logs are merged by importing one into the other, in any order and as often as you like: a decision is one however
    often it comes.
    """


@decisions.command(epilog=_EXPORT_EXAMPLE)
@click.argument("out", metavar="OUT", default="outputs", type=_folder)
@output_option
def export(out: Path, output: str) -> None:
    """Write all decisions, one a line, by time.

    OUT is the folder of a run, outputs unless given. Decisions that were taken back are among them, and so is what took
    them back. Each holds the claim as it was decided on.
    """
    with needs_review():
        from sourceline.review.exchange import exported
    from sourceline.runs.files import to_line

    with log_of(out) as store, written(output) as stream:
        sizes = [stream.write(to_line(decision)) for decision in exported(store)]
    click.echo(f"{len(sizes):,} decisions", err=True)


@decisions.command("import", epilog=_IMPORT_EXAMPLE)
@click.argument("out", metavar="OUT", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("files", metavar="FILES...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def import_(out: Path, files: tuple[Path, ...]) -> None:
    """Add decisions to the log of a run.

    OUT is the folder of the run. FILES are what `decisions export` wrote, or folders of runs with a log of their own.
    Decisions that are there already are passed over. If a line is damaged nothing is imported.
    """
    found = [decision for path in files for decision in _read(path)]
    with log_of(out, new=True) as store:
        new = store.append(found)
    click.echo(f"{new:,} new, {len(found) - new:,} known", err=True)


def _read(path: Path) -> Iterator[Decision]:
    """Yields the decisions of a file or a log.

    Raises:
        OutputError: it cannot be read, or a decision of it is damaged.
    """
    with needs_review():
        from sourceline.review.exchange import damage
    from sourceline.errors import OutputError
    from sourceline.runs.files import read_lines
    from sourceline.schema.decision import Decision

    if path.is_dir():
        with log_of(path) as store:
            yield from (decision for _, decision in store.read())
        return
    for number, decision in read_lines(path, Decision):
        problem = decision if isinstance(decision, str) else damage(decision)
        if problem:
            raise OutputError(f"{path} line {number}: {problem}. Nothing was imported")
        assert isinstance(decision, Decision)
        yield decision
