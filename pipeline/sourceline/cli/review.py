"""`sourceline review`."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourceline.cli.options import articles_option, needs_review

if TYPE_CHECKING:
    from sourceline.review.desk import Run

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
@click.option("--no-browser", is_flag=True, help="Only print the address.  [default: open it]")
def review(out: Path, port: int, sources: tuple[str, ...], no_browser: bool) -> None:
    """Check claims in the browser: accept, reject, correct.

    OUT is the folder of a run, outputs unless given. Decisions are kept beside its files, in decisions.sqlite, and
    outlive the next run. The page is served to this machine alone; the address that is printed is its key.
    """
    with needs_review():
        from sourceline.review.serve import serve

    def ready(address: str) -> None:
        click.echo(f"Review {out} at {address}\nStop with Ctrl+C; every decision is on disk as soon as it shows.")
        if not no_browser:
            click.launch(address)

    serve(run_of(out, sources), out, port, secrets.token_urlsafe(24), ready)


def run_of(out: Path, sources: Sequence[str] = ()) -> Run:
    """Returns how the page gets at the run in a folder."""
    from sourceline.cli.outputs import claims_by_article
    from sourceline.review.desk import Run
    from sourceline.runs.check import check_claim

    def fingerprint() -> object:
        files = sorted(path for path in out.rglob("*.json*") if not path.name.startswith("."))
        return [(str(path), (found := path.stat()).st_mtime_ns, found.st_size, found.st_ino) for path in files]

    return Run(lambda: claims_by_article(out, sources), fingerprint, check_claim)
