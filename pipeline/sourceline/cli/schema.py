"""`sourceline schema`."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import click

RECORDS = (
    "claim",
    "article",
    "rejected",
    "run",
    "annotation",
    "coverage",
    "diff",
    "decision",
    "reviewed",
    "calibration",
    "case",
)

_EXAMPLE = """\b
Example:
  sourceline schema claim > claim.schema.json
"""


@click.command(epilog=_EXAMPLE)
@click.argument("record", type=click.Choice(RECORDS), default="claim")
def schema(record: str) -> None:
    """Print the JSON Schema (2020-12) of a record.

    RECORD is claim unless given. claim, article and rejected are lines of the files of those names, run is run.json,
    annotation is a line that `annotate` writes, coverage one of `coverage --json` and `why-not --json`,
    diff what `diff --json` writes; decision is a line of `decisions export`, reviewed one of `reviewed`;
    calibration is what `calibrate` writes, case a line of what `cases` writes.
    """
    click.echo(_text(record), nl=False)


def json_schema(record: str) -> dict[str, Any]:
    """Returns the published schema of one of `RECORDS`, in its latest version."""
    parsed: dict[str, Any] = json.loads(_text(record))
    return parsed


def _text(record: str) -> str:
    kept = [file for file in files("sourceline.schema").iterdir() if file.name.startswith(f"{record}-")]
    latest = max(kept, key=lambda file: int(file.name.removesuffix(".json").rpartition("-")[2]))
    return latest.read_text("utf8")
