"""`sourceline export`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sourceline.cli.options import articles_option, output_option, written

if TYPE_CHECKING:
    from types import ModuleType

# Format -> module of `sourceline.export`.
FORMATS = {
    "csv": "flat_csv",
    "parquet": "parquet",
    "web-annotation": "web_annotation",
    "schema-org": "schema_org",
    "displacy": "displacy",
}
_EXTRAS = {"parquet": ("pyarrow", "parquet")}  # format -> the library and the extra that brings it

_EXAMPLE = """\b
Example:
  sourceline export outputs --to csv -o claims.csv
  sourceline export outputs --to schema-org | jq '."@graph"[0]'
  sourceline export outputs --to displacy --articles articles/ -o claims.html
"""


@click.command(epilog=_EXAMPLE)
@click.argument("out", metavar="RUN", default="outputs", type=click.Path(path_type=Path))
@click.option("--to", "form", required=True, type=click.Choice(list(FORMATS)), help="The format.")
@output_option
@articles_option
def export(out: Path, form: str, output: str, sources: tuple[str, ...]) -> None:
    """Write the claims of a run in a format of other tools.

    csv is flat, one row a claim; parquet is nested and typed, and needs the extra sourceline[parquet]; web-annotation
    (W3C) and schema-org (Claim) are JSON-LD; displacy is a page of HTML with each claim drawn on its sentence.

    RUN is the folder of a run, outputs unless given. What a run made with --no-text left out stays out, unless its
    inputs are given with --articles.
    """
    from sourceline.cli.outputs import claims_by_article

    module = _module(form)
    articles = claims_by_article(out, sources, words=bool(sources))
    if output == "-" and form == "parquet" and sys.stdout.isatty():
        raise click.UsageError("Parquet is no text for a terminal: name a file with -o.")
    with written(output) as stream:
        module.write(articles, stream)


def _module(form: str) -> ModuleType | Any:
    from sourceline.errors import OutputError

    try:
        return import_module(f"sourceline.export.{FORMATS[form]}")
    except ModuleNotFoundError as error:
        library, extra = _EXTRAS.get(form, ("", ""))
        if error.name != library:
            raise
        message = f"--to {form} needs {library}: install it with `pip install 'sourceline[{extra}]'`"
        raise OutputError(message) from None
