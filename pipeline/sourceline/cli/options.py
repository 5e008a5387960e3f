"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path

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
