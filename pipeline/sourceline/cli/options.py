"""Options that several commands have."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

articles_option = click.option(
    "--articles",
    "sources",
    multiple=True,
    metavar="SOURCE",
    help="Input of a run made with --no-text; may be given several times. Matched by hash.  [default: none]",
)

facts_option = click.option(
    "--facts",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder with fact types of your own, one or more .toml files; `sourceline facts` shows how they look.  "
    "[default: none]",
)

calibration_option = click.option(
    "--calibration",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What `sourceline calibrate` wrote: confidence becomes the probability that a reviewer accepts the claim.  "
    "[default: none]",
)

output_option = click.option(
    "-o",
    "--output",
    default="-",
    show_default=True,
    help="File, which appears when it is complete, or - for standard output.",
)


@contextmanager
def written(output: str) -> Iterator[BinaryIO]:
    """Opens what `output_option` names.

    Raises:
        OutputError: it cannot be written.
    """
    from sourceline.runs.files import written_whole

    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with written_whole([Path(output)]) as (stream,):
            yield stream


@contextmanager
def needs_review() -> Iterator[None]:
    """Tells what to install where an import of the block fails for want of the extra `review`."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise click.ClickException(f"{error.name} is missing: pip install 'sourceline[review]'") from error
