"""`sourceline schema`."""

from __future__ import annotations

import json
from typing import Any

import click

RECORDS = {
    "claim": ("claim", "Claim"),
    "article": ("run", "ArticleLine"),
    "annotation": ("annotation", "Annotation"),
    "rejected": ("article", "Rejected"),
    "run": ("run", "RunRecord"),
    "coverage": ("coverage", "SentenceCoverage"),
}


_EXAMPLE = """\b
Example:
  sourceline schema claim > claim.schema.json
"""


@click.command(epilog=_EXAMPLE)
@click.argument("record", type=click.Choice(list(RECORDS)), default="claim")
def schema(record: str) -> None:
    """Print the JSON Schema (2020-12) of a record.

    RECORD is claim unless given. claim, article and rejected are lines of the files of those names, run is run.json,
    annotation is a line that `annotate` writes, coverage one of `coverage --json` and `why-not --json`.
    """
    click.echo(json.dumps(json_schema(record), indent=2, ensure_ascii=False))


def json_schema(record: str) -> dict[str, object]:
    """Returns the schema of one of `RECORDS`, made from the pydantic record that writes it."""
    from importlib import import_module

    from pydantic.json_schema import GenerateJsonSchema

    class AllKeys(GenerateJsonSchema):
        """Marks every key as required, because every key is written, those with a default too."""

        def field_is_required(self, field: Any, total: bool) -> bool:
            return True

    module, name = RECORDS[record]
    kind = getattr(import_module(f"sourceline.schema.{module}"), name)
    made: dict[str, object] = kind.model_json_schema(by_alias=True, schema_generator=AllKeys, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
