"""`sourceline review`."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourceline.cli.options import articles_option, needs_review
from sourceline.errors import RuleError

if TYPE_CHECKING:
    from sourceline.claims.facts.rules import FactRule
    from sourceline.review.desk import Pairs, Run
    from sourceline.schema.run import RunRecord

_EXAMPLE = """\b
Example:
  sourceline review outputs
  sourceline review outputs --port 8123 --no-browser
"""


@click.command(epilog=_EXAMPLE)
@click.argument("out", metavar="OUT", default="outputs", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1.  [default: one that is free]"
)
@articles_option
@click.option(
    "--facts",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder with fact types of your own, to correct claims with.  [default: that of the run]",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.  [default: open it]")
def review(out: Path, port: int, sources: tuple[str, ...], facts: Path | None, no_browser: bool) -> None:
    """Check claims in the browser: accept, reject, correct.

    OUT is the folder of a run, outputs unless given. Decisions are kept beside its files, in decisions.sqlite, and
    outlive the next run. The page is served to this machine alone; the address that is printed is its key.
    """
    with needs_review():
        from sourceline.review.serve import serve
    from sourceline.claims.facts.rules import fact_rules

    if facts is not None:
        fact_rules(facts)  # a mistake is told before anything else

    def ready(address: str) -> None:
        click.echo(f"Review {out} at {address}\nStop with Ctrl+C; every decision is on disk as soon as it shows.")
        if not no_browser:
            click.launch(address)

    def watched(pairs: Pairs) -> Pairs:
        from rich.console import Console
        from rich.progress import track

        record = _record(out)
        size = f": {record.articles:,} articles, {record.claims:,} claims" if record else ""
        click.echo(f"Reading {out}{size}", err=True)
        console = Console(stderr=True)
        total = record.articles if record else None
        return track(pairs, "", total, transient=True, console=console, disable=not console.is_terminal)

    serve(run_of(out, sources, facts), out, port, secrets.token_urlsafe(24), ready, watched)


def run_of(out: Path, sources: Sequence[str] = (), facts: Path | None = None) -> Run:
    """Returns how the page gets at the run in a folder, with its own fact types unless others are given."""
    from sourceline.cli.outputs import claims_by_article
    from sourceline.review.desk import Run
    from sourceline.review.kept import KEPT
    from sourceline.runs.check import check_claim

    def fingerprint() -> object:
        files = sorted(path for path in out.rglob("*.json*") if not path.name.startswith("."))
        return [
            (path.relative_to(out).as_posix(), (found := path.stat()).st_mtime_ns, found.st_size, found.st_ino)
            for path in files
        ]

    def rules() -> Sequence[FactRule]:
        from sourceline.claims.facts.rules import fact_rules

        return fact_rules(facts) if facts is not None else _rules_of(out)

    # Words that the run left out are not kept beside it.
    kept = None if sources else out / KEPT
    return Run(lambda: claims_by_article(out, sources), fingerprint, check_claim, rules, kept)


def _rules_of(out: Path) -> Sequence[FactRule]:
    """Returns the rules of fact types that a run was made with; where its own cannot be read now, those shipped."""
    from sourceline.claims.facts.rules import fact_rules

    record = _record(out)
    folder = record.settings.get("facts") if record else None
    try:
        return fact_rules(Path(folder) if isinstance(folder, str) else None)
    except (OSError, ValueError, RuleError):
        return fact_rules()


def _record(out: Path) -> RunRecord | None:
    """Returns what a run says of itself, where that can be read."""
    from sourceline.runs.files import RUN
    from sourceline.schema.run import RunRecord

    try:
        return RunRecord.model_validate_json((out / RUN).read_bytes())
    except (OSError, ValueError):
        return None
